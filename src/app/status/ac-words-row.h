/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Hashtags or languages of a rule, which says itself what of it can't be. */
#define AC_TYPE_WORDS_ROW (ac_words_row_get_type ())
G_DECLARE_FINAL_TYPE (AcWordsRow, ac_words_row, AC, WORDS_ROW, AdwEntryRow)

/* words (nullable), each with the sign before it. */
void ac_words_row_show (AcWordsRow *self, GStrv words, const char *sign);
/* As that member of a rule. FALSE: they can't be, which the row says, and it has the focus. */
gboolean ac_words_row_write (AcWordsRow *self, JsonObject *choices, const char *member);

G_END_DECLS
