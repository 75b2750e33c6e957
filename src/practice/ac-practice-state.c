/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-practice-state.h"

#define MAX_FILE (16 * 1024 * 1024)
#define FORMAT 1
#define MAX_PICTURES 32
#define FIRST_ID G_GINT64_CONSTANT (17900000000000000)

struct _AcPracticeState
{
  char *path;
  JsonObject *root;
  GHashTable *pictures; /* id → GBytes */
  GQueue ids;           /* of the pictures, the oldest first */
};

/* How long a record is kept for, and how many at most, the newest ones; 0: all. */
static const struct
{
  const char *name;
  gint64 days;
  guint most;
} tables[] = {
  { "apps", 0, 0 },           { "tokens", 120, 200 }, { "codes", 1, 100 },
  { "containers", 2, 500 },   { "posts", 30, 300 },   { "messages", 30, 100 },
  { "subscriptions", 0, 50 }, { "deeds", 1, 2000 },
};

static const AcJsonField fields[] = {
  { "format", AC_JSON_INTEGER },
  { "ahead_ms", AC_JSON_INTEGER },
  { "last_id", AC_JSON_INTEGER },
  { "port", AC_JSON_INTEGER },
  { "apps", AC_JSON_OBJECT },
  { "tokens", AC_JSON_OBJECT },
  { "codes", AC_JSON_OBJECT },
  { "containers", AC_JSON_OBJECT },
  { "posts", AC_JSON_OBJECT },
  { "messages", AC_JSON_OBJECT },
  { "subscriptions", AC_JSON_OBJECT },
  { "deeds", AC_JSON_OBJECT },
  { NULL },
};

static JsonNode *thaw (JsonNode *frozen);

static JsonObject *
thaw_object (JsonObject *frozen)
{
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, frozen);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (object, name, thaw (node));
  return object;
}

/* What was parsed can't be changed. */
static JsonNode *
thaw (JsonNode *frozen)
{
  JsonNode *node = NULL;

  if (JSON_NODE_HOLDS_OBJECT (frozen))
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, thaw_object (json_node_get_object (frozen)));
      return node;
    }
  if (JSON_NODE_HOLDS_ARRAY (frozen))
    {
      JsonArray *from = json_node_get_array (frozen);
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < json_array_get_length (from); i++)
        json_array_add_element (array, thaw (json_array_get_element (from, i)));
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, array);
      return node;
    }

  node = json_node_new (json_node_get_node_type (frozen));
  if (JSON_NODE_HOLDS_VALUE (frozen))
    {
      g_auto(GValue) value = G_VALUE_INIT;

      json_node_get_value (frozen, &value);
      json_node_set_value (node, &value);
    }
  return node;
}

static JsonObject *
make_empty (void)
{
  JsonObject *root = json_object_new ();

  json_object_set_int_member (root, "format", FORMAT);
  json_object_set_int_member (root, "ahead_ms", 0);
  json_object_set_int_member (root, "last_id", FIRST_ID);
  json_object_set_int_member (root, "port", 0);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    json_object_set_object_member (root, tables[i].name, json_object_new ());
  return root;
}

static gboolean
holds_records (JsonObject *root, GError **error)
{
  static const AcJsonField record[] = { { "at", AC_JSON_INTEGER }, { NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      JsonObjectIter iter;
      JsonNode *node = NULL;

      json_object_iter_init (&iter, ac_json_get_object (root, tables[i].name));
      while (json_object_iter_next (&iter, NULL, &node))
        if (!JSON_NODE_HOLDS_OBJECT (node) ||
            !ac_json_check (json_node_get_object (node), record, AC_JSON_OPEN, error))
          return FALSE;
    }
  return TRUE;
}

static JsonObject *
read_file (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize size = 0;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) cause = NULL;

  if (!g_file_get_contents (path, &text, &size, &cause))
    {
      if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return make_empty ();
      return g_set_error (error, AC_ERROR, AC_ERROR_STORAGE, "%s", cause->message), NULL;
    }

  bytes = g_bytes_new_take (g_steal_pointer (&text), size);
  if (!(node = ac_json_parse (bytes, MAX_FILE, &cause)) || !JSON_NODE_HOLDS_OBJECT (node) ||
      !ac_json_check (json_node_get_object (node), fields, AC_JSON_CLOSED, &cause) ||
      !holds_records (json_node_get_object (node), &cause) ||
      ac_json_get_integer (json_node_get_object (node), "format") != FORMAT)
    return g_set_error (error, AC_ERROR, AC_ERROR_STORAGE,
                        "%s is no file of the practice services: %s", path,
                        cause != NULL ? cause->message : "it holds something else"),
           NULL;
  return thaw_object (json_node_get_object (node));
}

