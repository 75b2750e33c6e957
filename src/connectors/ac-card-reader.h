/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a page says of itself in its title, and in what it has for those who link to it (Open
 * Graph). One line each, without what isn't seen; NULL: it says nothing. */
typedef struct
{
  char *title;
  char *description;
} AcCardWords;

/* Reads any bytes as HTML. charset: (nullable): as the server named it. */
void ac_card_words_read (AcCardWords *self, GBytes *html, const char *charset);
void ac_card_words_clear (AcCardWords *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcCardWords, ac_card_words_clear)

G_END_DECLS
