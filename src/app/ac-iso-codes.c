/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-iso-codes.h"
#include "ac-json.h"

struct _AcIsoEntry
{
  GObject parent_instance;
  char *code;
  char *name;
};

G_DEFINE_FINAL_TYPE (AcIsoEntry, ac_iso_entry, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CODE,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
ac_iso_entry_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcIsoEntry *self = AC_ISO_ENTRY (object);

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
ac_iso_entry_finalize (GObject *object)
{
  AcIsoEntry *self = AC_ISO_ENTRY (object);

  g_free (self->code);
  g_free (self->name);

  G_OBJECT_CLASS (ac_iso_entry_parent_class)->finalize (object);
}

static void
ac_iso_entry_class_init (AcIsoEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_iso_entry_finalize;
  object_class->get_property = ac_iso_entry_get_property;

  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_iso_entry_init (AcIsoEntry *self)
{
}

const char *
ac_iso_entry_get_code (AcIsoEntry *self)
{
  g_return_val_if_fail (AC_IS_ISO_ENTRY (self), NULL);

  return self->code;
}

const char *
ac_iso_entry_get_name (AcIsoEntry *self)
{
  g_return_val_if_fail (AC_IS_ISO_ENTRY (self), NULL);

  return self->name;
}

static AcIsoEntry *
make_entry (const char *code, const char *name)
{
  AcIsoEntry *self = g_object_new (AC_TYPE_ISO_ENTRY, NULL);

  self->code = g_strdup (code);
  self->name = g_strdup (name);
  return self;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const AcIsoEntry *one = a;
  const AcIsoEntry *other = b;

  return g_utf8_collate (one->name, other->name);
}

void
ac_iso_list_add (GListStore *list, const char *code, const char *name)
{
  g_autoptr(AcIsoEntry) entry = make_entry (code, name);

  g_list_store_insert_sorted (list, entry, compare, NULL);
}

void
ac_iso_list_insert (GListStore *list, guint place, const char *code, const char *name)
{
  g_autoptr(AcIsoEntry) entry = make_entry (code, name);

  g_list_store_insert (list, place, entry);
}

guint
ac_iso_list_find (GListModel *list, const char *code)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(AcIsoEntry) entry = g_list_model_get_item (list, i);

      if (g_strcmp0 (entry->code, code) == 0)
        return i;
    }

  return G_MAXUINT;
}

/* What people call it comes before what a law or a standard does. */
static void
add_object (GListStore *list, JsonObject *object, const AcIsoKind *kind)
{
  const char *code = ac_json_get_string (object, "alpha_2");
  const char *common = ac_json_get_string (object, "common_name");
  const char *name = common != NULL ? common : ac_json_get_string (object, "name");
  const char *translated = NULL;
  g_autofree char *shortened = NULL;

  if (code == NULL || !kind->is_valid (code) || name == NULL || *name == '\0')
    return;

  translated = g_dgettext (kind->domain, name);
  shortened = kind->shorten != NULL ? kind->shorten (translated) : NULL;
  ac_iso_list_add (list, code, shortened != NULL ? shortened : translated);
}

GListStore *
ac_iso_list_new (const AcIsoKind *kind)
{
  g_autofree char *path = g_strdup_printf ("iso-codes/json/iso_%s.json", kind->standard);
  g_autofree char *text = ac_data_file_load (path);
  g_autoptr(GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr(JsonNode) root = bytes != NULL ? ac_json_parse (bytes, AC_JSON_MAX_SIZE, NULL) : NULL;
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                         ? ac_json_get_array (json_node_get_object (root), kind->standard)
                         : NULL;
  GListStore *list = g_list_store_new (AC_TYPE_ISO_ENTRY);

  bind_textdomain_codeset (kind->domain, "UTF-8");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        add_object (list, json_node_get_object (element), kind);
    }

  return list;
}

char *
ac_data_file_load (const char *path)
{
  const char *const *dirs = g_get_system_data_dirs ();

  g_return_val_if_fail (path != NULL, NULL);

  for (guint i = 0; dirs[i] != NULL; i++)
    {
      g_autofree char *full = g_build_filename (dirs[i], path, NULL);
      char *text = NULL;

      if (g_file_get_contents (full, &text, NULL, NULL))
        return text;
    }

  return NULL;
}
