/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-eraser.h"
#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-store-erasure.h"

static GObject *
describe_erasure (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GError) failure = NULL;
  gboolean begun = FALSE;
  AcCopies copies = AC_COPIES_KEPT;
  g_autofree char *receipt = ac_store_find_erasure (store, request->person, &failure);
  JsonObject *object = NULL;
  JsonNode *node = NULL;

  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  if (!ac_store_get_erasing (store, request->person, &begun, &copies, error))
    return NULL;

  object = json_object_new ();
  ac_json_set_string (object, "state", begun ? "telling" : receipt != NULL ? "done" : "none");
  if (begun)
    ac_json_set_string (object, "copies", copies == AC_COPIES_DELETED ? "deleted" : "kept");
  else
    ac_json_set_string (object, "receipt_id", receipt);
  node = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  return G_OBJECT (ac_reply_new_json (200, node));
}

AcReply *
ac_handle_get_erasure (AcRequest *request, GError **error)
{
  return ac_request_run (request, describe_erasure, error);
}

AcReply *
ac_handle_begin_erasure (AcRequest *request, GError **error)
{
  const char *wanted = ac_json_get_string (request->body, "copies");
  const AcCopies copies = g_str_equal (wanted, "deleted") ? AC_COPIES_DELETED : AC_COPIES_KEPT;

  if (copies == AC_COPIES_KEPT && !g_str_equal (wanted, "kept"))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "Copies are kept or deleted");
      return NULL;
    }

  return ac_await (
             ac_eraser_begin (request->context->eraser, request->person, request->program, copies),
             error)
             ? ac_handle_get_erasure (request, error)
             : NULL;
}

static AcReceipt *
erase_now (AcRequest *request, GError **error)
{
  AcEraser *eraser = request->context->eraser;

  return ac_await (ac_eraser_begin (eraser, request->person, request->program, request->copies),
                   error)
             ? dex_await_object (ac_eraser_finish (eraser, request->person, request->program),
                                 error)
             : NULL;
}

AcReply *
ac_handle_delete_everything (AcRequest *request, GError **error)
{
  g_autoptr(AcReceipt) receipt = erase_now (request, error);

  return receipt != NULL ? ac_reply_new_json (200, ac_receipt_to_json (receipt)) : NULL;
}

/* The receipt is the person's, and waits for them. */
AcReply *
ac_handle_erase_person (AcRequest *request, GError **error)
{
  g_autoptr(AcReply) found = ac_handle_get_person (request, error);
  g_autoptr(AcReceipt) receipt = NULL;

  if (found == NULL)
    return NULL;

  g_set_str (&request->person, request->id);
  receipt = erase_now (request, error);
  return receipt != NULL ? ac_reply_new (202) : NULL;
}
