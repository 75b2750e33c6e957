/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-picture.h"

static void
append_video (GString *words, AcPicture *video)
{
  g_autofree char *length = ac_words_length (ac_picture_get_ms (video));

  /* Translators: %s is how long it is, such as 1:30 */
  g_string_append_printf (words, _("A video (%s)"), length);
}

/**
 * ac_words_pictures:
 * @pictures: of AcPicture
 *
 * Returns: (transfer full): such as "2 pictures: A cat, A dog"
 */
char *
ac_words_pictures (GListModel *pictures)
{
  const guint n = g_list_model_get_n_items (pictures);
  g_autoptr(AcPicture) video = ac_pictures_get_video (pictures);
  g_autoptr(GString) words = g_string_new (NULL);
  gboolean described = FALSE;

  if (video != NULL)
    append_video (words, video);
  else
    g_string_printf (words, ngettext ("%u picture", "%u pictures", n), n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      const char *alt = ac_picture_get_alt (picture);

      if (alt != NULL)
        g_string_append_printf (words, "%s%s", described ? ", " : ": ", alt);
      described = described || alt != NULL;
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}
