/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which picture a file is by how it begins, such as "image/heic"; NULL for a JPEG, a PNG, and all
 * that nobody decodes. */
const char *ac_picture_kinds_find (GBytes *file);
/* All that may be decoded, JPEG and PNG among them, what loses nothing first; ends with NULL. */
const char *const *ac_picture_kinds_list (void);

G_END_DECLS
