/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-help.h"
#include "ac-learn-button.h"

struct _AcLearnButton
{
  GtkButton parent_instance;
  char *page;
};

G_DEFINE_FINAL_TYPE (AcLearnButton, ac_learn_button, GTK_TYPE_BUTTON)

enum
{
  PROP_0,
  PROP_PAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Of several on one page each is named by where it leads. An icon, so that a narrow window and a
 * long language have room for what stands beside it. */
static void
set_page (AcLearnButton *self, const char *id)
{
  const AcHelpPage *page = ac_help_find (id);
  g_autofree char *name = NULL;

  if (page == NULL)
    return;

  g_set_str (&self->page, id);
  /* Translators: %s is the title of a help page */
  name = g_strdup_printf (_("Learn More: %s"), _(page->title));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "app.help");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
ac_learn_button_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PAGE:
      g_value_set_string (value, AC_LEARN_BUTTON (object)->page);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_learn_button_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PAGE:
      set_page (AC_LEARN_BUTTON (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_learn_button_finalize (GObject *object)
{
  g_free (AC_LEARN_BUTTON (object)->page);

  G_OBJECT_CLASS (ac_learn_button_parent_class)->finalize (object);
}

static void
ac_learn_button_class_init (AcLearnButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ac_learn_button_get_property;
  object_class->set_property = ac_learn_button_set_property;
  object_class->finalize = ac_learn_button_finalize;

  properties[PROP_PAGE] =
      g_param_spec_string ("page", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_learn_button_init (AcLearnButton *self)
{
  gtk_button_set_icon_name (GTK_BUTTON (self), "help-about-symbolic");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
}

GtkWidget *
ac_learn_button_new (const char *page)
{
  return g_object_new (AC_TYPE_LEARN_BUTTON, "page", page, NULL);
}
