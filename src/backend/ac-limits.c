/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-limits.h"
#include "ac-throttle.h"

#define EXPORTS_PER_HOUR 6
#define NETWORK_BYTES 8 /* of an IPv6 address: what one subscriber gets at least */

struct _AcLimits
{
  GObject parent_instance;
  AcHostedConfig *config;
  AcThrottle *by_second;
  AcThrottle *by_minute;
  AcThrottle *strangers;
  AcThrottle *exports;
  guint64 n_refused;
};

G_DEFINE_FINAL_TYPE (AcLimits, ac_limits, G_TYPE_OBJECT)

static void
ac_limits_finalize (GObject *object)
{
  AcLimits *self = AC_LIMITS (object);

  g_clear_pointer (&self->config, ac_hosted_config_unref);
  g_clear_object (&self->by_second);
  g_clear_object (&self->by_minute);
  g_clear_object (&self->strangers);
  g_clear_object (&self->exports);

  G_OBJECT_CLASS (ac_limits_parent_class)->finalize (object);
}

static void
ac_limits_class_init (AcLimitsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_limits_finalize;
}

static void
ac_limits_init (AcLimits *self)
{
}

AcLimits *
ac_limits_new (AcHostedConfig *config)
{
  AcLimits *self = g_object_new (AC_TYPE_LIMITS, NULL);

  self->config = ac_hosted_config_ref (config);
  self->by_second = ac_throttle_new (config->requests_per_second, 1);
  self->by_minute = ac_throttle_new (config->requests_per_minute, 60);
  self->exports = ac_throttle_new (EXPORTS_PER_HOUR, 60 * 60);
  self->strangers = ac_throttle_new (config->refusals_per_minute, 60);
  return self;
}

static guint
to_seconds (gint64 wait)
{
  return (wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
}

static gboolean
judge (AcLimits *self, gint64 wait, SoupServerMessage *message, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *seconds = NULL;

  if (wait == 0)
    return TRUE;

  self->n_refused++;
  seconds = g_strdup_printf ("%u", to_seconds (wait));
  soup_message_headers_replace (headers, "Retry-After", seconds);
  soup_message_headers_remove (headers, "WWW-Authenticate");
  g_set_error_literal (error, AC_ERROR, AC_ERROR_RATE_LIMITED, "There were too many requests");
  return FALSE;
}

gboolean
ac_limits_admit_person (AcLimits *self,
                        const char *person,
                        SoupServerMessage *message,
                        GError **error)
{
  const gint64 now = g_get_monotonic_time ();
  gint64 wait = ac_throttle_take (self->by_second, person, now);

  if (wait == 0)
    wait = ac_throttle_take (self->by_minute, person, now);
  return judge (self, wait, message, error);
}

guint
ac_limits_admit_export (AcLimits *self, const char *person)
{
  gint64 wait = ac_throttle_take (self->exports, person, g_get_monotonic_time ());

  self->n_refused += wait != 0;
  return to_seconds (wait);
}

static GInetAddress *
read_forwarded (SoupServerMessage *message)
{
  const char *list = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "X-Forwarded-For");
  const char *last = list != NULL ? strrchr (list, ',') : NULL;
  g_autofree char *text = g_strdup (last != NULL ? last + 1 : list);

  return text != NULL ? g_inet_address_new_from_string (g_strstrip (text)) : NULL;
}

/* Returns: (nullable): who is to be limited */
static char *
name_network (GInetAddress *address)
{
  g_autofree guint8 *bytes = NULL;
  g_autoptr(GInetAddress) network = NULL;

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    return g_inet_address_to_string (address);

  bytes = g_memdup2 (g_inet_address_to_bytes (address), g_inet_address_get_native_size (address));
  memset (bytes + NETWORK_BYTES, 0, g_inet_address_get_native_size (address) - NETWORK_BYTES);
  network = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (network);
}

static char *
name_stranger (AcLimits *self, SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  GInetAddress *address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  g_autofree char *peer = g_inet_address_to_string (address);
  g_autoptr(GInetAddress) forwarded = NULL;

  if (self->config->proxies == NULL ||
      !g_strv_contains ((const char *const *) self->config->proxies, peer))
    return name_network (address);

  forwarded = read_forwarded (message);
  return forwarded != NULL ? name_network (forwarded) : NULL;
}

gboolean
ac_limits_admit_stranger (AcLimits *self, SoupServerMessage *message, GError **error)
{
  g_autofree char *name = name_stranger (self, message);

  return name == NULL ||
         judge (self, ac_throttle_take (self->strangers, name, g_get_monotonic_time ()), message,
                error);
}

guint64
ac_limits_get_n_refused (AcLimits *self)
{
  return self->n_refused;
}
