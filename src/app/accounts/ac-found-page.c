/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-found-account.h"
#include "ac-found-page.h"
#include "ac-row.h"

#define CHOICE_KEY "ac-choice"

struct _AcFoundPage
{
  AdwNavigationPage parent_instance;
  char *remote_id; /* (nullable): of the one that was found */
  GtkWidget *one_box;
  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkLabel *handle_label;
  GtkListBox *choices_list;
  GtkListBoxRow *yes_row;
  GtkListBoxRow *no_row;
};

G_DEFINE_FINAL_TYPE (AcFoundPage, ac_found_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
answer (AcFoundPage *self, const char *choice)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->choices_list), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->yes_row), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->no_row), FALSE);
  g_signal_emit (self, signals[ANSWERED], 0, choice);
}

static void
yes_cb (AcFoundPage *self)
{
  answer (self, self->remote_id);
}

static void
no_cb (AcFoundPage *self)
{
  answer (self, NULL);
}

static void
choice_activated_cb (GtkListBoxRow *row, AcFoundPage *self)
{
  answer (self, g_object_get_data (G_OBJECT (row), CHOICE_KEY));
}

static void
add_choice (AcFoundPage *self, const AcFoundAccount *found)
{
  const gboolean named = found->display_name != NULL && *found->display_name != '\0';
  GtkWidget *row = ac_row_new (named ? found->display_name : found->handle);

  ac_row_set_detail (AC_ROW (row), named && !g_str_equal (found->handle, found->display_name)
                                       ? found->handle
                                       : NULL);
  ac_row_set_state (AC_ROW (row), AC_ROW_ON);
  g_object_set_data_full (G_OBJECT (row), CHOICE_KEY, g_strdup (found->remote_id), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (choice_activated_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_list_box_append (self->choices_list, row);
}

static void
ac_found_page_dispose (GObject *object)
{
  AcFoundPage *self = AC_FOUND_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_FOUND_PAGE);
  g_clear_pointer (&self->remote_id, g_free);

  G_OBJECT_CLASS (ac_found_page_parent_class)->dispose (object);
}

static void
ac_found_page_class_init (AcFoundPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_found_page_dispose;

  signals[ANSWERED] = g_signal_new ("answered", AC_TYPE_FOUND_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-found-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AcFoundPage, one_box);
  gtk_widget_class_bind_template_child (widget_class, AcFoundPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, AcFoundPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, AcFoundPage, handle_label);
  gtk_widget_class_bind_template_child (widget_class, AcFoundPage, choices_list);
  gtk_widget_class_bind_template_child (widget_class, AcFoundPage, yes_row);
  gtk_widget_class_bind_template_child (widget_class, AcFoundPage, no_row);
  gtk_widget_class_bind_template_callback (widget_class, yes_cb);
  gtk_widget_class_bind_template_callback (widget_class, no_cb);
}

static void
ac_found_page_init (AcFoundPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (self->yes_row);
  ac_row_expose (self->no_row);
}

static void
show_one (AcFoundPage *self, const AcFoundAccount *found, const char *service)
{
  const gboolean named = found->display_name != NULL && *found->display_name != '\0';
  const char *name = named ? found->display_name : found->handle;
  g_autofree char *handle =
      /* Translators: an account and the service it is at */
      g_strdup_printf (C_ ("account", "%s (%s)"), found->handle, ac_words_service (service));

  g_set_str (&self->remote_id, found->remote_id);
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->handle_label, handle);
}

void
ac_found_page_show (AcFoundPage *self, AcLinkAttempt *attempt)
{
  GPtrArray *choices = ac_link_attempt_get_choices (attempt);
  const gboolean many = choices != NULL && choices->len > 0;

  g_return_if_fail (AC_IS_FOUND_PAGE (self));

  show_one (self, ac_link_attempt_get_found (attempt), ac_link_attempt_get_service (attempt));
  gtk_list_box_remove_all (self->choices_list);
  for (guint i = 0; many && i < choices->len; i++)
    add_choice (self, g_ptr_array_index (choices, i));

  gtk_widget_set_visible (self->one_box, !many);
  gtk_widget_set_visible (GTK_WIDGET (self->choices_list), many);
  gtk_widget_set_visible (GTK_WIDGET (self->yes_row), !many);
  gtk_widget_set_sensitive (GTK_WIDGET (self->choices_list), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->yes_row), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->no_row), TRUE);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 many ? _("Which One Is It?") : _("Is This the Right Account?"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->no_row),
                                 many ? _("_None of Them") : _("_Not Me"));
}
