/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-threads-private.h"

static const AcJsonField person_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "username", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "name", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 1024 },
  { NULL },
};
static const AcJsonField debug_fields[] = {
  { "data", AC_JSON_OBJECT },
  { NULL },
};
static const AcJsonField token_fields[] = {
  { "is_valid", AC_JSON_BOOLEAN },
  { "scopes", AC_JSON_ARRAY, AC_JSON_REQUIRED, 100 },
  { NULL },
};

DexFuture *
ac_threads_begin_fiber (gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AcSignIn *sign_in = ac_graph_begin_sign_in (user_data, &ac_threads_flow, &error);

  return sign_in != NULL ? dex_future_new_take_object (sign_in)
                         : dex_future_new_for_error (g_steal_pointer (&error));
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

/* What the person ticked: the answer to the code doesn't say it. */
static gboolean
load_scopes (AcCall *call, AcAccount *account, GError **error)
{
  SecretValue *token = ac_access_get_credential (call->access, AC_CREDENTIAL_ACCESS_TOKEN);
  g_autofree char *escaped = g_uri_escape_string (secret_value_get_text (token), NULL, FALSE);
  g_autofree char *path =
      g_strconcat (AC_GRAPH_THREADS_VERSION "/debug_token?input_token=", escaped, NULL);
  g_autoptr(JsonObject) object = ac_call_get_graph_object (
      call, ac_threads_service.id, AC_GRAPH_THREADS, path, debug_fields, error);
  JsonObject *about = ac_json_get_object (object, "data");
  g_autofree char *scopes = NULL;
  g_auto(GStrv) names = NULL;

  if (object == NULL || !ac_json_check (about, token_fields, AC_JSON_OPEN, error))
    return FALSE;
  scopes = read_scopes (ac_json_get_array (about, "scopes"));
  names = g_strsplit (scopes, " ", -1);
  ac_account_set_scopes (account, scopes);
  if (g_strv_contains ((const char *const *) names, "threads_content_publish"))
    return TRUE;
  g_set_error_literal (error, AC_ERROR, AC_ERROR_SCOPE_MISSING, "Posting was not allowed");
  return FALSE;
}

static void
set_places (AcCall *call, AcAccount *account, const char *handle)
{
  g_autofree char *path = g_uri_escape_string (handle, "@", FALSE);
  g_autofree char *profile = ac_graph_make_uri (call->graph, AC_GRAPH_THREADS_DIALOG, path);
  g_autofree char *server = g_strndup (profile, strlen (profile) - strlen (path) - 1);

  ac_account_set_server (account, server);
  ac_account_set_profile_url (account, profile);
}

static gboolean
load_person (AcCall *call, AcAccount *account, GError **error)
{
  g_autoptr(JsonObject) object = ac_call_get_graph_object (
      call, ac_threads_service.id, AC_GRAPH_THREADS,
      AC_GRAPH_THREADS_VERSION "/me?fields=id,username,name", person_fields, error);
  const char *username = ac_json_get_string (object, "username");
  const char *name = ac_json_get_string (object, "name");
  g_autofree char *handle = NULL;

  if (object == NULL)
    return FALSE;
  handle = g_strconcat ("@", username, NULL);
  set_places (call, account, handle);
  ac_account_set_remote_id (account, ac_json_get_string (object, "id"));
  ac_account_set_handle (account, handle);
  ac_account_set_display_name (account, name != NULL && *name != '\0' ? name : username);
  ac_account_set_limits (account, &ac_threads_service.limits);
  ac_account_set_audiences (account, ac_threads_service.audiences);
  return TRUE;
}

static AcHttpRequest *
make_revocation (AcCall *call)
{
  return ac_graph_request_new (call->graph, call->access, AC_GRAPH_THREADS, "DELETE",
                               AC_GRAPH_THREADS_VERSION "/me/permissions");
}

DexFuture *
ac_threads_finish_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(GError) error = NULL;

  if (ac_graph_finish_sign_in (call, &ac_threads_flow, &error) &&
      load_person (call, ac_access_get_account (call->access), &error) &&
      load_scopes (call, ac_access_get_account (call->access), &error))
    return dex_future_new_take_object (g_steal_pointer (&call->access));

  ac_sign_in_set_leftover (call->sign_in, call->access);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
ac_threads_identify_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  AcAccount *known = ac_access_get_account (call->access);
  g_autoptr(AcAccount) account = ac_account_new (ac_account_get_id (known), ac_threads_service.id);
  g_autoptr(GError) error = NULL;

  ac_graph_keep_fresh (call, &ac_threads_flow);
  ac_account_set_scopes (account, ac_account_get_scopes (known));
  ac_account_set_scopes_asked (account, ac_account_get_scopes_asked (known));
  if (!load_person (call, account, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (g_strcmp0 (ac_account_get_remote_id (account), ac_account_get_remote_id (known)) != 0)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_WRONG_ACCOUNT,
                                  "The credentials belong to another account now");
  return dex_future_new_take_object (g_steal_pointer (&account));
}

DexFuture *
ac_threads_revoke_fiber (gpointer user_data)
{
  g_autoptr(AcHttpRequest) request = make_revocation (user_data);

  return ac_call_end (ac_graph_revoke (user_data, &ac_threads_flow, request));
}
