/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-countries.h"
#include "ac-feature.h"

#define ZONES "zoneinfo/iso3166.tab"

static const AcIsoKind kind = {
  .standard = "3166-1",
  .domain = "iso_3166-1",
  .is_valid = ac_region_is_valid,
};

/* A code, a tab and an English name. */
static void
add_zone (GListStore *list, const char *line)
{
  g_auto(GStrv) parts = g_strsplit (line, "\t", 2);

  if (g_strv_length (parts) == 2 && ac_region_is_valid (parts[0]) && *parts[1] != '\0')
    ac_iso_list_add (list, parts[0], parts[1]);
}

static void
read_zones (GListStore *list)
{
  g_autofree char *text = ac_data_file_load (ZONES);
  g_auto(GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    if (*lines[i] != '#')
      add_zone (list, lines[i]);
}

GListModel *
ac_countries_get (void)
{
  static GListStore *list;

  if (list != NULL)
    return G_LIST_MODEL (list);

  list = ac_iso_list_new (&kind);
  if (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    read_zones (list);
  ac_iso_list_insert (list, 0, NULL, C_ ("country", "Not told"));
  return G_LIST_MODEL (list);
}

const char *
ac_countries_name (const char *code)
{
  GListModel *countries = ac_countries_get ();
  g_autoptr(AcIsoEntry) country =
                g_list_model_get_item (countries, ac_iso_list_find (countries, code));

  /* The list holds it. */
  return country != NULL ? ac_iso_entry_get_name (country) : code;
}
