/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-private.h"
#include "ac-trial.h"
#include "ac-clock.h"
#include "ac-decoder.h"

/* A video over a slow line; pictures that are made smaller first. */
#define UPLOAD_DEADLINE 900

typedef struct
{
  AcClient *client;
  char *key;
  JsonObject *body;
  GListModel *pictures;
} Sharing;

static void
sharing_free (gpointer data)
{
  Sharing *self = data;

  g_object_unref (self->client);
  g_free (self->key);
  json_object_unref (self->body);
  g_object_unref (self->pictures);
  g_free (self);
}

static JsonArray *
describe_targets (const AcTarget *targets, gsize n_targets)
{
  JsonArray *array = json_array_sized_new (n_targets);

  for (gsize i = 0; i < n_targets; i++)
    {
      JsonObject *target = json_object_new ();

      ac_json_set_string (target, "account_id", targets[i].account_id);
      ac_json_set_string (target, "service", targets[i].service);
      ac_json_set_string (target, "audience", ac_audience_to_slug (targets[i].audience));
      if (targets[i].form != AC_FORM_POST)
        ac_json_set_string (target, "form", ac_form_to_slug (targets[i].form));
      ac_json_set_string (target, "link", targets[i].link_id);
      ac_json_set_string (target, "text", targets[i].text);
      if (targets[i].long_text != AC_LONG_TEXT_REFUSE)
        ac_json_set_string (target, "long_text", ac_long_text_to_slug (targets[i].long_text));
      json_array_add_object_element (array, target);
    }

  return array;
}

static GObject *
take_picture (AcClient *self, JsonNode *node, GError **error)
{
  return (GObject *) ac_picture_from_json (node, error);
}

static DexFuture *
add_picture (AcClient *self, AcPicture *draft)
{
  AcHttpRequest *request = ac_wire_request (self->wire, "POST", "/v1/pictures");

  ac_client_set_key (request, ac_picture_get_id (draft));
  ac_http_request_set_body (request, ac_picture_type_to_mime (ac_picture_get_type_of_file (draft)),
                            ac_picture_get_bytes (draft));
  ac_http_request_set_deadline (request, UPLOAD_DEADLINE);
  return ac_client_ask (self, request, take_picture, TRUE);
}

static const AcJsonField trials_fields[] = { { "items", AC_JSON_ARRAY, AC_JSON_REQUIRED, 64 },
                                             { NULL } };

static GObject *
take_trials (AcClient *self, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr(GListStore) trials = g_list_store_new (AC_TYPE_TRIAL);
  JsonArray *items = NULL;

  if (object == NULL || !ac_json_check (object, trials_fields, AC_JSON_OPEN, error))
    return NULL;

  items = ac_json_get_array (object, "items");
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autoptr(AcTrial) trial = ac_trial_from_json (json_array_get_element (items, i), error);

      if (trial == NULL)
        return NULL;
      g_list_store_append (trials, trial);
    }

  return G_OBJECT (g_steal_pointer (&trials));
}

/* key: NULL: it is only tried. */
static DexFuture *
share (AcClient *self, const char *key, JsonObject *body)
{
  const gboolean tries = key == NULL;
  AcHttpRequest *request =
      ac_wire_request (self->wire, "POST", tries ? "/v1/statuses/validate" : "/v1/statuses");

  if (!tries)
    ac_client_set_key (request, key);
  ac_client_set_body (request, json_object_ref (body));
  if (ac_json_get_array (body, "pictures") != NULL)
    ac_http_request_set_deadline (request, UPLOAD_DEADLINE);
  return ac_client_ask (self, request, tries ? take_trials : ac_client_take_status, TRUE);
}

void
ac_client_mark_given (AcPicture *picture, const char *id)
{
  g_object_set_data_full (G_OBJECT (picture), "ac-given-as", g_strdup (id), g_free);
}

const char *
ac_client_get_given (AcPicture *picture)
{
  return g_object_get_data (G_OBJECT (picture), "ac-given-as");
}

/* One whose answer got lost has it from the key. */
static gboolean
give_picture (AcClient *self, AcPicture *draft, GError **error)
{
  g_autoptr(AcPicture) picture = NULL;

  if (ac_client_get_given (draft) != NULL)
    return TRUE;
  if (!(picture = dex_await_object (add_picture (self, draft), error)))
    return FALSE;

  ac_client_mark_given (draft, ac_picture_get_id (picture));
  return TRUE;
}

JsonArray *
ac_client_give_pictures (AcClient *self, GListModel *pictures, GError **error)
{
  g_autoptr(JsonArray) array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) draft = g_list_model_get_item (pictures, i);
      JsonObject *object = NULL;

      if (!give_picture (self, draft, error))
        return NULL;
      object = json_object_new ();
      ac_json_set_string (object, "id", ac_client_get_given (draft));
      ac_json_set_string (object, "alt", ac_picture_get_alt (draft));
      json_array_add_object_element (array, object);
    }

  return g_steal_pointer (&array);
}

