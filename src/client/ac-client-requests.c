/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-attempt.h"
#include "ac-client-private.h"
#include "ac-clock.h"
#include "ac-future.h"

#define KEY_BYTES 18
/* Somebody types a password meanwhile. */
#define UNLOCK_DEADLINE 150

typedef struct
{
  GWeakRef client;
  AcWire *wire;
  AcHttpRequest *request;
  AcTakeFunc take;
  gboolean wants_object;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_weak_ref_clear (&self->client);
  g_object_unref (self->wire);
  g_object_unref (self->request);
  g_free (self);
}

static DexFuture *
ask_fiber (gpointer user_data)
{
  Question *question = user_data;
  g_autoptr(AcClient) self = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GObject) object = NULL;
  g_autoptr(GError) error = NULL;

  if (!(node = dex_await_boxed (ac_wire_send (question->wire, question->request), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (question->take == NULL)
    return dex_future_new_true ();

  if (!(self = g_weak_ref_get (&question->client)))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_CANCELLED, "The client is gone");

  if (!(object = question->take (self, node, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return question->wants_object ? dex_future_new_take_object (g_steal_pointer (&object))
                                : dex_future_new_true ();
}

DexFuture *
ac_client_ask (AcClient *self, AcHttpRequest *request, AcTakeFunc take, gboolean wants_object)
{
  Question *question = g_new0 (Question, 1);

  g_weak_ref_init (&question->client, self);
  question->wire = g_object_ref (self->wire);
  question->request = request;
  question->take = take;
  question->wants_object = wants_object;
  return ac_future_scope (
      ac_future_keep (dex_scheduler_spawn (NULL, 0, ask_fiber, question, question_free)),
      self->scope);
}

static DexFuture *
refuse_id (void)
{
  return dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID, "This is not an id");
}

DexFuture *
ac_client_ask_about (AcClient *self,
                     const char *method,
                     const char *collection,
                     const char *id,
                     const char *verb,
                     AcTakeFunc take)
{
  if (!ac_id_is_valid (id))
    return refuse_id ();

  return ac_client_ask (
      self, ac_wire_request (self->wire, method, "/v1/%s/%s%s", collection, id, verb), take, TRUE);
}

void
ac_client_set_body (AcHttpRequest *request, JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  ac_http_request_set_json (request, node);
}

void
ac_client_set_key (AcHttpRequest *request, const char *key)
{
  g_autofree char *made = key == NULL ? ac_random_token (KEY_BYTES) : NULL;

  ac_http_request_set_header (request, "Idempotency-Key", key != NULL ? key : made);
}

DexFuture *
ac_client_check_account (AcClient *self, const char *account_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (account_id != NULL);

  return ac_client_ask_about (self, "POST", "accounts", account_id, "/check",
                              ac_client_take_account);
}

DexFuture *
ac_client_set_audience (AcClient *self, const char *account_id, AcAudience audience)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (account_id != NULL);

  object = json_object_new ();
  ac_json_set_string (object, "audience", ac_audience_to_slug (audience));
  request = ac_wire_request (self->wire, "PATCH", "/v1/accounts/%s", account_id);
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, ac_client_take_account, TRUE);
}

DexFuture *
ac_client_pause_account (AcClient *self, const char *account_id, gint64 until)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (account_id != NULL);

  object = json_object_new ();
  json_object_set_boolean_member (object, "paused", until != 0);
  if (until != AC_PAUSED_OPEN)
    ac_json_set_time (object, "paused_until", until);
  request = ac_wire_request (self->wire, "PATCH", "/v1/accounts/%s", account_id);
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, ac_client_take_account, TRUE);
}

DexFuture *
ac_client_load_status (AcClient *self, const char *status_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (status_id != NULL);

  return ac_client_ask_about (self, "GET", "statuses", status_id, "", ac_client_take_status);
}

DexFuture *
ac_client_delete_status (AcClient *self, const char *status_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (status_id != NULL);

  return ac_client_ask_about (self, "DELETE", "statuses", status_id, "", ac_client_take_status);
}

DexFuture *
ac_client_delete_delivery (AcClient *self, const char *delivery_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (delivery_id != NULL);

  return ac_client_ask_about (self, "DELETE", "deliveries", delivery_id, "",
                              ac_client_take_delivery);
}

DexFuture *
ac_client_retry_delivery (AcClient *self, const char *delivery_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (delivery_id != NULL);

  return ac_client_ask_about (self, "POST", "deliveries", delivery_id, "/retry",
                              ac_client_take_delivery);
}

DexFuture *
ac_client_retry_status (AcClient *self, AcStatus *status)
{
  GListModel *deliveries = NULL;
  g_autoptr(GPtrArray) asked = g_ptr_array_new_with_free_func (dex_unref);

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (AC_IS_STATUS (status));

  deliveries = ac_status_get_deliveries (status);
  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if (ac_delivery_can_retry (delivery))
        g_ptr_array_add (asked, ac_client_retry_delivery (self, ac_delivery_get_id (delivery)));
    }

  return asked->len > 0 ? dex_future_allv ((DexFuture **) asked->pdata, asked->len)
                        : dex_future_new_true ();
}

DexFuture *
ac_client_verify_delivery (AcClient *self, const char *delivery_id)
{
  return ac_client_ask_about (self, "POST", "deliveries", delivery_id, "/verify",
                              ac_client_take_delivery);
}

