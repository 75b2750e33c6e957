/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "ac-answer.h"
#include "ac-clock.h"
#include "ac-draft-keeper.h"
#include "ac-json.h"
#include "ac-paths.h"

#define PAUSE_MS 400
#define MAX_FILE (1024 * 1024)

struct _AcDraftKeeper
{
  GObject parent_instance;
  AcClient *client;
  AcDraft *noted; /* (nullable): not told yet */
  guint pause;
  gboolean telling;
  char *forgotten; /* (nullable): the id of what must not come back */
};

G_DEFINE_FINAL_TYPE (AcDraftKeeper, ac_draft_keeper, G_TYPE_OBJECT)

/* Each backend has its own: what was written for one is no other's business. */
static char *
find_folder (AcClient *client)
{
  g_autofree char *state = ac_paths_get_state_folder ();
  AcSession *session = ac_client_get_session (client);
  const char *name = session != NULL                   ? ac_session_get_id (session)
                     : ac_client_get_practice (client) ? "practice"
                                                       : "here";

  return g_build_filename (state, "words", name, NULL);
}

static char *
find_file (AcClient *client, const char *draft_id)
{
  g_autofree char *folder = find_folder (client);

  return g_build_filename (folder, draft_id, NULL);
}

/* Of the pictures those that the backend has. */
static void
name_given (AcDraft *draft, JsonObject *object)
{
  GListModel *pictures = ac_draft_get_pictures (draft);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      g_autoptr(JsonNode) node = ac_picture_to_json (picture);

      if (ac_client_get_given (picture) == NULL)
        continue;
      json_object_set_string_member (json_node_get_object (node), "id",
                                     ac_client_get_given (picture));
      json_array_add_element (array, g_steal_pointer (&node));
    }
  json_object_set_array_member (object, "pictures", array);
}

static void
write_file (AcClient *client, AcDraft *draft)
{
  g_autofree char *folder = find_folder (client);
  g_autofree char *path = find_file (client, ac_draft_get_id (draft));
  g_autoptr(JsonNode) node = ac_draft_to_json (draft);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  name_given (draft, json_node_get_object (node));
  ac_json_set_time (json_node_get_object (node), "updated_at", ac_clock_now_ms ());
  text = json_to_string (node, FALSE);
  (void) g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_info ("The last words could not be kept: %s", error->message);
}

static void
remove_file (AcClient *client, const char *draft_id)
{
  g_autofree char *path = find_file (client, draft_id);

  (void) g_unlink (path);
}

static void
told_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcDraftKeeper *self = owner;
  AcDraft *draft = user_data;

  self->telling = FALSE;
  if (error != NULL && g_strcmp0 (self->forgotten, ac_draft_get_id (draft)) != 0)
    write_file (self->client, draft);
  else
    remove_file (self->client, ac_draft_get_id (draft));
  if (self->noted != NULL)
    ac_draft_keeper_flush (self);
}

/* One after the other, so that an older word never comes last. */
void
ac_draft_keeper_flush (AcDraftKeeper *self)
{
  g_autoptr(AcDraft) draft = NULL;

  g_return_if_fail (AC_IS_DRAFT_KEEPER (self));

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->noted == NULL || self->telling)
    return;

  draft = g_steal_pointer (&self->noted);
  self->telling = TRUE;
  /* Whoever writes may be gone before the backend has answered. */
  g_object_set_data_full (G_OBJECT (draft), "ac-keeper", g_object_ref (self), g_object_unref);
  ac_answer_to (ac_client_save_draft (self->client, draft), self, told_cb, g_object_ref (draft),
                g_object_unref);
}

static void
pause_over (gpointer user_data)
{
  AcDraftKeeper *self = user_data;

  self->pause = 0;
  ac_draft_keeper_flush (self);
}

void
ac_draft_keeper_note (AcDraftKeeper *self, AcDraft *draft)
{
  g_return_if_fail (AC_IS_DRAFT_KEEPER (self));
  g_return_if_fail (AC_IS_DRAFT (draft));

  g_set_object (&self->noted, draft);
  if (self->pause == 0)
    self->pause = g_timeout_add_once (PAUSE_MS, pause_over, self);
}

static void
deleted_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    g_debug ("A draft could not be deleted: %s", error->message);
}

void
ac_draft_keeper_hold (AcDraftKeeper *self)
{
  g_return_if_fail (AC_IS_DRAFT_KEEPER (self));

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->noted);
}

void
ac_draft_keeper_forget (AcDraftKeeper *self, const char *draft_id, gboolean shared)
{
  g_return_if_fail (AC_IS_DRAFT_KEEPER (self));

  ac_draft_keeper_hold (self);
  g_set_str (&self->forgotten, draft_id);
  remove_file (self->client, draft_id);
  if (!shared || self->telling)
    ac_answer_to (ac_client_delete_draft (self->client, draft_id), self, deleted_cb, NULL, NULL);
}

static JsonNode *
read_file (const char *text, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, size);

  return ac_json_parse (bytes, MAX_FILE, NULL);
}

static void
rest_told_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error == NULL)
    remove_file (AC_CLIENT (owner), user_data);
  else
    g_info ("Last words could not be told yet: %s", error->message);
}

static void
tell (AcClient *client, AcDraft *draft, const char *name)
{
  GListModel *pictures = ac_draft_get_pictures (draft);

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);

      ac_client_mark_given (picture, ac_picture_get_id (picture));
    }
  ac_answer_to (ac_client_save_draft (client, draft), client, rest_told_cb, g_strdup (name),
                g_free);
}

static void
tell_rest (AcClient *client)
{
  g_autofree char *folder = find_folder (client);
  g_autoptr(GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize size = 0;
      g_autoptr(JsonNode) node = NULL;
      g_autoptr(AcDraft) draft = NULL;

      if (ac_id_is_valid (name) && g_file_get_contents (path, &text, &size, NULL) &&
          (node = read_file (text, size)) && (draft = ac_draft_from_json (node, NULL)))
        tell (client, draft, name);
    }
}

static void
state_cb (AcClient *client)
{
  if (ac_client_get_state (client) == AC_CLIENT_ONLINE)
    tell_rest (client);
}

void
ac_draft_keeper_watch (AcClient *client)
{
  g_return_if_fail (AC_IS_CLIENT (client));

  g_signal_handlers_disconnect_by_func (client, state_cb, NULL);
  g_signal_connect (client, "notify::state", G_CALLBACK (state_cb), NULL);
  state_cb (client);
}

static void
ac_draft_keeper_dispose (GObject *object)
{
  AcDraftKeeper *self = AC_DRAFT_KEEPER (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->noted != NULL && self->client != NULL)
    write_file (self->client, self->noted);
  g_clear_object (&self->noted);
  g_clear_object (&self->client);
  g_clear_pointer (&self->forgotten, g_free);

  G_OBJECT_CLASS (ac_draft_keeper_parent_class)->dispose (object);
}

static void
ac_draft_keeper_class_init (AcDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_draft_keeper_dispose;
}

static void
ac_draft_keeper_init (AcDraftKeeper *self)
{
}

AcDraftKeeper *
ac_draft_keeper_new (AcClient *client)
{
  AcDraftKeeper *self = g_object_new (AC_TYPE_DRAFT_KEEPER, NULL);

  self->client = g_object_ref (client);
  return self;
}
