/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-graph-sign-in.h"

#include "ac-clock.h"
#include "ac-oauth.h"

#define MAX_LIFE_S (90 * 24 * 3600)
#define EARLY_MS (G_GINT64_CONSTANT (30) * 24 * 3600 * 1000)

#define AC_TYPE_GRAPH_SIGN_IN (ac_graph_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (AcGraphSignIn, ac_graph_sign_in, AC, GRAPH_SIGN_IN, AcSignIn)

struct _AcGraphSignIn
{
  AcSignIn parent_instance;
  AcOauthAttempt *attempt;
  AcGraphApp app;
};

G_DEFINE_FINAL_TYPE (AcGraphSignIn, ac_graph_sign_in, AC_TYPE_SIGN_IN)

static const AcJsonField short_fields[] = {
  { "access_token", AC_JSON_STRING, AC_JSON_REQUIRED, 4096 },
  { "permissions", AC_JSON_STRING, AC_JSON_OPTIONAL, 1024 },
  { NULL },
};
static const AcJsonField long_fields[] = {
  { "access_token", AC_JSON_STRING, AC_JSON_REQUIRED, 4096 },
  { "expires_in", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static void
ac_graph_sign_in_finalize (GObject *object)
{
  AcGraphSignIn *self = AC_GRAPH_SIGN_IN (object);

  g_clear_object (&self->attempt);
  ac_graph_app_clear (&self->app);
  G_OBJECT_CLASS (ac_graph_sign_in_parent_class)->finalize (object);
}

static void
ac_graph_sign_in_class_init (AcGraphSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_graph_sign_in_finalize;
}

static void
ac_graph_sign_in_init (AcGraphSignIn *self)
{
}

static char *
escape (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

/* The real services send a browser to no address but the one that is registered with the app; those
 * that are played, to any. */
static gboolean
load_app (AcGraphSignIn *self, AcCall *call, GError **error)
{
  if (!ac_graph_load_app (call->graph, call->flow->service->id, &self->app, error))
    return FALSE;

  if (self->app.redirect_uri != NULL)
    ac_sign_in_set_ends_at (AC_SIGN_IN (self), self->app.redirect_uri);
  else if (ac_graph_gives_keys (call->graph))
    self->app.redirect_uri = g_strdup (call->text);
  else
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_APP_KEYS, "No address is registered"),
           FALSE;
  return TRUE;
}

static AcSignIn *
begin (AcCall *call, GError **error)
{
  const AcGraphFlow *flow = call->flow;
  g_autoptr(AcGraphSignIn) self = g_object_new (AC_TYPE_GRAPH_SIGN_IN, NULL);
  g_autofree char *dialog = ac_graph_make_uri (call->graph, flow->dialog, flow->dialog_path);
  g_autofree char *scopes = g_strdelimit (g_strdup (flow->scopes), " ", ',');
  g_autofree char *redirect = NULL;
  g_autofree char *client = NULL;
  g_autofree char *url = NULL;

  if (!load_app (self, call, error))
    return NULL;

  self->attempt = ac_oauth_attempt_new (self->app.redirect_uri);
  redirect = escape (self->app.redirect_uri);
  client = escape (secret_value_get_text (self->app.id));
  url = g_strdup_printf ("%s?client_id=%s&redirect_uri=%s&response_type=code&scope=%s&state=%s",
                         dialog, client, redirect, scopes,
                         ac_oauth_attempt_get_state (self->attempt));
  ac_sign_in_set_authorization_url (AC_SIGN_IN (self), url);
  return AC_SIGN_IN (g_steal_pointer (&self));
}

DexFuture *
ac_graph_begin_fiber (gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AcSignIn *sign_in = begin (user_data, &error);

  return sign_in != NULL ? dex_future_new_take_object (sign_in)
                         : dex_future_new_for_error (g_steal_pointer (&error));
}

/* These services hang "#_" on the address, which a browser keeps and a person may paste. */
static SecretValue *
read_code (AcGraphSignIn *self, const char *response, GError **error)
{
  g_auto(GStrv) parts = g_strsplit (response, "#", 2);

  return ac_oauth_attempt_read_response (self->attempt, parts[0], error);
}

static JsonObject *
ask (AcCall *call, AcHttpRequest *request, const AcJsonField *fields, GError **error)
{
  g_autoptr(AcHttpResponse) response =
                ac_graph_send (call->graph, call->flow->service->id, request, error);

  if (response == NULL)
    return NULL;
  if (!ac_http_response_is_success (response) && call->sign_in != NULL &&
      ac_graph_blames_app (response))
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_APP_REFUSED, "The keys are refused"),
           NULL;
  if (!ac_http_response_is_success (response))
    return ac_graph_refuse (response, AC_ERROR_SIGN_IN_REFUSED, error), NULL;
  return ac_http_response_get_object (response, fields, error);
}

/* Instagram answers with a list of one. */
static JsonObject *
read_only_one (AcCall *call, AcHttpRequest *request, GError **error)
{
  const AcJsonField fields[] = { { call->flow->code_list, AC_JSON_ARRAY, AC_JSON_REQUIRED, 1 },
                                 { NULL } };
  g_autoptr(JsonObject) whole = ask (call, request, fields, error);
  JsonArray *array = ac_json_get_array (whole, call->flow->code_list);
  JsonNode *node = NULL;

  if (whole == NULL)
    return NULL;
  node = json_array_get_length (array) == 1 ? json_array_get_element (array, 0) : NULL;
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node) &&
      ac_json_check (json_node_get_object (node), short_fields, AC_JSON_OPEN, NULL))
    return json_object_ref (json_node_get_object (node));

  g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "There is not one token");
  return NULL;
}

