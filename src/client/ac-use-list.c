/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-future.h"
#include "ac-use-list.h"

/* A list view holds 200 rows around those it shows; the window is wider to both sides. */
#define PAGE 100
#define MOST_PAGES (AC_USE_LIST_MOST / PAGE)
#define NEAR_END 10

typedef enum
{
  WHOLE, /* from the newest on, in place of what is shown */
  OLDER,
  NEWER,
} Way;

struct _AcUseList
{
  GObject parent_instance;
  AcWire *wire;
  GCancellable *scope;
  AcUseFilter filter;
  GPtrArray *items;
  GArray *starts;  /* cursor of each page that was ever seen, as gint64, the newest first */
  GArray *lengths; /* of the pages that stand in items */
  guint first;     /* which page is the first of them */
  gboolean ended;  /* nothing comes after the last page of starts */
  Way way;         /* of the last load */
  Way wanted;      /* what was asked for while it went on; WHOLE: nothing */
  gboolean loading;
  gboolean failed;
};

static void ac_use_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcUseList,
                               ac_use_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ac_use_list_model_init))

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_FAILED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* The fiber keeps no hold on the list. */
typedef struct
{
  GWeakRef list;
  AcWire *wire;
  GCancellable *scope; /* cancelled once another load took its place */
  char *query;
  Way way;
  char *next; /* cursor of the page after this one, NULL: there is none */
  GPtrArray *fetched;
} Load;

static void
load_free (gpointer data)
{
  Load *self = data;

  g_weak_ref_clear (&self->list);
  g_object_unref (self->wire);
  g_object_unref (self->scope);
  g_free (self->query);
  g_free (self->next);
  g_ptr_array_unref (self->fetched);
  g_free (self);
}

static void
filter_clear (AcUseFilter *filter)
{
  g_clear_pointer (&filter->account_id, g_free);
  g_clear_pointer (&filter->recipient, g_free);
  g_clear_pointer (&filter->purpose, g_free);
  g_clear_pointer (&filter->outcome, g_free);
  g_clear_pointer (&filter->search, g_free);
}

static void
add_member (GString *query, const char *name, const char *value)
{
  g_autofree char *escaped = NULL;

  if (value == NULL || *value == '\0')
    return;

  escaped = g_uri_escape_string (value, NULL, FALSE);
  g_string_append_printf (query, "&%s=%s", name, escaped);
}

char *
ac_use_filter_write (const AcUseFilter *filter)
{
  GString *query = g_string_new (NULL);

  g_return_val_if_fail (filter != NULL, NULL);

  add_member (query, "account", filter->account_id);
  add_member (query, "recipient", filter->recipient);
  add_member (query, "purpose", filter->purpose);
  add_member (query, "outcome", filter->outcome);
  add_member (query, "search", filter->search);
  return g_string_free (query, FALSE);
}

static void
set_state (AcUseList *self, gboolean loading, gboolean failed)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->loading != loading)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  if (self->failed != failed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILED]);
  self->loading = loading;
  self->failed = failed;
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
read_page (Load *load, JsonNode *node, GError **error)
{
  JsonArray *items = ac_wire_read_page (node, &load->next, error);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      AcUse *use = ac_use_from_json (json_array_get_element (items, i), error);

      if (use == NULL)
        return FALSE;
      g_ptr_array_add (load->fetched, use);
    }

  return items != NULL;
}

static gint64
get_seq (gpointer use)
{
  return ac_use_get_line (use)->seq;
}

/* Of a page that is dropped and loaded again the same lines must come: also of the first one, to
 * which newer ones are added meanwhile. */
static void
take_whole (AcUseList *self, GPtrArray *fetched)
{
  const gint64 start = fetched->len > 0 ? get_seq (g_ptr_array_index (fetched, 0)) + 1 : 0;
  const guint removed = self->items->len;

  g_array_set_size (self->starts, 0);
  g_array_set_size (self->lengths, 0);
  g_array_append_val (self->starts, start);
  g_array_append_val (self->lengths, fetched->len);
  self->first = 0;
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_extend_and_steal (self->items, g_ptr_array_ref (fetched));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, self->items->len);
}

