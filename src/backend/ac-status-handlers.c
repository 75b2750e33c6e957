/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement.h"
#include "ac-clock.h"
#include "ac-future.h"
#include "ac-hand-over.h"
#include "ac-handlers.h"
#include "ac-renditions.h"
#include "ac-request-key.h"
#include "ac-sharable.h"
#include "ac-status-text.h"
#include "ac-store-renditions.h"
#include "ac-thread.h"

static const AcJsonField target_fields[] = {
  { "account_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "service", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "audience", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "form", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "link", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "long_text", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "text", AC_JSON_STRING, AC_JSON_OPTIONAL, 400000 },
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

static gboolean
read_filter (AcRequest *request, AcStatusFilter *filter, GError **error)
{
  const char *state = ac_request_get_query (request, "state");

  filter->search = ac_request_get_query (request, "search");
  filter->by_phase = state != NULL;
  if (state == NULL || ac_phase_from_slug (state, &filter->phase))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "There is no such state");
  return FALSE;
}

static GObject *
list_statuses (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  AcStatusFilter filter = { FALSE };
  g_autoptr(GListStore) statuses = NULL;

  if (!read_filter (request, &filter, error) ||
      !(statuses = ac_store_list_statuses (store, request->person, &filter, request->cursor,
                                           request->limit + 1, error)))
    return NULL;

  return G_OBJECT (
      ac_reply_new_page (G_LIST_MODEL (statuses), request->limit, status_to_json, status_id));
}

AcReply *
ac_handle_list_statuses (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_statuses, error);
}

static gboolean
read_form (JsonObject *target, AcForm *form, GError **error)
{
  const char *slug = ac_json_get_string (target, "form");

  if (slug == NULL || ac_form_from_slug (slug, form))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "There is no such form");
  return FALSE;
}

static gboolean
read_long_text (JsonObject *target, AcLongText *long_text, GError **error)
{
  const char *slug = ac_json_get_string (target, "long_text");

  if (slug == NULL || ac_long_text_from_slug (slug, long_text))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "There is no such thing to do with it");
  return FALSE;
}

