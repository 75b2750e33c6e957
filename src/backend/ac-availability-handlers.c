/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-app-keys.h"
#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-store-drafts.h"

#define MAX_AGE 120

static AcUnavailable
find_reason (AcAvailability *availability, GStrv off, const char *service)
{
  AcFeature *feature = availability != NULL ? ac_availability_find (availability, service) : NULL;

  if (feature != NULL)
    return ac_feature_get_unavailable (feature);

  return g_strv_contains ((const char *const *) off, service) ? AC_UNAVAILABLE_ADMINISTRATOR
                                                              : AC_UNAVAILABLE_NOT;
}

/* The administrator is nobody: to them a service is on or turned off. */
static GObject *
list_services (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  AcContext *context = request->context;
  g_auto(GStrv) off = NULL;
  g_auto(GStrv) apps = ac_app_keys_list (context, store, error);
  g_autoptr(AcAvailability) availability = NULL;
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray *items = json_array_new ();
  AcReply *reply = NULL;

  json_object_set_array_member (object, "items", items);
  if (apps == NULL || !(off = ac_store_list_services_off (store, error)) ||
      (request->person != NULL &&
       !(availability = ac_gate_describe (context->gate, store, request->person, error))))
    return NULL;

  for (guint i = 0; i < ac_connectors_get_n (context->connectors); i++)
    {
      AcService service =
          ac_context_describe_service (context, ac_connectors_get_nth (context->connectors, i));

      service.unavailable = find_reason (availability, off, service.id);
      service.keys_of = ac_app_keys_find_owner (context, &service, (const char *const *) apps);
      if (service.unavailable == AC_UNAVAILABLE_NOT && service.keys_of == AC_APP_KEYS_MISSING)
        service.unavailable = AC_UNAVAILABLE_APP_KEYS;
      json_array_add_element (items, ac_service_to_json (&service));
    }

  reply = ac_reply_new_json (200, json_node_init_object (json_node_alloc (), object));
  ac_reply_add_etag (reply);
  return G_OBJECT (reply);
}

AcReply *
ac_handle_list_services (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_services, error);
}

static GObject *
list_features (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcAvailability) availability =
                ac_gate_describe (request->context->gate, store, request->person, error);

  return availability != NULL
             ? G_OBJECT (ac_reply_new_json (200, ac_availability_to_json (availability)))
             : NULL;
}

AcReply *
ac_handle_list_features (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_features, error);
}

static gboolean
check_wish (AcAvailability *availability, const char *id, GError **error)
{
  AcFeature *feature = ac_availability_find (availability, id);

  if (feature != NULL && ac_feature_get_unavailable (feature) != AC_UNAVAILABLE_NOT)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, feature != NULL ? AC_ERROR_CONFLICT : AC_ERROR_NOT_FOUND,
                       feature != NULL ? "It can be had already" : "There is no such feature");
  return FALSE;
}

static GObject *
set_wish (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  const char *feature = ac_json_get_string (request->body, "feature");
  g_autoptr(AcAvailability) availability = NULL;

  if (!ac_json_get_boolean (request->body, "wanted"))
    return ac_store_remove_wish (store, request->person, feature, error)
               ? list_features (store, request, error)
               : NULL;

  availability = ac_gate_describe (request->context->gate, store, request->person, error);
  return availability != NULL && check_wish (availability, feature, error) &&
                 ac_store_add_wish (store, request->person, feature, error)
             ? list_features (store, request, error)
             : NULL;
}

AcReply *
ac_handle_set_wish (AcRequest *request, GError **error)
{
  return ac_request_run (request, set_wish, error);
}

static AcReply *
settings_reply (AcStore *store, AcRequest *request, AcStanding *standing, GError **error)
{
  guint undo_seconds = 0;
  JsonObject *object = NULL;
  JsonNode *node = NULL;

  if (!ac_store_get_undo_seconds (store, request->person, &undo_seconds, error))
    return NULL;

  object = json_object_new ();
  node = json_node_init_object (json_node_alloc (), object);
  json_object_set_int_member (object, "undo_seconds", undo_seconds);
  ac_json_set_string (object, "region", standing->region);
  if (standing->age > 0)
    json_object_set_int_member (object, "age", standing->age);
  json_object_unref (object);
  return ac_reply_new_json (200, node);
}

static GObject *
get_settings (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcStanding) standing = ac_store_get_standing (store, request->person, error);

  return standing != NULL ? (GObject *) settings_reply (store, request, standing, error) : NULL;
}

AcReply *
ac_handle_get_settings (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_settings, error);
}

static gboolean
read_region (JsonObject *body, AcStanding *standing, GError **error)
{
  const char *region = ac_json_get_string (body, "region");

  if (!json_object_has_member (body, "region"))
    return TRUE;
  if (region == NULL || ac_region_is_valid (region))
    {
      g_set_str (&standing->region, region);
      return TRUE;
    }

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                       "A region is two capital letters (ISO 3166-1), or null");
  return FALSE;
}

static gboolean
read_age (JsonObject *body, AcStanding *standing, GError **error)
{
  const gint64 age = ac_json_get_integer (body, "age");

  if (!json_object_has_member (body, "age"))
    return TRUE;
  if (json_object_get_null_member (body, "age") || (age >= 1 && age <= MAX_AGE))
    {
      standing->age = age;
      return TRUE;
    }

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "An age is 1 to 120 years, or null");
  return FALSE;
}

static gboolean
change_undo (AcStore *store, AcRequest *request, GError **error)
{
  guint seconds = 0;

  return !json_object_has_member (request->body, "undo_seconds") ||
         (ac_request_read_undo_seconds (request->body, &seconds, error) &&
          ac_store_set_undo_seconds (store, request->person, seconds, error));
}

static GObject *
change_settings (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcStanding) standing = ac_store_get_standing (store, request->person, error);

  return standing != NULL && read_region (request->body, standing, error) &&
                 read_age (request->body, standing, error) && change_undo (store, request, error) &&
                 ac_store_set_standing (store, request->person, standing->region, standing->age,
                                        error) &&
                 ac_gate_settle_person (request->context->gate, store, request->person, error)
             ? (GObject *) settings_reply (store, request, standing, error)
             : NULL;
}

AcReply *
ac_handle_change_settings (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, change_settings, error);

  if (reply != NULL)
    ac_outbox_wake (request->context->outbox);
  return reply;
}