static DexFuture *
share_fiber (gpointer user_data)
{
  Sharing *sharing = user_data;
  g_autoptr(JsonArray) pictures = NULL;
  g_autoptr(GObject) answer = NULL;
  g_autoptr(GError) error = NULL;

  if (!(pictures = ac_client_give_pictures (sharing->client, sharing->pictures, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  json_object_set_array_member (sharing->body, "pictures", g_steal_pointer (&pictures));
  answer = dex_await_object (share (sharing->client, sharing->key, sharing->body), &error);
  return answer != NULL ? dex_future_new_take_object (g_steal_pointer (&answer))
                        : dex_future_new_for_error (g_steal_pointer (&error));
}

static GObject *
take_card (AcClient *self, JsonNode *node, GError **error)
{
  return (GObject *) ac_link_card_from_json (node, error);
}

DexFuture *
ac_client_make_card (AcClient *self, const char *url, GCancellable *scope)
{
  AcHttpRequest *request = NULL;
  JsonObject *body = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (url != NULL);

  body = json_object_new ();
  ac_json_set_string (body, "url", url);
  request = ac_wire_request (self->wire, "POST", "/v1/link-cards");
  ac_http_request_set_scope (request, scope);
  ac_client_set_body (request, body);
  return ac_client_ask (self, request, take_card, TRUE);
}

static void
describe_plan (JsonObject *body, const AcPlan *plan)
{
  ac_json_set_string (body, "life", ac_life_to_slug (plan->life));
  ac_json_set_time (body, "share_at", plan->share_at);
  ac_json_set_string (body, "draft", plan->draft_id);
  if (plan->remarks != NULL)
    ac_remarks_write (plan->remarks, body);
  if (plan->undo_seconds > 0)
    json_object_set_int_member (body, "undo_seconds", plan->undo_seconds);
}

DexFuture *
ac_client_plan_status (AcClient *self, const char *status_id, gint64 share_at)
{
  AcHttpRequest *request = NULL;
  JsonObject *body = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  if (!ac_id_is_valid (status_id))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such status");

  body = json_object_new ();
  request = ac_wire_request (self->wire, "PATCH", "/v1/statuses/%s", status_id);
  if (share_at != 0)
    ac_json_set_time (body, "share_at", share_at);
  else
    json_object_set_null_member (body, "share_at");
  ac_client_set_body (request, body);
  return ac_client_ask (self, request, ac_client_take_status, TRUE);
}

static JsonArray *
describe_texts (const AcOwnText *texts, gsize n_texts)
{
  JsonArray *array = json_array_sized_new (n_texts);

  for (gsize i = 0; i < n_texts; i++)
    {
      JsonObject *object = json_object_new ();

      ac_json_set_string (object, "delivery_id", texts[i].delivery_id);
      ac_json_set_string (object, "text", texts[i].text);
      json_array_add_object_element (array, object);
    }

  return array;
}

DexFuture *
ac_client_edit_status (AcClient *self,
                       const char *status_id,
                       guint revision,
                       const char *text,
                       const AcOwnText *texts,
                       gsize n_texts)
{
  AcHttpRequest *request = NULL;
  JsonObject *body = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  if (!ac_id_is_valid (status_id))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such status");

  body = json_object_new ();
  request = ac_wire_request (self->wire, "PATCH", "/v1/statuses/%s", status_id);
  json_object_set_int_member (body, "revision", revision);
  ac_json_set_string (body, "text", text);
  json_object_set_array_member (body, "texts", describe_texts (texts, n_texts));
  ac_client_set_body (request, body);
  return ac_client_ask (self, request, ac_client_take_status, TRUE);
}

/* key: as share() takes it. */
static DexFuture *
begin (AcClient *self,
       const char *key,
       const char *text,
       GListModel *pictures,
       const AcTarget *targets,
       gsize n_targets,
       const AcPlan *plan)
{
  g_autoptr(JsonObject) body = NULL;
  Sharing *sharing = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (text != NULL);
  dex_return_error_if_fail (targets != NULL && n_targets > 0);

  if (!g_utf8_validate (text, -1, NULL))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID, "The text is not UTF-8");

  body = json_object_new ();
  ac_json_set_string (body, "text", text);
  json_object_set_array_member (body, "targets", describe_targets (targets, n_targets));
  if (plan != NULL)
    describe_plan (body, plan);
  if (pictures == NULL || g_list_model_get_n_items (pictures) == 0)
    return share (self, key, body);

  sharing = g_new0 (Sharing, 1);
  sharing->client = g_object_ref (self);
  sharing->key = g_strdup (key);
  sharing->body = g_steal_pointer (&body);
  sharing->pictures = g_object_ref (pictures);
  return dex_scheduler_spawn (NULL, 0, share_fiber, sharing, sharing_free);
}

/**
 * ac_client_share:
 * @key: the idempotency key of this one wish: the same key again never shares twice
 * @pictures: (nullable): of #AcPicture with bytes, whose ids are keys as well
 * @plan: (nullable)
 *
 * Returns: (transfer full): resolves to the #AcStatus once it is stored; nothing was sent then
 */
DexFuture *
ac_client_share (AcClient *self,
                 const char *key,
                 const char *text,
                 GListModel *pictures,
                 const AcTarget *targets,
                 gsize n_targets,
                 const AcPlan *plan)
{
  dex_return_error_if_fail (key != NULL);

  return begin (self, key, text, pictures, targets, n_targets, plan);
}

DexFuture *
ac_client_try_status (AcClient *self,
                      const char *text,
                      GListModel *pictures,
                      const AcTarget *targets,
                      gsize n_targets,
                      const AcPlan *plan)
{
  return begin (self, NULL, text, pictures, targets, n_targets, plan);
}

/* What isn't needed to show it never leaves this computer. */
AcPicture *
ac_client_draft_picture (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  AcPictureFacts facts = { 0 };
  g_autofree char *id = ac_id_new ();
  g_autoptr(GBytes) clean = NULL;
  AcPicture *draft = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (g_bytes_get_size (bytes) > AC_VIDEO_MAX_SIZE)
    return g_set_error (error, AC_ERROR, AC_ERROR_TOO_LARGE, "The file is too large"), NULL;
  if (!(clean = ac_decoder_take (bytes, &facts, cancellable, error)))
    return NULL;

  draft = ac_picture_new (id, &facts, g_bytes_get_size (clean));
  ac_picture_set_bytes (draft, clean);
  return draft;
}