static AcAccount *
find_target (
    AcStore *store, AcRequest *request, JsonObject *target, AcAudience *audience, GError **error)
{
  const char *id = ac_json_get_string (target, "account_id");
  g_autoptr(AcAccount) account =
                ac_store_get_account (store, request->person, id != NULL ? id : "", error);

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

/* account_id NULL: by hand at the service, which may be NULL otherwise. */
static gboolean
has_target (AcStatus *status, const char *account_id, const char *service)
{
  GListModel *deliveries = ac_status_get_deliveries (status);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if (g_strcmp0 (ac_delivery_get_account_id (delivery), account_id) == 0 &&
          (service == NULL || g_str_equal (ac_delivery_get_service (delivery), service)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_new (AcStatus *status, const char *account_id, const char *service, GError **error)
{
  if (!has_target (status, account_id, service))
    return TRUE;
  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A target is named twice");
  return FALSE;
}

/* A link carries a text and no pictures. */
static gboolean
fits_in_link (AcStatus *status)
{
  return g_list_model_get_n_items (ac_status_get_pictures (status)) == 0;
}

/* Where the person shares it themselves, no account is needed, and none is used. */
static gboolean
add_target_by_hand (
    JsonObject *target, AcStatus *status, GPtrArray *parcels, const char *text, GError **error)
{
  const char *service = ac_json_get_string (target, "service");
  const AcSharePage *page = ac_share_page_find (service);
  g_autoptr(AcDelivery) delivery = NULL;
  g_autofree char *id = ac_id_new ();
  AcAudience audience = AC_AUDIENCE_DIRECT;
  AcParcel *parcel = NULL;

  if (page == NULL || !fits_in_link (status) || ac_json_get_string (target, "account_id") != NULL ||
      ac_json_get_string (target, "link") != NULL || ac_json_get_string (target, "form") != NULL ||
      ac_json_get_string (target, "long_text") != NULL ||
      !ac_audience_from_slug (ac_json_get_string (target, "audience"), &audience) ||
      audience != page->audience)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                           "Nothing can be shared by hand there, or not to this audience");
      return FALSE;
    }
  if (!check_new (status, NULL, service, error) ||
      !(parcel = ac_hand_over_render (page, id, status, text, error)))
    return FALSE;

  g_ptr_array_add (parcels, parcel);
  delivery = ac_delivery_new (id, ac_status_get_id (status), NULL);
  ac_delivery_set_account_facts (delivery, service, "");
  ac_delivery_set_audience (delivery, audience);
  ac_delivery_set_text (delivery, ac_json_get_string (target, "text"));
  ac_status_add_delivery (status, delivery);
  return TRUE;
}

/* What of the status's pictures goes to the account: themselves, or what was made of them. */
static GListModel *
list_fitting (AcStore *store,
              const char *person,
              const AcService *service,
              AcAccount *account,
              AcStatus *status,
              char **bounds_name,
              GError **error)
{
  const AcPictureBounds bounds =
      ac_picture_rules_get_bounds (&service->pictures, ac_account_get_picture_limits (account));

  *bounds_name = ac_picture_bounds_to_slug (&bounds);
  return ac_store_list_fitting (store, person, ac_status_get_pictures (status), &bounds, error);
}

static void
add_delivery (const char *id,
              JsonObject *target,
              AcStatus *status,
              AcAccount *account,
              const AcContents *contents,
              AcLongText long_text)
{
  g_autoptr(AcDelivery) delivery =
                ac_delivery_new (id, ac_status_get_id (status), ac_account_get_id (account));

  ac_delivery_set_account_facts (delivery, ac_account_get_service (account),
                                 ac_account_get_handle (account));
  ac_delivery_set_audience (delivery, contents->audience);
  ac_delivery_set_form (delivery, contents->form);
  ac_delivery_set_long_text (delivery, long_text);
  ac_delivery_set_text (delivery, ac_json_get_string (target, "text"));
  ac_delivery_set_link_id (delivery, ac_json_get_string (target, "link"));
  ac_status_add_delivery (status, delivery);
}

static gboolean
add_target_object (AcStore *store,
                   AcRequest *request,
                   JsonObject *target,
                   AcStatus *status,
                   GPtrArray *parcels,
                   GError **error)
{
  g_autoptr(AcAccount) account = NULL;
  g_autofree char *id = ac_id_new ();
  AcContents contents = { .text = ac_status_text_for_target (target, status, error),
                          .pictures = ac_status_get_pictures (status),
                          .note = ac_remarks_get_note (ac_status_get_remarks (status)),
                          .language = ac_remarks_get_language (ac_status_get_remarks (status)),
                          .card = ac_remarks_get_card (ac_status_get_remarks (status)) };
  AcConnector *connector = NULL;
  AcService service;
  g_autoptr(GListModel) fitting = NULL;
  g_autofree char *bounds = NULL;
  AcLongText long_text = AC_LONG_TEXT_REFUSE;
  AcParcel *parcel = NULL;

  if (contents.text == NULL)
    return FALSE;
  if (ac_json_get_string (target, "service") != NULL)
    return add_target_by_hand (target, status, parcels, contents.text, error);

  if (!(account = find_target (store, request, target, &contents.audience, error)) ||
      !read_form (target, &contents.form, error) || !read_long_text (target, &long_text, error) ||
      !(connector = ac_connectors_find (request->context->connectors,
                                        ac_account_get_service (account), error)) ||
      !ac_gate_admit_account (request->context->gate, store, request->person, account, error))
    return FALSE;

  if (!check_new (status, ac_account_get_id (account), ac_account_get_service (account), error))
    return FALSE;

  service = ac_context_describe_service (request->context, connector);
  if (!ac_sharable_check_pictures (&service, account, contents.form, contents.pictures, error) ||
      !(fitting = list_fitting (store, request->person, &service, account, status, &bounds, error)))
    return FALSE;
  contents.pictures = fitting;

  parcel = ac_thread_render (connector, account, id, &contents, long_text, error);
  if (parcel == NULL)
    return FALSE;
  parcel->bounds = g_steal_pointer (&bounds);
  g_ptr_array_add (parcels, parcel);

  add_delivery (id, target, status, account, &contents, long_text);
  return TRUE;
}

gboolean
ac_request_add_target (AcRequest *request,
                       AcStore *store,
                       JsonNode *node,
                       AcStatus *status,
                       GPtrArray *parcels,
                       GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node) ||
      !ac_json_check (json_node_get_object (node), target_fields, AC_JSON_CLOSED, NULL))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A target is not understood");
      return FALSE;
    }

  return add_target_object (store, request, json_node_get_object (node), status, parcels, error);
}

