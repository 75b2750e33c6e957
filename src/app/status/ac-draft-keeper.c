/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-answer.h"
#include "ac-draft-keeper.h"
#include "ac-words-file.h"

#define PAUSE_MS 400
/* How long a backend may take before a file is written, too. */
#define PATIENCE_MS 300

struct _AcDraftKeeper
{
  GObject parent_instance;
  AcClient *client;
  AcDraft *noted;   /* (nullable): not told yet */
  AcDraft *telling; /* (nullable): what the backend is told now */
  guint pause;
  guint patience;
  char *forgotten; /* (nullable): the id of what must not come back */
};

G_DEFINE_FINAL_TYPE (AcDraftKeeper, ac_draft_keeper, G_TYPE_OBJECT)

enum
{
  SIGNAL_KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_forgotten (AcDraftKeeper *self, AcDraft *draft)
{
  return g_strcmp0 (self->forgotten, ac_draft_get_id (draft)) == 0;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AcDraftKeeper) self = user_data;
  g_autoptr(GError) error = NULL;

  ac_words_file_write_finish (result, &error);
  g_signal_emit (self, signals[SIGNAL_KEPT], 0, error);
}

static void
write_words (AcDraftKeeper *self, AcDraft *draft)
{
  if (!is_forgotten (self, draft))
    ac_words_file_write (self->client, draft, written_cb, g_object_ref (self));
}

static void
patience_over (gpointer user_data)
{
  AcDraftKeeper *self = user_data;

  self->patience = 0;
  write_words (self, self->telling);
}

static void
told_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcDraftKeeper *self = owner;
  AcDraft *draft = user_data;

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->telling);
  if (error != NULL)
    write_words (self, self->noted != NULL ? self->noted : draft);
  else
    g_signal_emit (self, signals[SIGNAL_KEPT], 0, NULL);
  /* What came meanwhile may stand in the same file. */
  if (is_forgotten (self, draft) || (error == NULL && self->noted == NULL))
    ac_words_file_remove (self->client, ac_draft_get_id (draft));
  if (self->noted != NULL)
    ac_draft_keeper_flush (self);
}

/* One after the other, so that an older word never comes last. */
void
ac_draft_keeper_flush (AcDraftKeeper *self)
{
  g_return_if_fail (AC_IS_DRAFT_KEEPER (self));

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->noted == NULL)
    return;
  if (self->telling != NULL)
    {
      write_words (self, self->noted);
      return;
    }

  self->telling = g_steal_pointer (&self->noted);
  self->patience = g_timeout_add_once (PATIENCE_MS, patience_over, self);
  /* Whoever writes may be gone before the backend has answered. */
  g_object_set_data_full (G_OBJECT (self->telling), "ac-keeper", g_object_ref (self),
                          g_object_unref);
  ac_answer_to (ac_client_save_draft (self->client, self->telling), self, told_cb,
                g_object_ref (self->telling), g_object_unref);
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

  /* A picture that was still loading comes after its end. */
  if (is_forgotten (self, draft))
    return;
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
  ac_words_file_remove (self->client, draft_id);
  if (!shared || self->telling != NULL)
    ac_answer_to (ac_client_delete_draft (self->client, draft_id), self, deleted_cb, NULL, NULL);
}

static void
rest_told_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error == NULL)
    ac_words_file_remove (AC_CLIENT (owner), user_data);
  else
    g_info ("Last words could not be told yet: %s", error->message);
}

static void
tell (AcClient *client, AcDraft *draft)
{
  GListModel *pictures = ac_draft_get_pictures (draft);

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);

      ac_client_mark_given (picture, ac_picture_get_id (picture));
    }
  ac_answer_to (ac_client_save_draft (client, draft), client, rest_told_cb,
                g_strdup (ac_draft_get_id (draft)), g_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AcClient) client = user_data;
  g_autoptr(GListModel) drafts = ac_words_file_read_finish (result);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr(AcDraft) draft = g_list_model_get_item (drafts, i);

      tell (client, draft);
    }
}

static void
state_cb (AcClient *client)
{
  if (ac_client_get_state (client) == AC_CLIENT_ONLINE)
    ac_words_file_read (client, read_cb, g_object_ref (client));
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
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->noted != NULL)
    ac_words_file_write (self->client, self->noted, NULL, NULL);
  g_clear_object (&self->noted);
  g_clear_object (&self->telling);
  g_clear_object (&self->client);
  g_clear_pointer (&self->forgotten, g_free);

  G_OBJECT_CLASS (ac_draft_keeper_parent_class)->dispose (object);
}

static void
ac_draft_keeper_class_init (AcDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_draft_keeper_dispose;
  signals[SIGNAL_KEPT] =
      g_signal_new ("kept", AC_TYPE_DRAFT_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
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
