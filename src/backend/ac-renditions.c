/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-renditions.h"

#include "ac-clock.h"
#include "ac-decoder.h"
#include "ac-future.h"
#include "ac-store-renditions.h"

typedef struct
{
  char *id; /* of a picture */
  AcPictureBounds bounds;
} Need;

static Need *
need_new (const char *id, const AcPictureBounds *bounds)
{
  Need *self = g_new0 (Need, 1);

  self->id = g_strdup (id);
  self->bounds = *bounds;
  return self;
}

static void
need_free (gpointer data)
{
  Need *self = data;

  g_free (self->id);
  g_free (self);
}

/* Shared with the threads of store and decoder. */
typedef struct
{
  AcRequest *request;
  GBytes *file;
  GPtrArray *needs;     /* of Need: what is not there yet */
  const Need *need;     /* (nullable): the file is to be kept, within nobody's bounds */
  AcPicture *rendition; /* (nullable) */
} Work;

static Work *
work_new (AcRequest *request)
{
  Work *self = g_atomic_rc_box_new0 (Work);

  self->request = ac_request_ref (request);
  self->needs = g_ptr_array_new_with_free_func (need_free);
  return self;
}

static void
clear_work (gpointer data)
{
  Work *self = data;

  ac_request_unref (self->request);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_ptr_array_unref (self->needs);
  g_clear_object (&self->rendition);
}

static void
work_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_unref)

static void
decode (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  AcPictureFacts facts = { 0 };
  g_autofree char *id = ac_id_new ();
  g_autoptr(AcPicture) picture = NULL;
  GError *error = NULL;
  g_autoptr(GBytes) made =
                work->need == NULL
                    ? ac_decoder_take (work->file, &facts, cancellable, &error)
                    : ac_decoder_fit (work->file, &work->need->bounds, &facts, cancellable, &error);

  if (made == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  picture = ac_picture_new (id, &facts, g_bytes_get_size (made));
  ac_picture_set_bytes (picture, made);
  g_task_return_pointer (task, g_steal_pointer (&picture), g_object_unref);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  g_autoptr(GError) error = NULL;
  AcPicture *picture = g_task_propagate_pointer (G_TASK (result), &error);

  if (picture != NULL)
    dex_promise_resolve_object (promise, picture);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

static DexFuture *
start_decoding (Work *work)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr(GTask) task = g_task_new (NULL, work->request->scope, decoded_cb, dex_ref (promise));

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (work), work_unref);
  g_task_run_in_thread (task, decode);
  return DEX_FUTURE (promise);
}

/* Two decoders serve everybody: on somebody else's computer one person gets one of them. */
static AcPicture *
decode_in_turn (Work *work, GError **error)
{
  AcContext *context = work->request->context;
  const char *person = work->request->person;
  AcPicture *picture = NULL;

  if (context->config == NULL)
    return dex_await_object (start_decoding (work), error);
  if (!g_hash_table_add (context->decoding, g_strdup (person)))
    {
      ac_request_refuse_for_now (work->request, AC_RETRY_SECONDS,
                                 "Another picture is being decoded", error);
      return NULL;
    }

  picture = dex_await_object (start_decoding (work), error);
  g_hash_table_remove (context->decoding, person);
  return picture;
}

AcPicture *
ac_renditions_take (AcRequest *request, GBytes *file, GError **error)
{
  g_autoptr(Work) work = work_new (request);

  work->file = g_bytes_ref (file);
  return decode_in_turn (work, error);
}

/* FALSE also where a target or picture is not as it should be. */
static gboolean
find_bounds (AcStore *store, AcRequest *request, JsonNode *node, AcPictureBounds *bounds)
{
  JsonObject *target = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *id = target != NULL ? json_object_get_member (target, "account_id") : NULL;
  g_autoptr(AcAccount) account = NULL;
  AcConnector *connector = NULL;

  if (id == NULL || json_node_get_value_type (id) != G_TYPE_STRING ||
      !(account = ac_store_get_account (store, request->person, json_node_get_string (id), NULL)) ||
      !(connector =
            ac_connectors_get (request->context->connectors, ac_account_get_service (account))))
    return FALSE;

  *bounds = ac_picture_rules_get_bounds (&ac_connector_get_service (connector)->pictures,
                                         ac_account_get_picture_limits (account));
  return bounds->types != 0;
}

static gboolean
are_equal (const AcPictureBounds *one, const AcPictureBounds *other)
{
  return one->types == other->types && one->max_size == other->max_size &&
         one->max_width == other->max_width && one->max_pixels == other->max_pixels;
}

