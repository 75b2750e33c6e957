/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-wire.h"

G_BEGIN_DECLS

/* What the backend says by itself, for as long as this object lives: opens the stream, starts the
 * backend for that, and opens it again after the last event that came, with growing waits. Signals:
 * "opened"; "event" (type, id, status_id: strings, the ids may be NULL); "lost" (guint: an
 * AcError). */
#define AC_TYPE_EVENT_STREAM (ac_event_stream_get_type ())
G_DECLARE_FINAL_TYPE (AcEventStream, ac_event_stream, AC, EVENT_STREAM, GObject)

AcEventStream *ac_event_stream_new (AcWire *wire) G_GNUC_WARN_UNUSED_RESULT;
void ac_event_stream_start (AcEventStream *self);
/* Tries at once instead of waiting to the end of a pause. */
void ac_event_stream_hurry (AcEventStream *self);

G_END_DECLS
