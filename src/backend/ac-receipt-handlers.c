/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement.h"
#include "ac-handlers.h"

static JsonNode *
receipt_to_json (gpointer item)
{
  return ac_receipt_to_json (item);
}

static const char *
receipt_id (gpointer item)
{
  return ac_receipt_get_id (item);
}

static GObject *
list_receipts (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) receipts = ac_store_list_receipts (store, request->person, request->cursor,
                                                           request->limit + 1, error);

  return receipts != NULL ? G_OBJECT (ac_reply_new_page (G_LIST_MODEL (receipts), request->limit,
                                                         receipt_to_json, receipt_id))
                          : NULL;
}

AcReply *
ac_handle_list_receipts (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_receipts, error);
}

static GObject *
get_receipt (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcReceipt) receipt = ac_store_get_receipt (store, request->person, request->id, error);

  return receipt != NULL ? G_OBJECT (ac_reply_new_json (200, ac_receipt_to_json (receipt))) : NULL;
}

AcReply *
ac_handle_get_receipt (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_receipt, error);
}
