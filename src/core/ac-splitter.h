/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-text.h"

G_BEGIN_DECLS

#define AC_SPLITTER_MAX_PARTS 25

/* A text as the parts of a thread, each of which is within the limits as ac_text_measure() has it.
 * What is left out is the white space at the cuts, which are at the end of a paragraph where there
 * is one in the second half of a part, else of a sentence, else of a word; graphemes are never cut,
 * links, mentions and hashtags only when one alone is longer than a part. numbered: each part ends
 * with its place, such as " 1/3". A text that fits is one part, as it is. Takes linear time.
 *
 * AC_ERROR_TOO_LONG: more than AC_SPLITTER_MAX_PARTS, a character that is longer than a part, or
 * nothing but white space. */
GStrv ac_splitter_split (const char *text,
                         const AcTextLimits *limits,
                         gboolean numbered,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
