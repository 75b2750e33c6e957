/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-rules.h"
#include "ac-store-drafts.h"
#include "ac-step.h"
#include "ac-store-erasure.h"

#define KEYRING_PATIENCE_MS 300
#define ANSWER_MS 100

static const char *
get_mode (AcContext *context)
{
  if (context->practice_base != NULL)
    return "practice";
  return context->config != NULL ? "hosted" : "embedded";
}

static GObject *
describe_backend (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  AcContext *context = request->context;
  g_autoptr(JsonObject) object = json_object_new ();
  gboolean stopped = FALSE;
  gint64 stopped_until = 0;
  guint undo_seconds = 0;
  gboolean erasing = FALSE;
  AcCopies copies = AC_COPIES_KEPT;
  guint accounts = 0;
  guint statuses = 0;
  guint waiting = 0;

  if (!ac_store_get_sharing_stopped (store, request->person, &stopped, error) ||
      !ac_store_get_stopped_until (store, request->person, &stopped_until, error) ||
      !ac_store_get_undo_seconds (store, request->person, &undo_seconds, error) ||
      !ac_store_get_erasing (store, request->person, &erasing, &copies, error) ||
      !ac_store_count (store, request->person, &accounts, &statuses, &waiting, error))
    return NULL;

  json_object_set_string_member (object, "version", PACKAGE_VERSION);
  json_object_set_string_member (object, "mode", get_mode (context));
  json_object_set_string_member (object, "keyring", ac_keyring_state_get_slug (request->keyring));
  json_object_set_boolean_member (object, "loopback_services", context->loopback_services);
  json_object_set_boolean_member (object, "sharing_stopped", stopped);
  ac_json_set_time (object, "sharing_stopped_until", stopped_until);
  json_object_set_int_member (object, "undo_seconds", undo_seconds);
  json_object_set_boolean_member (object, "erasing", erasing);
  /* Where many people's data is, and how much, is nobody's business. */
  json_object_set_string_member (object, "data_dir",
                                 context->config != NULL ? "" : context->data_dir);
  json_object_set_int_member (object, "data_size",
                              context->config != NULL ? 0 : ac_store_get_size (store));
  json_object_set_int_member (object, "accounts", accounts);
  json_object_set_int_member (object, "statuses", statuses);
  json_object_set_int_member (object, "waiting", waiting);
  ac_json_set_time (object, "started_at", context->started_at);
  ac_json_set_string (object, "practice_services", context->practice_base);

  return G_OBJECT (ac_reply_new_json (200, json_node_init_object (json_node_alloc (), object)));
}

static DexFuture *
ask_keyring_fiber (gpointer user_data)
{
  AcRequest *request = user_data;
  AcContext *context = request->context;
  g_autoptr(DexPromise) asked = dex_ref (context->keyring_asked);
  AcKeyringState state = dex_await_int (ac_keyring_get_state (), NULL);
  gboolean known = context->keyring != AC_KEYRING_UNKNOWN || context->keyring_late;

  if (state != context->keyring && known)
    ac_event_hub_send_to_all (context->hub, "backend");
  context->keyring = state;
  dex_clear (&context->keyring_asked);
  dex_promise_resolve_boolean (asked, TRUE);
  return dex_future_new_true ();
}

/* A keyring that hangs must not keep the window from what does not need it: the last known state
 * stands in, and an event follows when it turns out to be another. */
static AcKeyringState
get_keyring_state (AcRequest *request)
{
  AcContext *context = request->context;
  g_autoptr(DexPromise) asked = NULL;

  if (!ac_vault_needs_keyring (context->vault))
    return AC_KEYRING_UNLOCKED;

  if (context->keyring_asked == NULL)
    {
      context->keyring_asked = dex_promise_new ();
      context->keyring_late = FALSE;
      dex_future_disown (dex_scheduler_spawn (NULL, 0, ask_keyring_fiber, ac_request_ref (request),
                                              (GDestroyNotify) ac_request_unref));
    }

  asked = dex_ref (context->keyring_asked);
  ac_await (
      dex_future_first (dex_ref (DEX_FUTURE (asked)), ac_future_delay (KEYRING_PATIENCE_MS), NULL),
      NULL);
  if (dex_future_is_pending (DEX_FUTURE (asked)))
    context->keyring_late = TRUE;
  return context->keyring;
}

AcReply *
ac_handle_get_backend (AcRequest *request, GError **error)
{
  request->keyring = get_keyring_state (request);
  return ac_request_run (request, describe_backend, error);
}

static GObject *
unblock_all (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  ac_store_unblock_steps (store, request->person, NULL, error);
  return NULL;
}

static gboolean
run_quietly (AcRequest *request, AcStoreFunc func, GError **error)
{
  return ac_await (ac_store_run (request->context->store, func, ac_request_ref (request),
                                 (GDestroyNotify) ac_request_unref),
                   error);
}

AcReply *
ac_handle_unlock_keyring (AcRequest *request, GError **error)
{
  if (!ac_await (ac_vault_unlock (request->context->vault), error) ||
      !run_quietly (request, unblock_all, error))
    return NULL;

  ac_outbox_wake (request->context->outbox);
  return ac_handle_get_backend (request, error);
}

static GObject *
set_sharing (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  gint64 until = 0;

  if (!ac_request_read_pause (request->body, "stopped", "until", &until, error))
    return NULL;

  if (until != 0)
    ac_store_stop_sharing_until (store, request->person, until, error);
  else
    ac_store_set_sharing_stopped (store, request->person,
                                  ac_json_get_boolean (request->body, "stopped"), error);
  return NULL;
}

AcReply *
ac_handle_set_sharing (AcRequest *request, GError **error)
{
  if (!run_quietly (request, set_sharing, error))
    return NULL;

  ac_outbox_wake (request->context->outbox);
  ac_rules_wake (request->context->rules);
  return ac_handle_get_backend (request, error);
}

static DexFuture *
over_cb (DexFuture *future, gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return dex_ref (future);
}

/* The services go with their tokens, so nothing has to be given back. Whoever asks is answered
 * before the backend ends: their program would start it anew. */
AcReply *
ac_handle_end_practice (AcRequest *request, GError **error)
{
  AcContext *context = request->context;
  g_autoptr(GError) failure = NULL;

  if (context->practice_base == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "Nobody practises here");
      return NULL;
    }

  ac_link_attempts_cancel_all (context->attempts, request->person);
  if (!ac_await (ac_vault_forget (context->vault), &failure))
    g_message ("The key could not be deleted from the keyring: %s", failure->message);
  dex_future_disown (dex_future_finally (ac_future_delay (ANSWER_MS), over_cb,
                                         g_object_ref (context->practice), g_object_unref));
  return ac_reply_new (202);
}
