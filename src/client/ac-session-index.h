/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-session.h"

G_BEGIN_DECLS

/* The person's sign-ins, without their secrets, in their state folder: tells a keyring that is
 * locked from a sign-in that is not there. */

char *ac_session_index_get_path (void) G_GNUC_WARN_UNUSED_RESULT;
/* All sessions, oldest first (transfer full). AC_ERROR_STORAGE when the index can't be read: that
 * is not "none". */
GPtrArray *ac_session_index_read (AcHttp *http, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The session of this name or address, rather one that is not signing-out. AC_ERROR_NOT_FOUND,
 * AC_ERROR_STORAGE. */
AcSession *
ac_session_index_find (AcHttp *http, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same by its id. */
AcSession *
ac_session_index_get (AcHttp *http, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber. Puts session in, or in the place of the one with its id. AC_ERROR_STORAGE. */
gboolean ac_session_index_add (AcSession *session, GError **error);
gboolean ac_session_index_remove (AcSession *session, GError **error);

/* Inside a fiber: waits until no other process of this person holds what is called name.
 * Returns: a descriptor that holds it until closed, or -1 with AC_ERROR_TIMED_OUT after a minute,
 * AC_ERROR_STORAGE */
int ac_session_lock (const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
