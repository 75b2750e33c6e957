/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AC_CLOCK_STEADY_MS (10 * 60 * 1000)

/* Milliseconds since 1970-01-01 UTC; the one clock of the store, the outbox and the API. */
gint64 ac_clock_now_ms (void);

/* Tests set the clock; 0 gives the real one back. */
void ac_clock_set_for_tests (gint64 now_ms);
/* Somebody sets the clock that tests have set: only the day's jumps. */
void ac_clock_jump_for_tests (gint64 ms);
/* The computer is started again: the clock that nobody sets begins anew. */
void ac_clock_start_for_tests (void);

/* Milliseconds that pass while the computer sleeps, too, and that nobody sets: for how long ago
 * something was, in this process and on this computer. */
gint64 ac_clock_boot_ms (void);
/* Which start of the computer that counts from; "" where the system has no name for it. */
char *ac_clock_dup_boot_id (void) G_GNUC_WARN_UNUSED_RESULT;

/* How long until the day's clock is believed in what can't be undone: ten minutes after the
 * computer was started, or somebody has set it; 0 when it is. One that follows others (NTP), as far
 * as the system knows, is believed at once. */
gint64 ac_clock_get_doubt_ms (void);
/* In place of ten minutes. */
void ac_clock_set_steady_ms (gint64 ms);

/* RFC 3339 in UTC with milliseconds, as the API writes times. */
char *ac_clock_format (gint64 time_ms) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_clock_parse (const char *text, gint64 *time_ms);

/* A UUID version 7 (RFC 9562): sorts by time of making. */
char *ac_id_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* No UUID made at this time (Unix ms) or later sorts before it. */
char *ac_id_first_at (gint64 time_ms) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_id_is_valid (const char *id);

/* n_bytes of randomness in base64url without padding (RFC 4648 §5). */
char *ac_random_token (gsize n_bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