AcPracticeState *
ac_practice_state_open (const char *path, GError **error)
{
  g_autoptr(AcPracticeState) self = g_new0 (AcPracticeState, 1);

  self->path = g_strdup (path);
  self->pictures =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_queue_init (&self->ids);
  self->root = path != NULL ? read_file (path, error) : make_empty ();
  return self->root != NULL ? g_steal_pointer (&self) : NULL;
}

void
ac_practice_state_free (AcPracticeState *self)
{
  g_clear_pointer (&self->root, json_object_unref);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  g_queue_clear (&self->ids);
  g_free (self->path);
  g_free (self);
}

JsonObject *
ac_practice_state_get_table (AcPracticeState *self, const char *name)
{
  return ac_json_get_object (self->root, name);
}

JsonObject *
ac_practice_state_add (AcPracticeState *self, const char *table, const char *id)
{
  JsonObject *record = json_object_new ();

  json_object_set_int_member (record, "at", ac_practice_state_now (self));
  json_object_set_object_member (ac_practice_state_get_table (self, table), id, record);
  return record;
}

JsonObject *
ac_practice_state_find (AcPracticeState *self, const char *table, const char *id)
{
  return ac_json_get_object (ac_practice_state_get_table (self, table), id);
}

void
ac_practice_state_remove (AcPracticeState *self, const char *table, const char *id)
{
  JsonObject *records = ac_practice_state_get_table (self, table);

  if (json_object_has_member (records, id))
    json_object_remove_member (records, id);
}

char *
ac_practice_state_new_id (AcPracticeState *self)
{
  gint64 id = ac_json_get_integer (self->root, "last_id") + 1;

  json_object_set_int_member (self->root, "last_id", id);
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

char *
ac_practice_state_keep_picture (AcPracticeState *self, GBytes *bytes)
{
  char *id = ac_practice_state_new_id (self);
  char *key = g_strdup (id);

  if (g_queue_get_length (&self->ids) == MAX_PICTURES)
    g_hash_table_remove (self->pictures, g_queue_pop_head (&self->ids));
  g_queue_push_tail (&self->ids, key);
  g_hash_table_insert (self->pictures, key, g_bytes_ref (bytes));
  return id;
}

GBytes *
ac_practice_state_find_picture (AcPracticeState *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->pictures, id) : NULL;
}

guint16
ac_practice_state_get_port (AcPracticeState *self)
{
  return CLAMP (ac_json_get_integer (self->root, "port"), 0, G_MAXUINT16);
}

void
ac_practice_state_set_port (AcPracticeState *self, guint16 port)
{
  json_object_set_int_member (self->root, "port", port);
}

gint64
ac_practice_state_now (AcPracticeState *self)
{
  return ac_clock_now_ms () + ac_json_get_integer (self->root, "ahead_ms");
}

void
ac_practice_state_advance (AcPracticeState *self, gint64 ms)
{
  json_object_set_int_member (self->root, "ahead_ms",
                              ac_json_get_integer (self->root, "ahead_ms") + ms);
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer user_data)
{
  JsonObject *records = user_data;
  gint64 first = ac_json_get_integer (ac_json_get_object (records, a), "at");
  gint64 second = ac_json_get_integer (ac_json_get_object (records, b), "at");

  return first < second ? 1 : first > second ? -1 : 0;
}

/* A file that only grows would one day be too large to be read. */
static void
forget_old (AcPracticeState *self)
{
  gint64 now = ac_practice_state_now (self);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      JsonObject *records = ac_practice_state_get_table (self, tables[i].name);
      g_autoptr(GList) ids = g_list_sort_with_data (json_object_get_members (records),
                                                    compare_times, records);
      gint64 oldest = tables[i].days > 0 ? now - tables[i].days * AC_PRACTICE_DAY_MS : G_MININT64;
      guint n = 0;

      for (GList *id = ids; id != NULL; id = id->next)
        if (ac_json_get_integer (ac_json_get_object (records, id->data), "at") < oldest ||
            (n++ >= tables[i].most && tables[i].most > 0))
          json_object_remove_member (records, id->data);
    }
}

gboolean
ac_practice_state_save (AcPracticeState *self, GError **error)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), self->root);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) cause = NULL;
  gconstpointer data = NULL;
  gsize size = 0;

  forget_old (self);
  if (self->path == NULL)
    return TRUE;

  bytes = ac_json_to_bytes (node);
  data = g_bytes_get_data (bytes, &size);
  if (g_file_set_contents_full (self->path, data, size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &cause))
    return TRUE;
  g_set_error (error, AC_ERROR,
               g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? AC_ERROR_STORAGE_FULL
                                                                         : AC_ERROR_STORAGE,
               "%s", cause->message);
  return FALSE;
}
