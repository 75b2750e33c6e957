/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-data.h"
#include "ac-client-private.h"
#include "ac-clock.h"
#include "ac-future.h"

#define PIECE (512 * 1024)
/* A million lines are checked, and written. */
#define RUN_DEADLINE 900

static const AcJsonField import_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "size", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { NULL },
};

typedef struct
{
  AcWire *wire;
  GFile *file;
  AcTransfer *transfer;
  char *id; /* of the import, once it has begun */
} Import;

static void
import_free (gpointer data)
{
  Import *self = data;

  g_object_unref (self->wire);
  g_object_unref (self->file);
  g_object_unref (self->transfer);
  g_free (self->id);
  g_free (self);
}

static JsonNode *
send (Import *self, AcHttpRequest *request, GError **error)
{
  ac_http_request_set_scope (request, ac_transfer_get_scope (self->transfer));
  return dex_await_boxed (ac_wire_send (self->wire, request), error);
}

static GInputStream *
open_file (Import *self, GError **error)
{
  g_autoptr(GFileInfo) info =
                dex_await_object (dex_file_query_info (self->file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                       G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT),
                                  NULL);
  GInputStream *stream = dex_await_object (dex_file_read (self->file, G_PRIORITY_DEFAULT), NULL);

  if (info != NULL)
    ac_transfer_set_total (self->transfer, g_file_info_get_size (info));
  if (stream == NULL)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such file");
  return stream;
}

static gboolean
begin (Import *self, GError **error)
{
  g_autoptr(AcHttpRequest) request = ac_wire_request (self->wire, "POST", "/v1/imports");
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object = NULL;

  ac_client_set_key (request, NULL);
  if (!(node = send (self, request, error)))
    return FALSE;

  object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (object == NULL || !ac_json_check (object, import_fields, AC_JSON_CLOSED, NULL) ||
      !ac_id_is_valid (ac_json_get_string (object, "id")))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The import is not as agreed");
      return FALSE;
    }

  self->id = g_strdup (ac_json_get_string (object, "id"));
  return TRUE;
}

static gboolean
send_piece (Import *self, GBytes *piece, GError **error)
{
  g_autoptr(AcHttpRequest) request = ac_wire_request (
      self->wire, "POST", "/v1/imports/%s/pieces?cursor=%" G_GUINT64_FORMAT, self->id,
      ac_transfer_get_done (self->transfer));
  g_autoptr(JsonNode) node = NULL;

  ac_http_request_set_body (request, "application/zip", piece);
  if (!(node = send (self, request, error)))
    return FALSE;

  ac_transfer_add (self->transfer, g_bytes_get_size (piece));
  return TRUE;
}

static gboolean
send_all (Import *self, GInputStream *stream, GError **error)
{
  while (TRUE)
    {
      g_autoptr(GBytes) piece = dex_await_boxed (ac_future_read_bytes (stream, PIECE), NULL);

      if (piece == NULL)
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "The file can't be read");
          return FALSE;
        }
      if (g_bytes_get_size (piece) == 0)
        return TRUE;
      if (!send_piece (self, piece, error))
        return FALSE;
    }
}

static JsonNode *
run (Import *self, GError **error)
{
  g_autoptr(AcHttpRequest) request =
                ac_wire_request (self->wire, "POST", "/v1/imports/%s/run", self->id);

  ac_transfer_set_sent (self->transfer);
  ac_http_request_set_deadline (request, RUN_DEADLINE);
  return send (self, request, error);
}

/* Whatever there is of it goes at once, and not after the hour that the backend waits. */
static void
let_go (Import *self)
{
  g_autoptr(AcHttpRequest) request = NULL;

  if (self->id == NULL)
    return;

  request = ac_wire_request (self->wire, "DELETE", "/v1/imports/%s", self->id);
  ac_await (ac_wire_send (self->wire, request), NULL);
}

static DexFuture *
import_fiber (gpointer user_data)
{
  Import *self = user_data;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode *node = NULL;

  if (!(stream = open_file (self, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (begin (self, &error) && send_all (self, stream, &error) && (node = run (self, &error)))
    return dex_future_new_take_boxed (JSON_TYPE_NODE, node);

  let_go (self);
  if (g_cancellable_is_cancelled (ac_transfer_get_scope (self->transfer)))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_CANCELLED, "The person thought better of it");
  return dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
ac_client_import (AcClient *self, GFile *file, AcTransfer *transfer)
{
  Import *work = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (G_IS_FILE (file));

  work = g_new0 (Import, 1);
  work->wire = g_object_ref (self->wire);
  work->file = g_object_ref (file);
  work->transfer = g_object_ref (transfer);
  return dex_scheduler_spawn (NULL, 0, import_fiber, work, import_free);
}
