/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-iso-codes.h"
#include "ac-json.h"
#include "ac-languages.h"
#include "ac-remarks.h"

#define ISO_DOMAIN "iso_639-2"

struct _AcLanguage
{
  GObject parent_instance;
  char *tag;
  char *name;
};

G_DEFINE_FINAL_TYPE (AcLanguage, ac_language, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TAG,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
ac_language_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcLanguage *self = AC_LANGUAGE (object);

  switch (prop_id)
    {
    case PROP_TAG:
      g_value_set_string (value, self->tag);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_language_finalize (GObject *object)
{
  AcLanguage *self = AC_LANGUAGE (object);

  g_free (self->tag);
  g_free (self->name);

  G_OBJECT_CLASS (ac_language_parent_class)->finalize (object);
}

static void
ac_language_class_init (AcLanguageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_language_finalize;
  object_class->get_property = ac_language_get_property;

  properties[PROP_TAG] = g_param_spec_string ("tag", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_language_init (AcLanguage *self)
{
}

const char *
ac_language_get_tag (AcLanguage *self)
{
  g_return_val_if_fail (AC_IS_LANGUAGE (self), NULL);

  return self->tag;
}

const char *
ac_language_get_name (AcLanguage *self)
{
  g_return_val_if_fail (AC_IS_LANGUAGE (self), NULL);

  return self->name;
}

static AcLanguage *
make_language (const char *tag, const char *name)
{
  AcLanguage *self = g_object_new (AC_TYPE_LANGUAGE, NULL);

  self->tag = g_strdup (tag);
  self->name = g_strdup (name);
  return self;
}

/* Of several names the first is the usual one; a list would be long to read and to search. */
static char *
name_language (JsonObject *entry, const char *name)
{
  const char *common = ac_json_get_string (entry, "common_name");
  const char *translated = g_dgettext (ISO_DOMAIN, common != NULL ? common : name);
  g_autofree char *first = g_strndup (translated, strcspn (translated, ";"));
  g_autofree char *upper = g_utf8_strup (first, g_utf8_next_char (first) - first);

  return g_strconcat (upper, g_utf8_next_char (first), NULL);
}

/* Those with two letters are languages that people write; of the others many are families, and
 * what nobody speaks any more. */
static void
add_entry (JsonObject *entry, gpointer user_data)
{
  const char *tag = ac_json_get_string (entry, "alpha_2");
  const char *name = ac_json_get_string (entry, "name");
  g_autofree char *shown = NULL;
  g_autoptr(AcLanguage) language = NULL;

  if (tag == NULL || !ac_language_is_valid (tag) || name == NULL || *name == '\0')
    return;

  shown = name_language (entry, name);
  language = make_language (tag, shown);
  g_list_store_append (user_data, language);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return g_utf8_collate (((const AcLanguage *) a)->name, ((const AcLanguage *) b)->name);
}

static guint
find (GListModel *languages, const char *tag)
{
  const guint n = g_list_model_get_n_items (languages);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcLanguage) language = g_list_model_get_item (languages, i);

      if (g_strcmp0 (language->tag, tag) == 0)
        return i;
    }

  return n;
}

static void
put_own_first (GListStore *store)
{
  g_autofree char *own = ac_language_dup_usual ();
  const guint place = own != NULL ? find (G_LIST_MODEL (store), own)
                                  : g_list_model_get_n_items (G_LIST_MODEL (store));
  g_autoptr(AcLanguage) language = g_list_model_get_item (G_LIST_MODEL (store), place);

  if (language == NULL)
    return;

  g_list_store_remove (store, place);
  g_list_store_insert (store, 0, language);
}

GListModel *
ac_languages_get (void)
{
  static GListStore *store;
  g_autoptr(AcLanguage) none = NULL;

  if (store != NULL)
    return G_LIST_MODEL (store);

  store = g_list_store_new (AC_TYPE_LANGUAGE);
  ac_iso_codes_foreach ("639-2", ISO_DOMAIN, add_entry, store);
  g_list_store_sort (store, compare, NULL);
  put_own_first (store);
  none = make_language (NULL, C_ ("language", "Not said"));
  g_list_store_insert (store, 0, none);
  return G_LIST_MODEL (store);
}

/* "de-AT" is "German (de-AT)". */
static char *
name_variant (GListModel *languages, const char *tag)
{
  g_autofree char *base = g_strndup (tag, strcspn (tag, "-"));
  g_autoptr(AcLanguage) found = g_list_model_get_item (languages, find (languages, base));

  return found != NULL ? g_strdup_printf ("%s (%s)", found->name, tag) : g_strdup (tag);
}

guint
ac_languages_find (const char *tag)
{
  GListModel *languages = ac_languages_get ();
  const guint place = find (languages, tag);
  g_autofree char *name = NULL;
  g_autoptr(AcLanguage) language = NULL;

  if (place < g_list_model_get_n_items (languages))
    return place;

  name = name_variant (languages, tag);
  language = make_language (tag, name);
  g_list_store_insert (G_LIST_STORE (languages), 1, language);
  return 1;
}
