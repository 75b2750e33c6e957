/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "ac-store.h"

G_BEGIN_DECLS

/* Open streams of server-sent events. Nothing is sent while nothing changes. */
#define AC_TYPE_EVENT_HUB (ac_event_hub_get_type ())
G_DECLARE_FINAL_TYPE (AcEventHub, ac_event_hub, AC, EVENT_HUB, GObject)

AcEventHub *ac_event_hub_new (AcStore *store) G_GNUC_WARN_UNUSED_RESULT;
/* Answers message with a stream of what changes for person; it goes on after its Last-Event-ID, or
 * from now. */
void ac_event_hub_add (AcEventHub *self, const char *person, SoupServerMessage *message);
/* For what the store does not keep: sent to the person's open streams only, without a number. */
void ac_event_hub_send (AcEventHub *self, const char *person, const char *type, const char *id);
/* The same for everybody, with each one's own id. */
void ac_event_hub_send_to_all (AcEventHub *self, const char *type);
guint ac_event_hub_get_n_streams (AcEventHub *self);
/* For proxies that end silent answers: a line that means nothing. */
void ac_event_hub_beat (AcEventHub *self);
/* Ends the streams that were opened that long ago: who listens must show their token again. */
void ac_event_hub_end_old (AcEventHub *self, guint seconds);
/* Ends this person's streams, for who listens may have been signed out. */
void ac_event_hub_end_person (AcEventHub *self, const char *person);
/* Ends every stream; the backend stops. */
void ac_event_hub_close (AcEventHub *self);

G_END_DECLS
