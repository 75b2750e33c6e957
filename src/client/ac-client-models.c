/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-private.h"
#include "ac-service-item.h"

/* What the nouns call invalid comes from the backend here. */
static gboolean
refuse (GError **error)
{
  g_clear_error (error);
  g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The answer is not as agreed");
  return FALSE;
}

static void
say_link_attempt_changed (AcClient *self, AcLinkAttempt *attempt)
{
  g_signal_emit_by_name (self, "link-attempt-changed", attempt);
}

/* Accounts come oldest first, and a new one is the youngest. */
static AcAccount *
put_account (AcClient *self, AcAccount *account)
{
  AcAccount *known = ac_find (G_LIST_MODEL (self->accounts), (AcGetId) ac_account_get_id,
                              ac_account_get_id (account), NULL);

  if (known != NULL)
    ac_account_update (known, account);
  else
    g_list_store_append (self->accounts, account);
  return g_object_ref (known != NULL ? known : account);
}

GObject *
ac_client_take_info (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcBackendInfo) info = ac_backend_info_from_json (node, error);

  if (info == NULL)
    {
      refuse (error);
      return NULL;
    }

  if (self->info != NULL)
    ac_backend_info_update (self->info, info);
  else
    {
      self->info = g_object_ref (info);
      g_object_notify (G_OBJECT (self), "info");
    }
  return g_object_ref (G_OBJECT (self->info));
}

GObject *
ac_client_take_account (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcAccount) account = ac_account_from_json (node, error);

  if (account == NULL)
    {
      refuse (error);
      return NULL;
    }

  return G_OBJECT (put_account (self, account));
}

GObject *
ac_client_take_status (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcStatus) status = ac_status_from_json (node, error);

  if (status == NULL)
    {
      refuse (error);
      return NULL;
    }

  return G_OBJECT (ac_status_list_put (self->statuses, status));
}

/* The delivery that stands in the list is the one people look at. */
static AcDelivery *
put_delivery (AcClient *self, AcDelivery *delivery)
{
  AcStatus *status = ac_status_list_find (self->statuses, ac_delivery_get_status_id (delivery));
  GListModel *model = status != NULL ? ac_status_get_deliveries (status) : NULL;

  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(AcDelivery) known = g_list_model_get_item (model, i);

      if (!g_str_equal (ac_delivery_get_id (known), ac_delivery_get_id (delivery)))
        continue;

      if (ac_delivery_get_updated_at (known) <= ac_delivery_get_updated_at (delivery))
        ac_delivery_update (known, delivery);
      return g_steal_pointer (&known);
    }

  return g_object_ref (delivery);
}

GObject *
ac_client_take_delivery (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcDelivery) delivery = ac_delivery_from_json (node, error);

  if (delivery == NULL)
    {
      refuse (error);
      return NULL;
    }

  return G_OBJECT (put_delivery (self, delivery));
}

GObject *
ac_client_take_link_attempt (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcLinkAttempt) attempt = ac_link_attempt_from_json (node, error);
  AcLinkAttempt *known = NULL;
  const char *id = NULL;

  if (attempt == NULL)
    {
      refuse (error);
      return NULL;
    }

  id = ac_link_attempt_get_id (attempt);
  if ((known = g_hash_table_lookup (self->attempts, id)))
    {
      ac_link_attempt_update (known, attempt);
      g_set_object (&attempt, known);
    }
  else if (!!ac_link_attempt_is_open (attempt))
    g_hash_table_insert (self->attempts, g_strdup (id), g_object_ref (attempt));

  if (!ac_link_attempt_is_open (attempt))
    g_hash_table_remove (self->attempts, id);
  say_link_attempt_changed (self, attempt);
  return G_OBJECT (g_steal_pointer (&attempt));
}

/* The backend does not know it any more: it was started again meanwhile. */
void
ac_client_drop_link_attempt (AcClient *self, const char *id)
{
  g_autoptr(AcLinkAttempt) attempt = NULL;

  g_set_object (&attempt, g_hash_table_lookup (self->attempts, id));
  if (attempt == NULL)
    return;

  g_hash_table_remove (self->attempts, ac_link_attempt_get_id (attempt));
  ac_link_attempt_set_state (attempt, AC_LINK_ATTEMPT_FAILED, AC_ERROR_CANCELLED);
  say_link_attempt_changed (self, attempt);
}

