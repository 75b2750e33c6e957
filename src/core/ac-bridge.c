/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-bridge.h"
#include "ac-text.h"

gboolean
ac_bridge_is_program (const char *name)
{
  static const char *const parts[] = { "bridgy", "brid.gy", "moa.party", "skymoth", "crosspost",
                                       "ifttt",  "zapier",  "echofeed",  "dlvr.it" };
  g_autofree char *folded = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  folded = g_utf8_casefold (name, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (folded, parts[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_host (const char *host)
{
  static const char *const hosts[] = { "brid.gy", "mostr.pub", "bird.makeup", "moa.party" };
  const gsize length = strlen (host);

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      const gsize end = strlen (hosts[i]);

      if (length >= end && g_ascii_strcasecmp (host + length - end, hosts[i]) == 0 &&
          (length == end || host[length - end - 1] == '.'))
        return TRUE;
    }

  return FALSE;
}

gboolean
ac_bridge_is_handle (const char *handle)
{
  const char *server = NULL;

  g_return_val_if_fail (handle != NULL, FALSE);

  server = strrchr (handle, '@');
  return is_host (server != NULL ? server + 1 : handle);
}

gboolean
ac_bridge_is_address (const char *uri)
{
  g_autoptr(GUri) parsed = NULL;
  const char *host = NULL;

  g_return_val_if_fail (uri != NULL, FALSE);

  parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  return host != NULL && is_host (host);
}

static void
look_at_mention (const char *text, gsize start, gsize end, gpointer user_data)
{
  gboolean *found = user_data;
  g_autofree char *handle = g_strndup (text + start, end - start);

  *found = *found || ac_bridge_is_handle (handle);
}

gboolean
ac_bridge_is_mentioned (const char *text)
{
  gboolean found = FALSE;

  g_return_val_if_fail (text != NULL, FALSE);

  ac_text_foreach_mention (text, look_at_mention, &found);
  return found;
}
