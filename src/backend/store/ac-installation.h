/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-database.h"

G_BEGIN_DECLS

/* Where a file is: on which computer, and which file. NULL when it can't be told. */
char *ac_installation_find_file (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/* Tells whether the store is in the place where it was used last. A backup that came back,
 * or a copy on another computer, knows nothing of what was sent since: all that it would send for
 * the first time is then looked for at the service before. moved says whether it is so. */
gboolean
ac_installation_check (AcDatabase *database, const char *place, gboolean *moved, GError **error);

/* What is done then. */
gboolean ac_installation_move (AcDatabase *database, GError **error);
/* It may be so, and what was due by then may have been sent meanwhile: that is looked for before.
 */
gboolean ac_installation_doubt (AcDatabase *database, gint64 until, GError **error);

G_END_DECLS
