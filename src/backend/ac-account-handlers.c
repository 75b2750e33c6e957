/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-grant.h"
#include "ac-handlers.h"
#include "ac-rules.h"
#include "ac-step.h"
#include "ac-undo.h"

#define MOST_SUGGESTIONS 50

static JsonNode *
account_to_json (gpointer item)
{
  return ac_account_to_json (item);
}

static const char *
account_id (gpointer item)
{
  return ac_account_get_id (item);
}

static AcReply *
account_reply (guint status, AcAccount *account)
{
  return ac_reply_new_json (status, ac_account_to_json (account));
}

static GObject *
list_accounts (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) accounts = ac_store_list_accounts (store, request->person, request->cursor,
                                                           request->limit + 1, error);

  if (accounts == NULL)
    return NULL;

  return G_OBJECT (
      ac_reply_new_page (G_LIST_MODEL (accounts), request->limit, account_to_json, account_id));
}

/* The first page is what every window asks for: it is fruit until something changes. */
AcReply *
ac_handle_list_accounts (AcRequest *request, GError **error)
{
  AcContext *context = request->context;
  gboolean first_page = request->cursor == NULL && request->limit == 50;
  guint64 generation = context->generation;
  g_autoptr(AcReply) reply = NULL;

  if (first_page && (reply = ac_context_dup_accounts_page (context, request->person)))
    return g_steal_pointer (&reply);

  reply = ac_request_run (request, list_accounts, error);
  if (reply != NULL && first_page && generation == context->generation)
    ac_context_keep_accounts_page (context, request->person, reply);

  return g_steal_pointer (&reply);
}

static AcReply *
ask_about (AcRequest *request, AcConnector *connector, AcAccess *access, GError **error)
{
  g_autoptr(AcLinkAttempt) attempt = ac_link_attempts_take (
      request->context->attempts, request->person, connector,
      ac_json_get_string (request->body, "server"),
      ac_json_get_string (request->body, "account_id"), access, error);
  g_autofree char *location = NULL;
  AcReply *reply = NULL;

  if (attempt == NULL)
    return NULL;

  location = g_strconcat ("/v1/link-attempts/", ac_link_attempt_get_id (attempt), NULL);
  reply = ac_reply_new_json (202, ac_link_attempt_to_json (attempt));
  ac_reply_set_location (reply, location);
  return reply;
}

AcReply *
ac_handle_add_account (AcRequest *request, GError **error)
{
  AcContext *context = request->context;
  AcConnector *connector =
      ac_connectors_get (context->connectors, ac_json_get_string (request->body, "service"));
  g_autoptr(SecretValue) password =
                secret_value_new (ac_json_get_string (request->body, "password"), -1, "text/plain");
  g_autoptr(AcAccess) access = NULL;
  g_autoptr(AcFruit) fruit = NULL;
  g_autofree char *location = NULL;
  AcReply *reply = NULL;

  if (connector == NULL ||
      !(ac_connector_get_service (connector)->sign_in & AC_SIGN_IN_APP_PASSWORD))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "This service takes no app password");
      return NULL;
    }

  if (!ac_request_may_add_account (request, error) ||
      !ac_await (ac_vault_open_anew (context->vault), error))
    return NULL;

  access = dex_await_object (ac_connector_sign_in_with_password (
                                 connector, ac_json_get_string (request->body, "server"),
                                 ac_json_get_string (request->body, "identifier"), password),
                             error);
  if (access == NULL)
    return NULL;

  if (ac_json_get_boolean (request->body, "confirm"))
    return ask_about (request, connector, access, error);

  fruit = dex_await_object (ac_access_cache_put (context->accesses, request->person, access,
                                                 ac_json_get_string (request->body, "account_id"),
                                                 ac_grant_get_put (connector), 0),
                            error);
  if (fruit == NULL)
    {
      ac_grant_give_back (context->store, connector, request->person, access);
      return NULL;
    }

  ac_outbox_wake (context->outbox);
  location = g_strconcat ("/v1/accounts/", ac_account_get_id (ac_fruit_get_account (fruit)), NULL);
  reply = account_reply (201, ac_fruit_get_account (fruit));
  ac_reply_set_location (reply, location);
  return reply;
}

static GObject *
get_account (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcAccount) account = ac_store_get_account (store, request->person, request->id, error);

  return account != NULL ? G_OBJECT (account_reply (200, account)) : NULL;
}

AcReply *
ac_handle_get_account (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_account, error);
}

static gboolean
change_audience (AcStore *store, AcRequest *request, AcAccount *account, GError **error)
{
  AcAudience audience = AC_AUDIENCE_DIRECT;

  if (ac_json_get_string (request->body, "audience") == NULL)
    return TRUE;
  if (!ac_audience_from_slug (ac_json_get_string (request->body, "audience"), &audience) ||
      !(ac_account_get_audiences (account) & (1u << audience)))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                           "The account does not offer this audience");
      return FALSE;
    }

  ac_account_set_audience (account, audience);
  return ac_store_update_account (store, request->person, account, error);
}

static gboolean
change_pause (AcStore *store, AcRequest *request, GError **error)
{
  const gboolean pauses = ac_json_get_boolean (request->body, "paused");
  gint64 until = 0;

  if (!ac_request_read_pause (request->body, "paused", "paused_until", &until, error))
    return FALSE;
  if (!json_object_has_member (request->body, "paused"))
    return TRUE;
  if (pauses && until == 0)
    until = AC_PAUSED_OPEN;
  return ac_store_pause_account (store, request->person, request->id, until, error);
}

