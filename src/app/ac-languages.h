/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A language under the name that people give it. Properties: tag (NULL: it isn't said), name. */
#define AC_TYPE_LANGUAGE (ac_language_get_type ())
G_DECLARE_FINAL_TYPE (AcLanguage, ac_language, AC, LANGUAGE, GObject)

const char *ac_language_get_tag (AcLanguage *self);
const char *ac_language_get_name (AcLanguage *self);

/* "Not said", the person's own, then the others by name; those that iso-codes has. */
GListModel *ac_languages_get (void); /* (transfer none): of AcLanguage */
/* The place of the language; one that isn't in the list is added to it. NULL: not said. */
guint ac_languages_find (const char *tag);

G_END_DECLS
