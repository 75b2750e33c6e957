/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-handlers.h"
#include "ac-store-drafts.h"

static JsonNode *
draft_to_json (gpointer item)
{
  return ac_draft_to_json (item);
}

static const char *
draft_id (gpointer item)
{
  return ac_draft_get_id (item);
}

static GObject *
list_drafts (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) drafts = ac_store_list_drafts (store, request->person, request->cursor,
                                                       request->limit + 1, error);

  return drafts != NULL ? G_OBJECT (ac_reply_new_page (G_LIST_MODEL (drafts), request->limit,
                                                       draft_to_json, draft_id))
                        : NULL;
}

AcReply *
ac_handle_list_drafts (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_drafts, error);
}

static GObject *
get_draft (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcDraft) draft = ac_store_get_draft (store, request->person, request->id, error);

  return draft != NULL ? G_OBJECT (ac_reply_new_json (200, ac_draft_to_json (draft))) : NULL;
}

AcReply *
ac_handle_get_draft (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_draft, error);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_clear_error (error);
  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, why);
  return FALSE;
}

/* A time that is over stays as it is: the person is told when they come to share it. */
static gboolean
read_times (JsonObject *body, AcDraft *draft, GError **error)
{
  const char *life_slug = ac_json_get_string (body, "life");
  const char *text = ac_json_get_string (body, "share_at");
  AcLife life = AC_LIFE_KEEP;
  gint64 share_at = 0;

  if ((life_slug != NULL && !ac_life_from_slug (life_slug, &life)) ||
      (text != NULL && !ac_clock_parse (text, &share_at)))
    return refuse (error, "There is no such life, or no such time");

  ac_draft_set_life (draft, life);
  ac_draft_set_share_at (draft, share_at);
  return TRUE;
}

static gboolean
check_length (const char *text, GError **error)
{
  if (text == NULL || g_utf8_strlen (text, -1) <= AC_STATUS_MAX_TEXT)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_TOO_LONG, "The text is too long");
  return FALSE;
}

static gboolean
check_own_texts (AcDraft *draft, GError **error)
{
  for (guint i = 0; i < ac_draft_get_n_targets (draft); i++)
    if (!check_length (ac_draft_get_target (draft, i)->text, error))
      return FALSE;

  return TRUE;
}

static AcDraft *
read_draft (AcStore *store, AcRequest *request, GError **error)
{
  const char *text = ac_json_get_string (request->body, "text");
  g_autoptr(AcDraft) draft = ac_draft_new (request->id, text);
  g_autoptr(AcRemarks) remarks = ac_remarks_read (request->body, error);
  g_autoptr(AcStatus) pictures = ac_status_new (request->id, "", 0);
  GListModel *list = ac_status_get_pictures (pictures);

  if (remarks == NULL || !check_length (text, error) || !read_times (request->body, draft, error) ||
      !ac_request_read_pictures (request, store, pictures, error))
    return NULL;
  if (!ac_draft_read_targets (draft, ac_json_get_array (request->body, "targets"), error))
    return refuse (error, "A target is not understood"), NULL;
  if (!check_own_texts (draft, error))
    return NULL;

  ac_draft_set_remarks (draft, remarks);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (list, i);

      ac_draft_add_picture (draft, picture);
    }
  return g_steal_pointer (&draft);
}

static GObject *
put_draft (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcDraft) draft = read_draft (store, request, error);

  return draft != NULL && ac_store_put_draft (store, request->person, draft, error)
             ? G_OBJECT (ac_reply_new_json (200, ac_draft_to_json (draft)))
             : NULL;
}

AcReply *
ac_handle_put_draft (AcRequest *request, GError **error)
{
  return ac_request_run (request, put_draft, error);
}

static GObject *
delete_draft (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return ac_store_delete_draft (store, request->person, request->id, error)
             ? G_OBJECT (ac_reply_new (204))
             : NULL;
}

AcReply *
ac_handle_delete_draft (AcRequest *request, GError **error)
{
  return ac_request_run (request, delete_draft, error);
}

static GObject *
undo_status (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcDraft) draft = ac_store_undo_status (store, request->person, request->id, error);

  return draft != NULL ? G_OBJECT (ac_reply_new_json (200, ac_draft_to_json (draft))) : NULL;
}

AcReply *
ac_handle_undo_status (AcRequest *request, GError **error)
{
  return ac_request_run (request, undo_status, error);
}

static GObject *
share_again (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcDraft) draft = ac_store_share_again (store, request->person, request->id, error);

  return draft != NULL ? G_OBJECT (ac_reply_new_json (200, ac_draft_to_json (draft))) : NULL;
}

AcReply *
ac_handle_share_again (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, share_again, error);

  if (reply != NULL)
    ac_outbox_wake (request->context->outbox);
  return reply;
}

static GObject *
get_picture (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcPicture) picture =
                ac_store_get_unused_picture (store, request->person, request->id, error);
  AcReply *reply = NULL;

  if (picture == NULL)
    return NULL;

  reply = ac_reply_new_bytes (200, ac_picture_get_bytes (picture));
  ac_reply_set_content_type (reply,
                             ac_picture_type_to_mime (ac_picture_get_type_of_file (picture)));
  return G_OBJECT (reply);
}

AcReply *
ac_handle_get_picture (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_picture, error);
}
