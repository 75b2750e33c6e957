/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

typedef gpointer (*AcThreadFunc) (gpointer user_data, GError **error);

/* Ties work to the life of its owner: cancelling scope discards the fiber. Takes work. */
DexFuture *ac_future_scope (DexFuture *work, GCancellable *scope) G_GNUC_WARN_UNUSED_RESULT;

/* Rejects with AC_ERROR_TIMED_OUT when work is not done in time; the work is then discarded. Takes work. */
DexFuture *ac_future_deadline (DexFuture *work, guint seconds) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to TRUE after a while. */
DexFuture *ac_future_delay (guint milliseconds) G_GNUC_WARN_UNUSED_RESULT;

/* Await one kind of answer inside a fiber; each takes the future. */
gboolean ac_await (DexFuture *future, GError **error);

G_END_DECLS
