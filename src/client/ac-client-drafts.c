/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-drafts.h"
#include "ac-client-private.h"

typedef struct
{
  AcClient *client;
  AcDraft *draft;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_object_unref (self->client);
  g_object_unref (self->draft);
  g_free (self);
}

void
ac_client_take_drafts (AcClient *self, GListModel *items)
{
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    g_ptr_array_add (drafts, g_list_model_get_item (items, i));
  g_list_store_splice (self->drafts, 0, g_list_model_get_n_items (G_LIST_MODEL (self->drafts)),
                       drafts->pdata, drafts->len);
}

GListModel *
ac_client_get_drafts (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  if (!self->drafts_wanted)
    {
      self->drafts_wanted = TRUE;
      ac_client_mark_due (self, AC_DUE_DRAFTS, NULL);
    }
  return G_LIST_MODEL (self->drafts);
}

DexFuture *
ac_client_list_drafts (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_wire_list (self->wire, "/v1/drafts", AC_TYPE_DRAFT, (AcNounFunc) ac_draft_from_json);
}

static GObject *
take_draft (AcClient *self, JsonNode *node, GError **error)
{
  return (GObject *) ac_draft_from_json (node, error);
}

static DexFuture *
put_draft (AcClient *self, AcDraft *draft, JsonArray *pictures)
{
  g_autoptr(JsonNode) node = ac_draft_to_json (draft);
  JsonObject *body = json_object_ref (json_node_get_object (node));
  AcHttpRequest *request =
      ac_wire_request (self->wire, "PUT", "/v1/drafts/%s", ac_draft_get_id (draft));

  json_object_remove_member (body, "id");
  json_object_remove_member (body, "updated_at");
  json_object_set_array_member (body, "pictures", json_array_ref (pictures));
  ac_client_set_body (request, body);
  return ac_client_ask (self, request, take_draft, TRUE);
}

static DexFuture *
save_fiber (gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr(JsonArray) pictures = NULL;
  g_autoptr(AcDraft) draft = NULL;
  g_autoptr(GError) error = NULL;

  pictures =
      ac_client_give_pictures (saving->client, ac_draft_get_pictures (saving->draft), &error);
  if (pictures != NULL)
    draft = dex_await_object (put_draft (saving->client, saving->draft, pictures), &error);
  return draft != NULL ? dex_future_new_take_object (g_steal_pointer (&draft))
                       : dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
ac_client_save_draft (AcClient *self, AcDraft *draft)
{
  Saving *saving = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (AC_IS_DRAFT (draft));

  saving = g_new0 (Saving, 1);
  saving->client = g_object_ref (self);
  saving->draft = g_object_ref (draft);
  return dex_scheduler_spawn (NULL, 0, save_fiber, saving, saving_free);
}

DexFuture *
ac_client_delete_draft (AcClient *self, const char *draft_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_client_ask_about (self, "DELETE", "drafts", draft_id, "", NULL);
}

static DexFuture *
picture_loaded (DexFuture *future, gpointer user_data)
{
  AcPicture *picture = user_data;
  const GValue *value = dex_future_get_value (future, NULL);

  ac_picture_set_bytes (picture, g_value_get_boxed (value));
  ac_client_mark_given (picture, ac_picture_get_id (picture));
  return dex_future_new_take_object (g_object_ref (picture));
}

DexFuture *
ac_client_load_picture (AcClient *self, AcPicture *picture)
{
  g_autoptr(AcHttpRequest) request = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (AC_IS_PICTURE (picture));

  request = ac_wire_request (self->wire, "GET", "/v1/pictures/%s", ac_picture_get_id (picture));
  return dex_future_then (ac_wire_send_for_file (self->wire, request), picture_loaded,
                          g_object_ref (picture), g_object_unref);
}

DexFuture *
ac_client_undo_status (AcClient *self, const char *status_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_client_ask_about (self, "POST", "statuses", status_id, "/undo", take_draft);
}

DexFuture *
ac_client_share_again (AcClient *self, const char *status_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_client_ask_about (self, "POST", "statuses", status_id, "/share-again", take_draft);
}

DexFuture *
ac_client_set_undo_seconds (AcClient *self, guint seconds)
{
  AcHttpRequest *request = NULL;
  JsonObject *body = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  body = json_object_new ();
  json_object_set_int_member (body, "undo_seconds", seconds);
  request = ac_wire_request (self->wire, "PATCH", "/v1/settings");
  ac_client_set_body (request, body);
  return ac_client_ask (self, request, NULL, FALSE);
}

GListModel *
ac_client_search_statuses (AcClient *self, const AcPhase *phase, const char *search)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  return G_LIST_MODEL (
      ac_status_list_new_of (self->wire, phase != NULL ? ac_phase_to_slug (*phase) : NULL, search));
}

void
ac_client_search_again (GListModel *found)
{
  dex_future_disown (ac_status_list_reload (AC_STATUS_LIST (found)));
}

DexFuture *
ac_client_list_statuses (AcClient *self, const AcPhase *phase, const char *search)
{
  g_autoptr(GString) path = g_string_new ("/v1/statuses");

  dex_return_error_if_fail (AC_IS_CLIENT (self));

  if (phase != NULL)
    g_string_append_printf (path, "?state=%s", ac_phase_to_slug (*phase));
  if (search != NULL)
    {
      g_string_append (path, phase != NULL ? "&search=" : "?search=");
      g_string_append_uri_escaped (path, search, NULL, FALSE);
    }
  return ac_wire_list (self->wire, path->str, AC_TYPE_STATUS, (AcNounFunc) ac_status_from_json);
}

DexFuture *
ac_client_load_draft (AcClient *self, const char *draft_id)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  return ac_client_ask_about (self, "GET", "drafts", draft_id, "", take_draft);
}