static void
drop_page (AcUseList *self, guint page)
{
  const guint length = g_array_index (self->lengths, guint, page);
  const guint position = page == 0 ? 0 : self->items->len - length;

  g_array_remove_index (self->lengths, page);
  g_ptr_array_remove_range (self->items, position, length);
  g_list_model_items_changed (G_LIST_MODEL (self), position, length, 0);
}

static void
take_older (AcUseList *self, GPtrArray *fetched)
{
  const guint position = self->items->len;
  const guint length = fetched->len;

  g_array_append_val (self->lengths, length);
  g_ptr_array_extend_and_steal (self->items, g_ptr_array_ref (fetched));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, length);
  if (self->lengths->len <= MOST_PAGES)
    return;

  self->first++;
  drop_page (self, 0);
}

static void
take_newer (AcUseList *self, GPtrArray *fetched)
{
  const guint length = fetched->len;

  self->first--;
  g_array_prepend_val (self->lengths, length);
  for (guint i = 0; i < length; i++)
    g_ptr_array_insert (self->items, i, g_ptr_array_index (fetched, i));
  g_ptr_array_set_free_func (fetched, NULL);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, length);
  if (self->lengths->len > MOST_PAGES)
    drop_page (self, self->lengths->len - 1);
}

/* Where the page after the last known one begins. */
static void
learn_next (AcUseList *self, Load *load)
{
  const gint64 start = load->next != NULL ? g_ascii_strtoll (load->next, NULL, 10) : 0;

  if (load->way == NEWER || self->first + self->lengths->len < self->starts->len)
    return;

  self->ended = start == 0;
  if (!self->ended)
    g_array_append_val (self->starts, start);
}

static void load_older (AcUseList *self);
static void load_newer (AcUseList *self);

/* A view asks for what is near the end while it is told of new rows, and not again. */
static void
go_on (AcUseList *self)
{
  const Way wanted = self->wanted;

  self->wanted = WHOLE;
  if (wanted == OLDER)
    load_older (self);
  else if (wanted == NEWER)
    load_newer (self);
}

static DexFuture *
load_fiber (gpointer user_data)
{
  Load *load = user_data;
  g_autoptr(AcHttpRequest) request =
                ac_wire_request (load->wire, "GET", "/v1/ledger?limit=%u%s", PAGE, load->query);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(AcUseList) self = NULL;
  gboolean done = FALSE;

  ac_http_request_set_scope (request, load->scope);
  node = dex_await_boxed (ac_wire_send (load->wire, request), &error);
  done = node != NULL && read_page (load, node, &error);

  if (g_cancellable_is_cancelled (load->scope) || !(self = g_weak_ref_get (&load->list)))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_CANCELLED, "Nobody waits for it any more");

  if (done && load->way == WHOLE)
    take_whole (self, load->fetched);
  else if (done && load->way == OLDER)
    take_older (self, load->fetched);
  else if (done)
    take_newer (self, load->fetched);
  if (done)
    learn_next (self, load);
  set_state (self, FALSE, !done);
  if (done)
    go_on (self);
  return done ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

/* page: which one of starts; for the whole none. */
static void
start_load (AcUseList *self, Way way, guint page)
{
  Load *load = g_new0 (Load, 1);
  g_autofree char *filter = ac_use_filter_write (&self->filter);

  g_weak_ref_init (&load->list, self);
  load->wire = g_object_ref (self->wire);
  load->way = self->way = way;
  self->wanted = WHOLE;
  load->fetched = g_ptr_array_new_with_free_func (g_object_unref);
  load->query = way == WHOLE ? g_steal_pointer (&filter)
                             : g_strdup_printf ("&cursor=%" G_GINT64_FORMAT "%s",
                                                g_array_index (self->starts, gint64, page), filter);
  g_cancellable_cancel (self->scope);
  g_object_unref (self->scope);
  self->scope = g_cancellable_new ();
  load->scope = g_object_ref (self->scope);
  set_state (self, TRUE, FALSE);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, load_fiber, load, load_free));
}

