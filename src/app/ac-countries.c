/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-countries.h"
#include "ac-feature.h"
#include "ac-iso-codes.h"
#include "ac-json.h"

#define ISO_DOMAIN "iso_3166-1"
#define ZONES "zoneinfo/iso3166.tab"

struct _AcCountry
{
  GObject parent_instance;
  char *code;
  char *name;
};

G_DEFINE_FINAL_TYPE (AcCountry, ac_country, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CODE,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
ac_country_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcCountry *self = AC_COUNTRY (object);

  switch (prop_id)
    {
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_country_finalize (GObject *object)
{
  AcCountry *self = AC_COUNTRY (object);

  g_free (self->code);
  g_free (self->name);

  G_OBJECT_CLASS (ac_country_parent_class)->finalize (object);
}

static void
ac_country_class_init (AcCountryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_country_finalize;
  object_class->get_property = ac_country_get_property;

  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_country_init (AcCountry *self)
{
}

const char *
ac_country_get_code (AcCountry *self)
{
  g_return_val_if_fail (AC_IS_COUNTRY (self), NULL);

  return self->code;
}

const char *
ac_country_get_name (AcCountry *self)
{
  g_return_val_if_fail (AC_IS_COUNTRY (self), NULL);

  return self->name;
}

static void
add (GListStore *store, const char *code, const char *name)
{
  g_autoptr(AcCountry) country = NULL;

  if (code != NULL && (!ac_region_is_valid (code) || name == NULL || *name == '\0'))
    return;

  country = g_object_new (AC_TYPE_COUNTRY, NULL);
  country->code = g_strdup (code);
  country->name = g_strdup (name);
  g_list_store_append (store, country);
}

/* What people call a country comes before what its law does. */
static const char *
find_name (JsonObject *object)
{
  const char *name = ac_json_get_string (object, "common_name");

  return name != NULL ? name : ac_json_get_string (object, "name");
}

static void
add_entry (JsonObject *entry, gpointer user_data)
{
  const char *name = find_name (entry);

  if (name != NULL && ac_json_get_string (entry, "alpha_2") != NULL)
    add (user_data, ac_json_get_string (entry, "alpha_2"), g_dgettext (ISO_DOMAIN, name));
}

/* Lines of a code, a tab and an English name. */
static void
read_zones (GListStore *store)
{
  g_autofree char *text = ac_data_file_load (ZONES);
  g_auto(GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (lines[i], "\t", 2);

      if (*lines[i] != '#' && parts[0] != NULL && parts[1] != NULL)
        add (store, parts[0], parts[1]);
    }
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const AcCountry *one = a;
  const AcCountry *other = b;

  return g_utf8_collate (one->name, other->name);
}

GListModel *
ac_countries_get (void)
{
  static GListStore *store;
  g_autoptr(AcCountry) nowhere = NULL;

  if (store != NULL)
    return G_LIST_MODEL (store);

  store = g_list_store_new (AC_TYPE_COUNTRY);
  ac_iso_codes_foreach ("3166-1", ISO_DOMAIN, add_entry, store);
  if (g_list_model_get_n_items (G_LIST_MODEL (store)) == 0)
    read_zones (store);
  g_list_store_sort (store, compare, NULL);

  nowhere = g_object_new (AC_TYPE_COUNTRY, NULL);
  nowhere->name = g_strdup (C_ ("country", "Not told"));
  g_list_store_insert (store, 0, nowhere);
  return G_LIST_MODEL (store);
}

const char *
ac_countries_name (const char *code)
{
  GListModel *countries = ac_countries_get ();

  for (guint i = 1; i < g_list_model_get_n_items (countries); i++)
    {
      g_autoptr(AcCountry) country = g_list_model_get_item (countries, i);

      /* The list holds it. */
      if (g_str_equal (country->code, code))
        return country->name;
    }

  return code;
}
