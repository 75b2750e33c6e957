/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-graph.h"

#include <string.h>

#include "ac-call-private.h"
#include "ac-clock.h"
#include "ac-future.h"
#include "ac-graph-keys.h"

#define SLOW_PERCENT 80
#define PAUSE_MS 250 /* for each percent above */
#define MAX_PAUSE_MS 5000
#define HOUR_MS (60 * 60 * 1000) /* what the percentages count */

struct _AcGraph
{
  GObject parent_instance;
  AcHttp *http;
  char *practice; /* (nullable) */
  gboolean strict;
  AcGraphSource source;
  gpointer source_data;
  GHashTable *used; /* service → Used */
};

typedef struct
{
  guint percent;
  gint64 at; /* ac_clock_boot_ms() */
} Used;

G_DEFINE_FINAL_TYPE (AcGraph, ac_graph, G_TYPE_OBJECT)

static const char *const hosts[] = {
  [AC_GRAPH_FACEBOOK] = "graph.facebook.com",
  [AC_GRAPH_FACEBOOK_DIALOG] = "www.facebook.com",
  [AC_GRAPH_FACEBOOK_UPLOADS] = "rupload.facebook.com",
  [AC_GRAPH_INSTAGRAM] = "graph.instagram.com",
  [AC_GRAPH_INSTAGRAM_CODES] = "api.instagram.com",
  [AC_GRAPH_INSTAGRAM_DIALOG] = "www.instagram.com",
  [AC_GRAPH_THREADS] = "graph.threads.net",
  [AC_GRAPH_THREADS_DIALOG] = "threads.net",
  [AC_GRAPH_WHATSAPP] = "wa.me",
  [AC_GRAPH_WHATSAPP_SITE] = "www.whatsapp.com",
};
G_STATIC_ASSERT (G_N_ELEMENTS (hosts) == AC_GRAPH_N_HOSTS);

void
ac_graph_app_clear (AcGraphApp *app)
{
  g_clear_pointer (&app->id, secret_value_unref);
  g_clear_pointer (&app->secret, secret_value_unref);
  g_clear_pointer (&app->token, secret_value_unref);
  g_clear_pointer (&app->phone_number_id, g_free);
  g_clear_pointer (&app->template_name, g_free);
  g_clear_pointer (&app->language, g_free);
  g_clear_pointer (&app->redirect_uri, g_free);
}

static void
ac_graph_finalize (GObject *object)
{
  AcGraph *self = AC_GRAPH (object);

  g_clear_object (&self->http);
  g_clear_pointer (&self->used, g_hash_table_unref);
  g_free (self->practice);
  G_OBJECT_CLASS (ac_graph_parent_class)->finalize (object);
}

static void
ac_graph_class_init (AcGraphClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_graph_finalize;
}

static void
ac_graph_init (AcGraph *self)
{
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
}

AcGraph *
ac_graph_new (AcHttp *http, const char *practice)
{
  AcGraph *self = NULL;

  g_return_val_if_fail (AC_IS_HTTP (http), NULL);

  self = g_object_new (AC_TYPE_GRAPH, NULL);
  self->http = g_object_ref (http);
  self->practice = g_strdup (practice);
  return self;
}

AcHttp *
ac_graph_get_http (AcGraph *self)
{
  g_return_val_if_fail (AC_IS_GRAPH (self), NULL);

  return self->http;
}

const char *
ac_graph_get_host_name (AcGraphHost host)
{
  g_return_val_if_fail (host < AC_GRAPH_N_HOSTS, NULL);

  return hosts[host];
}

char *
ac_graph_make_uri (AcGraph *self, AcGraphHost host, const char *path)
{
  g_return_val_if_fail (AC_IS_GRAPH (self) && host < AC_GRAPH_N_HOSTS && path != NULL, NULL);

  if (self->practice != NULL)
    return g_strconcat (self->practice, "/", hosts[host], "/", path, NULL);
  return g_strconcat ("https://", hosts[host], "/", path, NULL);
}