/**
 * ac_client_resolve_delivery:
 * @verdict: `posted`, `not-posted` or `drop`
 * @url: (nullable): where the post is
 *
 * Returns: (transfer full): resolves to the #AcDelivery
 */
DexFuture *
ac_client_resolve_delivery (AcClient *self,
                            const char *delivery_id,
                            const char *verdict,
                            const char *url)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (delivery_id != NULL && verdict != NULL);

  if (!ac_id_is_valid (delivery_id))
    return refuse_id ();

  object = json_object_new ();
  ac_json_set_string (object, "verdict", verdict);
  ac_json_set_string (object, "url", url);
  request = ac_wire_request (self->wire, "POST", "/v1/deliveries/%s/resolve", delivery_id);
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, ac_client_take_delivery, TRUE);
}

DexFuture *
ac_client_set_sharing_stopped (AcClient *self, gboolean stopped)
{
  return ac_client_stop_sharing_until (self, stopped, 0);
}

DexFuture *
ac_client_stop_sharing_until (AcClient *self, gboolean stopped, gint64 until)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  object = json_object_new ();
  json_object_set_boolean_member (object, "stopped", stopped);
  ac_json_set_time (object, "until", until);
  request = ac_wire_request (self->wire, "PUT", "/v1/sharing");
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, ac_client_take_info, FALSE);
}

DexFuture *
ac_client_unlock_keyring (AcClient *self)
{
  AcHttpRequest *request = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  request = ac_wire_request (self->wire, "POST", "/v1/keyring/unlock");
  ac_http_request_set_deadline (request, UNLOCK_DEADLINE);
  return ac_client_ask (self, request, ac_client_take_info, FALSE);
}

DexFuture *
ac_client_end_practice (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_client_ask (self, ac_wire_request (self->wire, "DELETE", "/v1/practice"), NULL, FALSE);
}

/**
 * ac_client_list_deliveries:
 *
 * Returns: (transfer full): resolves to a #GListModel of the #AcDelivery that are not settled or
 *   need the person, as they are now
 */
DexFuture *
ac_client_list_deliveries (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_future_scope (
      ac_future_keep (ac_wire_list (self->wire, "/v1/deliveries", AC_TYPE_DELIVERY,
                                    (AcNounFunc) ac_delivery_from_json)),
      self->scope);
}

DexFuture *
ac_client_list_attempts (AcClient *self, const char *delivery_id)
{
  g_autofree char *path = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  if (!ac_id_is_valid (delivery_id))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such delivery");

  path = g_strdup_printf ("/v1/deliveries/%s/attempts", delivery_id);
  return ac_future_scope (ac_future_keep (ac_wire_list (self->wire, path, AC_TYPE_ATTEMPT,
                                                        (AcNounFunc) ac_attempt_from_json)),
                          self->scope);
}

/**
 * ac_client_end_session:
 * @session_id: of an #AcDevice
 *
 * Returns: (transfer full): resolves to %TRUE once the backend refuses its tokens
 */
DexFuture *
ac_client_end_session (AcClient *self, const char *session_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (session_id != NULL);

  return ac_client_ask_about (self, "DELETE", "sessions", session_id, "", NULL);
}

/**
 * ac_client_end_other_sessions:
 *
 * Returns: (transfer full): resolves to %TRUE once only the one that asks is signed in
 */
DexFuture *
ac_client_end_other_sessions (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_client_ask (self, ac_wire_request (self->wire, "DELETE", "/v1/sessions"), NULL, FALSE);
}

DexFuture *
ac_client_load_availability (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_client_ask (self, ac_wire_request (self->wire, "GET", "/v1/features"),
                        ac_client_take_availability, TRUE);
}

/**
 * ac_client_set_wish:
 * @feature: the id of an #AcFeature
 *
 * Returns: (transfer full): resolves to the #AcAvailability once it is stored
 */
DexFuture *
ac_client_set_wish (AcClient *self, const char *feature, gboolean wanted)
{
  AcHttpRequest *request = NULL;
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (feature != NULL);

  object = json_object_new ();
  ac_json_set_string (object, "feature", feature);
  json_object_set_boolean_member (object, "wanted", wanted);
  request = ac_wire_request (self->wire, "PUT", "/v1/features/wish");
  ac_client_set_body (request, object);
  return ac_client_ask (self, request, ac_client_take_availability, TRUE);
}

/* Takes object. */
static DexFuture *
change_settings (AcClient *self, JsonObject *object)
{
  AcHttpRequest *request = ac_wire_request (self->wire, "PATCH", "/v1/settings");

  ac_client_set_body (request, object);
  return ac_client_ask (self, request, NULL, FALSE);
}

DexFuture *
ac_client_set_region (AcClient *self, const char *region)
{
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  object = json_object_new ();
  if (region != NULL)
    ac_json_set_string (object, "region", region);
  else
    json_object_set_null_member (object, "region");
  return change_settings (self, object);
}

DexFuture *
ac_client_set_age (AcClient *self, guint age)
{
  JsonObject *object = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  object = json_object_new ();
  if (age > 0)
    json_object_set_int_member (object, "age", age);
  else
    json_object_set_null_member (object, "age");
  return change_settings (self, object);
}
