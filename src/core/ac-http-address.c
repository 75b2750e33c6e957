/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <libsoup/soup.h>

#include "ac-error.h"
#include "ac-http-address.h"

#define MAX_ADDRESS 2048

/* What IANA's special-purpose registries (RFC 6890) do not call globally reachable, beyond what
 * GLib has names for. */
static const char *const special[] = {
  "0.0.0.0/8",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "240.0.0.0/4",
  "::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/32",
  "2001:2::/48",
  "2001:10::/28",
  "2001:db8::/32",
  "3fff::/20",
  "5f00::/16",
  "fec0::/10",
  NULL,
};

/* Private use (RFC 1918), shared address space (RFC 6598), unique local (RFC 4193). */
static const char *const private[] = {
  "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", NULL,
};

/* IPv4 addresses dressed as IPv6: mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056). */
static const struct
{
  const char *mask;
  gsize offset;
} dresses[] = {
  { "::ffff:0:0/96", 12 },
  { "64:ff9b::/96", 12 },
  { "2002::/16", 2 },
};

static gboolean
is_in (GInetAddress *address, const char *mask)
{
  g_autoptr(GInetAddressMask) range = g_inet_address_mask_new_from_string (mask, NULL);

  return g_inet_address_mask_get_family (range) == g_inet_address_get_family (address) &&
         g_inet_address_mask_matches (range, address);
}

static gboolean
is_in_any (GInetAddress *address, const char *const *masks)
{
  for (guint i = 0; masks[i] != NULL; i++)
    if (is_in (address, masks[i]))
      return TRUE;

  return FALSE;
}

static GInetAddress *
undress (GInetAddress *address)
{
  for (guint i = 0; i < G_N_ELEMENTS (dresses); i++)
    if (is_in (address, dresses[i].mask))
      return g_inet_address_new_from_bytes (g_inet_address_to_bytes (address) + dresses[i].offset,
                                            G_SOCKET_FAMILY_IPV4);

  return g_object_ref (address);
}

static gboolean
is_reachable (AcHttpReach reach, GInetAddress *dressed)
{
  g_autoptr(GInetAddress) address = undress (dressed);

  if (g_inet_address_get_is_loopback (address))
    return reach == AC_HTTP_LOOPBACK;
  if (is_in_any (address, private))
    return reach == AC_HTTP_PRIVATE;

  return !g_inet_address_get_is_any (address) && !g_inet_address_get_is_link_local (address) &&
         !g_inet_address_get_is_multicast (address) && !is_in_any (address, special);
}

/* Whether a connection that stands may be used. */
gboolean
ac_http_address_is_allowed (AcHttpReach reach, GSocketAddress *address)
{
  return reach == AC_HTTP_SOCKET || !G_IS_INET_SOCKET_ADDRESS (address) ||
         is_reachable (reach, g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
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

/* Letters, digits and what joins them: a host that was written with %2f or a final dot is the same
 * to one reader and another to the next. */
static gboolean
is_host (const char *host)
{
  gsize length = host != NULL ? strlen (host) : 0;

  if (length == 0 || host[length - 1] == '.')
    return FALSE;

  return strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:") ==
         length;
}

static gboolean
is_reached (AcHttpReach reach, GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  g_autoptr(GInetAddress) literal = g_inet_address_new_from_string (g_uri_get_host (uri));

  if (reach == AC_HTTP_SOCKET)
    return g_str_equal (scheme, "http");

  if (literal != NULL && !is_reachable (reach, literal))
    return FALSE;

  return g_str_equal (scheme, "https") ||
         (g_str_equal (scheme, "http") && reach == AC_HTTP_LOOPBACK &&
          is_loopback_name (g_uri_get_host (uri)));
}

/**
 * ac_http_address_parse:
 * @address: as a person typed it or a service sent it; `host` alone becomes https://host
 *
 * Returns: (transfer full) (nullable): the parts; %AC_ERROR_INVALID for user info, a backslash,
 *   control or non-ASCII characters and what else is no plain web address,
 *   %AC_ERROR_ADDRESS_REFUSED for a scheme or an address that @reach does not include
 */
GUri *
ac_http_address_parse (AcHttpReach reach, const char *address, GError **error)
{
  g_autofree char *full = NULL;
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  if (is_plain (address))
    {
      full = add_scheme (reach, address);
      uri = g_uri_parse (full, SOUP_HTTP_URI_FLAGS, NULL);
    }

  if (uri == NULL || !is_host (g_uri_get_host (uri)) || g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "This is not a web address");
      return NULL;
    }

  if (!is_reached (reach, uri))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_ADDRESS_REFUSED,
                           "Only https addresses of the internet are used");
      return NULL;
    }

  return g_steal_pointer (&uri);
}

/**
 * ac_http_origin:
 * @uri: of ac_http_address_parse()
 *
 * Returns: (transfer full): `scheme://host[:port]` (RFC 6454), lower case, the default port left
 * out
 */
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
