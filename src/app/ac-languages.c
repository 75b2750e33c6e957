/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-languages.h"
#include "ac-remarks.h"

/* Of several names the first is the usual one; a list would be long to read and to search. */
static char *
take_first_name (const char *names)
{
  g_autofree char *first = g_strndup (names, strcspn (names, ";"));
  g_autofree char *upper = g_utf8_strup (first, g_utf8_next_char (first) - first);

  return g_strconcat (upper, g_utf8_next_char (first), NULL);
}

/* Those with two letters are languages that people write; of the others many are families, and
 * what nobody speaks any more. */
static const AcIsoKind kind = {
  .standard = "639-2",
  .domain = "iso_639-2",
  .is_valid = ac_language_is_valid,
  .shorten = take_first_name,
};

static void
put_own_first (GListStore *list)
{
  g_autofree char *own = ac_language_dup_usual ();
  const guint place = own != NULL ? ac_iso_list_find (G_LIST_MODEL (list), own) : G_MAXUINT;
  g_autoptr(AcIsoEntry) language = g_list_model_get_item (G_LIST_MODEL (list), place);

  if (language == NULL)
    return;

  g_list_store_remove (list, place);
  g_list_store_insert (list, 0, language);
}

GListModel *
ac_languages_get (void)
{
  static GListStore *list;

  if (list != NULL)
    return G_LIST_MODEL (list);

  list = ac_iso_list_new (&kind);
  put_own_first (list);
  ac_iso_list_insert (list, 0, NULL, C_ ("language", "Not said"));
  return G_LIST_MODEL (list);
}

/* "de-AT" is "German (de-AT)". */
static char *
name_variant (GListModel *languages, const char *tag)
{
  g_autofree char *base = g_strndup (tag, strcspn (tag, "-"));
  g_autoptr(AcIsoEntry) found =
                g_list_model_get_item (languages, ac_iso_list_find (languages, base));

  return found != NULL ? g_strdup_printf ("%s (%s)", ac_iso_entry_get_name (found), tag)
                       : g_strdup (tag);
}

guint
ac_languages_find (const char *tag)
{
  GListModel *languages = ac_languages_get ();
  const guint place = ac_iso_list_find (languages, tag);
  g_autofree char *name = NULL;

  if (place != G_MAXUINT)
    return place;

  name = name_variant (languages, tag);
  ac_iso_list_insert (G_LIST_STORE (languages), 1, tag, name);
  return 1;
}
