/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-future.h"

DexFuture *
ac_future_keep (DexFuture *work)
{
  dex_future_disown (dex_ref (work));
  return work;
}

DexFuture *
ac_future_scope (DexFuture *call, GCancellable *scope)
{
  return dex_future_first (call, dex_cancellable_new_from_cancellable (scope), NULL);
}

static DexFuture *
name_timeout_cb (DexFuture *future, gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (future, &error);
  if (g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_TIMED_OUT, "No answer in time");

  return dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
ac_future_deadline (DexFuture *call, guint seconds)
{
  return dex_future_catch (dex_future_first (call, dex_timeout_new_seconds (seconds), NULL),
                           name_timeout_cb, NULL, NULL);
}

static DexFuture *
delay_over_cb (DexFuture *future, gpointer user_data)
{
  return dex_future_new_true ();
}

DexFuture *
ac_future_delay (guint milliseconds)
{
  return dex_future_catch (dex_timeout_new_msec (milliseconds), delay_over_cb, NULL, NULL);
}

gboolean
ac_await (DexFuture *future, GError **error)
{
  return dex_await (future, error);
}

static void
send_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  g_autoptr(GError) error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);

  if (stream != NULL)
    dex_promise_resolve_object (promise, stream);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

DexFuture *
ac_future_send (SoupSession *session, SoupMessage *message)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT,
                           dex_promise_get_cancellable (promise), send_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
read_bytes_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  g_autoptr(GError) error = NULL;
  GBytes *bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);

  if (bytes != NULL)
    dex_promise_resolve_boxed (promise, G_TYPE_BYTES, bytes);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

DexFuture *
ac_future_read_bytes (GInputStream *stream, gsize max)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  g_input_stream_read_bytes_async (stream, max, G_PRIORITY_DEFAULT,
                                   dex_promise_get_cancellable (promise), read_bytes_cb,
                                   dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
move_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  g_autoptr(GError) error = NULL;

  if (g_file_move_finish (G_FILE (object), result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

DexFuture *
ac_future_move (GFile *file, GFile *target, GFileCopyFlags flags)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  g_file_move_async (file, target, flags, G_PRIORITY_DEFAULT, dex_promise_get_cancellable (promise),
                     NULL, NULL, move_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}
