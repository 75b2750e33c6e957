/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-purpose-row.h"
#include "ac-use-words.h"

/* The cells of one purpose, seen together. */
typedef struct
{
  GPtrArray *names; /* of those who may, each once */
  gboolean failed;
  gboolean paused;
  gboolean pending;
  gboolean pending_on;
  gboolean attention;
  gboolean wider;
} Sum;

static void
add_name (GPtrArray *names, AcUseCell *cell)
{
  g_autofree char *name = ac_use_words_who (ac_use_cell_get_who (cell));

  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_steal_pointer (&name));
}

static void
add_cell (Sum *sum, AcUseCell *cell)
{
  const AcRowState state = ac_use_cell_get_state (cell);
  const AcUseWish *wish = ac_use_cell_get_wish (cell);

  if (ac_use_cell_is_in_effect (cell) || ac_use_cell_is_needed (cell))
    add_name (sum->names, cell);
  sum->attention = sum->attention || state == AC_ROW_ATTENTION;
  sum->paused = sum->paused || state == AC_ROW_PAUSED;
  sum->wider = sum->wider || (state == AC_ROW_ATTENTION && ac_use_cell_get_wider (cell) != NULL);
  if (wish != NULL)
    {
      sum->pending = TRUE;
      sum->pending_on = wish->value;
    }
}

static void
add_cells (Sum *sum, AcUseTable *table, AcUsePurpose purpose, const char *account_id)
{
  GListModel *cells = ac_use_table_get_cells (table);

  for (guint i = 0; i < g_list_model_get_n_items (cells); i++)
    {
      g_autoptr(AcUseCell) cell = g_list_model_get_item (cells, i);
      const char *id = ac_account_get_id (ac_use_cell_get_account (cell));

      if (ac_use_cell_get_purpose (cell) == purpose &&
          (account_id == NULL || g_str_equal (id, account_id)))
        add_cell (sum, cell);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (a, b);
}

static char *
describe (const Sum *sum, AcUsePurpose purpose)
{
  g_autofree char *names = NULL;

  if (sum->names->len == 0)
    return g_strdup_printf ("%s · %s", ac_use_words_purpose_term (purpose), C_ ("who", "Nobody"));

  g_ptr_array_sort_values (sum->names, compare_names);
  g_ptr_array_add (sum->names, NULL);
  names = g_strjoinv (C_ ("list", ", "), (char **) sum->names->pdata);
  g_ptr_array_remove_index (sum->names, sum->names->len - 1);
  return g_strdup_printf ("%s · %s", ac_use_words_purpose_term (purpose), names);
}

void
ac_purpose_row_update (AcRow *row, AcUseTable *table, AcUsePurpose purpose, const char *account_id)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Sum sum = { .names = names };
  AcRowFacts facts = { .cached = ac_use_table_is_known (table) };
  g_autofree char *detail = NULL;

  add_cells (&sum, table, purpose, account_id);
  detail = describe (&sum, purpose);
  facts.failed = ac_use_table_has_failed (table);
  facts.on = names->len > 0;
  facts.paused = sum.paused;
  facts.pending = sum.pending;
  facts.pending_on = sum.pending_on;
  facts.attention = sum.attention;
  ac_row_set_detail (row, detail);
  ac_row_set_reason (row, !facts.cached ? ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE)
                                        : sum.wider
                              ? _("Somebody wants more than you allowed")
                              : _("An answer of yours ends soon"));
  ac_row_set_badge (row, facts.paused
                    ? C_ ("row state", "Paused") : facts.on ? C_ ("row state", "On") : NULL);
  ac_row_set_state (row, ac_row_state_resolve (&facts));
}

static void
activated_cb (GtkWidget *row)
{
  gtk_widget_activate_action (row, "privacy.purpose", "s", gtk_widget_get_name (row));
}

GtkWidget *
ac_purpose_row_new (AcUsePurpose purpose)
{
  const char *slug = ac_use_purpose_to_slug (purpose);
  GtkWidget *row = ac_row_new (ac_use_words_purpose (purpose));

  gtk_widget_set_name (row, slug);
  ac_row_set_neutral (AC_ROW (row));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  /* An action of its own would make it sensitive again while it loads. */
  g_signal_connect (row, "activated", G_CALLBACK (activated_cb), NULL);
  return row;
}
