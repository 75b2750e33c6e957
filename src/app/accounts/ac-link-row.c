/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-link-row.h"
#include "ac-link-words.h"

typedef struct
{
  AcClient *client;
  AcLink *link;
} Shown;

static void
shown_free (gpointer data)
{
  Shown *self = data;

  g_object_unref (self->client);
  g_object_unref (self->link);
  g_free (self);
}

AcAccount *
ac_link_find_account (AcClient *client, AcLink *link, guint place)
{
  return ac_client_find_account (client, ac_link_get_account_id (link, place));
}

static gboolean
is_any_on (AcLink *link)
{
  for (AcPurpose purpose = AC_FIRST_SWITCH; purpose <= AC_LAST_SWITCH; purpose++)
    if (ac_link_is_on (link, purpose))
      return TRUE;

  return FALSE;
}

static void
update_row (AcRow *row)
{
  Shown *shown = g_object_get_data (G_OBJECT (row), "ac-shown");
  AcAccount *first = ac_link_find_account (shown->client, shown->link, 0);
  AcAccount *second = ac_link_find_account (shown->client, shown->link, 1);
  AcRowFacts facts = { .cached = TRUE, .on = is_any_on (shown->link) };
  g_autofree char *detail = ac_link_words_switches (shown->link);
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autofree char *title = NULL;
  g_autofree char *waits = NULL;
  AcAccount *missing = NULL;

  /* An account that goes takes its links along a moment later. */
  if (first == NULL || second == NULL)
    return;

  one = ac_link_words_account (first);
  other = ac_link_words_account (second);
  /* Translators: two accounts that are linked */
  title = g_strdup_printf (C_ ("link", "%s and %s"), one, other);
  missing = ac_account_get_state (first) != AC_ACCOUNT_ON    ? first
            : ac_account_get_state (second) != AC_ACCOUNT_ON ? second
                                                             : NULL;
  facts.paused = facts.on && missing != NULL;
  if (facts.paused)
    /* Translators: %s is an account that has to be mended first */
    waits = g_strdup_printf (_("Waits for %s"), ac_account_get_handle (missing));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  ac_row_set_badge (row, facts.paused ? C_ ("row state", "Paused") : NULL);
  ac_row_set_detail (row, facts.paused ? waits : detail);
  ac_row_set_state (row, ac_row_state_resolve (&facts));
}

GtkWidget *
ac_link_row_new (AcClient *client, AcLink *link)
{
  GtkWidget *row = ac_row_new ("");
  Shown *shown = g_new0 (Shown, 1);

  shown->client = g_object_ref (client);
  shown->link = g_object_ref (link);
  g_object_set_data_full (G_OBJECT (row), "ac-shown", shown, shown_free);
  ac_row_set_icon_name (AC_ROW (row), "insert-link-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", ac_link_get_id (link));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.link");
  g_signal_connect_object (link, "notify", G_CALLBACK (update_row), row, G_CONNECT_SWAPPED);
  for (guint i = 0; i < 2; i++)
    {
      AcAccount *account = ac_link_find_account (client, link, i);

      if (account != NULL)
        g_signal_connect_object (account, "notify", G_CALLBACK (update_row), row,
                                 G_CONNECT_SWAPPED);
    }
  update_row (AC_ROW (row));
  return row;
}
