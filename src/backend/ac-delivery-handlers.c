/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-attempt.h"
#include "ac-handlers.h"

static JsonNode *
delivery_to_json (gpointer item)
{
  return ac_delivery_to_json (item);
}

static const char *
delivery_id (gpointer item)
{
  return ac_delivery_get_id (item);
}

static GObject *
reply_with_delivery (AcStore *store, AcRequest *request, guint status, GError **error)
{
  g_autoptr(AcDelivery) delivery =
                ac_store_get_delivery (store, request->person, request->id, error);

  if (delivery == NULL)
    return NULL;

  return G_OBJECT (ac_reply_new_json (status, ac_delivery_to_json (delivery)));
}

static AcReply *
run_and_wake (AcRequest *request, AcStoreFunc func, GError **error)
{
  AcReply *reply = ac_request_run (request, func, error);

  if (reply != NULL)
    ac_outbox_wake (request->context->outbox);
  return reply;
}

static GObject *
list_deliveries (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) deliveries = ac_store_list_open_deliveries (
      store, request->person, request->cursor, request->limit + 1, error);

  if (deliveries == NULL)
    return NULL;

  return G_OBJECT (
      ac_reply_new_page (G_LIST_MODEL (deliveries), request->limit, delivery_to_json, delivery_id));
}

AcReply *
ac_handle_list_deliveries (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_deliveries, error);
}

static GObject *
get_delivery (AcStore *store, gpointer user_data, GError **error)
{
  return reply_with_delivery (store, user_data, 200, error);
}

AcReply *
ac_handle_get_delivery (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_delivery, error);
}

static JsonNode *
attempt_to_json (gpointer item)
{
  return ac_attempt_to_json (item);
}

static GObject *
list_attempts (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcDelivery) delivery =
                ac_store_get_delivery (store, request->person, request->id, error);
  g_autoptr(GListStore) attempts =
                delivery != NULL
                    ? ac_store_list_attempts (store, request->person, request->id, error)
                    : NULL;

  return attempts != NULL ? G_OBJECT (ac_reply_new_page (G_LIST_MODEL (attempts), AC_ATTEMPTS_KEPT,
                                                         attempt_to_json, NULL))
                          : NULL;
}

AcReply *
ac_handle_list_attempts (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_attempts, error);
}

static GObject *
delete_delivery (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  if (!ac_store_remove_delivery (store, request->person, request->id, error))
    return NULL;

  return reply_with_delivery (store, request, 202, error);
}

AcReply *
ac_handle_delete_delivery (AcRequest *request, GError **error)
{
  return run_and_wake (request, delete_delivery, error);
}

static GObject *
retry_delivery (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  if (!ac_store_retry_delivery (store, request->person, request->id, error))
    return NULL;

  return reply_with_delivery (store, request, 202, error);
}

AcReply *
ac_handle_retry_delivery (AcRequest *request, GError **error)
{
  return run_and_wake (request, retry_delivery, error);
}

static GObject *
resolve_delivery (AcStore *store, gpointer user_data, GError **error)
{
  static const char *const verdicts[] = { "posted", "not-posted", "drop", NULL };
  AcRequest *request = user_data;
  const char *verdict = ac_json_get_string (request->body, "verdict");

  if (!g_strv_contains (verdicts, verdict))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "There is no such verdict");
      return NULL;
    }

  if (!ac_store_resolve_delivery (store, request->person, request->id, verdict, error))
    return NULL;

  return reply_with_delivery (store, request, 200, error);
}

/* Where the person says that a copy is, it is looked at first. */
AcReply *
ac_handle_resolve_delivery (AcRequest *request, GError **error)
{
  if (ac_json_get_string (request->body, "url") != NULL)
    return ac_handle_locate_delivery (request, error);
  return run_and_wake (request, resolve_delivery, error);
}
