/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-renditions.h"

#include "ac-clock.h"
#include "ac-decoder.h"
#include "ac-future.h"
#include "ac-store-renditions.h"

/* Shared with the threads of store and decoder. */
typedef struct
{
  AcRequest *request;
  GBytes *file;
  AcPictureBounds bounds;
  AcPicture *picture;   /* (nullable): what is missing */
  AcPicture *rendition; /* (nullable): of it */
  gboolean kept;        /* the file is to be kept: nobody's bounds */
} Work;

static Work *
work_new (AcRequest *request)
{
  Work *self = g_atomic_rc_box_new0 (Work);

  self->request = ac_request_ref (request);
  return self;
}

static void
clear_work (gpointer data)
{
  Work *self = data;

  ac_request_unref (self->request);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_object (&self->picture);
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
  g_autoptr(GBytes) made = work->kept ? ac_decoder_take (work->file, &facts, cancellable, &error)
                                      : ac_decoder_fit (work->file, &work->bounds, &facts,
                                                        cancellable, &error);

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

AcPicture *
ac_renditions_take (AcRequest *request, GBytes *file, GError **error)
{
  g_autoptr(Work) work = work_new (request);

  work->file = g_bytes_ref (file);
  work->kept = TRUE;
  return dex_await_object (start_decoding (work), error);
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

static AcPicture *
get_picture (AcStore *store, AcRequest *request, JsonNode *node)
{
  JsonObject *picture = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *id = picture != NULL ? json_object_get_member (picture, "id") : NULL;

  return id != NULL && json_node_get_value_type (id) == G_TYPE_STRING
             ? ac_store_get_unused_picture (store, request->person, json_node_get_string (id), NULL)
             : NULL;
}

static gboolean
is_missing (AcStore *store, Work *work, AcPicture *picture, GError **error)
{
  g_autoptr(AcPicture) fitting = NULL;
  g_autoptr(GError) failure = NULL;

  fitting = ac_store_get_fitting (store, work->request->person, picture, &work->bounds, &failure);
  if (failure != NULL && !g_error_matches (failure, AC_ERROR, AC_ERROR_PICTURES_REFUSED))
    g_propagate_error (error, g_steal_pointer (&failure));
  return fitting == NULL;
}

/* Into work->picture. */
static GObject *
find_missing (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;
  JsonArray *targets = ac_json_get_array (work->request->body, "targets");
  JsonArray *pictures = ac_json_get_array (work->request->body, "pictures");

  g_clear_object (&work->picture);
  for (guint i = 0; i < json_array_get_length (pictures); i++)
    {
      g_autoptr(AcPicture) picture =
                    get_picture (store, work->request, json_array_get_element (pictures, i));

      for (guint j = 0; picture != NULL && j < json_array_get_length (targets); j++)
        if (find_bounds (store, work->request, json_array_get_element (targets, j),
                         &work->bounds) &&
            is_missing (store, work, picture, error))
          {
            g_set_object (&work->picture, picture);
            return NULL;
          }
    }
  return NULL;
}

static GObject *
add (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;

  ac_store_add_rendition (store, work->request->person, ac_picture_get_id (work->picture),
                          &work->bounds, work->rendition, error);
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
  g_clear_pointer (&work->file, g_bytes_unref);
  work->file = g_bytes_ref (ac_picture_get_bytes (work->picture));
  g_clear_object (&work->rendition);
  work->rendition = dex_await_object (start_decoding (work), error);
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
  if (!run (work, find_missing, error))
    return FALSE;
  while (work->picture != NULL)
    if (!make (work, error) || !run (work, find_missing, error))
      return FALSE;
  return TRUE;
}
