/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libdex.h>

#include "ac-error.h"
#include "ac-future.h"
#include "ac-stream.h"

struct _AcStream
{
  SoupServerMessage *message;
  char *content_type;
  DexPromise *written; /* while a piece is on its way */
  gboolean begun;
  gboolean gone;
};

static void
wake (AcStream *self)
{
  g_autoptr(DexPromise) written = g_steal_pointer (&self->written);

  if (written != NULL)
    dex_promise_resolve_boolean (written, TRUE);
}

static void
wrote_chunk_cb (SoupServerMessage *message, AcStream *self)
{
  wake (self);
}

static void
finished_cb (SoupServerMessage *message, AcStream *self)
{
  self->gone = TRUE;
  wake (self);
}

AcStream *
ac_stream_new (SoupServerMessage *message, const char *content_type)
{
  AcStream *self = g_new0 (AcStream, 1);

  self->message = g_object_ref (message);
  self->content_type = g_strdup (content_type);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  return self;
}

void
ac_stream_free (AcStream *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->message);
  dex_clear (&self->written);
  g_free (self->content_type);
  g_free (self);
}

static void
begin (AcStream *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  self->begun = TRUE;
  soup_server_message_set_status (self->message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (headers, self->content_type, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
}

gboolean
ac_stream_write (AcStream *self, GBytes *piece, GError **error)
{
  g_autoptr(GBytes) owned = piece;

  if (!self->gone)
    {
      if (!self->begun)
        begin (self);
      self->written = dex_promise_new ();
      soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), owned);
      soup_server_message_unpause (self->message);
      ac_await (dex_ref (DEX_FUTURE (self->written)), NULL);
    }

  if (!self->gone)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CANCELLED, "Nobody reads any more");
  return FALSE;
}

gboolean
ac_stream_has_begun (AcStream *self)
{
  return self->begun;
}

void
ac_stream_end (AcStream *self)
{
  soup_message_body_complete (soup_server_message_get_response_body (self->message));
}

void
ac_stream_break (AcStream *self)
{
  g_autoptr(GIOStream) connection = NULL;

  if (self->gone)
    return;

  connection = soup_server_message_steal_connection (self->message);
  if (connection != NULL)
    g_io_stream_close (connection, NULL, NULL);
}
