/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-store.h"

G_BEGIN_DECLS

/* The sign-ins that this backend sees. What the store says of one is believed for a second: what
 * another process ended is then refused here, too. */
#define AC_TYPE_SESSIONS (ac_sessions_get_type ())
G_DECLARE_FINAL_TYPE (AcSessions, ac_sessions, AC, SESSIONS, GObject)

AcSessions *ac_sessions_new (AcStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to the session's id (a string); the person and the session are made when they aren't
 * there. mark: a hash of what tells this sign-in from the person's others. device: as the program
 * calls itself. signed_in_at: Unix ms; 0 when a sign-in with this mark that was ended can't begin
 * again. AC_ERROR_SIGNED_OUT when it was ended. */
DexFuture *ac_sessions_meet (AcSessions *self,
                             const char *person,
                             const char *mark,
                             const char *device,
                             gint64 signed_in_at) G_GNUC_WARN_UNUSED_RESULT;
/* Something was ended: the store is asked again. */
void ac_sessions_forget (AcSessions *self);

G_END_DECLS
