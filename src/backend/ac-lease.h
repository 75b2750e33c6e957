/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-http.h"
#include "ac-store.h"

G_BEGIN_DECLS

/* What this process has under way is its own for as long as others hear that it lives. It tells
 * them five times in the length of a lease, and buries those that it has not heard from for a whole
 * one. Each measures with its own clock from when it asked or was answered: how clocks of computers
 * differ doesn't matter, only that they run equally fast. */
#define AC_TYPE_LEASE (ac_lease_get_type ())
G_DECLARE_FINAL_TYPE (AcLease, ac_lease, AC, LEASE, GObject)

/* A minute; less in tests. */
guint ac_lease_get_length_ms (AcHttp *http);
/* Does nothing on a store that is not shared. */
AcLease *ac_lease_new (AcStore *store, guint length_ms) G_GNUC_WARN_UNUSED_RESULT;
void ac_lease_start (AcLease *self);
/* Until when (ac_clock_boot_ms()) no other process has taken over anything of this one's; it lies
 * in the past when others may have. 0 on a store that is not shared: always. */
gint64 ac_lease_get_end (AcLease *self);
/* For the end: what is still under way is others' at once. Resolves to TRUE. */
DexFuture *ac_lease_leave (AcLease *self) G_GNUC_WARN_UNUSED_RESULT;

/* Emitted: "taken-over" (), when a process was buried and its work is to be done. */

G_END_DECLS
