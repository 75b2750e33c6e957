/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-availability-words.h"
#include "ac-countries.h"
#include "ac-feature-row.h"
#include "ac-region-group.h"
#include "ac-shell.h"

#define MAX_AGE 120

struct _AcRegionGroup
{
  AdwPreferencesGroup parent_instance;
  AcClient *client;
  AdwComboRow *country_row;
  GtkWidget *age_row;
  AcRow *check_row;
  GPtrArray *rows;   /* of AcFeatureRow, as they stand */
  gboolean updating; /* what is shown follows what is known, and is nobody's choice */
};

G_DEFINE_FINAL_TYPE (AcRegionGroup, ac_region_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_listed (AcFeature *feature)
{
  return ac_feature_get_unavailable (feature) != AC_UNAVAILABLE_NOT;
}

static GPtrArray *
find_listed (AcAvailability *availability)
{
  GPtrArray *listed = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *features = availability != NULL ? ac_availability_get_features (availability) : NULL;

  for (guint i = 0; features != NULL && i < g_list_model_get_n_items (features); i++)
    {
      AcFeature *feature = g_list_model_get_item (features, i);

      if (is_listed (feature))
        g_ptr_array_add (listed, feature);
      else
        g_object_unref (feature);
    }

  return listed;
}

static gboolean
stand_already (AcRegionGroup *self, GPtrArray *listed)
{
  if (self->rows->len != listed->len)
    return FALSE;

  for (guint i = 0; i < listed->len; i++)
    if (g_strcmp0 (ac_feature_row_get_feature (g_ptr_array_index (self->rows, i)),
                   ac_feature_get_id (g_ptr_array_index (listed, i))) != 0)
      return FALSE;

  return TRUE;
}

/* Rows stay where they are while the same features are closed, so that nobody loses their place.
 * The last check stands below them. */
static void
update_features (AcRegionGroup *self, AcAvailability *availability)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  g_autoptr(GPtrArray) listed = find_listed (availability);
  g_autoptr(AcRow) check_row = g_object_ref (self->check_row);

  if (stand_already (self, listed))
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  adw_preferences_group_remove (group, GTK_WIDGET (check_row));

  for (guint i = 0; i < listed->len; i++)
    {
      AcFeature *feature = g_ptr_array_index (listed, i);
      GtkWidget *row =
          ac_feature_row_new (self->client, ac_feature_get_id (feature), AC_FEATURE_ROW_HAVE,
                              ac_feature_get_unavailable (feature));

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (group, row);
    }
  adw_preferences_group_add (group, GTK_WIDGET (check_row));
}

static gboolean
asks_age (AcAvailability *availability)
{
  GListModel *features = ac_availability_get_features (availability);

  for (guint i = 0; i < g_list_model_get_n_items (features); i++)
    {
      g_autoptr(AcFeature) feature = g_list_model_get_item (features, i);

      if (ac_feature_get_facts (feature)->min_age > 0)
        return TRUE;
    }

  return FALSE;
}

static void
update_settings (AcRegionGroup *self, AcAvailability *availability)
{
  const AcAvailabilityFacts *facts = ac_availability_get_facts (availability);
  g_autofree char *age = facts->age > 0 ? g_strdup_printf ("%u", facts->age) : g_strdup ("");

  self->updating = TRUE;
  adw_combo_row_set_selected (self->country_row,
                              ac_iso_list_find (ac_countries_get (), facts->region));
  gtk_widget_set_visible (self->age_row, facts->age > 0 || asks_age (availability));
  if (!gtk_widget_has_focus (self->age_row))
    gtk_editable_set_text (GTK_EDITABLE (self->age_row), age);
  self->updating = FALSE;
}

static void
update_check (AcRegionGroup *self, AcAvailability *availability)
{
  const AcAvailabilityFacts *facts =
      availability != NULL ? ac_availability_get_facts (availability) : NULL;
  AcRowFacts row = {
    .cached = facts != NULL,
    .failed = ac_client_get_state (self->client) == AC_CLIENT_OFFLINE,
    .on = TRUE,
    .attention = facts != NULL && facts->fault != AC_POLICY_FINE,
  };
  g_autofree char *time = facts != NULL ? ac_words_time (facts->checked_at) : NULL;
  g_autofree char *words =
      facts != NULL ? g_strdup_printf ("%s · %s", time, ac_words_policy (facts->fault)) : NULL;

  ac_row_set_detail (self->check_row, words);
  ac_row_set_reason (self->check_row,
                     row.attention ? words : ac_words_error_title (AC_ERROR_BACKEND_UNAVAILABLE));
  ac_row_set_state (self->check_row, ac_row_state_resolve (&row));
}

static void
update_group (AcRegionGroup *self)
{
  AcAvailability *availability = ac_client_get_availability (self->client);
  const gboolean online =
      availability != NULL && ac_client_get_state (self->client) == AC_CLIENT_ONLINE;

  gtk_widget_set_sensitive (GTK_WIDGET (self->country_row), online);
  gtk_widget_set_sensitive (self->age_row, online);
  update_features (self, availability);
  update_check (self, availability);
  if (availability != NULL)
    update_settings (self, availability);
}

/* What couldn't be stored isn't shown as chosen. */
static void
stored_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error == NULL)
    return;

  ac_toast_error (GTK_WIDGET (owner), error);
  update_group (AC_REGION_GROUP (owner));
}

static void
country_chosen_cb (AcRegionGroup *self)
{
  AcIsoEntry *country = adw_combo_row_get_selected_item (self->country_row);

  if (!self->updating && country != NULL)
    ac_answer_to (ac_client_set_region (self->client, ac_iso_entry_get_code (country)), self,
                  stored_cb, NULL, NULL);
}

static void
age_applied_cb (AcRegionGroup *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->age_row));
  guint64 age = 0;

  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 1, MAX_AGE, &age, NULL))
    ac_toast (GTK_WIDGET (self), _("An age is a number of years"));
  else
    ac_answer_to (ac_client_set_age (self->client, age), self, stored_cb, NULL, NULL);
}

static void
ac_region_group_dispose (GObject *object)
{
  AcRegionGroup *self = AC_REGION_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_REGION_GROUP);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_region_group_parent_class)->dispose (object);
}

static void
ac_region_group_finalize (GObject *object)
{
  g_ptr_array_unref (AC_REGION_GROUP (object)->rows);

  G_OBJECT_CLASS (ac_region_group_parent_class)->finalize (object);
}

static void
ac_region_group_class_init (AcRegionGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ac_region_group_dispose;
  object_class->finalize = ac_region_group_finalize;

  g_type_ensure (AC_TYPE_ROW);
  g_type_ensure (AC_TYPE_ISO_ENTRY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-region-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AcRegionGroup, country_row);
  gtk_widget_class_bind_template_child (widget_class, AcRegionGroup, age_row);
  gtk_widget_class_bind_template_child (widget_class, AcRegionGroup, check_row);
  gtk_widget_class_bind_template_callback (widget_class, age_applied_cb);
}

static void
ac_region_group_init (AcRegionGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self->country_row));
}

void
ac_region_group_set_client (AcRegionGroup *self, AcClient *client)
{
  g_return_if_fail (AC_IS_REGION_GROUP (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  self->updating = TRUE;
  adw_combo_row_set_model (self->country_row, ac_countries_get ());
  self->updating = FALSE;
  g_signal_connect_object (self->country_row, "notify::selected", G_CALLBACK (country_chosen_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::availability", G_CALLBACK (update_group), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (update_group), self,
                           G_CONNECT_SWAPPED);
  update_group (self);
}