gboolean
ac_graph_gives_keys (AcGraph *self)
{
  g_return_val_if_fail (AC_IS_GRAPH (self), FALSE);

  return self->practice != NULL && !self->strict;
}

void
ac_graph_set_strict (AcGraph *self)
{
  g_return_if_fail (AC_IS_GRAPH (self));

  self->strict = TRUE;
}

void
ac_graph_set_source (AcGraph *self, AcGraphSource source, gpointer user_data)
{
  g_return_if_fail (AC_IS_GRAPH (self));

  self->source = source;
  self->source_data = user_data;
}

static void
read_app (JsonObject *keys, AcGraphApp *app)
{
  const char *token = ac_json_get_string (keys, "token");

  app->id = ac_call_secret (ac_json_get_string (keys, "id"));
  app->secret = ac_call_secret (ac_json_get_string (keys, "secret"));
  app->token = token != NULL ? ac_call_secret (token) : NULL;
  app->phone_number_id = g_strdup (ac_json_get_string (keys, "phone_number_id"));
  app->template_name = g_strdup (ac_json_get_string (keys, "template"));
  app->language = g_strdup (ac_json_get_string (keys, "language"));
  app->redirect_uri = g_strdup (ac_json_get_string (keys, "redirect_uri"));
}

/* The practice services tell the keys of their apps. */
static JsonObject *
ask_for_keys (AcGraph *self, const char *service, GError **error)
{
  const AcJsonField fields[] = { { service, AC_JSON_OBJECT }, { NULL } };
  g_autofree char *uri = g_strconcat (self->practice, "/apps", NULL);
  g_autoptr(JsonObject) object =
                ac_call_get_object (self->http, uri, fields, AC_ERROR_NOT_A_SERVICE, error);

  return object != NULL ? json_object_ref (ac_json_get_object (object, service)) : NULL;
}

static JsonObject *
fetch_keys (AcGraph *self, const char *service, GError **error)
{
  g_autoptr(SecretValue) packed = NULL;

  if (ac_graph_gives_keys (self))
    return ask_for_keys (self, service, error);
  if (self->source == NULL)
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_APP_KEYS, "There are no keys"), NULL;
  packed = self->source (self->source_data, service, error);
  return packed != NULL ? ac_graph_keys_unpack (packed, error) : NULL;
}

gboolean
ac_graph_load_app (AcGraph *self, const char *service, AcGraphApp *app, GError **error)
{
  static const AcJsonField app_fields[] = {
    { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
    { "secret", AC_JSON_STRING, AC_JSON_REQUIRED, 128 },
    { "token", AC_JSON_STRING, AC_JSON_OPTIONAL, 4096 },
    { "phone_number_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
    { "template", AC_JSON_STRING, AC_JSON_OPTIONAL, 512 },
    { "language", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
    { "redirect_uri", AC_JSON_STRING, AC_JSON_OPTIONAL, 512 },
    { NULL },
  };
  g_autoptr(JsonObject) keys = NULL;

  g_return_val_if_fail (AC_IS_GRAPH (self) && service != NULL && app != NULL, FALSE);

  if (!(keys = fetch_keys (self, service, error)) ||
      !ac_json_check (keys, app_fields, AC_JSON_OPEN, error))
    return FALSE;

  read_app (keys, app);
  return TRUE;
}

/* Shows that whoever holds the token is the app itself ("Securing Graph API Requests"): HMAC-SHA256
 * of the token by the app's secret. */
static char *
make_proof (SecretValue *token, SecretValue *secret)
{
  const char *key = secret_value_get_text (secret);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key),
                                    secret_value_get_text (token), -1);
}

AcHttpRequest *
ac_graph_request_new (
    AcGraph *self, AcAccess *access, AcGraphHost host, const char *method, const char *path)
{
  SecretValue *token = ac_access_get_credential (access, AC_CREDENTIAL_ACCESS_TOKEN);
  SecretValue *secret = ac_access_get_credential (access, AC_CREDENTIAL_CLIENT_SECRET);
  g_autofree char *plain = ac_graph_make_uri (self, host, path);
  g_autofree char *proof = NULL;
  g_autofree char *uri = NULL;
  AcHttpRequest *request = NULL;

  if (token != NULL && secret != NULL)
    proof = make_proof (token, secret);
  uri = proof != NULL ? g_strconcat (plain, strchr (plain, '?') != NULL ? "&" : "?",
                                     "appsecret_proof=", proof, NULL)
                      : g_strdup (plain);
  request = ac_http_request_new (method, uri);
  ac_http_request_set_header (request, "Accept", "application/json");
  if (token != NULL)
    ac_http_request_set_authorization (request, "Bearer", token);
  return request;
}

char *
ac_graph_encode_form (const char *first_name, ...)
{
  g_autoptr(GString) form = g_string_new (NULL);
  va_list args;

  va_start (args, first_name);
  for (const char *name = first_name; name != NULL; name = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);
      g_autofree char *pair = value != NULL ? soup_form_encode (name, value, NULL) : NULL;

      if (pair != NULL)
        g_string_append_printf (form, "%s%s", form->len > 0 ? "&" : "", pair);
    }
  va_end (args);
  return g_string_free_and_steal (g_steal_pointer (&form));
}

