/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-composer-private.h"

/* Nobody is stopped: what can't be kept can still be shared. */
static void
kept_cb (AcComposer *self, const GError *error)
{
  const gboolean full = g_error_matches (error, AC_ERROR, AC_ERROR_STORAGE_FULL);

  if (error != NULL)
    adw_banner_set_title (
        self->keep_banner,
        full ? _ ("The disk is full, so what you write isn’t kept. It stays here until you close it")
             : _ ("What you write can’t be kept. It stays here until you close it"));
  adw_banner_set_revealed (self->keep_banner, error != NULL);
}

void
ac_composer_follow_keeper (AcComposer *self)
{
  g_signal_connect_object (self->keeper, "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
}

/* A target that isn't chosen is kept for its text alone. */
static void
add_target (AcDraft *draft, AcTargetRow *row, gboolean chosen)
{
  const char *text = ac_target_row_get_written_text (row);
  AcTarget target = { NULL };
  AcDraftTarget kept = { 0 };

  if (!chosen && text == NULL)
    return;

  ac_target_row_describe (row, &target);
  kept = (AcDraftTarget) { (char *) target.account_id,
                           (char *) target.service,
                           (char *) target.link_id,
                           target.audience,
                           target.form,
                           chosen ? target.long_text : AC_LONG_TEXT_REFUSE,
                           (char *) text,
                           chosen };
  ac_draft_add_target (draft, &kept);
}

AcDraft *
ac_composer_make_draft (AcComposer *self, const char *text)
{
  AcDraft *draft = ac_draft_new (self->draft_id, text);
  g_autoptr(AcRemarks) remarks = ac_remarks_group_dup_remarks (self->remarks);
  AcTargetRow *row = NULL;

  ac_draft_set_remarks (draft, remarks);
  ac_draft_set_life (draft, ac_plan_group_get_life (self->plan));
  ac_draft_set_share_at (draft, ac_plan_group_get_share_at (self->plan));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->pictures)); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (G_LIST_MODEL (self->pictures), i);

      ac_draft_add_picture (draft, picture);
    }
  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    add_target (draft, row, ac_target_row_get_chosen (row));
  for (guint i = 0; i < ac_draft_get_n_targets (self->homeless); i++)
    ac_draft_add_target (draft, ac_draft_get_target (self->homeless, i));

  return draft;
}

/* What goes is chosen no more, should it come back. */
static void
rows_go_cb (AcComposer *self, guint position, guint removed, guint added, GListModel *model)
{
  GtkListBox *list = model == G_LIST_MODEL (self->usable) ? self->targets_list : self->by_hand_list;

  for (guint i = position; i < position + removed; i++)
    add_target (self->homeless, AC_TARGET_ROW (gtk_list_box_get_row_at_index (list, (int) i)),
                FALSE);
}

static void
rows_came_cb (AcComposer *self)
{
  ac_composer_restore_homeless (self);
  ac_composer_changed (self);
}

void
ac_composer_bind_targets (AcComposer *self,
                          GtkListBox *list,
                          GListModel *model,
                          GtkListBoxCreateWidgetFunc create)
{
  /* Before the list, which throws its rows away, and behind it, when it has made others. */
  g_signal_connect_object (model, "items-changed", G_CALLBACK (rows_go_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (list, model, create, self, NULL);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (rows_came_cb), self,
                           G_CONNECT_SWAPPED);
}