/* Where it is said what the person ticked. */
static void
keep_scopes (AcAccess *access, JsonObject *object)
{
  g_autofree char *scopes = g_strdup (ac_json_get_string (object, "permissions"));

  if (scopes != NULL)
    ac_account_set_scopes (ac_access_get_account (access), g_strdelimit (scopes, ",", ' '));
}

static JsonObject *
exchange_code (AcCall *call, SecretValue *code, GError **error)
{
  const AcGraphFlow *flow = call->flow;
  AcGraphSignIn *self = AC_GRAPH_SIGN_IN (call->sign_in);
  g_autofree char *uri = ac_graph_make_uri (call->graph, flow->codes, flow->code_path);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("POST", uri);

  ac_http_request_set_form (request, "client_id", secret_value_get_text (self->app.id),
                            "client_secret", secret_value_get_text (self->app.secret), "grant_type",
                            flow->lengthen_name == NULL ? "authorization_code" : NULL,
                            "redirect_uri", ac_oauth_attempt_get_redirect_uri (self->attempt),
                            "code", secret_value_get_text (code), NULL);
  return flow->code_list == NULL ? ask (call, request, short_fields, error)
                                 : read_only_one (call, request, error);
}

static void
keep_token (AcAccess *access, JsonObject *object)
{
  g_autoptr(SecretValue) token = ac_call_secret (ac_json_get_string (object, "access_token"));
  gint64 seconds = CLAMP (ac_json_get_integer (object, "expires_in"), 0, MAX_LIFE_S);

  ac_access_set_credential (access, AC_CREDENTIAL_ACCESS_TOKEN, token);
  ac_access_set_expires_at (access, seconds > 0 ? ac_clock_now_ms () + seconds * 1000 : 0);
}

static AcAccess *
make_access (AcGraphSignIn *self, const AcGraphFlow *flow, JsonObject *token)
{
  g_autoptr(AcAccount) account = ac_account_new ("", flow->service->id);
  AcAccess *access = ac_access_new (account);

  ac_account_set_scopes_asked (account, flow->scopes);
  ac_access_set_credential (access, AC_CREDENTIAL_CLIENT_ID, self->app.id);
  ac_access_set_credential (access, AC_CREDENTIAL_CLIENT_SECRET, self->app.secret);
  keep_token (access, token);
  return access;
}

/* What the request says besides the token. The secret stands in the address, the only way that is
 * documented. */
