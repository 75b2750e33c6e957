/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-audience-choice.h"

void
ac_audience_choice_init (AcAudienceChoice *self, AdwComboRow *row)
{
  self->row = row;
  self->audiences = g_array_new (FALSE, FALSE, sizeof (AcAudience));
}

void
ac_audience_choice_clear (AcAudienceChoice *self)
{
  self->row = NULL;
  g_clear_pointer (&self->audiences, g_array_unref);
}

void
ac_audience_choice_fill (AcAudienceChoice *self,
                         AcAccount *account,
                         AcAudience least,
                         AcAudience wanted,
                         AcAudienceWords words)
{
  GtkStringList *names = GTK_STRING_LIST (adw_combo_row_get_model (self->row));
  guint selected = 0;

  g_array_set_size (self->audiences, 0);
  gtk_string_list_splice (names, 0, g_list_model_get_n_items (G_LIST_MODEL (names)), NULL);
  for (AcAudience i = least; account != NULL && i <= AC_AUDIENCE_PUBLIC; i++)
    {
      if ((ac_account_get_audiences (account) & (1u << i)) == 0)
        continue;

      if (i <= wanted)
        selected = self->audiences->len;
      g_array_append_val (self->audiences, i);
      gtk_string_list_append (names, words (ac_account_get_service (account), i));
    }
  adw_combo_row_set_selected (self->row, selected);
}

AcAudience
ac_audience_choice_get (const AcAudienceChoice *self)
{
  const guint selected = adw_combo_row_get_selected (self->row);

  return selected < self->audiences->len ? g_array_index (self->audiences, AcAudience, selected)
                                         : AC_AUDIENCE_PUBLIC;
}
