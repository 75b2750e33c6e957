/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-http-private.h"

#define MAX_ADDRESS 2048

static gboolean
is_in (const guint8 *bytes, const guint8 *prefix, guint bits)
{
  for (guint i = 0; i < bits; i++)
    {
      guint8 mask = 0x80 >> (i % 8);

      if ((bytes[i / 8] & mask) != (prefix[i / 8] & mask))
        return FALSE;
    }

  return TRUE;
}

/* What IANA's special-purpose registries call not globally reachable, beyond what GLib has names
 * for. */
static gboolean
is_special (GInetAddress *address)
{
  static const guint8 zero[] = { 0 };
  static const guint8 shared[] = { 100, 64 };
  static const guint8 benchmark[] = { 198, 18 };
  static const guint8 reserved[] = { 240 };
  static const guint8 unique_local[] = { 0xfc };
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    return is_in (bytes, unique_local, 7);

  return is_in (bytes, zero, 8) || is_in (bytes, shared, 10) || is_in (bytes, benchmark, 15) ||
         is_in (bytes, reserved, 4);
}

/* An IPv4 address that comes dressed as IPv6, `::ffff:127.0.0.1`. */
static GInetAddress *
undress (GInetAddress *address)
{
  static const guint8 mapped[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
      is_in (g_inet_address_to_bytes (address), mapped, 96))
    return g_inet_address_new_from_bytes (g_inet_address_to_bytes (address) + 12,
                                          G_SOCKET_FAMILY_IPV4);

  return g_object_ref (address);
}

gboolean
ac_http_address_is_allowed (AcHttpReach reach, GSocketAddress *socket_address)
{
  g_autoptr(GInetAddress) address = NULL;

  if (reach == AC_HTTP_SOCKET || !G_IS_INET_SOCKET_ADDRESS (socket_address))
    return TRUE;

  address = undress (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (socket_address)));
  if (g_inet_address_get_is_loopback (address))
    return reach == AC_HTTP_LOOPBACK;

  return !g_inet_address_get_is_any (address) && !g_inet_address_get_is_link_local (address) &&
         !g_inet_address_get_is_site_local (address) &&
         !g_inet_address_get_is_multicast (address) && !is_special (address);
}

static gboolean
is_loopback_name (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
is_plain (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > MAX_ADDRESS)
    return FALSE;

  for (const char *c = text; *c != '\0'; c++)
    if (*c < 0x21 || *c > 0x7e || *c == '\\' || *c == '"' || *c == '<' || *c == '>')
      return FALSE;

  return TRUE;
}

static char *
add_scheme (AcHttpReach reach, const char *address)
{
  g_autofree char *host = NULL;

  if (strstr (address, "://") != NULL)
    return g_strdup (address);

  host = g_strndup (address, strcspn (address, ":/"));
  return g_strconcat (reach == AC_HTTP_LOOPBACK && is_loopback_name (host) ? "http://" : "https://",
                      address, NULL);
}

GUri *
ac_http_parse_address (AcHttp *self, const char *address, GError **error)
{
  AcHttpReach reach = ac_http_get_reach (self);
  g_autofree char *full = NULL;
  g_autoptr(GUri) uri = NULL;
  const char *scheme = NULL;

  if (is_plain (address))
    {
      full = add_scheme (reach, address);
      uri = g_uri_parse (full, SOUP_HTTP_URI_FLAGS, NULL);
    }

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "This is not a web address");
      return NULL;
    }

  scheme = g_uri_get_scheme (uri);
  if (g_str_equal (scheme, "https") ||
      (g_str_equal (scheme, "http") &&
       (reach == AC_HTTP_SOCKET ||
        (reach == AC_HTTP_LOOPBACK && is_loopback_name (g_uri_get_host (uri))))))
    return g_steal_pointer (&uri);

  g_set_error_literal (error, AC_ERROR, AC_ERROR_ADDRESS_REFUSED, "Only https addresses are used");
  return NULL;
}

char *
ac_http_origin (GUri *uri)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  const char *scheme = g_uri_get_scheme (uri);
  const char *open = strchr (host, ':') != NULL ? "[" : "";
  const char *shut = strchr (host, ':') != NULL ? "]" : "";
  int port = g_uri_get_port (uri);

  if (port == -1 || port == (g_str_equal (scheme, "https") ? 443 : 80))
    return g_strdup_printf ("%s://%s%s%s", scheme, open, host, shut);

  return g_strdup_printf ("%s://%s%s%s:%d", scheme, open, host, shut, port);
}
