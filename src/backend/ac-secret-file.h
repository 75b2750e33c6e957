/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AC_SECRET_FILE_MAX 1024

/* Gives the start of a file that must be closed to group and others, unless it is guarded in
 * another way, in text: that has room for AC_SECRET_FILE_MAX + 1 bytes and is to be wiped. Returns:
 * (nullable): what is wrong, in words. Blocks. */
const char *ac_secret_file_read (const char *path, gboolean guarded, char *text);

G_END_DECLS
