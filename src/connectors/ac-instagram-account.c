/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-instagram-private.h"

static const AcJsonField person_fields[] = {
  { "user_id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "username", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "name", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 1024 },
  { "account_type", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

DexFuture *
ac_instagram_begin_fiber (gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AcSignIn *sign_in = ac_graph_begin_sign_in (user_data, &ac_instagram_flow, &error);

  return sign_in != NULL ? dex_future_new_take_object (sign_in)
                         : dex_future_new_for_error (g_steal_pointer (&error));
}

static gboolean
check_scopes (AcAccount *account, GError **error)
{
  const char *scopes = ac_account_get_scopes (account);
  g_auto(GStrv) names = g_strsplit (scopes != NULL ? scopes : "", " ", -1);

  if (g_strv_contains ((const char *const *) names, "instagram_business_content_publish"))
    return TRUE;
  g_set_error_literal (error, AC_ERROR, AC_ERROR_SCOPE_MISSING, "Posting was not allowed");
  return FALSE;
}

static void
set_places (AcCall *call, AcAccount *account, const char *username)
{
  g_autofree char *path = g_uri_escape_string (username, NULL, FALSE);
  g_autofree char *profile = ac_graph_make_uri (call->graph, AC_GRAPH_INSTAGRAM_DIALOG, path);
  g_autofree char *server = g_strndup (profile, strlen (profile) - strlen (path) - 1);

  ac_account_set_server (account, server);
  ac_account_set_profile_url (account, profile);
}

/* Only what Instagram calls a professional account may be posted for by a program. */
static gboolean
load_person (AcCall *call, AcAccount *account, GError **error)
{
  g_autoptr(JsonObject) object = ac_call_get_graph_object (
      call, ac_instagram_service.id, AC_GRAPH_INSTAGRAM,
      AC_GRAPH_VERSION "/me?fields=user_id,username,name,account_type", person_fields, error);
  const char *username = ac_json_get_string (object, "username");
  const char *name = ac_json_get_string (object, "name");
  g_autofree char *handle = NULL;

  if (object == NULL)
    return FALSE;
  if (g_str_equal (ac_json_get_string (object, "account_type"), "PERSONAL"))
    return g_set_error (error, AC_ERROR, AC_ERROR_PROFESSIONAL_NEEDED,
                        "The account is a personal one"),
           FALSE;
  ac_account_set_account_type (account, "professional");
  handle = g_strconcat ("@", username, NULL);
  set_places (call, account, username);
  ac_account_set_remote_id (account, ac_json_get_string (object, "user_id"));
  ac_account_set_handle (account, handle);
  ac_account_set_display_name (account, name != NULL && *name != '\0' ? name : username);
  ac_account_set_limits (account, &ac_instagram_service.limits);
  ac_account_set_audiences (account, ac_instagram_service.audiences);
  return TRUE;
}

static AcHttpRequest *
make_revocation (AcCall *call)
{
  return ac_graph_request_new (call->graph, call->access, AC_GRAPH_INSTAGRAM, "DELETE",
                               AC_GRAPH_VERSION "/me/permissions");
}

DexFuture *
ac_instagram_finish_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(GError) error = NULL;

  if (ac_graph_finish_sign_in (call, &ac_instagram_flow, &error) &&
      load_person (call, ac_access_get_account (call->access), &error) &&
      check_scopes (ac_access_get_account (call->access), &error))
    return dex_future_new_take_object (g_steal_pointer (&call->access));

  ac_sign_in_set_leftover (call->sign_in, call->access);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
ac_instagram_identify_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  AcAccount *known = ac_access_get_account (call->access);
  g_autoptr(AcAccount) account =
                ac_account_new (ac_account_get_id (known), ac_instagram_service.id);
  g_autoptr(GError) error = NULL;

  ac_graph_keep_fresh (call, &ac_instagram_flow);
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
ac_instagram_revoke_fiber (gpointer user_data)
{
  g_autoptr(AcHttpRequest) request = make_revocation (user_data);

  return ac_call_end (ac_graph_revoke (user_data, &ac_instagram_flow, request));
}
