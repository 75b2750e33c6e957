/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ac-consent.h"

G_BEGIN_DECLS

/* Several AcCategory, a bit each; in JSON an array of their slugs, each once. */

#define AC_ALL_CATEGORIES ((1u << AC_N_CATEGORIES) - 1)

/* The member name of object; none when it is missing. AC_ERROR_BAD_REPLY. */
gboolean
ac_categories_read (JsonObject *object, const char *name, guint *categories, GError **error);
void ac_categories_write (JsonObject *object, const char *name, guint categories);

G_END_DECLS
