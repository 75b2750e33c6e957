/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-future.h"
#include "ac-oidc-private.h"

#define GRANT "urn:ietf:params:oauth:grant-type:device_code"
#define DEFAULT_INTERVAL 5
#define LONGEST_INTERVAL 300
#define LONGEST_WAIT 1800 /* a code that never ends is none a person still reads */

static const AcJsonField device_fields[] = {
  { "device_code", AC_JSON_STRING, AC_JSON_REQUIRED, 4096 },
  { "user_code", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "verification_uri", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "verification_uri_complete", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "expires_in", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "interval", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

void
ac_oidc_device_free (AcOidcDevice *self)
{
  g_clear_pointer (&self->device_code, secret_value_unref);
  g_free (self->user_code);
  g_free (self->verification_uri);
  g_free (self->verification_uri_complete);
  g_free (self);
}

/* It is shown in a terminal. */
static gboolean
is_readable (const char *code)
{
  for (const char *c = code; *c != '\0'; c++)
    if (*c < 0x20 || *c > 0x7e)
      return FALSE;

  return *code != '\0';
}

static gboolean
is_address (AcOidc *self, const char *address, GError **error)
{
  g_autoptr(GUri) uri = ac_http_parse_address (self->http, address, error);

  return uri != NULL;
}

static AcOidcDevice *
take_device (AcOidc *self, JsonObject *object, GError **error)
{
  g_autoptr(AcOidcDevice) device = g_new0 (AcOidcDevice, 1);
  const char *complete = ac_json_get_string (object, "verification_uri_complete");
  const gint64 interval = json_object_has_member (object, "interval")
                              ? ac_json_get_integer (object, "interval")
                              : DEFAULT_INTERVAL;
  const gint64 life = CLAMP (ac_json_get_integer (object, "expires_in"), 0, LONGEST_WAIT);

  device->user_code = g_strdup (ac_json_get_string (object, "user_code"));
  device->verification_uri = g_strdup (ac_json_get_string (object, "verification_uri"));
  device->verification_uri_complete = g_strdup (complete);
  device->device_code =
      secret_value_new (ac_json_get_string (object, "device_code"), -1, "text/plain");
  device->interval = CLAMP (interval, 1, LONGEST_INTERVAL);
  device->expires_at = g_get_monotonic_time () + life * G_USEC_PER_SEC;
  if (!is_address (self, device->verification_uri, error) ||
      (complete != NULL && !is_address (self, complete, error)))
    return NULL;
  if (!is_readable (device->user_code))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The code can't be read");
      return NULL;
    }

  return g_steal_pointer (&device);
}

gboolean
ac_oidc_has_device_codes (AcOidc *self)
{
  return ac_json_get_string (self->metadata, "device_authorization_endpoint") != NULL;
}

AcOidcDevice *
ac_oidc_begin_device (AcOidc *self, GError **error)
{
  const char *endpoint = ac_json_get_string (self->metadata, "device_authorization_endpoint");
  g_autoptr(AcHttpRequest) request = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(JsonObject) object = NULL;

  if (endpoint == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "The server gives no device codes");
      return NULL;
    }

  request = ac_http_request_new ("POST", endpoint);
  ac_http_request_set_form (request, "client_id", self->client_id, "scope",
                            ac_oidc_get_scope (self), "resource", self->resource, NULL);
  if (!(response = ac_oidc_post (self, request, error)))
    return NULL;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_SIGN_IN_REFUSED, error), NULL;
  if (!(object = ac_http_response_get_object (response, device_fields, error)))
    return NULL;

  return take_device (self, object, error);
}

static AcHttpResponse *
ask (AcOidc *self, const AcOidcDevice *device, GError **error)
{
  const char *endpoint = ac_json_get_string (self->metadata, "token_endpoint");
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", endpoint);

  ac_http_request_set_form (request, "grant_type", GRANT, "client_id", self->client_id,
                            "device_code", secret_value_get_text (device->device_code), "resource",
                            self->resource, NULL);
  return ac_oidc_post (self, request, error);
}

/* §3.5: a line that breaks is asked again, at half the pace. */
static gboolean
may_pass (const GError *error)
{
  return g_error_matches (error, AC_ERROR, AC_ERROR_UNREACHABLE) ||
         g_error_matches (error, AC_ERROR, AC_ERROR_TIMED_OUT) ||
         g_error_matches (error, AC_ERROR, AC_ERROR_UNKNOWN_OUTCOME);
}

/* Returns: whether to ask again, interval seconds later */
static gboolean
goes_on (AcHttpResponse *response, guint *interval, GError **error)
{
  g_autofree char *name = ac_http_response_get_error_name (response);

  if (g_strcmp0 (name, "authorization_pending") == 0)
    return TRUE;
  if (g_strcmp0 (name, "slow_down") == 0)
    {
      *interval += DEFAULT_INTERVAL;
      return TRUE;
    }
  if (g_strcmp0 (name, "expired_token") == 0)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_TIMED_OUT, "The code has run out");
      return FALSE;
    }

  return ac_http_response_refuse (response, AC_ERROR_SIGN_IN_REFUSED, error);
}

AcOidcTokens *
ac_oidc_wait_for_device (AcOidc *self,
                         const AcOidcDevice *device,
                         GCancellable *scope,
                         GError **error)
{
  guint interval = device->interval;

  while (g_get_monotonic_time () + (gint64) interval * G_USEC_PER_SEC < device->expires_at)
    {
      g_autoptr(AcHttpResponse) response = NULL;
      g_autoptr(GError) failure = NULL;

      if (!ac_await (ac_future_scope (ac_future_delay (interval * 1000), scope), error))
        return NULL;
      if (!(response = ask (self, device, &failure)))
        {
          if (!may_pass (failure))
            return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
          interval *= 2;
        }
      else if (ac_http_response_is_success (response))
        return ac_oidc_take_tokens (self, response, NULL, TRUE, error);
      else if (!goes_on (response, &interval, error))
        return NULL;
    }

  g_set_error_literal (error, AC_ERROR, AC_ERROR_TIMED_OUT, "Nobody said yes in time");
  return NULL;
}
