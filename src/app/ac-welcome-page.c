/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-welcome-page.h"

struct _AcWelcomePage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (AcWelcomePage, ac_welcome_page, ADW_TYPE_BIN)

static void
ac_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AC_TYPE_WELCOME_PAGE);

  G_OBJECT_CLASS (ac_welcome_page_parent_class)->dispose (object);
}

static void
ac_welcome_page_class_init (AcWelcomePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/org/accountscenter/AccountsCenter/ac-welcome-page.ui");
}

static void
ac_welcome_page_init (AcWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ac_welcome_page_new (void)
{
  return g_object_new (AC_TYPE_WELCOME_PAGE, NULL);
}
