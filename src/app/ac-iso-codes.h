/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The text of a file of the system's data, by its path below one of their folders. NULL: it isn't
 * there. */
char *ac_data_file_load (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/* Calls back for each entry of a standard of iso-codes, such as "3166-1", and makes its names
 * ready to be translated under domain. Nothing where iso-codes isn't there. */
typedef void (*AcIsoCodeFunc) (JsonObject *entry, gpointer user_data);
void ac_iso_codes_foreach (const char *standard,
                           const char *domain,
                           AcIsoCodeFunc func,
                           gpointer user_data);

G_END_DECLS
