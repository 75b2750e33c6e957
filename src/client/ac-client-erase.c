/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-data.h"
#include "ac-client-private.h"
#include "ac-known.h"

static const AcJsonField erasure_fields[] = {
  { "state", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "copies", AC_JSON_STRING, AC_JSON_OPTIONAL, 32 },
  { "receipt_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { NULL },
};

static GObject *
take_receipt (AcClient *self, JsonNode *node, GError **error)
{
  return G_OBJECT (ac_receipt_from_json (node, error));
}

DexFuture *
ac_client_begin_erasure (AcClient *self, AcCopies copies)
{
  JsonObject *object = NULL;
  AcHttpRequest *request = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  ac_known_forget ();
  object = json_object_new ();
  ac_json_set_string (object, "copies", copies == AC_COPIES_DELETED ? "deleted" : "kept");
  request = ac_wire_request (self->wire, "POST", "/v1/erasure");
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, NULL, FALSE);
}

DexFuture *
ac_client_erase_now (AcClient *self, AcCopies copies)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  ac_known_forget ();
  return ac_client_ask (self,
                        ac_wire_request (self->wire, "DELETE", "/v1/data?copies=%s",
                                         copies == AC_COPIES_DELETED ? "delete" : "keep"),
                        take_receipt, TRUE);
}

char *
ac_client_read_erasure (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && ac_json_check (object, erasure_fields, AC_JSON_CLOSED, NULL)
             ? g_strdup (ac_json_get_string (object, "receipt_id"))
             : NULL;
}

DexFuture *
ac_client_load_erasure (AcClient *self)
{
  g_autoptr(AcHttpRequest) request = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  request = ac_wire_request (self->wire, "GET", "/v1/erasure");
  return ac_wire_send (self->wire, request);
}
