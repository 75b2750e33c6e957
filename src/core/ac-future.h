/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Ties work to the life of its owner: cancelling scope discards the fiber. Takes work. */
DexFuture *ac_future_scope (DexFuture *work, GCancellable *scope) G_GNUC_WARN_UNUSED_RESULT;

/* Rejects with AC_ERROR_TIMED_OUT when work is not done in time; the work is then discarded. Takes
 * work. */
DexFuture *ac_future_deadline (DexFuture *work, guint seconds) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to TRUE after a while. */
DexFuture *ac_future_delay (guint milliseconds) G_GNUC_WARN_UNUSED_RESULT;

/* Waits inside a fiber for work whose value is not wanted. Takes the future. */
gboolean ac_await (DexFuture *future, GError **error);

/* GIO calls as futures; discarding one cancels the call. */
DexFuture *ac_future_send (SoupSession *session,
                           SoupMessage *message) G_GNUC_WARN_UNUSED_RESULT; /* GInputStream */
DexFuture *ac_future_read_bytes (GInputStream *stream, gsize max)
    G_GNUC_WARN_UNUSED_RESULT; /* GBytes, empty at the end */

G_END_DECLS
