/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"
#include "ac-row-state.h"
#include "ac-use-choice.h"

G_BEGIN_DECLS

/* What is known of one cell, besides what was said. */
typedef struct
{
  gboolean known;   /* what was said was loaded */
  gboolean failed;  /* it could not be */
  gboolean linked;  /* the recipient works together with the account */
  gboolean stopped; /* all sharing */
  gboolean separate;
  AcUnavailable unavailable; /* why the recipient can't be had here */
  AcTerms terms;             /* what the recipient says now; version 0: nothing */
} AcUseFacts;

/* Whether somebody may use what an account holds for one purpose: what the person said, and what
 * they wish and the backend does not know yet. Signal: "changed". */
#define AC_TYPE_USE_CELL (ac_use_cell_get_type ())
G_DECLARE_FINAL_TYPE (AcUseCell, ac_use_cell, AC, USE_CELL, GObject)

AcUseCell *ac_use_cell_new (AcAccount *account,
                            const char *who,
                            AcUsePurpose purpose) G_GNUC_WARN_UNUSED_RESULT;
AcAccount *ac_use_cell_get_account (AcUseCell *self);
const char *ac_use_cell_get_who (AcUseCell *self);
AcUsePurpose ac_use_cell_get_purpose (AcUseCell *self);
AcUseChoice *ac_use_cell_get_choice (AcUseCell *self); /* NULL: nothing was ever said */
const AcUseFacts *ac_use_cell_get_facts (AcUseCell *self);

void ac_use_cell_update (AcUseCell *self, AcUseChoice *choice, const AcUseFacts *facts);

typedef struct
{
  gboolean value;
  guint categories;    /* of a yes */
  guint terms_version; /* of a yes: which of the recipient's the person saw, 0: none */
} AcUseWish;

void ac_use_cell_set_wish (AcUseCell *self, const AcUseWish *wish);
void ac_use_cell_drop_wish (AcUseCell *self);
const AcUseWish *ac_use_cell_get_wish (AcUseCell *self); /* NULL: there is none */

/* The person said yes, and it has not ended. */
gboolean ac_use_cell_is_agreed (AcUseCell *self);
/* It is on without a yes, because of what the person linked, until they say no. */
gboolean ac_use_cell_is_needed (AcUseCell *self);
gboolean ac_use_cell_ends_soon (AcUseCell *self);
/* What the recipient wants beyond the yes, which does not hold as long as it does; NULL: nothing.
 */
const AcTerms *ac_use_cell_get_wider (AcUseCell *self);
/* They get what the person said yes to. */
gboolean ac_use_cell_is_in_effect (AcUseCell *self);
/* The last answer can be taken back now. */
gboolean ac_use_cell_can_undo (AcUseCell *self);
AcRowState ac_use_cell_get_state (AcUseCell *self);

G_END_DECLS
