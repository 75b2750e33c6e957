/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-facebook-private.h"

#define VERSION AC_GRAPH_VERSION
#define MAX_PAGES 1000

static const AcJsonField named_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "name", AC_JSON_STRING, AC_JSON_REQUIRED, 1024 },
  { NULL },
};
static const AcJsonField page_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "name", AC_JSON_STRING, AC_JSON_REQUIRED, 1024 },
  { "access_token", AC_JSON_STRING, AC_JSON_REQUIRED, 4096 },
  { "tasks", AC_JSON_ARRAY, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 100 },
  { NULL },
};
static const AcJsonField permission_fields[] = {
  { "permission", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "status", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};
static const AcJsonField list_fields[] = {
  { "data", AC_JSON_ARRAY, AC_JSON_REQUIRED, MAX_PAGES },
  { NULL },
};

/* (nullable): an element that is such an object. */
static JsonObject *
get_element (JsonArray *array, guint i, const AcJsonField *fields)
{
  JsonNode *node = json_array_get_element (array, i);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && ac_json_check (object, fields, AC_JSON_OPEN, NULL) ? object : NULL;
}

static gboolean
miss_scope (GError **error, const char *what)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_SCOPE_MISSING, what);
  return FALSE;
}

/* What the person ticked. */
static gboolean
load_scopes (AcCall *call, AcAccount *account, GError **error)
{
  g_autoptr(JsonObject) object =
                ac_call_get_graph_object (call, ac_facebook_service.id, AC_GRAPH_FACEBOOK,
                                          VERSION "/me/permissions", list_fields, error);
  JsonArray *data = ac_json_get_array (object, "data");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;
  g_autofree char *scopes = NULL;

  if (object == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (data); i++)
    {
      JsonObject *each = get_element (data, i, permission_fields);

      if (g_strcmp0 (ac_json_get_string (each, "status"), "granted") == 0)
        g_strv_builder_add (builder, ac_json_get_string (each, "permission"));
    }
  names = g_strv_builder_end (builder);
  scopes = g_strjoinv (" ", names);
  ac_account_set_scopes (account, scopes);
  return (g_strv_contains ((const char *const *) names, "pages_show_list") &&
          g_strv_contains ((const char *const *) names, "pages_read_engagement") &&
          g_strv_contains ((const char *const *) names, "pages_manage_posts")) ||
         miss_scope (error, "Acting for a Page was not allowed");
}

static gboolean
load_person (AcCall *call, AcAccount *account, GError **error)
{
  g_autoptr(JsonObject) person =
                ac_call_get_graph_object (call, ac_facebook_service.id, AC_GRAPH_FACEBOOK,
                                          VERSION "/me?fields=id,name", named_fields, error);

  if (person != NULL)
    ac_account_set_remote_id (account, ac_json_get_string (person, "id"));
  return person != NULL;
}

/* A Page is its id: names change, and addresses with them. */
static void
set_page (AcCall *call, AcAccount *account, JsonObject *page)
{
  const char *name = ac_json_get_string (page, "name");
  g_autofree char *id = g_uri_escape_string (ac_json_get_string (page, "id"), NULL, FALSE);
  g_autofree char *profile = ac_graph_make_uri (call->graph, AC_GRAPH_FACEBOOK_DIALOG, id);
  g_autofree char *server = g_strndup (profile, strlen (profile) - strlen (id) - 1);

  ac_account_set_server (account, server);
  ac_account_set_profile_url (account, profile);
  ac_account_set_handle (account, name);
  ac_account_set_display_name (account, name);
  ac_account_set_account_type (account, "page");
  ac_account_set_limits (account, &ac_facebook_service.limits);
  ac_account_set_audiences (account, ac_facebook_service.audiences);
}

char *
ac_facebook_get_page (AcAccount *account, GError **error)
{
  const char *profile = ac_account_get_profile_url (account);
  const char *slash = profile != NULL ? strrchr (profile, '/') : NULL;

  if (slash != NULL && slash[1] != '\0' && strspn (slash + 1, "0123456789") == strlen (slash + 1))
    return g_strdup (slash + 1);
  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "The account has no Page");
  return NULL;
}

static gboolean
may_post (JsonObject *page)
{
  JsonArray *tasks = ac_json_get_array (page, "tasks");

  for (guint i = 0; tasks != NULL && i < json_array_get_length (tasks); i++)
    if (g_strcmp0 (json_array_get_string_element (tasks, i), "CREATE_CONTENT") == 0)
      return TRUE;
  return tasks == NULL;
}

/* The Page's account acts with the Page's token. The person's is what the permission is taken back
 * with, and stands before the Page in the account's name at Facebook. */
