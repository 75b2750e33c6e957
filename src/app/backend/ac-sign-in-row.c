/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-sign-in-row.h"

static void
update_row (AcRow *row, GParamSpec *pspec, AcSession *session)
{
  const gboolean ending = ac_session_get_signing_out (session);
  g_autofree char *since = ac_words_time (ac_session_get_since (session));
  g_autofree char *detail =
      ending ? g_strdup (_("Signing out. The server is told as soon as it can be reached"))
             /* Translators: %s is a time */
             : g_strdup_printf (_("Signed in since %s"), since);

  ac_row_set_detail (row, detail);
  ac_row_set_state (row, ending ? AC_ROW_PENDING_OFF : AC_ROW_ON);
  ac_row_set_button (row, ending ? _("Details…")
                                 : _("Sign Out…"), "win.sign-out",
                                     g_variant_new_string (ac_session_get_id (session)));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !ending);
}

static void
notify_cb (AcSession *session, GParamSpec *pspec, AcRow *row)
{
  update_row (row, pspec, session);
}

static GtkWidget *
make_row (const char *title, const char *icon_name, gboolean in_use)
{
  GtkWidget *row = ac_row_new (title);

  ac_row_set_outside (AC_ROW (row));
  ac_row_set_icon_name (AC_ROW (row), icon_name);
  ac_row_set_badge (AC_ROW (row), in_use ? _("In Use") : NULL);
  ac_row_set_state (AC_ROW (row), AC_ROW_ON);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

GtkWidget *
ac_sign_in_row_new_for_practice (gboolean in_use)
{
  GtkWidget *row = make_row (_("Practice"), "applications-science-symbolic", in_use);

  ac_row_set_detail (AC_ROW (row),
                     _("Services that this computer plays, and accounts that nobody has"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.practise");
  if (in_use)
    ac_row_set_button (AC_ROW (row), _("End"), "win.end-practice", NULL);
  return row;
}

GtkWidget *
ac_sign_in_row_new (AcSession *session, gboolean in_use)
{
  GtkWidget *row = session != NULL
                       ? make_row (ac_session_get_name (session), "network-server-symbolic", in_use)
                       : make_row (_("This Computer"), "computer-symbolic", in_use);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s",
                                    session != NULL ? ac_session_get_id (session) : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.use");
  if (session == NULL)
    {
      ac_row_set_detail (AC_ROW (row), _("Kept here, and for your user alone"));
      return row;
    }

  g_signal_connect_object (session, "notify::signing-out", G_CALLBACK (notify_cb), row, 0);
  update_row (AC_ROW (row), NULL, session);
  return row;
}