/* Of all targets, each once (of AcPictureBounds). */
static GArray *
list_bounds (AcStore *store, AcRequest *request)
{
  JsonArray *targets = ac_json_get_array (request->body, "targets");
  GArray *list = g_array_new (FALSE, FALSE, sizeof (AcPictureBounds));

  for (guint i = 0; i < json_array_get_length (targets); i++)
    {
      AcPictureBounds bounds = { 0 };
      gboolean known = FALSE;

      if (!find_bounds (store, request, json_array_get_element (targets, i), &bounds))
        continue;
      for (guint j = 0; j < list->len && !known; j++)
        known = are_equal (&bounds, &g_array_index (list, AcPictureBounds, j));
      if (!known)
        g_array_append_val (list, bounds);
    }
  return list;
}

/* (nullable): nobody's */
static AcPicture *
get_picture (AcStore *store, AcRequest *request, JsonNode *node)
{
  JsonObject *picture = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *id = picture != NULL ? json_object_get_member (picture, "id") : NULL;

  return id != NULL && json_node_get_value_type (id) == G_TYPE_STRING
             ? ac_store_describe_unused_picture (store, request->person, json_node_get_string (id),
                                                 NULL)
             : NULL;
}

static gboolean
note_needs (AcStore *store, Work *work, AcPicture *picture, GArray *list, GError **error)
{
  const char *id = ac_picture_get_id (picture);

  for (guint i = 0; i < list->len; i++)
    {
      const AcPictureBounds *bounds = &g_array_index (list, AcPictureBounds, i);
      gboolean there = ac_picture_bounds_admit (bounds, picture);

      if (!there &&
          !ac_store_has_rendition (store, work->request->person, id, bounds, &there, error))
        return FALSE;
      if (!there)
        g_ptr_array_add (work->needs, need_new (id, bounds));
    }
  return TRUE;
}

/* Into work->needs. One picture may be named twice, which is refused later, and made twice here. */
static GObject *
find_needs (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;
  JsonArray *pictures = ac_json_get_array (work->request->body, "pictures");
  g_autoptr(GArray) list = list_bounds (store, work->request);

  g_ptr_array_set_size (work->needs, 0);
  for (guint i = 0; i < MIN (json_array_get_length (pictures), AC_STATUS_MAX_PICTURES); i++)
    {
      g_autoptr(AcPicture) picture =
                    get_picture (store, work->request, json_array_get_element (pictures, i));

      if (picture != NULL && !note_needs (store, work, picture, list, error))
        return NULL;
    }
  return NULL;
}

/* Into work->file. */
static GObject *
load (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;
  g_autoptr(AcPicture) picture =
                ac_store_get_unused_picture (store, work->request->person, work->need->id, error);

  g_clear_pointer (&work->file, g_bytes_unref);
  if (picture == NULL)
    return NULL;
  if (ac_picture_get_bytes (picture) != NULL)
    work->file = g_bytes_ref (ac_picture_get_bytes (picture));
  else
    g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "The picture is gone");
  return NULL;
}

static GObject *
add (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;
  AcRequest *request = work->request;

  if (request->context->config == NULL ||
      ac_store_check_pictures (store, request->person, G_MAXUINT, AC_PICTURES_MAX_HELD_SIZE, error))
    ac_store_add_rendition (store, request->person, work->need->id, &work->need->bounds,
                            work->rendition, error);
  return NULL;
}

static gboolean
run (Work *work, AcStoreFunc func, GError **error)
{
  return ac_await (ac_store_run (work->request->context->store, func,
                                 g_atomic_rc_box_acquire (work), work_unref),
                   error);
}

static gboolean
make (Work *work, GError **error)
{
  if (!run (work, load, error))
    return FALSE;

  g_clear_object (&work->rendition);
  work->rendition = decode_in_turn (work, error);
  return work->rendition != NULL && run (work, add, error);
}

gboolean
ac_renditions_make (AcRequest *request, GError **error)
{
  g_autoptr(Work) work = NULL;

  if (ac_json_get_array (request->body, "pictures") == NULL ||
      ac_json_get_array (request->body, "targets") == NULL)
    return TRUE;

  work = work_new (request);
  if (!run (work, find_needs, error))
    return FALSE;
  for (guint i = 0; i < work->needs->len; i++)
    {
      work->need = g_ptr_array_index (work->needs, i);
      if (!make (work, error))
        return FALSE;
    }
  return TRUE;
}
