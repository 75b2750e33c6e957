/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-picture-kinds.h"
#include "ac-renditions.h"
#include "ac-request-key.h"

/* That one person may have on somebody else's disk. */
#define MAX_HELD 64

/* request->picture, or what was made of it. */
typedef struct
{
  AcRequest *request;
  AcPicture *picture;
} Addition;

static void
addition_free (gpointer data)
{
  Addition *self = data;

  ac_request_unref (self->request);
  g_object_unref (self->picture);
  g_free (self);
}

static gboolean
check_room (AcStore *store, AcRequest *request, GError **error)
{
  return request->context->config == NULL ||
         ac_store_check_pictures (store, request->person, MAX_HELD, AC_PICTURES_MAX_HELD_SIZE,
                                  error);
}

static GObject *
look_for_room (AcStore *store, gpointer user_data, GError **error)
{
  if (ac_store_sweep_pictures (store, error))
    check_room (store, user_data, error);
  return NULL;
}

/* Decoding is dear: not for what can't be kept anyway. */
static AcPicture *
decode_picture (AcRequest *request, GError **error)
{
  return ac_await (ac_store_run (request->context->store, look_for_room, ac_request_ref (request),
                                 (GDestroyNotify) ac_request_unref),
                   error)
             ? ac_renditions_take (request, request->picture, error)
             : NULL;
}

static AcPicture *
read_picture (AcRequest *request, GError **error)
{
  AcPictureFacts facts = { 0 };
  g_autofree char *id = ac_id_new ();
  g_autoptr(GBytes) bytes = NULL;
  AcPicture *picture = NULL;

  if (ac_picture_kinds_find (request->picture) != NULL)
    return decode_picture (request, error);
  if (!(bytes = ac_picture_file_clean (request->picture, &facts, error)))
    return NULL;

  picture = ac_picture_new (id, &facts, g_bytes_get_size (bytes));
  ac_picture_set_bytes (picture, bytes);
  return picture;
}

static GObject *
add_picture (AcStore *store, gpointer user_data, GError **error)
{
  Addition *addition = user_data;
  AcRequest *request = addition->request;
  g_autoptr(AcReply) reply = NULL;

  if (!ac_store_sweep_pictures (store, error) || !check_room (store, request, error) ||
      !ac_store_add_picture (store, request->person, addition->picture, error))
    return NULL;

  reply = ac_reply_new_json (201, ac_picture_to_json (addition->picture));
  return ac_request_key_store (request, store, reply, error) ? G_OBJECT (g_steal_pointer (&reply))
                                                             : NULL;
}

AcReply *
ac_handle_add_picture (AcRequest *request, GError **error)
{
  g_autoptr(AcPicture) picture = read_picture (request, error);
  Addition *addition = NULL;
  AcReply *reply = NULL;

  if (picture == NULL)
    return NULL;

  addition = g_new0 (Addition, 1);
  addition->request = ac_request_ref (request);
  addition->picture = g_steal_pointer (&picture);
  reply = dex_await_object (
      ac_store_run (request->context->store, add_picture, addition, addition_free), error);
  if (reply == NULL)
    request->key_stored = FALSE;
  return reply;
}