GObject *
ac_client_take_availability (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcAvailability) availability = ac_availability_from_json (node, error);

  if (availability == NULL)
    {
      refuse (error);
      return NULL;
    }

  if (g_set_object (&self->availability, availability))
    g_object_notify (G_OBJECT (self), "availability");
  return g_object_ref (G_OBJECT (self->availability));
}

static gboolean
same_services (GListModel *known, GPtrArray *items)
{
  if (g_list_model_get_n_items (known) != items->len)
    return FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr(AcServiceItem) item = g_list_model_get_item (known, i);
      g_autoptr(JsonNode) a = ac_service_to_json (ac_service_item_get_service (item));
      g_autoptr(JsonNode) b =
                    ac_service_to_json (ac_service_item_get_service (g_ptr_array_index (items, i)));

      if (!json_node_equal (a, b))
        return FALSE;
    }

  return TRUE;
}

gboolean
ac_client_take_services (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *next = NULL;
  JsonArray *array = ac_wire_read_page (node, &next, error);

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      AcService *service = ac_service_from_json (json_array_get_element (array, i), error);

      if (service == NULL)
        return refuse (error);
      g_ptr_array_add (items, ac_service_item_new (service));
    }

  /* Lists on the screen keep their place when nothing changed. */
  if (!same_services (G_LIST_MODEL (self->services), items))
    g_list_store_splice (self->services, 0,
                         g_list_model_get_n_items (G_LIST_MODEL (self->services)), items->pdata,
                         items->len);
  return TRUE;
}

static gboolean
holds_account (GPtrArray *accounts, const char *id)
{
  for (guint i = 0; i < accounts->len; i++)
    if (g_str_equal (ac_account_get_id (g_ptr_array_index (accounts, i)), id))
      return TRUE;

  return FALSE;
}

void
ac_client_take_accounts (AcClient *self, GPtrArray *accounts)
{
  GListModel *model = G_LIST_MODEL (self->accounts);

  for (guint i = g_list_model_get_n_items (model); i > 0; i--)
    {
      g_autoptr(AcAccount) known = g_list_model_get_item (model, i - 1);

      if (!holds_account (accounts, ac_account_get_id (known)))
        g_list_store_remove (self->accounts, i - 1);
    }

  for (guint i = 0; i < accounts->len; i++)
    g_object_unref (put_account (self, g_ptr_array_index (accounts, i)));
}

void
ac_client_drop_account (AcClient *self, const char *id)
{
  guint position = 0;

  if (ac_find (G_LIST_MODEL (self->accounts), (AcGetId) ac_account_get_id, id, &position) != NULL)
    g_list_store_remove (self->accounts, position);
}

/* The same sign-in stays the same object. */
static AcDevice *
read_session (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(AcDevice) device = ac_device_from_json (node, error);
  AcDevice *known = device != NULL
                        ? ac_find (G_LIST_MODEL (self->sessions), (AcGetId) ac_device_get_id,
                                   ac_device_get_id (device), NULL)
                        : NULL;

  if (known == NULL)
    return g_steal_pointer (&device);

  ac_device_update (known, device);
  return g_object_ref (known);
}

static gboolean
is_same_list (GListModel *model, GPtrArray *devices)
{
  if (g_list_model_get_n_items (model) != devices->len)
    return FALSE;

  for (guint i = 0; i < devices->len; i++)
    {
      g_autoptr(AcDevice) device = g_list_model_get_item (model, i);

      if (device != g_ptr_array_index (devices, i))
        return FALSE;
    }

  return TRUE;
}

gboolean
ac_client_take_sessions (AcClient *self, JsonNode *node, GError **error)
{
  g_autoptr(GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *next = NULL;
  JsonArray *array = ac_wire_read_page (node, &next, error);

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      AcDevice *device = read_session (self, json_array_get_element (array, i), error);

      if (device == NULL)
        return refuse (error);
      g_ptr_array_add (devices, device);
    }

  if (!is_same_list (G_LIST_MODEL (self->sessions), devices))
    g_list_store_splice (self->sessions, 0,
                         g_list_model_get_n_items (G_LIST_MODEL (self->sessions)), devices->pdata,
                         devices->len);
  return TRUE;
}
