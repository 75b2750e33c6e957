/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-target-row.h"
#include "ac-app-words.h"
#include "ac-row.h"
#include "ac-service-item.h"

struct _AcTargetRow
{
  AdwExpanderRow parent_instance;
  AcAccount *account; /* or, by hand, */
  AcServiceItem *service;
  AdwComboRow *audience_row;
  GtkStringList *audience_names;
};

G_DEFINE_FINAL_TYPE (AcTargetRow, ac_target_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
get_audiences (AcTargetRow *self)
{
  return self->account != NULL ? ac_account_get_audiences (self->account)
                               : ac_service_item_get_service (self->service)->audiences;
}

static void
update_subtitle (AcTargetRow *self)
{
  const char *service = ac_target_row_get_service (self);
  AcAudience audience = ac_target_row_get_audience (self);
  g_autofree char *subtitle = NULL;

  if (self->account == NULL)
    subtitle = g_strdup (_("You get a link, and share it yourself"));
  else if (ac_target_row_get_chosen (self))
    subtitle = g_strdup_printf ("%s · %s", ac_words_service (service),
                                ac_words_audience (service, audience));
  else
    subtitle = g_strdup (ac_words_service (service));

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->audience_row),
                               ac_words_audience_detail (service, audience));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
chosen_cb (AcTargetRow *self)
{
  /* Whoever turns a target on sees at once who will read it. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), ac_target_row_get_chosen (self));
  update_subtitle (self);
}

static void
ac_target_row_dispose (GObject *object)
{
  AcTargetRow *self = AC_TARGET_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_TARGET_ROW);
  g_clear_object (&self->account);
  g_clear_object (&self->service);

  G_OBJECT_CLASS (ac_target_row_parent_class)->dispose (object);
}

static void
ac_target_row_class_init (AcTargetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_target_row_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AC_TYPE_TARGET_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-target-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AcTargetRow, audience_row);
  gtk_widget_class_bind_template_child (widget_class, AcTargetRow, audience_names);
}

static void
ac_target_row_init (AcTargetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self));
  ac_row_expose (GTK_LIST_BOX_ROW (self->audience_row));
}

static void
fill_audiences (AcTargetRow *self)
{
  guint audiences = get_audiences (self);
  guint first = 0;

  for (AcAudience i = AC_AUDIENCE_DIRECT; i <= AC_AUDIENCE_PUBLIC; i++)
    {
      if ((audiences & (1u << i)) != 0)
        gtk_string_list_append (self->audience_names,
                                ac_words_audience (ac_target_row_get_service (self), i));
    }

  /* The narrowest that still is sharing: to mention nobody reaches nobody. */
  if ((audiences & (1u << AC_AUDIENCE_DIRECT)) != 0 && audiences != (1u << AC_AUDIENCE_DIRECT))
    first = 1;
  adw_combo_row_set_selected (self->audience_row, first);
}

GtkWidget *
ac_target_row_new (GObject *item)
{
  AcTargetRow *self = g_object_new (AC_TYPE_TARGET_ROW, NULL);

  if (AC_IS_ACCOUNT (item))
    self->account = g_object_ref (AC_ACCOUNT (item));
  else
    self->service = g_object_ref (AC_SERVICE_ITEM (item));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 self->account != NULL ? ac_account_get_handle (self->account)
                                                       : ac_service_item_get_name (self->service));
  fill_audiences (self);
  g_signal_connect_object (self, "notify::enable-expansion", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->audience_row, "notify::selected", G_CALLBACK (update_subtitle),
                           self, G_CONNECT_SWAPPED);
  update_subtitle (self);
  return GTK_WIDGET (self);
}

const char *
ac_target_row_get_service (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), NULL);

  return self->account != NULL ? ac_account_get_service (self->account)
                               : ac_service_item_get_id (self->service);
}

const AcTextLimits *
ac_target_row_get_limits (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), NULL);

  return self->account != NULL ? ac_account_get_limits (self->account)
                               : &ac_service_item_get_service (self->service)->limits;
}

void
ac_target_row_describe (AcTargetRow *self, AcTarget *target)
{
  g_return_if_fail (AC_IS_TARGET_ROW (self));

  target->account_id = self->account != NULL ? ac_account_get_id (self->account) : NULL;
  target->service = self->account == NULL ? ac_service_item_get_id (self->service) : NULL;
  target->audience = ac_target_row_get_audience (self);
}

gboolean
ac_target_row_get_chosen (AcTargetRow *self)
{
  g_return_val_if_fail (AC_IS_TARGET_ROW (self), FALSE);

  return adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self));
}

AcAudience
ac_target_row_get_audience (AcTargetRow *self)
{
  guint audiences = get_audiences (self);
  guint selected = adw_combo_row_get_selected (self->audience_row);
  guint position = 0;

  for (AcAudience i = AC_AUDIENCE_DIRECT; i <= AC_AUDIENCE_PUBLIC; i++)
    {
      if ((audiences & (1u << i)) != 0 && position++ == selected)
        return i;
    }

  return AC_AUDIENCE_DIRECT;
}