static AcAccess *
make_page_access (AcCall *call, JsonObject *page)
{
  AcAccount *person = ac_access_get_account (call->access);
  g_autoptr(AcAccount) account = ac_account_new ("", ac_facebook_service.id);
  g_autoptr(SecretValue) token = ac_call_secret (ac_json_get_string (page, "access_token"));
  g_autofree char *id =
      g_strconcat (ac_account_get_remote_id (person), "/", ac_json_get_string (page, "id"), NULL);
  AcAccess *access = ac_access_new (account);

  ac_account_set_remote_id (account, id);
  ac_account_set_scopes (account, ac_account_get_scopes (person));
  ac_account_set_scopes_asked (account, ac_account_get_scopes_asked (person));
  set_page (call, account, page);
  ac_access_set_credential (access, AC_CREDENTIAL_CLIENT_ID,
                            ac_access_get_credential (call->access, AC_CREDENTIAL_CLIENT_ID));
  ac_access_set_credential (access, AC_CREDENTIAL_CLIENT_SECRET,
                            ac_access_get_credential (call->access, AC_CREDENTIAL_CLIENT_SECRET));
  ac_access_set_credential (access, AC_CREDENTIAL_REFRESH_TOKEN,
                            ac_access_get_credential (call->access, AC_CREDENTIAL_ACCESS_TOKEN));
  ac_access_set_credential (access, AC_CREDENTIAL_ACCESS_TOKEN, token);
  return access;
}

/* The Pages that the person ticked. */
static GPtrArray *
load_pages (AcCall *call, GError **error)
{
  g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonObject) object = ac_call_get_graph_object (
      call, ac_facebook_service.id, AC_GRAPH_FACEBOOK,
      VERSION "/me/accounts?fields=id,name,access_token,tasks", list_fields, error);
  JsonArray *data = ac_json_get_array (object, "data");

  if (object == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (data); i++)
    {
      JsonObject *page = get_element (data, i, page_fields);

      if (page != NULL && may_post (page))
        g_ptr_array_add (pages, make_page_access (call, page));
    }
  if (pages->len == 0)
    return miss_scope (error, "No Page was chosen"), NULL;
  return g_steal_pointer (&pages);
}

/* An access that acts as the person, not as the Page. */
static AcAccess *
make_person_access (AcAccess *access)
{
  AcAccess *person = ac_access_new (ac_access_get_account (access));
  SecretValue *token = ac_access_get_credential (access, AC_CREDENTIAL_REFRESH_TOKEN);

  if (token == NULL)
    token = ac_access_get_credential (access, AC_CREDENTIAL_ACCESS_TOKEN);
  ac_access_set_credential (person, AC_CREDENTIAL_ACCESS_TOKEN, token);
  ac_access_set_credential (person, AC_CREDENTIAL_CLIENT_SECRET,
                            ac_access_get_credential (access, AC_CREDENTIAL_CLIENT_SECRET));
  return person;
}

DexFuture *
ac_facebook_finish_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(GPtrArray) pages = NULL;
  g_autoptr(GError) error = NULL;

  if (!ac_graph_finish_sign_in (call, &error) ||
      !load_person (call, ac_access_get_account (call->access), &error) ||
      !load_scopes (call, ac_access_get_account (call->access), &error) ||
      !(pages = load_pages (call, &error)))
    {
      ac_sign_in_set_leftover (call->sign_in, call->access);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  if (pages->len > 1)
    ac_sign_in_set_choices (call->sign_in, pages);
  return dex_future_new_take_object (g_object_ref (g_ptr_array_index (pages, 0)));
}

DexFuture *
ac_facebook_identify_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  AcAccount *known = ac_access_get_account (call->access);
  g_autoptr(AcAccount) account = ac_account_new (ac_account_get_id (known), ac_facebook_service.id);
  g_autoptr(JsonObject) page = NULL;
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;

  if (!(id = ac_facebook_get_page (known, &error)) ||
      !(page = ac_call_get_graph_object (call, ac_facebook_service.id, AC_GRAPH_FACEBOOK,
                                         VERSION "/me?fields=id,name", named_fields, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (g_strcmp0 (ac_json_get_string (page, "id"), id) != 0)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_WRONG_ACCOUNT,
                                  "The credentials belong to another Page now");
  set_page (call, account, page);
  ac_account_set_remote_id (account, ac_account_get_remote_id (known));
  ac_account_set_scopes (account, ac_account_get_scopes (known));
  ac_account_set_scopes_asked (account, ac_account_get_scopes_asked (known));
  return dex_future_new_take_object (g_steal_pointer (&account));
}

/* The person's token ends after 60 days, the Page's doesn't: as long as that is good, the
 * permission is there, and only the person can take it back at Facebook. */
static AcOutcome *
check_page_token (AcCall *call)
{
  g_autoptr(AcHttpRequest) request = ac_graph_request_new (
      call->graph, call->access, AC_GRAPH_FACEBOOK, "GET", VERSION "/me?fields=id");
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  if (!(response = ac_graph_send (call->graph, ac_facebook_service.id, request, &error)))
    return ac_outcome_from_error (error, TRUE);
  outcome = ac_graph_read_outcome (response);
  if (ac_outcome_get_kind (outcome) == AC_OUTCOME_SIGN_IN)
    return ac_outcome_new (AC_OUTCOME_DONE);
  if (ac_outcome_get_kind (outcome) == AC_OUTCOME_DONE)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_PERMISSION_DENIED, 0);
  return g_steal_pointer (&outcome);
}

DexFuture *
ac_facebook_revoke_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(AcAccess) person = make_person_access (call->access);
  g_autoptr(AcOutcome) outcome = ac_graph_remove_permission (call, person);

  if (outcome != NULL && ac_outcome_get_kind (outcome) == AC_OUTCOME_SIGN_IN)
    return ac_call_end (check_page_token (call));
  return ac_call_end (g_steal_pointer (&outcome));
}