guint
ac_graph_get_pause_ms (AcGraph *self, const char *service)
{
  Used *used = NULL;

  g_return_val_if_fail (AC_IS_GRAPH (self) && service != NULL, 0);

  used = g_hash_table_lookup (self->used, service);
  if (used == NULL || used->percent < SLOW_PERCENT || ac_clock_boot_ms () - used->at > HOUR_MS)
    return 0;
  return MIN ((used->percent - SLOW_PERCENT + 1) * PAUSE_MS, MAX_PAUSE_MS);
}

void
ac_graph_note_usage (AcGraph *self, const char *service, AcHttpResponse *response)
{
  Used *used = NULL;

  g_return_if_fail (AC_IS_GRAPH (self) && service != NULL && AC_IS_HTTP_RESPONSE (response));

  used = g_new0 (Used, 1);
  used->percent = ac_graph_read_usage (response);
  used->at = ac_clock_boot_ms ();
  g_hash_table_insert (self->used, (gpointer) g_intern_string (service), used);
}

AcHttpResponse *
ac_graph_send (AcGraph *self, const char *service, AcHttpRequest *request, GError **error)
{
  guint pause_ms = ac_graph_get_pause_ms (self, service);
  AcHttpResponse *response = NULL;

  if (pause_ms > 0 && !ac_await (ac_future_delay (pause_ms), error))
    return NULL;
  if ((response = ac_call_send (self->http, request, error)))
    ac_graph_note_usage (self, service, response);
  return response;
}

AcCall *
ac_call_new_for_graph (AcGraph *graph, AcAccess *access, const AcParcel *parcel)
{
  AcCall *self = ac_call_new (ac_graph_get_http (graph), NULL);

  self->graph = g_object_ref (graph);
  self->access = access != NULL ? g_object_ref (access) : NULL;
  self->parcel = parcel != NULL ? ac_parcel_copy (parcel) : NULL;
  return self;
}

JsonObject *
ac_call_get_graph_object (AcCall *self,
                          const char *service,
                          AcGraphHost host,
                          const char *path,
                          const AcJsonField *fields,
                          GError **error)
{
  g_autoptr(AcHttpRequest) request =
                ac_graph_request_new (self->graph, self->access, host, "GET", path);
  g_autoptr(AcHttpResponse) response = ac_graph_send (self->graph, service, request, error);

  if (response == NULL)
    return NULL;
  if (!ac_http_response_is_success (response))
    return ac_graph_refuse (response, AC_ERROR_BAD_REPLY, error), NULL;
  return ac_http_response_get_object (response, fields, error);
}
