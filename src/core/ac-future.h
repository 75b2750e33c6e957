/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Fibers that go on to their own end, also when nobody waits for them any more. Takes work.
 *
 * No fiber may be discarded: libdex 0.10.0 takes it from a queue that it is not in when what it
 * waits for is done in the same moment, and from then on runs none, or one twice (mended in
 * 0.10.1). What a fiber waits for has a scope instead. */
DexFuture *ac_future_keep (DexFuture *work) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for a call of GIO's or libdex's, or for kept work, until scope is cancelled; a call is then
 * given up. Takes call. */
DexFuture *ac_future_scope (DexFuture *call, GCancellable *scope) G_GNUC_WARN_UNUSED_RESULT;

/* Rejects with AC_ERROR_TIMED_OUT when a call or kept work is not done in time; a call is then
 * given up. Takes call. */
DexFuture *ac_future_deadline (DexFuture *call, guint seconds) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to TRUE after a while. */
DexFuture *ac_future_delay (guint milliseconds) G_GNUC_WARN_UNUSED_RESULT;

/* Waits inside a fiber for work whose value is not wanted. Takes the future. */
gboolean ac_await (DexFuture *future, GError **error);

/* GIO calls as futures; discarding one cancels the call. */
DexFuture *ac_future_send (SoupSession *session,
                           SoupMessage *message) G_GNUC_WARN_UNUSED_RESULT; /* GInputStream */
DexFuture *ac_future_read_bytes (GInputStream *stream, gsize max)
    G_GNUC_WARN_UNUSED_RESULT; /* GBytes, empty at the end */
/* Gives file the name of target. */
DexFuture *
ac_future_move (GFile *file, GFile *target, GFileCopyFlags flags) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
