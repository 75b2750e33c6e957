/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-app-words.h"
#include "ac-composer-private.h"

/* What every other piece of the composer needs of it. */

/* Accounts first, then what is shared by hand. */
AcTargetRow *
ac_composer_get_target (AcComposer *self, int position)
{
  int n_accounts = g_list_model_get_n_items (G_LIST_MODEL (self->usable));
  GtkListBoxRow *row =
      position < n_accounts
          ? gtk_list_box_get_row_at_index (self->targets_list, position)
          : gtk_list_box_get_row_at_index (self->by_hand_list, position - n_accounts);

  return AC_IS_TARGET_ROW (row) ? AC_TARGET_ROW (row) : NULL;
}

void
ac_composer_say_error (AcComposer *self, const GError *error)
{
  g_autofree char *words = ac_words_gerror (error);

  adw_banner_set_title (self->error_banner, words);
  adw_banner_set_revealed (self->error_banner, TRUE);
}
