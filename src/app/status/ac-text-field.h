/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ac-text.h"

G_BEGIN_DECLS

/* A text that somebody writes, with its name above it and what is left below. Signal: "changed". */
#define AC_TYPE_TEXT_FIELD (ac_text_field_get_type ())
G_DECLARE_FINAL_TYPE (AcTextField, ac_text_field, AC, TEXT_FIELD, GtkBox)

/* name: for whom it is; note (nullable): the content note that it is posted with. */
GtkWidget *
ac_text_field_new (const char *name, const char *text, const char *note) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_text_field_get_text (AcTextField *self);
/* Where the cursor is. */
GtkWidget *ac_text_field_get_view (AcTextField *self);
/* It is another one than at the beginning. */
gboolean ac_text_field_is_changed (AcTextField *self);
/* There is something, and not too much of it. */
gboolean ac_text_field_is_good (AcTextField *self);
/* How much of it there may be; notes: the note stands beside it there. */
void ac_text_field_add_limits (AcTextField *self, const AcTextLimits *limits, gboolean notes);
/* Somebody else has put this in place of what was there at the beginning; what was written stays,
 * and where nothing was, it is followed. */
void ac_text_field_show_other (AcTextField *self, const char *text);

G_END_DECLS