/* A target that is there because of a link is shared to only beside the other account of it. */
gboolean
ac_request_check_link (AcRequest *request,
                       AcStore *store,
                       AcStatus *status,
                       AcDelivery *delivery,
                       const char *shared_from,
                       GError **error)
{
  const char *link = ac_delivery_get_link_id (delivery);
  g_autofree char *other = NULL;

  if (link == NULL)
    return TRUE;
  if (!(other = ac_store_admit_target (store, request->person, link,
                                       ac_delivery_get_account_id (delivery), error)))
    return FALSE;
  if (g_strcmp0 (other, shared_from) == 0 || has_target (status, other, NULL))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_LINKED,
                       "The other account of the link is no target");
  return FALSE;
}

static gboolean
check_links (
    AcStore *store, AcRequest *request, AcStatus *status, const char *shared_from, GError **error)
{
  GListModel *deliveries = ac_status_get_deliveries (status);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if (!ac_request_check_link (request, store, status, delivery, shared_from, error))
        return FALSE;
    }

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
check_quota (AcStore *store, AcRequest *request, GError **error)
{
  AcHostedConfig *config = request->context->config;

  return config == NULL ||
         ac_store_check_statuses (store, request->person, config->statuses_per_day, error);
}

static gboolean
check_admission (AcStore *store, AcRequest *request, GError **error)
{
  return check_quota (store, request, error) &&
         ac_gate_admit (request->context->gate, store, request->person, AC_FEATURE_STATUS_SHARING,
                        error);
}

static GObject *
look_at_admission (AcStore *store, gpointer user_data, GError **error)
{
  check_admission (store, user_data, error);
  return NULL;
}

gboolean
ac_request_make_renditions (AcRequest *request, GError **error)
{
  JsonArray *pictures = ac_json_get_array (request->body, "pictures");

  return pictures == NULL || json_array_get_length (pictures) == 0 ||
         (ac_await (ac_store_run (request->context->store, look_at_admission,
                                  ac_request_ref (request), (GDestroyNotify) ac_request_unref),
                    error) &&
          ac_renditions_make (request, error));
}

AcStatus *
ac_request_read_status (AcRequest *request, AcStore *store, GError **error)
{
  const char *text = ac_json_get_string (request->body, "text");
  g_autofree char *id = ac_id_new ();
  g_autoptr(AcStatus) status = ac_status_new (id, text, ac_clock_now_ms ());
  g_autoptr(AcRemarks) remarks = ac_remarks_read (request->body, error);

  if (remarks == NULL)
    return NULL;
  ac_status_set_remarks (status, remarks);
  if (json_array_get_length (ac_json_get_array (request->body, "targets")) == 0)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A status needs a target");
      return NULL;
    }

  return ac_request_read_times (request, status, error) &&
                 ac_request_read_pictures (request, store, status, error) &&
                 ac_status_text_check (text, error) && check_admission (store, request, error)
             ? g_steal_pointer (&status)
             : NULL;
}

AcStatus *
ac_request_share (AcRequest *request, AcStore *store, const char *shared_from, GError **error)
{
  JsonArray *targets = ac_json_get_array (request->body, "targets");
  g_autoptr(AcStatus) status = ac_request_read_status (request, store, error);
  g_autoptr(GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
  const char *id = status != NULL ? ac_status_get_id (status) : NULL;

  if (status == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (targets); i++)
    if (!ac_request_add_target (request, store, json_array_get_element (targets, i), status,
                                parcels, error))
      return NULL;

  return check_links (store, request, status, shared_from, error) &&
                 ac_store_add_status (store, request->person, status, parcels, error) &&
                 ac_request_settle_plan (request, store, id, error)
             ? ac_store_get_status (store, request->person, id, error)
             : NULL;
}

/* The status, its deliveries and the answer under the request's key are one transaction: a crash
 * leaves all or nothing. */
static GObject *
share_status (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcStatus) status = ac_request_share (request, store, NULL, error);
  g_autoptr(AcReply) reply = status != NULL ? status_created (status) : NULL;

  return reply != NULL && ac_request_key_store (request, store, reply, error)
             ? G_OBJECT (g_steal_pointer (&reply))
             : NULL;
}

AcReply *
ac_handle_share_status (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_make_renditions (request, error)
                       ? ac_request_run (request, share_status, error)
                       : NULL;

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
