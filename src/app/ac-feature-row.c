/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-availability-words.h"
#include "ac-feature-row.h"
#include "ac-shell.h"

struct _AcFeatureRow
{
  AcRow parent_instance;
  AcClient *client;
  char *feature;
  AcFeatureRowUse use;
  AcUnavailable why;
  GtkButton *wish_button;
};

G_DEFINE_FINAL_TYPE (AcFeatureRow, ac_feature_row, AC_TYPE_ROW)

static AcFeature *
find_feature (AcFeatureRow *self)
{
  AcAvailability *availability = ac_client_get_availability (self->client);

  return availability != NULL ? ac_availability_find (availability, self->feature) : NULL;
}

static gboolean
is_waiting (AcFeature *feature)
{
  return feature != NULL && ac_feature_get_facts (feature)->wish == AC_WISH_WAITING;
}

/* What a person has to say first doesn't come by itself, and what is on has come. */
static gboolean
may_come (AcFeature *feature)
{
  const AcUnavailable why = ac_feature_get_unavailable (feature);

  return why != AC_UNAVAILABLE_NOT && why != AC_UNAVAILABLE_REGION_UNKNOWN &&
         why != AC_UNAVAILABLE_AGE_UNKNOWN && !ac_feature_get_facts (feature)->on;
}

static const char *
name_wish (AcFeature *feature)
{
  return is_waiting (feature) ? _("Do Not Tell Me") : _("Tell Me When It Comes");
}

static void
update_wish (AcFeatureRow *self, AcFeature *feature)
{
  const gboolean waiting = is_waiting (feature);

  gtk_widget_set_visible (GTK_WIDGET (self->wish_button), feature != NULL && may_come (feature));
  gtk_button_set_icon_name (self->wish_button,
                            waiting ? "notifications-disabled-symbolic" : "alarm-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->wish_button), name_wish (feature));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->wish_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name_wish (feature), -1);
}

static void
update_row (AcFeatureRow *self)
{
  AcFeature *feature = find_feature (self);
  AcRowFacts facts = { .cached = TRUE };
  g_autofree char *awaited = NULL;

  if (feature != NULL)
    self->why = ac_feature_get_unavailable (feature);
  facts.unavailable = self->why;
  facts.on =
      self->use == AC_FEATURE_ROW_HAVE && feature != NULL && ac_feature_get_facts (feature)->on;
  ac_row_set_unavailable (AC_ROW (self), self->why, NULL, NULL);
  /* Translators: %s is a reason, such as “Not yet available to you” */
  awaited =
      g_strdup_printf (_("%s. You will be told when it comes"), ac_words_unavailable (self->why));
  ac_row_set_reason (AC_ROW (self),
                     is_waiting (feature) ? awaited : ac_words_unavailable (self->why));
  ac_row_set_state (AC_ROW (self), ac_row_state_resolve (&facts));
  update_wish (self, feature);
}

static void
wish_set_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcFeatureRow *self = owner;

  if (error != NULL)
    ac_toast_error (GTK_WIDGET (self), error);
  else if (is_waiting (find_feature (self)))
    ac_toast (GTK_WIDGET (self), _("You will be told when it comes"));
  else
    ac_toast (GTK_WIDGET (self), _("You will not be told"));
}

static void
turn_wish (AcFeatureRow *self)
{
  ac_answer_to (ac_client_set_wish (self->client, self->feature, !is_waiting (find_feature (self))),
                self, wish_set_cb, NULL, NULL);
}

static void
answered_cb (AcFeatureRow *self, const char *response)
{
  if (g_str_equal (response, "wish"))
    turn_wish (self);
  else if (g_str_equal (response, "say"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.pane", "s", "backend");
}

/* What the person can say themselves is said in Data & Backend. */
static gboolean
can_say (AcFeatureRow *self)
{
  return self->why == AC_UNAVAILABLE_REGION || self->why == AC_UNAVAILABLE_REGION_UNKNOWN ||
         self->why == AC_UNAVAILABLE_AGE || self->why == AC_UNAVAILABLE_AGE_UNKNOWN;
}

static void
ac_feature_row_show_details (AcRow *row)
{
  AcFeatureRow *self = AC_FEATURE_ROW (row);
  AcFeature *feature = find_feature (self);
  AcAvailability *availability = ac_client_get_availability (self->client);
  AdwDialog *dialog = adw_alert_dialog_new (ac_words_feature (self->feature), NULL);
  g_autofree char *detail =
      feature != NULL
          ? ac_words_feature_detail (feature, ac_availability_get_facts (availability)->region)
          : g_strdup (ac_words_unavailable_detail (self->why));

  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog), "%s\n\n%s",
                                ac_words_unavailable (self->why), detail);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  if (can_say (self))
    adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "say", _("_Region and Age…"));
  if (feature != NULL && may_come (feature))
    adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "wish", name_wish (feature));
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
ac_feature_row_dispose (GObject *object)
{
  g_clear_object (&AC_FEATURE_ROW (object)->client);

  G_OBJECT_CLASS (ac_feature_row_parent_class)->dispose (object);
}

static void
ac_feature_row_finalize (GObject *object)
{
  g_free (AC_FEATURE_ROW (object)->feature);

  G_OBJECT_CLASS (ac_feature_row_parent_class)->finalize (object);
}

static void
ac_feature_row_class_init (AcFeatureRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_feature_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = ac_feature_row_finalize;
  AC_ROW_CLASS (klass)->show_details = ac_feature_row_show_details;
}

static void
ac_feature_row_init (AcFeatureRow *self)
{
  self->wish_button = GTK_BUTTON (
      g_object_new (GTK_TYPE_BUTTON, "valign", GTK_ALIGN_CENTER, "visible", FALSE, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->wish_button), "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->wish_button));
  g_signal_connect_object (self->wish_button, "clicked", G_CALLBACK (turn_wish), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
ac_feature_row_new (AcClient *client, const char *feature, AcFeatureRowUse use, AcUnavailable why)
{
  AcFeatureRow *self =
      g_object_new (AC_TYPE_FEATURE_ROW, "title", ac_words_feature (feature), NULL);

  self->client = g_object_ref (client);
  self->feature = g_strdup (feature);
  self->use = use;
  self->why = why;
  g_signal_connect_object (client, "notify::availability", G_CALLBACK (update_row), self,
                           G_CONNECT_SWAPPED);
  update_row (self);
  return GTK_WIDGET (self);
}

const char *
ac_feature_row_get_feature (AcFeatureRow *self)
{
  g_return_val_if_fail (AC_IS_FEATURE_ROW (self), NULL);

  return self->feature;
}
