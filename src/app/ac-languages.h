/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-iso-codes.h"

G_BEGIN_DECLS

/* What a text can be written in: "Not said", the person's own, then the others by name; those that
 * iso-codes has. */
GListModel *ac_languages_get (void); /* (transfer none): of AcIsoEntry */
/* The place of the language; one that isn't in the list is added to it. NULL: not said. */
guint ac_languages_find (const char *tag);

G_END_DECLS
