/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What ISO has a code for. Properties: code (NULL: it isn't said), name (in the person's language).
 */
#define AC_TYPE_ISO_ENTRY (ac_iso_entry_get_type ())
G_DECLARE_FINAL_TYPE (AcIsoEntry, ac_iso_entry, AC, ISO_ENTRY, GObject)

const char *ac_iso_entry_get_code (AcIsoEntry *self); /* (nullable) */
const char *ac_iso_entry_get_name (AcIsoEntry *self);

/* A list of them by name, of those entries of a standard of iso-codes, such as "3166-1", that have
 * a code of two letters. */
typedef struct
{
  const char *standard;
  const char *domain; /* of the translations */
  gboolean (*is_valid) (const char *code);
  char *(*shorten) (const char *name); /* (transfer full); NULL: names stay as they are */
} AcIsoKind;

/* Empty where iso-codes isn't there. */
GListStore *ac_iso_list_new (const AcIsoKind *kind) G_GNUC_WARN_UNUSED_RESULT;
/* Adds an entry where its name belongs, or at this place. */
void ac_iso_list_add (GListStore *list, const char *code, const char *name);
void ac_iso_list_insert (GListStore *list, guint place, const char *code, const char *name);
/* The place of the entry with this code (NULL: the one without). G_MAXUINT: it isn't there. */
guint ac_iso_list_find (GListModel *list, const char *code);

/* The text of a file of the system's data, by its path below one of their folders. NULL: it isn't
 * there. */
char *ac_data_file_load (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
