/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-handlers.h"
#include "ac-request-key.h"

static const AcJsonField target_fields[] = {
  { "account_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "audience", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { NULL },
};

static JsonNode *
status_to_json (gpointer item)
{
  return ac_status_to_json (item);
}

static const char *
status_id (gpointer item)
{
  return ac_status_get_id (item);
}

static GObject *
list_statuses (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) statuses = ac_store_list_statuses (store, request->person, request->cursor,
                                                           request->limit + 1, error);

  if (statuses == NULL)
    return NULL;

  return G_OBJECT (
      ac_reply_new_page (G_LIST_MODEL (statuses), request->limit, status_to_json, status_id));
}

AcReply *
ac_handle_list_statuses (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_statuses, error);
}

static AcAccount *
find_target (
    AcStore *store, AcRequest *request, JsonObject *target, AcAudience *audience, GError **error)
{
  g_autoptr(AcAccount) account = ac_store_get_account (
      store, request->person, ac_json_get_string (target, "account_id"), error);

  if (account == NULL)
    return NULL;

  if (ac_account_get_state (account) == AC_ACCOUNT_REMOVING)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "A target is being removed");
      return NULL;
    }

  if (!ac_audience_from_slug (ac_json_get_string (target, "audience"), audience) ||
      !(ac_account_get_audiences (account) & (1u << *audience)))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                           "A target does not offer this audience");
      return NULL;
    }

  return g_steal_pointer (&account);
}

static gboolean
has_target (AcStatus *status, AcAccount *account)
{
  GListModel *deliveries = ac_status_get_deliveries (status);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if (g_str_equal (ac_delivery_get_account_id (delivery), ac_account_get_id (account)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_target (AcStore *store,
            AcRequest *request,
            JsonObject *target,
            AcStatus *status,
            GPtrArray *parcels,
            GError **error)
{
  g_autoptr(AcAccount) account = NULL;
  g_autoptr(AcDelivery) delivery = NULL;
  g_autofree char *id = ac_id_new ();
  AcAudience audience = AC_AUDIENCE_DIRECT;
  AcConnector *connector = NULL;
  AcParcel *parcel = NULL;

  if (!(account = find_target (store, request, target, &audience, error)) ||
      !(connector = ac_connectors_find (request->context->connectors,
                                        ac_account_get_service (account), error)) ||
      !ac_gate_admit (request->context->gate, store, request->person,
                      ac_account_get_service (account), error))
    return FALSE;

  if (has_target (status, account))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A target is named twice");
      return FALSE;
    }

  parcel =
      ac_connector_render (connector, account, id, ac_status_get_text (status), audience, error);
  if (parcel == NULL)
    return FALSE;
  g_ptr_array_add (parcels, parcel);

  delivery = ac_delivery_new (id, ac_status_get_id (status), ac_account_get_id (account));
  ac_delivery_set_account_facts (delivery, ac_account_get_service (account),
                                 ac_account_get_handle (account));
  ac_delivery_set_audience (delivery, audience);
  ac_status_add_delivery (status, delivery);
  return TRUE;
}

static AcReply *
status_created (AcStatus *status)
{
  g_autofree char *location = g_strconcat ("/v1/statuses/", ac_status_get_id (status), NULL);
  AcReply *reply = ac_reply_new_json (201, ac_status_to_json (status));

  ac_reply_set_location (reply, location);
  return reply;
}

static gboolean
check_text (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped != '\0' && g_utf8_strlen (text, -1) <= 100000)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, *stripped == '\0' ? AC_ERROR_INVALID : AC_ERROR_TOO_LONG,
                       "A status needs 1 to 100,000 characters");
  return FALSE;
}

static gboolean
check_quota (AcStore *store, AcRequest *request, GError **error)
{
  AcHostedConfig *config = request->context->config;

  return config == NULL ||
         ac_store_check_statuses (store, request->person, config->statuses_per_day, error);
}

/* The status, its deliveries and the answer under the request's key are one transaction: a crash
 * leaves all or nothing. */
static GObject *
share_status (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  JsonArray *targets = ac_json_get_array (request->body, "targets");
  const char *text = ac_json_get_string (request->body, "text");
  g_autofree char *id = ac_id_new ();
  g_autoptr(AcStatus) status = ac_status_new (id, text, ac_clock_now_ms ());
  g_autoptr(AcStatus) stored = NULL;
  g_autoptr(AcReply) reply = NULL;
  g_autoptr(GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);

  if (!check_text (text, error) || !check_quota (store, request, error) ||
      !ac_gate_admit (request->context->gate, store, request->person, AC_FEATURE_STATUS_SHARING,
                      error))
    return NULL;

  for (guint i = 0; i < json_array_get_length (targets); i++)
    {
      JsonNode *node = json_array_get_element (targets, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) ||
          !ac_json_check (json_node_get_object (node), target_fields, AC_JSON_CLOSED, NULL))
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A target is not understood");
          return NULL;
        }
      if (!add_target (store, request, json_node_get_object (node), status, parcels, error))
        return NULL;
    }

  if (parcels->len == 0)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A status needs a target");
      return NULL;
    }

  if (!ac_store_add_status (store, request->person, status, parcels, error) ||
      !(stored = ac_store_get_status (store, request->person, id, error)))
    return NULL;

  reply = status_created (stored);
  if (!ac_request_key_store (request, store, reply, error))
    return NULL;

  return G_OBJECT (g_steal_pointer (&reply));
}

AcReply *
ac_handle_share_status (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, share_status, error);

  if (reply != NULL)
    ac_outbox_wake (request->context->outbox);
  else
    request->key_stored = FALSE;
  return reply;
}

static GObject *
get_status (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcStatus) status = ac_store_get_status (store, request->person, request->id, error);

  return status != NULL ? G_OBJECT (ac_reply_new_json (200, ac_status_to_json (status))) : NULL;
}

AcReply *
ac_handle_get_status (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_status, error);
}

static GObject *
delete_status (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcStatus) status = NULL;

  if (!ac_store_remove_status (store, request->person, request->id, error) ||
      !(status = ac_store_get_status (store, request->person, request->id, error)))
    return NULL;

  return G_OBJECT (ac_reply_new_json (202, ac_status_to_json (status)));
}

AcReply *
ac_handle_delete_status (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, delete_status, error);

  if (reply != NULL)
    ac_outbox_wake (request->context->outbox);
  return reply;
}