static GObject *
change_account (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcAccount) account = ac_store_get_account (store, request->person, request->id, error);
  g_autoptr(AcAccount) changed = NULL;

  if (account == NULL || !change_audience (store, request, account, error) ||
      !change_pause (store, request, error))
    return NULL;

  changed = ac_store_get_account (store, request->person, request->id, error);
  return changed != NULL ? G_OBJECT (account_reply (200, changed)) : NULL;
}

AcReply *
ac_handle_change_account (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, change_account, error);

  if (reply != NULL)
    {
      ac_outbox_wake (request->context->outbox);
      ac_rules_wake (request->context->rules);
    }
  return reply;
}

static GObject *
remove_account (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  const AcUndo undo = {
    store, request->context->connectors, { request->person, request->program, 0 }, request->copies
  };
  g_autoptr(AcAccount) account = ac_store_get_account (store, request->person, request->id, error);
  g_autoptr(AcUndoing) undoing = NULL;
  g_autoptr(GError) failure = NULL;

  if (account == NULL)
    return NULL;

  if (ac_account_get_state (account) != AC_ACCOUNT_REMOVING)
    undoing = ac_undo_account (&undo, account, error);
  else if (!(undoing = ac_store_find_undoing (store, request->person, request->id, &failure)))
    {
      if (failure == NULL)
        g_set_error_literal (&failure, AC_ERROR, AC_ERROR_IN_PROGRESS, "It is being removed");
      g_propagate_error (error, g_steal_pointer (&failure));
    }

  return undoing != NULL ? G_OBJECT (ac_reply_new_json (202, ac_undoing_to_json (undoing))) : NULL;
}

AcReply *
ac_handle_remove_account (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, remove_account, error);

  if (reply != NULL)
    ac_outbox_wake (request->context->outbox);
  return reply;
}

typedef struct
{
  char *person;
  AcAccount *account;
} Save;

static void
save_free (gpointer data)
{
  Save *self = data;

  g_free (self->person);
  g_clear_object (&self->account);
  g_free (self);
}

static GObject *
save_account (AcStore *store, gpointer user_data, GError **error)
{
  Save *save = user_data;
  g_autoptr(AcAccount) stored = ac_store_get_account (store, save->person,
                                                      ac_account_get_id (save->account), error);

  if (stored == NULL)
    return NULL;

  /* It was taken out of use while the service was asked. */
  if (ac_account_get_state (stored) == AC_ACCOUNT_REMOVING)
    return G_OBJECT (account_reply (200, stored));

  ac_account_keep (save->account, stored);
  if (ac_account_get_state (save->account) == AC_ACCOUNT_ON)
    ac_account_set_last_used_at (save->account, ac_clock_now_ms ());
  if (!ac_store_update_account (store, save->person, save->account, error))
    return NULL;
  if (ac_account_get_state (save->account) == AC_ACCOUNT_ON &&
      !ac_store_unblock_steps (store, save->person, ac_account_get_id (save->account), error))
    return NULL;

  return G_OBJECT (account_reply (200, save->account));
}

static AcReply *
run_save (AcRequest *request, AcAccount *account, GError **error)
{
  Save *save = g_new0 (Save, 1);

  save->person = g_strdup (request->person);
  save->account = g_object_ref (account);
  return dex_await_object (ac_store_run (request->context->store, save_account, save, save_free),
                           error);
}

AcReply *
ac_handle_check_account (AcRequest *request, GError **error)
{
  AcContext *context = request->context;
  g_autoptr(AcAccess) access = NULL;
  g_autoptr(AcAccount) account = NULL;
  g_autoptr(GError) failure = NULL;
  AcConnector *connector = NULL;
  AcReply *reply = NULL;

  access = dex_await_object (ac_access_cache_get (context->accesses, request->person, request->id),
                             error);
  if (access == NULL)
    return NULL;

  connector = ac_connectors_find (context->connectors,
                                  ac_account_get_service (ac_access_get_account (access)), error);
  if (connector == NULL)
    return NULL;
  account = dex_await_object (ac_connector_identify (connector, access), &failure);
  if (account == NULL && g_error_matches (failure, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED))
    {
      account = g_object_ref (ac_access_get_account (access));
      ac_account_set_state (account, AC_ACCOUNT_ATTENTION, AC_ERROR_SIGN_IN_REQUIRED);
    }
  else if (account == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  reply = run_save (request, account, error);
  ac_outbox_wake (context->outbox);
  return reply;
}

static JsonNode *
suggestion_to_json (gpointer item)
{
  return ac_suggestion_to_json (item);
}

static const char *
suggestion_id (gpointer item)
{
  return ac_suggestion_get_facts (item)->tag;
}

static GObject *
list_suggestions (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcAccount) account = ac_store_get_account (store, request->person, request->id, error);
  g_autoptr(GListStore) found =
                account != NULL ? ac_store_list_suggestions (store, request->person, request->id,
                                                             MOST_SUGGESTIONS, error)
                                : NULL;

  return found != NULL ? G_OBJECT (ac_reply_new_page (G_LIST_MODEL (found), MOST_SUGGESTIONS,
                                                      suggestion_to_json, suggestion_id))
                       : NULL;
}

AcReply *
ac_handle_list_suggestions (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_suggestions, error);
}
