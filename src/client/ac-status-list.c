/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-future.h"
#include "ac-status-list.h"

#define PAGE 20
/* A list view makes rows for 200 at once if it may, which is too much for one frame. */
#define FRAME_MS 16
#define FOR_A_FRAME 3
#define LARGEST_PAGE 200
#define NEAR_END 5

struct _AcStatusList
{
  GObject parent_instance;
  AcWire *wire;
  char *query; /* what is asked for beside the page */
  GCancellable *scope;
  GPtrArray *items;
  GHashTable *by_id; /* the items' own ids */
  GPtrArray *coming; /* what was fetched and is taken in with the next frames */
  char *next;        /* cursor of the page after the last that was loaded; NULL: there is none */
  gboolean begun;
  gboolean loading;
  guint furthest; /* place that was asked for since the last load */
};

static void ac_status_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcStatusList,
                               ac_status_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ac_status_list_model_init))

enum
{
  PROP_0,
  PROP_LOADING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* One or more pages to be asked for; the fiber keeps no hold on the list. */
typedef struct
{
  GWeakRef list;
  AcWire *wire;
  char *query;
  GCancellable *scope; /* cancelled once another load took its place */
  char *cursor;        /* NULL: from the top */
  guint wanted;
  gboolean whole;     /* what no page shows any more is taken out */
  GPtrArray *fetched; /* of AcStatus */
} Load;

static void
load_free (gpointer data)
{
  Load *self = data;

  g_weak_ref_clear (&self->list);
  g_object_unref (self->wire);
  g_object_unref (self->scope);
  g_free (self->cursor);
  g_free (self->query);
  g_ptr_array_unref (self->fetched);
  g_free (self);
}

/* Newest first; ids of one millisecond are told apart, too (RFC 9562, version 7). */
static int
compare (AcStatus *a, AcStatus *b)
{
  const gint64 a_time = ac_status_get_created_at (a);
  const gint64 b_time = ac_status_get_created_at (b);

  if (a_time != b_time)
    return a_time > b_time ? -1 : 1;

  return -strcmp (ac_status_get_id (a), ac_status_get_id (b));
}

static guint
find_place (AcStatusList *self, AcStatus *status)
{
  guint low = 0;
  guint high = self->items->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (compare (g_ptr_array_index (self->items, middle), status) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Those that belong to one place go there at once: a list view lays itself out for each change. */
static void
insert (AcStatusList *self, AcStatus **statuses, guint n_statuses)
{
  guint done = 0;

  while (done < n_statuses)
    {
      const guint place = find_place (self, statuses[done]);
      guint n = 1;

      while (done + n < n_statuses && find_place (self, statuses[done + n]) == place)
        n++;

      for (guint i = 0; i < n; i++)
        g_ptr_array_insert (self->items, place + i, g_object_ref (statuses[done + i]));
      g_list_model_items_changed (G_LIST_MODEL (self), place, 0, n);
      done += n;
    }
}

static void
remove_at (AcStatusList *self, guint position)
{
  AcStatus *status = g_ptr_array_index (self->items, position);

  g_hash_table_remove (self->by_id, ac_status_get_id (status));
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
set_loading (AcStatusList *self, gboolean loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Adds the statuses of one page to what was fetched and moves the cursor on. */
static gboolean
read_page (Load *load, JsonNode *node, GError **error)
{
  JsonArray *items = ac_wire_read_page (node, &load->cursor, error);

  if (items == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      AcStatus *status = ac_status_from_json (json_array_get_element (items, i), error);

      if (status == NULL)
        return FALSE;
      g_ptr_array_add (load->fetched, status);
    }

  return TRUE;
}

static DexFuture *
ask_for_page (Load *load)
{
  const guint limit = CLAMP (load->wanted, PAGE, LARGEST_PAGE);
  g_autofree char *cursor = NULL;
  g_autoptr(AcHttpRequest) request = NULL;

  if (load->cursor == NULL)
    request = ac_wire_request (load->wire, "GET", "/v1/statuses?limit=%u%s", limit, load->query);
  else
    {
      cursor = g_uri_escape_string (load->cursor, NULL, FALSE);
      request = ac_wire_request (load->wire, "GET", "/v1/statuses?limit=%u&cursor=%s%s", limit,
                                 cursor, load->query);
    }

  ac_http_request_set_scope (request, load->scope);
  return ac_wire_send (load->wire, request);
}

static gboolean
fetch (Load *load, GError **error)
{
  do
    {
      g_autoptr(JsonNode) node = dex_await_boxed (ask_for_page (load), error);

      if (node == NULL || !read_page (load, node, error))
        return FALSE;
    }
  while (load->cursor != NULL && load->fetched->len < load->wanted);

  return TRUE;
}

static void
take_out_missing (AcStatusList *self, GPtrArray *fetched)
{
  g_autoptr(GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < fetched->len; i++)
    g_hash_table_add (present, (gpointer) ac_status_get_id (g_ptr_array_index (fetched, i)));

  for (guint i = self->items->len; i > 0; i--)
    if (!g_hash_table_contains (present, ac_status_get_id (g_ptr_array_index (self->items, i - 1))))
      remove_at (self, i - 1);
}

/* A page that was long on its way knows less of a status than an event that came meanwhile. */
static void
update_known (AcStatusList *self, GPtrArray *fetched)
{
  for (guint i = 0; i < fetched->len; i++)
    {
      AcStatus *status = g_ptr_array_index (fetched, i);
      AcStatus *known = g_hash_table_lookup (self->by_id, ac_status_get_id (status));

      if (known != NULL)
        ac_status_update (known, status);
    }
}

/* What was fetched is known from here on, though no row shows it yet. */
static void
expect (AcStatusList *self, Load *load)
{
  if (load->whole)
    {
      take_out_missing (self, load->fetched);
      update_known (self, load->fetched);
    }
  g_ptr_array_set_size (self->coming, 0);
  for (guint i = 0; i < load->fetched->len; i++)
    {
      AcStatus *status = g_ptr_array_index (load->fetched, i);

      if (!g_hash_table_contains (self->by_id, ac_status_get_id (status)))
        g_ptr_array_add (self->coming, g_object_ref (status));
    }
  g_set_str (&self->next, load->cursor);
  self->begun = TRUE;
}

/* As many as a frame has time for. */
static void
take_in_some (AcStatusList *self)
{
  const guint n = MIN (self->coming->len, FOR_A_FRAME);
  AcStatus *statuses[FOR_A_FRAME] = { NULL };

  for (guint i = 0; i < n; i++)
    {
      statuses[i] = g_ptr_array_index (self->coming, i);
      g_hash_table_insert (self->by_id, (gpointer) ac_status_get_id (statuses[i]), statuses[i]);
    }
  insert (self, statuses, n);
  if (n > 0)
    g_ptr_array_remove_range (self->coming, 0, n);
}

/* Returns: whether all of it is in, and nothing took the load's place */
static gboolean
take_in (Load *load)
{
  for (gboolean first = TRUE;; first = FALSE)
    {
      g_autoptr(AcStatusList) self = g_weak_ref_get (&load->list);

      if (self == NULL || g_cancellable_is_cancelled (load->scope))
        return FALSE;
      if (first)
        expect (self, load);
      take_in_some (self);
      if (self->coming->len == 0)
        return TRUE;
      g_clear_object (&self);
      ac_await (ac_future_delay (FRAME_MS), NULL);
    }
}

static DexFuture *start_load (AcStatusList *self, const char *cursor, guint wanted);

/* Who has come near the end will want the next page. */
static void
ask_on (AcStatusList *self, guint position)
{
  if (position + NEAR_END < self->items->len || self->next == NULL)
    return;

  self->furthest = MAX (self->furthest, position);
  dex_future_disown (start_load (self, self->next, 1));
}

static DexFuture *
load_fiber (gpointer user_data)
{
  Load *load = user_data;
  g_autoptr(AcStatusList) self = NULL;
  g_autoptr(GError) error = NULL;
  const gboolean done = fetch (load, &error);

  if ((done && !take_in (load)) || g_cancellable_is_cancelled (load->scope) ||
      !(self = g_weak_ref_get (&load->list)))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_CANCELLED, "Nobody waits for it any more");

  set_loading (self, FALSE);
  if (done)
    {
      const guint furthest = self->furthest;

      self->furthest = 0;
      ask_on (self, furthest);
    }
  return done ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
start_load (AcStatusList *self, const char *cursor, guint wanted)
{
  Load *load = g_new0 (Load, 1);

  g_weak_ref_init (&load->list, self);
  load->wire = g_object_ref (self->wire);
  load->query = g_strdup (self->query);
  load->cursor = g_strdup (cursor);
  load->wanted = wanted;
  load->whole = cursor == NULL;
  load->fetched = g_ptr_array_new_with_free_func (g_object_unref);

  /* Another load that is still under way would bring an older cursor. */
  g_cancellable_cancel (self->scope);
  g_object_unref (self->scope);
  self->scope = g_cancellable_new ();
  load->scope = g_object_ref (self->scope);
  set_loading (self, TRUE);
  return ac_future_scope (
      ac_future_keep (dex_scheduler_spawn (NULL, 0, load_fiber, load, load_free)), self->scope);
}

static GType
ac_status_list_get_item_type (GListModel *model)
{
  return AC_TYPE_STATUS;
}

static guint
ac_status_list_get_n_items (GListModel *model)
{
  return AC_STATUS_LIST (model)->items->len;
}

static gpointer
ac_status_list_get_item (GListModel *model, guint position)
{
  AcStatusList *self = AC_STATUS_LIST (model);

  if (position >= self->items->len)
    return NULL;

  if (self->loading)
    self->furthest = MAX (self->furthest, position);
  else
    ask_on (self, position);

  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
ac_status_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ac_status_list_get_item_type;
  iface->get_n_items = ac_status_list_get_n_items;
  iface->get_item = ac_status_list_get_item;
}

static void
ac_status_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, AC_STATUS_LIST (object)->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_status_list_dispose (GObject *object)
{
  AcStatusList *self = AC_STATUS_LIST (object);

  g_cancellable_cancel (self->scope);
  g_clear_object (&self->wire);

  G_OBJECT_CLASS (ac_status_list_parent_class)->dispose (object);
}

static void
ac_status_list_finalize (GObject *object)
{
  AcStatusList *self = AC_STATUS_LIST (object);

  g_clear_object (&self->scope);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->coming, g_ptr_array_unref);
  g_free (self->next);
  g_free (self->query);

  G_OBJECT_CLASS (ac_status_list_parent_class)->finalize (object);
}

static void
ac_status_list_class_init (AcStatusListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_status_list_dispose;
  object_class->finalize = ac_status_list_finalize;
  object_class->get_property = ac_status_list_get_property;

  properties[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_status_list_init (AcStatusList *self)
{
  self->scope = g_cancellable_new ();
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->coming = g_ptr_array_new_with_free_func (g_object_unref);
}

AcStatusList *
ac_status_list_new (AcWire *wire)
{
  AcStatusList *self = NULL;

  g_return_val_if_fail (AC_IS_WIRE (wire), NULL);

  self = g_object_new (AC_TYPE_STATUS_LIST, NULL);
  self->wire = g_object_ref (wire);
  self->query = g_strdup ("");
  return self;
}

AcStatusList *
ac_status_list_new_of (AcWire *wire, const char *state, const char *search)
{
  AcStatusList *self = ac_status_list_new (wire);
  g_autofree char *words = search != NULL ? g_uri_escape_string (search, NULL, FALSE) : NULL;

  g_free (self->query);
  self->query = g_strconcat (state != NULL ? "&state=" : "", state != NULL ? state : "",
                             words != NULL ? "&search=" : "", words != NULL ? words : "", NULL);
  dex_future_disown (ac_status_list_reload (self));
  return self;
}

DexFuture *
ac_status_list_reload (AcStatusList *self)
{
  dex_return_error_if_fail (AC_IS_STATUS_LIST (self));

  return start_load (self, NULL, self->items->len + self->coming->len);
}

static AcStatus *
find_coming (AcStatusList *self, const char *id)
{
  for (guint i = 0; i < self->coming->len; i++)
    if (g_str_equal (ac_status_get_id (g_ptr_array_index (self->coming, i)), id))
      return g_ptr_array_index (self->coming, i);

  return NULL;
}

AcStatus *
ac_status_list_put (AcStatusList *self, AcStatus *status)
{
  AcStatus *known = NULL;

  g_return_val_if_fail (AC_IS_STATUS_LIST (self), NULL);
  g_return_val_if_fail (AC_IS_STATUS (status), NULL);

  known = ac_status_list_find (self, ac_status_get_id (status));
  if (known != NULL)
    {
      ac_status_update (known, status);
      return g_object_ref (known);
    }

  if (self->begun && (self->next == NULL || find_place (self, status) < self->items->len))
    {
      g_hash_table_insert (self->by_id, (gpointer) ac_status_get_id (status), status);
      insert (self, &status, 1);
    }

  return g_object_ref (status);
}

void
ac_status_list_remove (AcStatusList *self, const char *id)
{
  guint position = 0;

  g_return_if_fail (AC_IS_STATUS_LIST (self));

  if (g_ptr_array_find (self->items, ac_status_list_find (self, id), &position))
    remove_at (self, position);
  else
    g_ptr_array_remove (self->coming, find_coming (self, id));
}

AcStatus *
ac_status_list_find (AcStatusList *self, const char *id)
{
  AcStatus *known = NULL;

  g_return_val_if_fail (AC_IS_STATUS_LIST (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  known = g_hash_table_lookup (self->by_id, id);
  return known != NULL ? known : find_coming (self, id);
}

gboolean
ac_status_list_get_loading (AcStatusList *self)
{
  g_return_val_if_fail (AC_IS_STATUS_LIST (self), FALSE);

  return self->loading;
}
