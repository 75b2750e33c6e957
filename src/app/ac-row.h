/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-core-enums.h"
#include "ac-row-state.h"

G_BEGIN_DECLS

/* The one row of the window: shows one AcRowState, with offline as an overlay that follows the
 * shell it stands in; who practises finds that said in each row. What is loading for ten seconds
 * shows as an error; state says what is shown. Properties: state, offline, detail (the subtitle
 * when nothing is wrong), reason (instead of it when something is), badge, symbol, has-switch.
 * Signal: "switched" (gboolean on), when a person turns the switch. */
#define AC_TYPE_ROW (ac_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (AcRow, ac_row, AC, ROW, AdwActionRow)

struct _AcRowClass
{
  AdwActionRowClass parent_class;

  /* Says why what can't be had can't; a row that knows more says more. */
  void (*show_details) (AcRow *self);
};

GtkWidget *ac_row_new (const char *title) G_GNUC_WARN_UNUSED_RESULT;

AcRowState ac_row_get_state (AcRow *self);
gboolean ac_row_get_offline (AcRow *self);
/* Forgets a turn of the switch that could not be carried out. */
void ac_row_refresh (AcRow *self);
/* What is set in between is shown all at once. */
void ac_row_freeze (AcRow *self);
void ac_row_thaw (AcRow *self);
void ac_row_set_state (AcRow *self, AcRowState state);
void ac_row_set_offline (AcRow *self, gboolean offline);
void ac_row_set_detail (AcRow *self, const char *detail);
void ac_row_set_reason (AcRow *self, const char *reason);
void ac_row_set_badge (AcRow *self, const char *badge);
void ac_row_set_icon_name (AcRow *self, const char *icon_name);
void ac_row_set_has_switch (AcRow *self, gboolean has_switch);
/* Why it is unavailable, for when it is. manager and uri, who can change it and where, are of
 * AC_UNAVAILABLE_CONNECTOR and may be NULL. */
void ac_row_set_unavailable (AcRow *self, AcUnavailable why, const char *manager, const char *uri);
/* The one that mends what needs attention, or does what the row is for; shown while there is a
 * value to show. label NULL: no button. target is taken when floating. */
void ac_row_set_button (AcRow *self, const char *label, const char *action_name, GVariant *target);
/* Its button is never a suggested one: what it asks may be answered either way. */
void ac_row_set_neutral (AcRow *self);
/* It tells of something outside of the backend in use, so it is no practice, whoever practises. */
void ac_row_set_outside (AcRow *self);
/* What a row says, with the mark of practice where somebody practises. */
char *ac_row_mark_practice (const char *words, gboolean practice) G_GNUC_WARN_UNUSED_RESULT;

/* What a screen reader says of a row besides its title; every one of the words may be NULL or
 * empty, and what the state says already the badge doesn't repeat. */
char *ac_row_join_words (const char *state,
                         const char *badge,
                         const char *subtitle,
                         gboolean offline) G_GNUC_WARN_UNUSED_RESULT;

/* Gives any list box row an action "row.activate": GTK offers assistive technology none of its own.
 */
void ac_row_expose (GtkListBoxRow *row);
/* The same for the part of a row that opens it. */
void ac_row_expose_expander (AdwExpanderRow *row);

G_END_DECLS
