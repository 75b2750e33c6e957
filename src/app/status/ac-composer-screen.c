/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-composer-private.h"
#include "ac-portals.h"

void
ac_composer_offer_pictures (AcComposer *self)
{
  const gboolean room =
      g_list_model_get_n_items (G_LIST_MODEL (self->pictures)) < AC_STATUS_MAX_PICTURES;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.add-picture", room);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.take-screenshot",
                                 room && !self->capturing);
}

static void
taken_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcComposer *self = owner;
  const char *uri = value != NULL ? g_value_get_string (value) : NULL;
  g_autoptr(GPtrArray) files = NULL;

  self->capturing = FALSE;
  ac_composer_offer_pictures (self);
  if (error != NULL)
    {
      adw_banner_set_title (self->error_banner,
                            _ ("This desktop takes no screenshots for apps. Take one with its own "
                               "key, and paste it here"));
      adw_banner_set_revealed (self->error_banner, TRUE);
    }
  if (uri == NULL)
    return;

  files = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (files, g_file_new_for_uri (uri));
  ac_composer_take_files (self, files);
}

void
ac_composer_take_screenshot (AcComposer *self)
{
  g_return_if_fail (AC_IS_COMPOSER (self));

  self->capturing = TRUE;
  ac_composer_offer_pictures (self);
  ac_answer_to (ac_portals_take_screenshot (), self, taken_cb, NULL, NULL);
}
