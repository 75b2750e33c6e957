/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-graph-person.h"

#include <string.h>

static const AcJsonField debug_fields[] = {
  { "data", AC_JSON_OBJECT },
  { NULL },
};
static const AcJsonField token_fields[] = {
  { "is_valid", AC_JSON_BOOLEAN },
  { "scopes", AC_JSON_ARRAY, AC_JSON_REQUIRED, 100 },
  { NULL },
};

static JsonObject *
load (AcCall *call, const char *path, const AcJsonField *fields, GError **error)
{
  const AcGraphFlow *flow = call->flow;
  g_autofree char *versioned = g_strconcat (flow->version, "/", path, NULL);

  return ac_call_get_graph_object (call, flow->service->id, flow->tokens, versioned, fields, error);
}

static char *
read_scopes (JsonArray *array)
{
  g_autoptr(GString) scopes = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_string_append_printf (scopes, "%s%s", scopes->len > 0 ? " " : "",
                                json_node_get_string (node));
    }
  return g_string_free (g_steal_pointer (&scopes), FALSE);
}

/* What the person ticked, where the answer to the code doesn't say it. */
static gboolean
load_scopes (AcCall *call, AcAccount *account, GError **error)
{
  SecretValue *token = ac_access_get_credential (call->access, AC_CREDENTIAL_ACCESS_TOKEN);
  g_autofree char *escaped = g_uri_escape_string (secret_value_get_text (token), NULL, FALSE);
  g_autofree char *path = g_strconcat (call->flow->debug_path, "?input_token=", escaped, NULL);
  g_autoptr(JsonObject) object = load (call, path, debug_fields, error);
  JsonObject *about = ac_json_get_object (object, "data");
  g_autofree char *scopes = NULL;

  if (object == NULL || !ac_json_check (about, token_fields, AC_JSON_OPEN, error))
    return FALSE;
  scopes = read_scopes (ac_json_get_array (about, "scopes"));
  ac_account_set_scopes (account, scopes);
  return TRUE;
}

static gboolean
check_scopes (AcCall *call, AcAccount *account, GError **error)
{
  const char *scopes = NULL;
  g_auto(GStrv) names = NULL;

  if (call->flow->debug_path != NULL && !load_scopes (call, account, error))
    return FALSE;
  scopes = ac_account_get_scopes (account);
  names = g_strsplit (scopes != NULL ? scopes : "", " ", -1);
  if (g_strv_contains ((const char *const *) names, call->flow->posting_scope))
    return TRUE;
  g_set_error_literal (error, AC_ERROR, AC_ERROR_SCOPE_MISSING, "Posting was not allowed");
  return FALSE;
}

static void
set_places (AcCall *call, AcAccount *account, const char *name)
{
  g_autofree char *path = g_uri_escape_string (name, "@", FALSE);
  g_autofree char *profile = ac_graph_make_uri (call->graph, call->flow->dialog, path);
  g_autofree char *server = g_strndup (profile, strlen (profile) - strlen (path) - 1);

  ac_account_set_server (account, server);
  ac_account_set_profile_url (account, profile);
}

static JsonObject *
ask_who (AcCall *call, GError **error)
{
  const AcGraphFlow *flow = call->flow;
  const AcJsonField fields[] = {
    { flow->id_field, AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
    { "username", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
    { "name", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 1024 },
    { "account_type", AC_JSON_STRING, flow->professional ? AC_JSON_REQUIRED : AC_JSON_OPTIONAL,
      64 },
    { NULL },
  };
  g_autofree char *path = g_strconcat ("me?fields=", flow->id_field, ",username,name",
                                       flow->professional ? ",account_type" : NULL, NULL);
  g_autoptr(JsonObject) person = load (call, path, fields, error);

  /* Only what Instagram calls a professional account may be posted for by a program. */
  if (person != NULL && flow->professional &&
      g_str_equal (ac_json_get_string (person, "account_type"), "PERSONAL"))
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_PROFESSIONAL_NEEDED,
                                "The account is a personal one"),
           NULL;
  return g_steal_pointer (&person);
}

static gboolean
load_person (AcCall *call, AcAccount *account, GError **error)
{
  const AcGraphFlow *flow = call->flow;
  g_autoptr(JsonObject) person = ask_who (call, error);
  const char *username = ac_json_get_string (person, "username");
  const char *name = ac_json_get_string (person, "name");
  g_autofree char *handle = NULL;

  if (person == NULL)
    return FALSE;
  if (flow->professional)
    ac_account_set_account_type (account, "professional");
  handle = g_strconcat ("@", username, NULL);
  set_places (call, account, flow->at_in_profile ? handle : username);
  ac_account_set_remote_id (account, ac_json_get_string (person, flow->id_field));
  ac_account_set_handle (account, handle);
  ac_account_set_display_name (account, name != NULL && *name != '\0' ? name : username);
  ac_account_set_limits (account, &flow->service->limits);
  ac_account_set_audiences (account, flow->service->audiences);
  return TRUE;
}

DexFuture *
ac_graph_person_finish_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(GError) error = NULL;

  if (ac_graph_finish_sign_in (call, &error) &&
      load_person (call, ac_access_get_account (call->access), &error) &&
      check_scopes (call, ac_access_get_account (call->access), &error))
    return dex_future_new_take_object (g_steal_pointer (&call->access));

  ac_sign_in_set_leftover (call->sign_in, call->access);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
ac_graph_person_identify_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  AcAccount *known = ac_access_get_account (call->access);
  g_autoptr(AcAccount) account =
                ac_account_new (ac_account_get_id (known), call->flow->service->id);
  g_autoptr(GError) error = NULL;

  ac_graph_keep_fresh (call);
  ac_account_set_scopes (account, ac_account_get_scopes (known));
  ac_account_set_scopes_asked (account, ac_account_get_scopes_asked (known));
  if (!load_person (call, account, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (g_strcmp0 (ac_account_get_remote_id (account), ac_account_get_remote_id (known)) != 0)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_WRONG_ACCOUNT,
                                  "The credentials belong to another account now");
  return dex_future_new_take_object (g_steal_pointer (&account));
}

/* A token that the service doesn't know any more was taken back already. */
DexFuture *
ac_graph_person_revoke_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(AcOutcome) outcome = ac_graph_remove_permission (call, call->access);

  if (outcome != NULL && ac_outcome_get_kind (outcome) == AC_OUTCOME_SIGN_IN)
    return ac_call_end (ac_outcome_new (AC_OUTCOME_DONE));
  return ac_call_end (g_steal_pointer (&outcome));
}