static AcHttpRequest *
make_lengthening (AcCall *call)
{
  const AcGraphFlow *flow = call->flow;
  AcGraphSignIn *self = AC_GRAPH_SIGN_IN (call->sign_in);
  SecretValue *token = ac_access_get_credential (call->access, AC_CREDENTIAL_ACCESS_TOKEN);
  g_autofree char *secret = escape (secret_value_get_text (self->app.secret));
  g_autofree char *path = g_strdup_printf ("%s?grant_type=%s&client_secret=%s", flow->lengthen_path,
                                           flow->lengthen_grant, secret);
  g_autofree char *client = NULL;
  g_autofree char *value = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *uri = NULL;

  if (flow->lengthen_name == NULL)
    return ac_graph_request_new (call->graph, call->access, flow->tokens, "GET", path);
  client = escape (secret_value_get_text (self->app.id));
  value = escape (secret_value_get_text (token));
  whole = g_strdup_printf ("%s&client_id=%s&%s=%s", path, client, flow->lengthen_name, value);
  uri = ac_graph_make_uri (call->graph, flow->tokens, whole);
  return ac_http_request_new ("GET", uri);
}

static JsonObject *
lengthen (AcCall *call, GError **error)
{
  g_autoptr(AcHttpRequest) request = make_lengthening (call);

  return ask (call, request, long_fields, error);
}

gboolean
ac_graph_finish_sign_in (AcCall *call, GError **error)
{
  AcGraphSignIn *self = AC_GRAPH_SIGN_IN (call->sign_in);
  g_autoptr(SecretValue) code = read_code (self, call->text, error);
  g_autoptr(JsonObject) first = NULL;
  g_autoptr(JsonObject) second = NULL;

  if (code == NULL || !(first = exchange_code (call, code, error)))
    return FALSE;
  call->access = make_access (self, call->flow, first);
  keep_scopes (call->access, first);
  if (!(second = lengthen (call, error)))
    return FALSE;
  keep_token (call->access, second);
  return TRUE;
}

typedef struct
{
  AcGraph *graph;
  const AcGraphFlow *flow;
} Refresh;

static void
refresh_free (gpointer data)
{
  Refresh *self = data;

  g_clear_object (&self->graph);
  g_free (self);
}

/* The new token is on disk before it is used. */
static DexFuture *
refresh_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  const AcGraphFlow *flow = call->flow;
  g_autofree char *path =
      g_strdup_printf ("%s?grant_type=%s", flow->refresh_path, flow->refresh_grant);
  g_autoptr(AcHttpRequest) request =
                ac_graph_request_new (call->graph, call->access, flow->tokens, "GET", path);
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GError) error = NULL;

  if (!(object = ask (call, request, long_fields, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  keep_token (call->access, object);
  return ac_access_save (call->access);
}

static DexFuture *
start_refresh (AcAccess *access, gpointer user_data)
{
  Refresh *refresh = user_data;
  AcCall *call = ac_call_new_for_graph (refresh->graph, access, NULL);

  call->flow = refresh->flow;
  return ac_call_spawn (call, refresh_fiber);
}

void
ac_graph_keep_fresh (AcCall *call)
{
  const AcGraphFlow *flow = call->flow;
  gint64 expires_at = ac_access_get_expires_at (call->access);
  Refresh *refresh = NULL;
  g_autoptr(GError) error = NULL;

  if (flow->refresh_path == NULL || expires_at == 0 || expires_at - EARLY_MS > ac_clock_now_ms ())
    return;

  refresh = g_new0 (Refresh, 1);
  refresh->graph = g_object_ref (call->graph);
  refresh->flow = flow;
  if (!dex_await (ac_access_refresh_once (call->access, start_refresh, refresh, refresh_free),
                  &error))
    g_debug ("A token could not be renewed: %s", error->message);
}

AcOutcome *
ac_graph_remove_permission (AcCall *call, AcAccess *access)
{
  const AcGraphFlow *flow = call->flow;
  g_autofree char *path = g_strconcat (flow->version, "/me/permissions", NULL);
  g_autoptr(AcHttpRequest) request =
                ac_graph_request_new (call->graph, access, flow->tokens, "DELETE", path);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  if (!(response = ac_graph_send (call->graph, flow->service->id, request, &error)))
    return ac_outcome_from_error (error, ac_http_request_was_unsent (request));
  return ac_graph_read_outcome (response);
}
