/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-composer-private.h"
#include "ac-composer-take.h"

static AcComposer *
find_composer (AdwApplicationWindow *window, AcClient *client)
{
  g_autoptr(GListModel) dialogs = adw_application_window_get_dialogs (window);
  AcComposer *composer = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++)
    {
      g_autoptr(AdwDialog) dialog = g_list_model_get_item (dialogs, i);

      if (AC_IS_COMPOSER (dialog) && !AC_COMPOSER (dialog)->sharing)
        return AC_COMPOSER (dialog);
    }

  composer = AC_COMPOSER (ac_composer_new (client));
  adw_dialog_present (ADW_DIALOG (composer), GTK_WIDGET (window));
  return composer;
}

void
ac_composer_take (AdwApplicationWindow *window,
                  AcClient *client,
                  const char *text,
                  const char *const *uris)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  AcComposer *self = NULL;

  g_return_if_fail (ADW_IS_APPLICATION_WINDOW (window));
  g_return_if_fail (text != NULL && uris != NULL);

  self = find_composer (window, client);
  if (*text != '\0')
    ac_composer_append (self, text);
  for (gsize i = 0; uris[i] != NULL; i++)
    if (g_ascii_strncasecmp (uris[i], "file:", strlen ("file:")) == 0)
      g_ptr_array_add (files, g_file_new_for_uri (uris[i]));
    else
      ac_composer_append (self, uris[i]);
  ac_composer_take_files (self, files);
}
