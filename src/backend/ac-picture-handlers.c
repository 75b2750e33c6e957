/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-handlers.h"
#include "ac-request-key.h"

/* That one person may have on somebody else's disk. */
#define MAX_HELD 64
#define MAX_HELD_SIZE (8 * (gint64) AC_VIDEO_MAX_SIZE)

static gboolean
check_size (GBytes *file, const AcPictureFacts *facts, GError **error)
{
  if (g_bytes_get_size (file) <= AC_PICTURE_MAX_SIZE || facts->type == AC_PICTURE_MP4)
    return TRUE;
  g_set_error_literal (error, AC_ERROR, AC_ERROR_TOO_LARGE, "The picture is too large");
  return FALSE;
}

static GObject *
add_picture (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  AcPictureFacts facts = { 0 };
  g_autofree char *id = ac_id_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(AcPicture) picture = NULL;
  g_autoptr(AcReply) reply = NULL;

  if (!(bytes = ac_picture_file_clean (request->picture, &facts, error)) ||
      !check_size (request->picture, &facts, error) || !ac_store_sweep_pictures (store, error) ||
      (request->context->config != NULL &&
       !ac_store_check_pictures (store, request->person, MAX_HELD, MAX_HELD_SIZE, error)))
    return NULL;

  picture = ac_picture_new (id, &facts, g_bytes_get_size (bytes));
  ac_picture_set_bytes (picture, bytes);
  if (!ac_store_add_picture (store, request->person, picture, error))
    return NULL;

  reply = ac_reply_new_json (201, ac_picture_to_json (picture));
  return ac_request_key_store (request, store, reply, error) ? G_OBJECT (g_steal_pointer (&reply))
                                                             : NULL;
}

AcReply *
ac_handle_add_picture (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, add_picture, error);

  if (reply == NULL)
    request->key_stored = FALSE;
  return reply;
}
