/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "ac-peer.h"

#define TABLE "/proc/self/net/tcp"

/* An address as the tables have it: its bytes as words of this computer's order, and the port. */
static void
append_end (GString *ends, GSocketAddress *end, const char *prefix)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (end);
  guint32 word = 0;

  memcpy (&word, g_inet_address_to_bytes (g_inet_socket_address_get_address (inet)), sizeof word);
  g_string_append_printf (ends, "%s%08X:%04X ", prefix, word,
                          g_inet_socket_address_get_port (inet));
}

/* After its ends the line of a socket tells its state, queues, timer, retransmissions, uid, timeout
 * and inode. What nobody holds any more has no inode, and its uid means nothing. */
static gboolean
is_listed (
    const char *path, GSocketAddress *peer, GSocketAddress *here, const char *prefix, uid_t uid)
{
  g_autofree char *table = NULL;
  g_autoptr(GString) ends = g_string_new (" ");
  const char *found = NULL;
  unsigned int owner = 0;
  unsigned long inode = 0;

  append_end (ends, peer, prefix);
  append_end (ends, here, prefix);
  if (!g_file_get_contents (path, &table, NULL, NULL) || !(found = strstr (table, ends->str)))
    return FALSE;

  return sscanf (found + ends->len, "%*s %*s %*s %*s %u %*s %lu", &owner, &inode) == 2 &&
         inode != 0 && owner == uid;
}

gboolean
ac_peer_may_be (GSocketConnection *connection, uid_t uid)
{
  g_autoptr(GSocketAddress) here = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) peer = g_socket_connection_get_remote_address (connection, NULL);
  g_autofree char *mapped = g_strdup_printf ("%016X%08X", 0, GUINT32_TO_BE (0xffff));

  if (!g_file_test (TABLE, G_FILE_TEST_EXISTS))
    return TRUE;
  if (here == NULL || peer == NULL)
    return FALSE;

  /* Some programs reach IPv4 through sockets of IPv6 (RFC 4291 §2.5.5.2). */
  return is_listed (TABLE, peer, here, "", uid) || is_listed (TABLE "6", peer, here, mapped, uid);
}
