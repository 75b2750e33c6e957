/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pages without a script, which a reader of screens and a browser of any age understand. */

/* The beginning of a page; title is text. */
GString *ac_practice_html_new (const char *title) G_GNUC_WARN_UNUSED_RESULT;
/* Appends <tag>text</tag>, with text escaped. */
void ac_practice_html_add (GString *html, const char *tag, const char *text);
/* Appends a box to tick, or one of several (type "radio"), with its label. */
/* alt (nullable): what it shows */
void ac_practice_html_add_picture (GString *html, const char *address, const char *alt);
void ac_practice_html_add_choice (GString *html,
                                  const char *type,
                                  const char *name,
                                  const char *value,
                                  const char *label,
                                  gboolean active);
/* Appends <form method="post" action="action">. */
void ac_practice_html_open_form (GString *html, const char *action);
void ac_practice_html_add_hidden (GString *html, const char *name, const char *value);
void
ac_practice_html_add_button (GString *html, const char *name, const char *value, const char *label);
void ac_practice_html_close_form (GString *html);

G_END_DECLS
