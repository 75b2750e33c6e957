/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-categories.h"
#include "ac-consent-dialog.h"
#include "ac-row.h"
#include "ac-use-words.h"
#include "accounts/ac-link-words.h"

struct _AcConsentDialog
{
  AdwAlertDialog parent_instance;
  AcUseTable *table;
  AcUseCell *cell;
  AcTerms terms; /* that are shown */
  guint categories;
};

G_DEFINE_FINAL_TYPE (AcConsentDialog, ac_consent_dialog, ADW_TYPE_ALERT_DIALOG)

static void
switched_cb (AcRow *row, gboolean on, AcConsentDialog *self)
{
  const guint bit = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "ac-bit"));

  self->categories = on ? self->categories | bit : self->categories & ~bit;
  ac_row_set_state (row, on ? AC_ROW_ON : AC_ROW_OFF);
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "on", self->categories != 0);
}

static void
answered_cb (AcConsentDialog *self, const char *response)
{
  if (g_str_equal (response, "on"))
    ac_use_table_say (self->table, self->cell,
                      &(AcUseWish) { .value = TRUE,
                                     .categories = self->categories,
                                     .terms_version = self->terms.version });
}

/* Who said what they want is offered no more. */
static guint
get_offered (AcConsentDialog *self)
{
  return self->terms.categories != 0 ? self->terms.categories : AC_ALL_CATEGORIES;
}

static GtkWidget *
make_row (AcConsentDialog *self, AcCategory category)
{
  const AcTerms *wider = ac_use_cell_get_wider (self->cell);
  const guint bit = 1u << category;
  GtkWidget *row = ac_row_new (ac_use_words_category (category));

  ac_row_set_has_switch (AC_ROW (row), TRUE);
  ac_row_set_detail (AC_ROW (row), ac_use_words_category_explain (category));
  if (wider != NULL && (wider->categories & bit) != 0)
    ac_row_set_badge (AC_ROW (row), C_ ("data", "New"));
  g_object_set_data (G_OBJECT (row), "ac-bit", GUINT_TO_POINTER (bit));
  g_signal_connect_object (row, "switched", G_CALLBACK (switched_cb), self, G_CONNECT_DEFAULT);
  return row;
}

static GtkWidget *
make_list (AcConsentDialog *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What they may use"), -1);
  for (AcCategory i = 0; i < AC_N_CATEGORIES; i++)
    if (get_offered (self) & (1u << i))
      gtk_list_box_append (GTK_LIST_BOX (list), make_row (self, i));

  return list;
}

/* What they say of themselves, if anything; before it what is not as the person knows it. */
static char *
describe_terms (AcConsentDialog *self, gboolean again)
{
  const AcTerms *wider = ac_use_cell_get_wider (self->cell);
  g_autofree char *what =
      wider != NULL ? ac_use_words_wider (wider) : ac_use_words_kept (self->terms.kept_days);

  if (self->terms.version == 0 && wider == NULL)
    return g_strdup ("");

  return again
      /* Translators: a sentence on how long data is kept, or on what is new */
      ? g_strdup_printf (_("They changed what they want while you answered, so nothing was turned "
                           "on. %s.\n\n"),
                           what)
      : g_strdup_printf ("%s.\n\n", what);
}

static void
set_words (AcConsentDialog *self, gboolean again)
{
  const AcUsePurpose purpose = ac_use_cell_get_purpose (self->cell);
  g_autofree char *who = ac_use_words_who (ac_use_cell_get_who (self->cell));
  g_autofree char *account = ac_link_words_account (ac_use_cell_get_account (self->cell));
  /* Translators: %s is a service or an app */
  g_autofree char *heading = g_strdup_printf (_("Let %s Use Your Data?"), who);

  g_autofree char *terms = describe_terms (self, again);

  adw_alert_dialog_set_heading (ADW_ALERT_DIALOG (self), heading);
  adw_alert_dialog_format_body (
      ADW_ALERT_DIALOG (self),
      /* Translators: what they say of themselves, or nothing, a purpose, such as “Show You Ads”, a
       * sentence on it, a service or an app, an account */
      _("%s%s: %s\n\n%s may use what you turn on here, from %s, for one year. Then it ends by itself. "
        "You can turn it off at any time; what they have by then stays with them."),
        terms, ac_use_words_purpose (purpose), ac_use_words_purpose_explain (purpose), who,
        account);
}

static void
ac_consent_dialog_dispose (GObject *object)
{
  AcConsentDialog *self = AC_CONSENT_DIALOG (object);

  g_clear_object (&self->table);
  g_clear_object (&self->cell);

  G_OBJECT_CLASS (ac_consent_dialog_parent_class)->dispose (object);
}

static void
ac_consent_dialog_class_init (AcConsentDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_consent_dialog_dispose;
}

static void
ac_consent_dialog_init (AcConsentDialog *self)
{
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (self), "off",
                                  _("_Leave Off"), "on", _("_Turn On"), NULL);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (self), "off");
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "on", FALSE);
  g_signal_connect (self, "response", G_CALLBACK (answered_cb), NULL);
}

AdwDialog *
ac_consent_dialog_new (AcUseTable *table, AcUseCell *cell, gboolean again)
{
  AcConsentDialog *self = g_object_new (AC_TYPE_CONSENT_DIALOG, NULL);

  self->table = g_object_ref (table);
  self->cell = g_object_ref (cell);
  self->terms = ac_use_cell_get_facts (cell)->terms;
  set_words (self, again);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (self), make_list (self));
  return ADW_DIALOG (self);
}
