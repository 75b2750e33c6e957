/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-future.h"
#include "ac-issuer.h"

#define METADATA "/.well-known/openid-configuration"
#define FRESH_SECONDS (10 * 60)
#define PAUSE_SECONDS 60
#define RETRY_SECONDS 2 /* while there is no key at all */
#define DEADLINE_SECONDS 10
#define MAX_SIZE (256 * 1024)

struct _AcIssuer
{
  GObject parent_instance;
  AcHttp *http;
  char *name;
  AcKeySet *keys;
  char *introspection; /* (nullable) */
  DexFuture *fetching;
  gint64 fetched_at; /* monotonic, µs; of the last success */
  gint64 tried_at;   /* of the last attempt */
};

G_DEFINE_FINAL_TYPE (AcIssuer, ac_issuer, G_TYPE_OBJECT)

static const AcJsonField metadata_fields[] = {
  { "issuer", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "jwks_uri", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "introspection_endpoint", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { NULL },
};

static void
ac_issuer_finalize (GObject *object)
{
  AcIssuer *self = AC_ISSUER (object);

  g_clear_object (&self->http);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->introspection, g_free);
  g_clear_pointer (&self->keys, ac_key_set_unref);
  dex_clear (&self->fetching);

  G_OBJECT_CLASS (ac_issuer_parent_class)->finalize (object);
}

static void
ac_issuer_class_init (AcIssuerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_issuer_finalize;
}

static void
ac_issuer_init (AcIssuer *self)
{
}

AcIssuer *
ac_issuer_new (AcHttp *http, const char *issuer)
{
  AcIssuer *self = g_object_new (AC_TYPE_ISSUER, NULL);

  self->http = g_object_ref (http);
  self->name = g_strdup (issuer);
  return self;
}

const char *
ac_issuer_get_name (AcIssuer *self)
{
  return self->name;
}

const char *
ac_issuer_get_introspection_endpoint (AcIssuer *self)
{
  return self->introspection;
}

AcKeySet *
ac_issuer_dup_keys (AcIssuer *self)
{
  return self->keys != NULL ? ac_key_set_ref (self->keys) : NULL;
}

static AcHttpResponse *
await_page (AcIssuer *self, const char *uri, GError **error)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", uri);
  g_autoptr(AcHttpResponse) response = NULL;

  ac_http_request_set_header (request, "Accept", "application/json");
  ac_http_request_set_deadline (request, DEADLINE_SECONDS);
  ac_http_request_set_max_size (request, MAX_SIZE);
  if (!(response = dex_await_object (ac_http_send (self->http, request), error)))
    return NULL;

  if (!ac_http_response_is_success (response))
    {
      g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The provider answered with status %u",
                   ac_http_response_get_status (response));
      return NULL;
    }

  return g_steal_pointer (&response);
}

/* The issuer must say the same of itself, or another one's keys could be slipped in. */
static char *
await_keys_uri (AcIssuer *self, GError **error)
{
  gsize length = strlen (self->name);
  g_autofree char *base = g_strndup (self->name, length - g_str_has_suffix (self->name, "/"));
  g_autofree char *uri = g_strconcat (base, METADATA, NULL);
  g_autoptr(AcHttpResponse) response = await_page (self, uri, error);
  g_autoptr(JsonObject) metadata = NULL;

  if (response == NULL ||
      !(metadata = ac_http_response_get_object (response, metadata_fields, error)))
    return NULL;

  if (!g_str_equal (ac_json_get_string (metadata, "issuer"), self->name))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The provider has another name");
      return NULL;
    }

  g_set_str (&self->introspection, ac_json_get_string (metadata, "introspection_endpoint"));
  return g_strdup (ac_json_get_string (metadata, "jwks_uri"));
}

static DexFuture *
fetch_fiber (gpointer user_data)
{
  AcIssuer *self = user_data;
  g_autofree char *uri = NULL;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  AcKeySet *keys = NULL;

  if ((uri = await_keys_uri (self, &error)) && (response = await_page (self, uri, &error)))
    keys = ac_key_set_parse (ac_http_response_get_body (response), &error);

  dex_clear (&self->fetching);
  if (keys == NULL)
    {
      g_message ("The keys of the sign-in could not be fetched: %s", error->message);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  g_clear_pointer (&self->keys, ac_key_set_unref);
  self->keys = keys;
  self->fetched_at = g_get_monotonic_time ();
  return dex_future_new_true ();
}

static DexFuture *
join_fetch (AcIssuer *self)
{
  if (self->fetching == NULL)
    {
      self->tried_at = g_get_monotonic_time ();
      self->fetching =
          dex_scheduler_spawn (NULL, 0, fetch_fiber, g_object_ref (self), g_object_unref);
    }

  return dex_ref (self->fetching);
}

static gboolean
has_passed (gint64 since, guint seconds)
{
  return since == 0 || g_get_monotonic_time () - since >= seconds * G_USEC_PER_SEC;
}

DexFuture *
ac_issuer_prepare (AcIssuer *self)
{
  if (self->keys != NULL)
    {
      if (has_passed (self->fetched_at, FRESH_SECONDS) &&
          has_passed (self->tried_at, PAUSE_SECONDS))
        dex_future_disown (join_fetch (self));
      return dex_future_new_true ();
    }

  if (self->fetching == NULL && !has_passed (self->tried_at, RETRY_SECONDS))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_UNREACHABLE,
                                  "The sign-in can't be checked now");

  return join_fetch (self);
}

DexFuture *
ac_issuer_refresh (AcIssuer *self)
{
  if (self->fetching == NULL && !has_passed (self->tried_at, PAUSE_SECONDS))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_NOT_FOUND, "The key is not known");

  return join_fetch (self);
}
