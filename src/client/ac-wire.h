/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-purpose.h"
#include "ac-session.h"

G_BEGIN_DECLS

/* The line to the backend: one HTTP session over one Unix socket, and the way to start who should
 * answer there; or, over the network, to a hosted backend that the person is signed in to. */
#define AC_TYPE_WIRE (ac_wire_get_type ())
G_DECLARE_FINAL_TYPE (AcWire, ac_wire, AC, WIRE, GObject)

AcWire *ac_wire_new (const char *socket_path) G_GNUC_WARN_UNUSED_RESULT;

/* To one that nobody starts from here. */
AcWire *ac_wire_new_for_admin (const char *socket_path) G_GNUC_WARN_UNUSED_RESULT;
AcWire *ac_wire_new_for_session (AcSession *session) G_GNUC_WARN_UNUSED_RESULT;
AcSession *ac_wire_get_session (AcWire *self); /* (nullable) */
/* Gives up every request that has no scope of its own, once and for all. */
void ac_wire_close (AcWire *self);

/* A request to the path made by format; ids in it are the caller's to check with ac_id_is_valid().
 */
AcHttpRequest *ac_wire_request (AcWire *self, const char *method, const char *format, ...)
    G_GNUC_PRINTF (3, 4) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to the answer as a JsonNode (a null node when it has no body). Starts the backend when
 * nobody listens. A problem document rejects with the AcError it stands for, a line that stays dead
 * with AC_ERROR_BACKEND_UNAVAILABLE, an answer that is neither with AC_ERROR_BAD_REPLY, a session
 * that has ended with AC_ERROR_SIGN_IN_REQUIRED. */
DexFuture *ac_wire_send (AcWire *self, AcHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/* The same, for an answer that is a file: resolves to its GBytes. */
DexFuture *ac_wire_send_for_file (AcWire *self, AcHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to the GInputStream of an answer that is read as it comes, with no end to its time and
 * size; rejects as ac_wire_send(). */
DexFuture *ac_wire_open (AcWire *self, AcHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to the GInputStream of GET /v1/events after last_event_id (nullable), in a scope of its
 * own; rejects as ac_wire_send(). */
DexFuture *ac_wire_open_events (AcWire *self,
                                const char *last_event_id,
                                GCancellable *scope) G_GNUC_WARN_UNUSED_RESULT;

/* The items of a page (owned by node) and, in next, the cursor of the page after it or NULL.
 * AC_ERROR_BAD_REPLY. */
JsonArray *ac_wire_read_page (JsonNode *node, char **next, GError **error);

/* The error a problem document (RFC 9457) stands for. */
GError *ac_wire_read_problem (GBytes *body) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GListModel of what from_json makes of the items of all pages at path,
 * which may have a query. */
typedef GObject *(*AcNounFunc) (JsonNode *node, GError **error);
DexFuture *ac_wire_list (AcWire *self, const char *path, GType type, AcNounFunc from_json)
    G_GNUC_WARN_UNUSED_RESULT;

/* What this program is, for the receipts of what is agreed to in it; before anything is asked. */
void ac_wire_set_program (AcProgram program);

G_END_DECLS
