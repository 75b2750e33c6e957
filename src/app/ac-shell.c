/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-shell.h"
#include "ac-app-words.h"

G_DEFINE_INTERFACE (AcShell, ac_shell, GTK_TYPE_WIDGET)

static void
ac_shell_default_init (AcShellInterface *iface)
{
}

static AcShell *
find_shell (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_get_ancestor (widget, AC_TYPE_SHELL);

  return found != NULL ? AC_SHELL (found) : NULL;
}

AcClient *
ac_shell_find_client (GtkWidget *widget)
{
  AcShell *shell = find_shell (widget);

  return shell != NULL ? AC_SHELL_GET_IFACE (shell)->get_client (shell) : NULL;
}

/* In a narrow window, or in large letters, one line is too short for it. */
static void
wrap_title (AdwToast *toast)
{
  GtkWidget *label = gtk_label_new (adw_toast_get_title (toast));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
}

void
ac_toast_add (GtkWidget *widget, AdwToast *toast)
{
  AcShell *shell = find_shell (widget);

  wrap_title (toast);
  if (shell != NULL)
    AC_SHELL_GET_IFACE (shell)->add_toast (shell, toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

void
ac_toast (GtkWidget *widget, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  ac_toast_add (widget, toast);
}

void
ac_toast_error (GtkWidget *widget, const GError *error)
{
  g_autofree char *words = ac_words_gerror (error);

  ac_toast (widget, words);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GtkWidget) widget = user_data;
  g_autoptr(GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    ac_toast (widget, _("No browser could be opened. Copy the link instead"));
}

void
ac_open_uri (GtkWidget *widget, const char *uri)
{
  g_autoptr(GtkUriLauncher) launcher = NULL;
  GtkRoot *root = gtk_widget_get_root (widget);

  g_return_if_fail (uri != NULL);

  launcher = gtk_uri_launcher_new (uri);
  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                           opened_cb, g_object_ref (widget));
}
