/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A time as people write it: 18:30 is the next time that the clock here shows that;
 * 2030-12-24T18:30 is here, too, unless its zone stands behind it. ms, or 0: it isn't understood.
 */
gint64 ac_cli_parse_time (const char *text, GDateTime *now);
/* The same, from now on; what isn't understood is told. */
gint64 ac_cli_read_time (const char *text);
char *ac_cli_format_time (gint64 time_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
