/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-answer.h"
#include "ac-composer-private.h"
#include "ac-picture-draft.h"

/* What a draft was is put in place again. */

static void restore_picture (AcComposer *self, AcDraft *draft, guint position);

typedef struct
{
  AcComposer *composer;
  AcDraft *draft;
  AcPicture *picture;
  guint position;
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *self = data;

  g_object_unref (self->composer);
  g_object_unref (self->draft);
  g_object_unref (self->picture);
  g_free (self);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Restoring *state = user_data;
  AcComposer *self = state->composer;
  g_autoptr(AcPicture) picture = ac_picture_draft_finish (result, NULL);

  if (picture != NULL && !g_cancellable_is_cancelled (self->scope))
    {
      ac_picture_set_alt (picture, ac_picture_get_alt (state->picture));
      ac_client_mark_given (picture, ac_picture_get_id (state->picture));
      g_list_store_append (self->pictures, picture);
    }
  restore_picture (self, state->draft, state->position + 1);
  restoring_free (state);
}

static void
fetched_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcComposer *self = owner;
  Restoring *state = user_data;
  Restoring *next = NULL;

  if (error != NULL)
    {
      ac_composer_say_error (self, error);
      restore_picture (self, state->draft, state->position + 1);
      return;
    }

  next = g_new0 (Restoring, 1);
  next->composer = g_object_ref (self);
  next->draft = g_object_ref (state->draft);
  next->picture = g_object_ref (state->picture);
  next->position = state->position;
  ac_picture_draft_load (NULL, ac_picture_get_bytes (state->picture), self->scope, restored_cb,
                         next);
}

/* One after the other, so that they stand as they stood. */
static void
restore_picture (AcComposer *self, AcDraft *draft, guint position)
{
  Restoring *state = NULL;
  g_autoptr(AcPicture) picture = g_list_model_get_item (ac_draft_get_pictures (draft), position);

  if (picture == NULL)
    {
      self->restoring--;
      ac_composer_changed (self);
      return;
    }

  state = g_new0 (Restoring, 1);
  state->composer = g_object_ref (self);
  state->draft = g_object_ref (draft);
  state->picture = g_object_ref (picture);
  state->position = position;
  ac_answer_to (ac_client_load_picture (self->client, picture), self, fetched_cb, state,
                restoring_free);
}

static AcTargetRow *
find_row (AcComposer *self, const AcDraftTarget *target)
{
  AcTargetRow *row = NULL;

  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    {
      AcAccount *account = ac_target_row_get_account (row);

      if (account != NULL ? g_strcmp0 (ac_account_get_id (account), target->account_id) == 0
                          : g_strcmp0 (ac_target_row_get_service (row), target->service) == 0)
        return row;
    }

  return NULL;
}

/* The account, without a text of its own, of a service that was shared by hand. */
static AcTargetRow *
find_heir (AcComposer *self, const AcDraftTarget *target)
{
  AcTargetRow *row = NULL;

  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    if (g_strcmp0 (ac_target_row_get_service (row), target->service) == 0 &&
        ac_target_row_get_written_text (row) == NULL)
      return row;

  return NULL;
}

/* Nothing is turned on by itself before somebody's eyes. */
static gboolean
restore_target (AcComposer *self, const AcDraftTarget *target)
{
  const gboolean chosen = target->chosen && !gtk_widget_get_mapped (GTK_WIDGET (self));
  AcTargetRow *row = find_row (self, target);

  if (row == NULL || ac_target_row_get_written_text (row) != NULL)
    return FALSE;

  ac_target_row_restore (row, target->audience, target->form, chosen);
  ac_target_row_set_own_text (row, target->text);
  return TRUE;
}

/* Nobody chose that account: it gets the words alone. */
static void
restore_text (AcComposer *self, const AcDraftTarget *target)
{
  AcTargetRow *heir = find_heir (self, target);

  if (heir != NULL)
    ac_target_row_set_own_text (heir, target->text);
  else
    ac_draft_add_target (self->homeless, target);
}

/* What has its own row first, so that nothing takes its place. */
static void
restore_targets (AcComposer *self, AcDraft *draft)
{
  g_autoptr(GPtrArray) left = g_ptr_array_new ();

  for (guint i = 0; i < ac_draft_get_n_targets (draft); i++)
    {
      const AcDraftTarget *target = ac_draft_get_target (draft, i);

      if (!restore_target (self, target) && target->text != NULL)
        g_ptr_array_add (left, (gpointer) target);
    }
  for (guint i = 0; i < left->len; i++)
    restore_text (self, g_ptr_array_index (left, i));
}

void
ac_composer_restore_homeless (AcComposer *self)
{
  g_autoptr(AcDraft) homeless = g_steal_pointer (&self->homeless);

  self->homeless = ac_draft_new (self->draft_id, "");
  self->following = TRUE;
  restore_targets (self, homeless);
  self->following = FALSE;
}

static void
restore_threads (AcComposer *self, AcDraft *draft)
{
  AcLongText long_text = AC_LONG_TEXT_REFUSE;

  for (guint i = 0; i < ac_draft_get_n_targets (draft); i++)
    long_text = MAX (long_text, ac_draft_get_target (draft, i)->long_text);
  ac_thread_group_set_long_text (self->threads, long_text);
}

AdwDialog *
ac_composer_new_for_draft (AcClient *client, AcDraft *draft)
{
  AcComposer *self = AC_COMPOSER (ac_composer_new (client));

  self->restoring++;
  self->begun = TRUE;
  g_set_str (&self->draft_id, ac_draft_get_id (draft));
  gtk_text_buffer_set_text (self->buffer, ac_draft_get_text (draft), -1);
  self->following = TRUE;
  restore_targets (self, draft);
  self->following = FALSE;
  restore_threads (self, draft);
  ac_remarks_group_set_remarks (self->remarks, ac_draft_get_remarks (draft));
  ac_plan_group_set_life (self->plan, ac_draft_get_life (draft));
  ac_plan_group_set_share_at (self->plan, ac_draft_get_share_at (draft));
  restore_picture (self, draft, 0);
  return ADW_DIALOG (self);
}
