/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-handlers.h"
#include "ac-share-page.h"
#include "ac-status-text.h"
#include "ac-trial.h"

/* A status as it is shared, up to where it would be stored. */

typedef struct
{
  AcTrialFacts facts;
  AcAccount *account;   /* (nullable) */
  AcDelivery *delivery; /* (nullable): it is refused */
} Try;

static void
try_clear (gpointer data)
{
  Try *self = data;

  g_clear_object (&self->account);
  g_clear_object (&self->delivery);
}

/* Not what is wrong with the status, but that nobody can say it now. */
static gboolean
is_own (const GError *error)
{
  return g_error_matches (error, AC_ERROR, AC_ERROR_STORAGE) ||
         g_error_matches (error, AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE);
}

static void
refuse (Try *self, const GError *error)
{
  self->facts.refused = TRUE;
  self->facts.error = error->domain == AC_ERROR ? (AcError) error->code : AC_ERROR_FAILED;
  self->facts.posts = 0;
}

/* Of a target that may be anything. */
static const char *
read_string (JsonObject *target, const char *name)
{
  JsonNode *node = json_object_get_member (target, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
set_place (Try *self, AcStore *store, AcRequest *request, JsonNode *node, GError **error)
{
  JsonObject *target = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = target != NULL ? read_string (target, "account_id") : NULL;
  g_autoptr(GError) failure = NULL;

  self->facts.service = target != NULL ? read_string (target, "service") : NULL;
  if (id == NULL)
    return TRUE;
  self->account = ac_store_get_account (store, request->person, id, &failure);
  if (is_own (failure))
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (self->account == NULL)
    return TRUE;
  self->facts.account_id = ac_account_get_id (self->account);
  self->facts.service = ac_account_get_service (self->account);
  self->facts.handle = ac_account_get_handle (self->account);
  return TRUE;
}

/* By hand there are the limits of the page. */
static gboolean
find_limits (Try *self, AcRequest *request, gboolean *notes, AcTextLimits *limits)
{
  const AcSharePage *page = self->account == NULL && self->facts.service != NULL
                                ? ac_share_page_find (self->facts.service)
                                : NULL;
  AcConnector *connector = NULL;

  if (self->account != NULL)
    connector = ac_connectors_find (request->context->connectors, self->facts.service, NULL);
  if (connector == NULL && page == NULL)
    return FALSE;

  *notes = connector != NULL && ac_connector_get_service (connector)->notes;
  *limits = connector != NULL ? *ac_account_get_limits (self->account) : page->limits;
  return limits->max_graphemes != 0 || limits->max_bytes != 0;
}

/* The text of a thread is counted part by part, and that of a story isn't shared. */
static void
measure (Try *self, AcRequest *request, AcStatus *status, JsonNode *node)
{
  JsonObject *target = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_auto(AcWording) wording = { 0 };
  AcTextLimits limits;
  gboolean notes = FALSE;
  const gboolean senseless = self->facts.refused && self->facts.error == AC_ERROR_INVALID;
  const char *text =
      target != NULL && !senseless ? ac_status_text_for_target (target, status, NULL) : NULL;

  if (text == NULL || self->facts.posts > 1 ||
      (self->delivery != NULL && ac_delivery_get_form (self->delivery) == AC_FORM_STORY) ||
      !find_limits (self, request, &notes, &limits))
    return;

  ac_wording_init (&wording, ac_remarks_get_note (ac_status_get_remarks (status)), text, notes,
                   &limits);
  self->facts.counted = TRUE;
  self->facts.left = ac_text_measure (wording.text, &wording.limits).left;
}

static gboolean
try_target (
    Try *self, AcStore *store, AcRequest *request, AcStatus *status, JsonNode *node, GError **error)
{
  g_autoptr(GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
  GListModel *deliveries = ac_status_get_deliveries (status);
  g_autoptr(GError) failure = NULL;

  if (!set_place (self, store, request, node, error))
    return FALSE;
  if (ac_request_add_target (request, store, node, status, parcels, &failure))
    {
      AcParcel *first = g_ptr_array_index (parcels, 0);

      self->delivery =
          g_list_model_get_item (deliveries, g_list_model_get_n_items (deliveries) - 1);
      self->facts.posts = 1 + (first->following != NULL ? first->following->len : 0);
    }
  else if (is_own (failure))
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  else
    refuse (self, failure);
  measure (self, request, status, node);
  return TRUE;
}

static gboolean
check_link (Try *self, AcStore *store, AcRequest *request, AcStatus *status, GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (self->delivery == NULL ||
      ac_request_check_link (request, store, status, self->delivery, NULL, &failure))
    return TRUE;
  if (is_own (failure))
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  refuse (self, failure);
  return TRUE;
}

static gboolean
check_links (GArray *tries, AcStore *store, AcRequest *request, AcStatus *status, GError **error)
{
  for (guint i = 0; i < tries->len; i++)
    if (!check_link (&g_array_index (tries, Try, i), store, request, status, error))
      return FALSE;

  return TRUE;
}

static JsonNode *
trial_to_json (gpointer item)
{
  return ac_trial_to_json (item);
}

static AcReply *
reply_with (GArray *tries)
{
  g_autoptr(GListStore) trials = g_list_store_new (AC_TYPE_TRIAL);

  for (guint i = 0; i < tries->len; i++)
    {
      g_autoptr(AcTrial) trial = ac_trial_new (&g_array_index (tries, Try, i).facts);

      g_list_store_append (trials, trial);
    }

  return ac_reply_new_page (G_LIST_MODEL (trials), tries->len, trial_to_json, NULL);
}

static GObject *
try_status (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  JsonArray *targets = ac_json_get_array (request->body, "targets");
  g_autoptr(AcStatus) status = ac_request_read_status (request, store, error);
  g_autoptr(GArray) tries = g_array_new (FALSE, TRUE, sizeof (Try));

  if (status == NULL)
    return NULL;

  g_array_set_clear_func (tries, try_clear);
  g_array_set_size (tries, json_array_get_length (targets));
  for (guint i = 0; i < tries->len; i++)
    if (!try_target (&g_array_index (tries, Try, i), store, request, status,
                     json_array_get_element (targets, i), error))
      return NULL;

  return check_links (tries, store, request, status, error) ? G_OBJECT (reply_with (tries)) : NULL;
}

AcReply *
ac_handle_validate_status (AcRequest *request, GError **error)
{
  return ac_request_make_renditions (request, error) ? ac_request_run (request, try_status, error)
                                                     : NULL;
}