static void
load_older (AcUseList *self)
{
  const guint page = self->first + self->lengths->len;

  if (self->loading)
    self->wanted = OLDER;
  else if (page < self->starts->len)
    start_load (self, OLDER, page);
}

static void
load_newer (AcUseList *self)
{
  if (self->loading)
    self->wanted = NEWER;
  else if (self->first > 0)
    start_load (self, NEWER, self->first - 1);
}

static GType
ac_use_list_get_item_type (GListModel *model)
{
  return AC_TYPE_USE;
}

static guint
ac_use_list_get_n_items (GListModel *model)
{
  return AC_USE_LIST (model)->items->len;
}

static gpointer
ac_use_list_get_item (GListModel *model, guint position)
{
  AcUseList *self = AC_USE_LIST (model);

  if (position >= self->items->len)
    return NULL;

  if (!self->failed && position + NEAR_END >= self->items->len)
    load_older (self);
  else if (!self->failed && position < NEAR_END)
    load_newer (self);

  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
ac_use_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ac_use_list_get_item_type;
  iface->get_n_items = ac_use_list_get_n_items;
  iface->get_item = ac_use_list_get_item;
}

static void
ac_use_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, AC_USE_LIST (object)->loading);
      break;
    case PROP_FAILED:
      g_value_set_boolean (value, AC_USE_LIST (object)->failed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_use_list_dispose (GObject *object)
{
  AcUseList *self = AC_USE_LIST (object);

  g_cancellable_cancel (self->scope);
  g_clear_object (&self->wire);

  G_OBJECT_CLASS (ac_use_list_parent_class)->dispose (object);
}

static void
ac_use_list_finalize (GObject *object)
{
  AcUseList *self = AC_USE_LIST (object);

  g_clear_object (&self->scope);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->lengths, g_array_unref);
  filter_clear (&self->filter);

  G_OBJECT_CLASS (ac_use_list_parent_class)->finalize (object);
}

static void
ac_use_list_class_init (AcUseListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ac_use_list_dispose;
  object_class->finalize = ac_use_list_finalize;
  object_class->get_property = ac_use_list_get_property;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_FAILED] = g_param_spec_boolean ("failed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_use_list_init (AcUseList *self)
{
  self->scope = g_cancellable_new ();
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->lengths = g_array_new (FALSE, FALSE, sizeof (guint));
}

AcUseList *
ac_use_list_new (AcWire *wire)
{
  AcUseList *self = NULL;

  g_return_val_if_fail (AC_IS_WIRE (wire), NULL);

  self = g_object_new (AC_TYPE_USE_LIST, NULL);
  self->wire = g_object_ref (wire);
  return self;
}

void
ac_use_list_load (AcUseList *self, const AcUseFilter *filter)
{
  const AcUseFilter copy = {
    .account_id = g_strdup (filter->account_id),
    .recipient = g_strdup (filter->recipient),
    .purpose = g_strdup (filter->purpose),
    .outcome = g_strdup (filter->outcome),
    .search = g_strdup (filter->search),
  };

  g_return_if_fail (AC_IS_USE_LIST (self));

  filter_clear (&self->filter);
  self->filter = copy;
  start_load (self, WHOLE, 0);
}

void
ac_use_list_try_again (AcUseList *self)
{
  g_return_if_fail (AC_IS_USE_LIST (self));

  if (self->loading || !self->failed)
    return;

  if (self->way == OLDER)
    start_load (self, OLDER, self->first + self->lengths->len);
  else if (self->way == NEWER)
    start_load (self, NEWER, self->first - 1);
  else
    start_load (self, WHOLE, 0);
}

gboolean
ac_use_list_get_loading (AcUseList *self)
{
  g_return_val_if_fail (AC_IS_USE_LIST (self), FALSE);

  return self->loading;
}

gboolean
ac_use_list_get_failed (AcUseList *self)
{
  g_return_val_if_fail (AC_IS_USE_LIST (self), FALSE);

  return self->failed;
}
