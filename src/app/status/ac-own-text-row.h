/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The text of its own that a target may have. Signals: "begin" (the person wants to write one:
 * whoever knows the present text begins it), "changed". */
#define AC_TYPE_OWN_TEXT_ROW (ac_own_text_row_get_type ())
G_DECLARE_FINAL_TYPE (AcOwnTextRow, ac_own_text_row, AC, OWN_TEXT_ROW, AdwPreferencesRow)

/* place: what the target is called. */
void ac_own_text_row_set_place (AcOwnTextRow *self, const char *place);
/* NULL: the same text as everywhere. */
const char *ac_own_text_row_get_text (AcOwnTextRow *self);
void ac_own_text_row_set_text (AcOwnTextRow *self, const char *text);
/* Begins with text, and the cursor is there. */
void ac_own_text_row_begin (AcOwnTextRow *self, const char *text);
/* How many characters may follow; G_MAXINT: there is no limit. */
void ac_own_text_row_show_left (AcOwnTextRow *self, int left);

G_END_DECLS
