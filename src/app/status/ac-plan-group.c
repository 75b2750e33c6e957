/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-clock.h"
#include "ac-memory.h"
#include "ac-plan-group.h"
#include "ac-row.h"

struct _AcPlanGroup
{
  AdwPreferencesGroup parent_instance;
  gboolean setting;
  AdwComboRow *life_row;
  AdwComboRow *when_row;
  AdwActionRow *day_row;
  AdwActionRow *time_row;
  GtkMenuButton *day_button;
  GtkPopover *day_popover;
  GtkCalendar *calendar;
  GtkSpinButton *hour;
  GtkSpinButton *minute;
};

G_DEFINE_FINAL_TYPE (AcPlanGroup, ac_plan_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static gboolean
is_later (AcPlanGroup *self)
{
  return adw_combo_row_get_selected (self->when_row) == 1;
}

/* The hours of a day as the clock here shows them, with the name that they have here on that day.
 */
static GDateTime *
get_time (AcPlanGroup *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);

  return g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                g_date_time_get_day_of_month (day),
                                gtk_spin_button_get_value_as_int (self->hour),
                                gtk_spin_button_get_value_as_int (self->minute), 0);
}

static void
update_rows (AcPlanGroup *self)
{
  const gboolean later = is_later (self);
  g_autoptr(GDateTime) time = get_time (self);
  g_autofree char *day = time != NULL ? g_date_time_format (time, "%x") : g_strdup ("");
  g_autofree char *zone = time != NULL ? g_date_time_format (time, "%Z") : g_strdup ("");

  gtk_widget_set_visible (GTK_WIDGET (self->day_row), later);
  gtk_widget_set_visible (GTK_WIDGET (self->time_row), later);
  gtk_menu_button_set_label (self->day_button, day);
  adw_action_row_set_subtitle (self->time_row, ac_plan_group_check (self)
                                                   ? zone
                                                   : _("Choose a time to come, within a year"));
}

static void
changed_cb (AcPlanGroup *self)
{
  if (self->setting)
    return;

  update_rows (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
life_chosen_cb (AcPlanGroup *self)
{
  AcMemory memory = { 0 };

  if (self->setting)
    return;

  memory = ac_memory_load ();
  memory.life = ac_plan_group_get_life (self);
  ac_memory_save (&memory);
  ac_memory_clear (&memory);
  changed_cb (self);
}

static void
day_picked_cb (AcPlanGroup *self)
{
  gtk_popover_popdown (self->day_popover);
  changed_cb (self);
}

static gboolean
show_two_digits_cb (AcPlanGroup *self, GtkSpinButton *button)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (button));

  gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

static void
show_time (AcPlanGroup *self, GDateTime *time)
{
  gtk_calendar_select_day (self->calendar, time);
  gtk_spin_button_set_value (self->hour, g_date_time_get_hour (time));
  gtk_spin_button_set_value (self->minute, g_date_time_get_minute (time));
}

static void
ac_plan_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AC_TYPE_PLAN_GROUP);

  G_OBJECT_CLASS (ac_plan_group_parent_class)->dispose (object);
}

static void
ac_plan_group_class_init (AcPlanGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_plan_group_dispose;
  changed_signal = g_signal_new ("changed", AC_TYPE_PLAN_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-plan-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AcPlanGroup, life_row);
  gtk_widget_class_bind_template_child (widget_class, AcPlanGroup, when_row);
  gtk_widget_class_bind_template_child (widget_class, AcPlanGroup, day_row);
  gtk_widget_class_bind_template_child (widget_class, AcPlanGroup, time_row);
  gtk_widget_class_bind_template_child (widget_class, AcPlanGroup, day_button);
  gtk_widget_class_bind_template_child (widget_class, AcPlanGroup, day_popover);
  gtk_widget_class_bind_template_child (widget_class, AcPlanGroup, calendar);
  gtk_widget_class_bind_template_child (widget_class, AcPlanGroup, hour);
  gtk_widget_class_bind_template_child (widget_class, AcPlanGroup, minute);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, life_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_two_digits_cb);
}

static void
ac_plan_group_init (AcPlanGroup *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) soon = g_date_time_add_hours (now, 1);
  AcMemory memory = ac_memory_load ();

  self->setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self->life_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->when_row));
  show_time (self, soon);
  adw_combo_row_set_selected (self->life_row, memory.life);
  self->setting = FALSE;
  update_rows (self);
  ac_memory_clear (&memory);
}

AcLife
ac_plan_group_get_life (AcPlanGroup *self)
{
  g_return_val_if_fail (AC_IS_PLAN_GROUP (self), AC_LIFE_KEEP);

  return MIN (adw_combo_row_get_selected (self->life_row), AC_LIFE_LAST);
}

void
ac_plan_group_set_life (AcPlanGroup *self, AcLife life)
{
  g_return_if_fail (AC_IS_PLAN_GROUP (self));

  self->setting = TRUE;
  adw_combo_row_set_selected (self->life_row, life);
  self->setting = FALSE;
  changed_cb (self);
}

gint64
ac_plan_group_get_share_at (AcPlanGroup *self)
{
  g_autoptr(GDateTime) time = NULL;

  g_return_val_if_fail (AC_IS_PLAN_GROUP (self), 0);

  if (!is_later (self))
    return 0;

  time = get_time (self);
  return time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
}

void
ac_plan_group_set_share_at (AcPlanGroup *self, gint64 share_at)
{
  g_autoptr(GDateTime) time = NULL;

  g_return_if_fail (AC_IS_PLAN_GROUP (self));

  self->setting = TRUE;
  time = g_date_time_new_from_unix_local (share_at / 1000);
  if (share_at != 0 && time != NULL)
    show_time (self, time);
  adw_combo_row_set_selected (self->when_row, share_at != 0);
  self->setting = FALSE;
  changed_cb (self);
}

void
ac_plan_group_show_time_only (AcPlanGroup *self)
{
  g_return_if_fail (AC_IS_PLAN_GROUP (self));

  gtk_widget_set_visible (GTK_WIDGET (self->life_row), FALSE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), "");
}

gboolean
ac_plan_group_check (AcPlanGroup *self)
{
  const gint64 share_at = ac_plan_group_get_share_at (self);
  const gint64 now = ac_clock_now_ms ();

  return !is_later (self) || (share_at > now && share_at <= now + AC_SHARE_AHEAD_MS);
}
