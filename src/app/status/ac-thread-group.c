/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-thread-group.h"

struct _AcThreadGroup
{
  AdwPreferencesGroup parent_instance;
  AdwSwitchRow *thread_row;
  AdwSwitchRow *number_row;
};

G_DEFINE_FINAL_TYPE (AcThreadGroup, ac_thread_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static void
changed_cb (AcThreadGroup *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
ac_thread_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AC_TYPE_THREAD_GROUP);

  G_OBJECT_CLASS (ac_thread_group_parent_class)->dispose (object);
}

static void
ac_thread_group_class_init (AcThreadGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_thread_group_dispose;
  changed_signal = g_signal_new ("changed", AC_TYPE_THREAD_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-thread-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AcThreadGroup, thread_row);
  gtk_widget_class_bind_template_child (widget_class, AcThreadGroup, number_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
ac_thread_group_init (AcThreadGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AcLongText
ac_thread_group_get_long_text (AcThreadGroup *self)
{
  g_return_val_if_fail (AC_IS_THREAD_GROUP (self), AC_LONG_TEXT_REFUSE);

  if (!adw_switch_row_get_active (self->thread_row))
    return AC_LONG_TEXT_REFUSE;
  return adw_switch_row_get_active (self->number_row) ? AC_LONG_TEXT_NUMBERED_THREAD
                                                      : AC_LONG_TEXT_THREAD;
}

void
ac_thread_group_set_long_text (AcThreadGroup *self, AcLongText long_text)
{
  g_return_if_fail (AC_IS_THREAD_GROUP (self));

  adw_switch_row_set_active (self->thread_row, long_text != AC_LONG_TEXT_REFUSE);
  adw_switch_row_set_active (self->number_row, long_text == AC_LONG_TEXT_NUMBERED_THREAD);
}

/* "Bluesky: 3 posts" */
static char *
name_place (AcTargetRow *target)
{
  const char *service = ac_words_service (ac_target_row_get_service (target));
  const char *const *parts = ac_target_row_get_parts (target);
  const guint n = parts != NULL ? g_strv_length ((GStrv) parts) : 0;

  if (n == 0)
    /* Translators: %s is a service */
    return g_strdup_printf (_("%s: too long for a thread of 25 posts"), service);
  /* Translators: %s is a service */
  return g_strdup_printf (ngettext ("%s: %u post", "%s: %u posts", n), service, n);
}

static guint
count_parts (AcTargetRow *target)
{
  const char *const *parts = ac_target_row_get_parts (target);

  return parts != NULL ? g_strv_length ((GStrv) parts) : 0;
}

/* The same number everywhere, or 0. */
static guint
find_common_number (GPtrArray *targets)
{
  guint common = 0;

  for (guint i = 0; i < targets->len; i++)
    {
      const guint n = count_parts (g_ptr_array_index (targets, i));

      if (n == 0 || (common != 0 && n != common))
        return 0;
      common = n;
    }

  return common;
}

static void
set_words (AcThreadGroup *self, GPtrArray *targets)
{
  const guint n = find_common_number (targets);
  g_autoptr(GString) places = g_string_new (NULL);
  g_autofree char *title = NULL;

  title =
      n > 0 ? g_strdup_printf (
                  ngettext ("Share as a Thread of %u Post", "Share as a Thread of %u Posts", n), n)
            : g_strdup (_("Share as Threads"));
  for (guint i = 0; i < targets->len; i++)
    {
      g_autofree char *place = name_place (g_ptr_array_index (targets, i));

      g_string_append_printf (places, "%s%s", i > 0 ? "\n" : "", place);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->thread_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->thread_row), places->str);
}

void
ac_thread_group_show (AcThreadGroup *self, GPtrArray *targets)
{
  g_autoptr(GPtrArray) long_ones = g_ptr_array_new ();

  g_return_if_fail (AC_IS_THREAD_GROUP (self));

  for (guint i = 0; i < targets->len; i++)
    if (ac_target_row_is_too_long (g_ptr_array_index (targets, i)) &&
        ac_target_row_has_threads (g_ptr_array_index (targets, i)))
      g_ptr_array_add (long_ones, g_ptr_array_index (targets, i));

  gtk_widget_set_visible (GTK_WIDGET (self), long_ones->len > 0);
  if (long_ones->len > 0)
    set_words (self, long_ones);
}
