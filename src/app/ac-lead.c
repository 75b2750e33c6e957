/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-client-rules.h"
#include "ac-lead.h"
#include "ac-shell.h"
#include "accounts/ac-accounts-pane.h"

#define LEAD "ac-lead"
#define PATIENCE (15 * G_USEC_PER_SEC)

typedef struct
{
  char *row;
  gint64 until;
} Lead;

static void
lead_free (gpointer data)
{
  Lead *self = data;

  g_free (self->row);
  g_free (self);
}

static GtkWidget *
find_named (GtkWidget *widget, const char *name)
{
  GtkWidget *found = NULL;

  if (g_str_equal (gtk_widget_get_name (widget), name))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, name);

  return found;
}

static void
bring_into_sight (gpointer user_data)
{
  GtkWidget *widget = user_data;
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);

  if (viewport != NULL)
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), widget, NULL);
  g_object_unref (widget);
}

static void changed_cb (AcPane *pane);

/* A row that still loads takes no focus. */
static void
wait_until_sensitive (GtkWidget *pane, GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (widget, changed_cb, pane);
  g_signal_connect_object (widget, "notify::sensitive", G_CALLBACK (changed_cb), pane,
                           G_CONNECT_SWAPPED);
}

/* It may stand in a part of the pane that isn't shown. */
static void
reveal (GtkWidget *pane, GtkWidget *widget)
{
  for (GtkWidget *child = widget; child != pane && child != NULL;
       child = gtk_widget_get_parent (child))
    {
      GtkWidget *parent = gtk_widget_get_parent (child);

      if (ADW_IS_VIEW_STACK (parent))
        adw_view_stack_set_visible_child (ADW_VIEW_STACK (parent), child);
    }
}

static gboolean
show_widget (GtkWidget *pane, const char *name)
{
  GtkWidget *widget = find_named (pane, name);
  GtkRoot *root = gtk_widget_get_root (pane);

  if (widget != NULL)
    reveal (pane, widget);
  if (widget == NULL || !gtk_widget_get_mapped (widget))
    return FALSE;

  if (!gtk_widget_is_sensitive (widget))
    {
      wait_until_sensitive (pane, widget);
      return FALSE;
    }
  if (!gtk_widget_grab_focus (widget))
    gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
  gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
  /* After the pane, which may be new, has its places. */
  g_idle_add_once (bring_into_sight, g_object_ref (widget));
  return TRUE;
}

static gboolean
is_account (AcPane *pane, const char *row)
{
  return AC_IS_ACCOUNTS_PANE (pane) && g_uuid_string_is_valid (row);
}

static gboolean
show_account (AcPane *pane, const char *id)
{
  return ac_client_find_account (ac_pane_get_client (pane), id) != NULL &&
         gtk_widget_activate_action (GTK_WIDGET (pane), "win.account", "s", id);
}

static gboolean
show_row (AcPane *pane, const char *row)
{
  if (g_str_equal (row, "write"))
    return gtk_widget_activate_action (GTK_WIDGET (pane), "win.compose", NULL);

  return is_account (pane, row) ? show_account (pane, row) : show_widget (GTK_WIDGET (pane), row);
}

static void
try_again (AcPane *pane)
{
  Lead *lead = g_object_get_data (G_OBJECT (pane), LEAD);
  const gboolean known = ac_client_get_state (ac_pane_get_client (pane)) == AC_CLIENT_ONLINE;

  if (lead == NULL || gtk_widget_get_root (GTK_WIDGET (pane)) == NULL)
    return;

  if (show_row (pane, lead->row) || g_get_monotonic_time () > lead->until)
    g_object_set_data (G_OBJECT (pane), LEAD, NULL);
  else if (known && is_account (pane, lead->row))
    {
      g_object_set_data (G_OBJECT (pane), LEAD, NULL);
      ac_toast (GTK_WIDGET (pane), _("That account is not here any more"));
    }
}

static void
try_idle (gpointer user_data)
{
  g_autoptr(AcPane) pane = user_data;

  try_again (pane);
}

/* The lists make their rows in the same breath. */
static void
changed_cb (AcPane *pane)
{
  if (g_object_get_data (G_OBJECT (pane), LEAD) != NULL)
    g_idle_add_once (try_idle, g_object_ref (pane));
}

static void
follow (AcPane *pane)
{
  AcClient *client = ac_pane_get_client (pane);

  if (g_object_get_data (G_OBJECT (pane), LEAD "-follows") != NULL)
    return;

  g_object_set_data (G_OBJECT (pane), LEAD "-follows", pane);
  g_signal_connect_object (ac_client_get_accounts (client), "items-changed",
                           G_CALLBACK (changed_cb), pane, G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_services (client), "items-changed",
                           G_CALLBACK (changed_cb), pane, G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_rules (client), "items-changed", G_CALLBACK (changed_cb),
                           pane, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (changed_cb), pane,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "map", G_CALLBACK (changed_cb), pane, G_CONNECT_SWAPPED);
}

void
ac_lead_to (AcPane *pane, const char *row)
{
  Lead *lead = NULL;

  g_return_if_fail (AC_IS_PANE (pane));
  g_return_if_fail (row != NULL);

  lead = g_new0 (Lead, 1);
  lead->row = g_strdup (row);
  lead->until = g_get_monotonic_time () + PATIENCE;
  g_object_set_data_full (G_OBJECT (pane), LEAD, lead, lead_free);
  follow (pane);
  changed_cb (pane);
}
