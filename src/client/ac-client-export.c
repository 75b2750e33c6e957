/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "ac-client-data.h"
#include "ac-client-private.h"
#include "ac-export-part.h"
#include "ac-future.h"

#define CHUNK (64 * 1024)

typedef struct
{
  AcWire *wire;
  GFile *file;
  GFile *part; /* beside it, until it is whole */
  int held;    /* the part, so that it isn't taken for what somebody left; -1: not held */
  AcTransfer *transfer;
  gboolean overwrite;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_clear_fd (&self->held, NULL);
  g_object_unref (self->wire);
  g_object_unref (self->file);
  g_object_unref (self->part);
  g_object_unref (self->transfer);
  g_free (self);
}

static AcError
classify (const GError *error)
{
  if (error->domain == AC_ERROR)
    return error->code;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return AC_ERROR_STORAGE_FULL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return AC_ERROR_CONFLICT;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return AC_ERROR_CANCELLED;

  return AC_ERROR_STORAGE;
}

static DexFuture *
reject (Export *self, const GError *error)
{
  const gboolean cancelled = g_cancellable_is_cancelled (ac_transfer_get_scope (self->transfer));

  return dex_future_new_reject (AC_ERROR, cancelled ? AC_ERROR_CANCELLED : classify (error),
                                "The export could not be written: %s", error->message);
}

static GOutputStream *
open_part (Export *self, GError **error)
{
  GOutputStream *stream = NULL;

  if (!self->overwrite && dex_await_boolean (dex_file_query_exists (self->file), NULL))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "There is such a file");
      return NULL;
    }

  ac_export_part_sweep (self->file);
  stream = dex_await_object (
      dex_file_replace (self->part, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT), error);
  if (stream != NULL)
    self->held = ac_export_part_hold (stream);
  return stream;
}

/* The answer ends with its last chunk; what breaks off before is an error of the stream. */
static gboolean
copy (Export *self, GInputStream *from, GOutputStream *to, GError **error)
{
  while (TRUE)
    {
      g_autoptr(GBytes) bytes =
                    dex_await_boxed (ac_future_scope (ac_future_read_bytes (from, CHUNK),
                                                      ac_transfer_get_scope (self->transfer)),
                                     error);
      const gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

      if (size == 0)
        return bytes != NULL;

      for (gsize at = 0; at < size;)
        {
          g_autoptr(GBytes) rest = g_bytes_new_from_bytes (bytes, at, size - at);
          const gint64 n =
              dex_await_int64 (dex_output_stream_write_bytes (to, rest, G_PRIORITY_DEFAULT), error);

          if (n <= 0)
            return FALSE;
          at += n;
        }
      ac_transfer_add (self->transfer, size);
    }
}

/* Gives it its name, which nothing has that isn't whole. */
static gboolean
finish (Export *self, GOutputStream *stream, GError **error)
{
  const GFileCopyFlags flags = self->overwrite ? G_FILE_COPY_OVERWRITE : G_FILE_COPY_NONE;

  return ac_await (dex_output_stream_close (stream, G_PRIORITY_DEFAULT), error) &&
         ac_await (ac_future_move (self->part, self->file, flags), error);
}

static void
let_go (Export *self, GOutputStream *stream)
{
  ac_await (dex_output_stream_close (stream, G_PRIORITY_DEFAULT), NULL);
  ac_await (dex_file_delete (self->part, G_PRIORITY_DEFAULT), NULL);
}

static DexFuture *
export_fiber (gpointer user_data)
{
  Export *self = user_data;
  g_autoptr(AcHttpRequest) request = ac_wire_request (self->wire, "GET", "/v1/export");
  g_autoptr(GInputStream) from = NULL;
  g_autoptr(GOutputStream) to = NULL;
  g_autoptr(GError) error = NULL;

  if (!(to = open_part (self, &error)))
    return reject (self, error);

  ac_http_request_set_scope (request, ac_transfer_get_scope (self->transfer));
  ac_http_request_set_header (request, "Accept", "application/zip");
  if (!(from = dex_await_object (ac_wire_open (self->wire, request), &error)) ||
      !copy (self, from, to, &error) || !finish (self, to, &error))
    {
      let_go (self, to);
      return reject (self, error);
    }

  return dex_future_new_true ();
}

DexFuture *
ac_client_export (AcClient *self, GFile *file, gboolean overwrite, AcTransfer *transfer)
{
  Export *work = NULL;

  dex_return_error_if_fail (AC_IS_CLIENT (self));
  dex_return_error_if_fail (G_IS_FILE (file));

  work = g_new0 (Export, 1);
  work->wire = g_object_ref (self->wire);
  work->file = g_object_ref (file);
  work->part = ac_export_part_name (file);
  work->held = -1;
  work->transfer = g_object_ref (transfer);
  work->overwrite = overwrite;
  return dex_scheduler_spawn (NULL, 0, export_fiber, work, export_free);
}
