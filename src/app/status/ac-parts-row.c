/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-part.h"
#include "ac-parts-row.h"
#include "ac-row.h"
#include "ac-shell.h"

struct _AcPartsRow
{
  AdwExpanderRow parent_instance;
  AcDelivery *delivery;
  GPtrArray *rows; /* of AdwActionRow; made when they are looked at */
};

G_DEFINE_FINAL_TYPE (AcPartsRow, ac_parts_row, ADW_TYPE_EXPANDER_ROW)

static const char *
describe_state (AcDeliveryState state)
{
  switch (state)
    {
    case AC_DELIVERY_SENDING:
      return _("Being sent");
    case AC_DELIVERY_CHECKING:
      return _("The answer was lost. Checking whether it arrived");
    case AC_DELIVERY_LIVE:
      return _("Arrived");
    case AC_DELIVERY_REMOVING:
      return _("Being deleted there");
    case AC_DELIVERY_REMOVED:
    case AC_DELIVERY_EXPIRED:
      return _("Deleted there, and checked");
    case AC_DELIVERY_GONE:
      return _("No longer there");
    case AC_DELIVERY_REMOVE_FAILED:
      return _("Still there");
    case AC_DELIVERY_CANCELLED:
      return _("Never sent");
    case AC_DELIVERY_FAILED:
      return _("Refused");
    case AC_DELIVERY_NEEDS_YOU:
    case AC_DELIVERY_MISSED:
      return _("Waits for your answer");
    case AC_DELIVERY_SIGN_IN_NEEDED:
      return _("Waits for your sign-in");
    case AC_DELIVERY_STOPPED:
    case AC_DELIVERY_SCHEDULED:
    case AC_DELIVERY_WAITING:
    case AC_DELIVERY_HANDED_TO_YOU:
    case AC_DELIVERY_SHARED_BY_YOU:
    case AC_DELIVERY_YOURS_TO_DELETE:
    case AC_DELIVERY_DELETED_BY_YOU:
    default:
      return _("Waits");
    }
}

static void
open_cb (AcPartsRow *self, GtkButton *button)
{
  ac_open_uri (GTK_WIDGET (self), g_object_get_data (G_OBJECT (button), "ac-url"));
}

static AdwActionRow *
add_row (AcPartsRow *self)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *button = gtk_button_new_with_label (C_ ("open the copy", "Open"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_title_lines (row, 2);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* It is called after its post; many are open at a time. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  adw_action_row_add_suffix (row, button);
  g_object_set_data (G_OBJECT (row), "ac-open", button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
fill_row (AcPartsRow *self, guint i, guint n, AcPart *part)
{
  AdwActionRow *row = i < self->rows->len ? g_ptr_array_index (self->rows, i) : add_row (self);
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "ac-open");
  const char *url = ac_part_get_url (part);
  g_autofree char *place = g_strdup_printf (_("Post %u of %u"), i + 1, n);
  g_autofree char *detail =
      g_strdup_printf ("%s · %s", place, describe_state (ac_part_get_state (part)));
  /* Translators: for a screen reader; %s is the place of a post in a thread */
  g_autofree char *name = g_strdup_printf (_("Open %s"), place);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ac_part_get_text (part));
  adw_action_row_set_subtitle (row, detail);
  gtk_widget_set_visible (button, url != NULL);
  g_object_set_data_full (G_OBJECT (button), "ac-url", g_strdup (url), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static guint
count_live (GListModel *parts)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(AcPart) part = g_list_model_get_item (parts, i);

      count += ac_part_get_url (part) != NULL;
    }

  return count;
}

static void
update_row (AcPartsRow *self)
{
  GListModel *parts = ac_delivery_get_parts (self->delivery);
  const guint n = g_list_model_get_n_items (parts);
  g_autofree char *title =
      g_strdup_printf (ngettext ("Thread of %u post", "Thread of %u posts", n), n);
  g_autofree char *subtitle = g_strdup_printf (_("%u of %u are there"), count_live (parts), n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPart) part = g_list_model_get_item (parts, i);

      fill_row (self, i, n, part);
    }
  while (self->rows->len > n)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self),
                             g_ptr_array_steal_index (self->rows, self->rows->len - 1));
}

static void
ac_parts_row_dispose (GObject *object)
{
  AcPartsRow *self = AC_PARTS_ROW (object);

  g_clear_object (&self->delivery);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (ac_parts_row_parent_class)->dispose (object);
}

static void
ac_parts_row_class_init (AcPartsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_parts_row_dispose;
}

static void
ac_parts_row_init (AcPartsRow *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  ac_row_expose_expander (ADW_EXPANDER_ROW (self));
}

GtkWidget *
ac_parts_row_new (AcDelivery *delivery)
{
  AcPartsRow *self = g_object_new (AC_TYPE_PARTS_ROW, NULL);

  ac_parts_row_set_delivery (self, delivery);
  g_signal_connect_object (self, "notify::expanded", G_CALLBACK (update_row), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
ac_parts_row_set_delivery (AcPartsRow *self, AcDelivery *delivery)
{
  g_return_if_fail (AC_IS_PARTS_ROW (self));
  g_return_if_fail (AC_IS_DELIVERY (delivery));

  if (self->delivery == delivery)
    return;

  if (self->delivery != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->delivery, update_row, self);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
    }
  g_set_object (&self->delivery, delivery);
  g_signal_connect_object (delivery, "notify", G_CALLBACK (update_row), self, G_CONNECT_SWAPPED);
  update_row (self);
}
