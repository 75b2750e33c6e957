/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"

G_BEGIN_DECLS

/* What a person can wish of the backend, whatever it is doing. */
typedef enum
{
  AC_WISH_STOP, /* all sharing */
  AC_WISH_KEEP_SEPARATE,
  AC_WISH_DO_NOT_SELL,
} AcHeldWishKind;

#define AC_N_HELD_WISHES (AC_WISH_DO_NOT_SELL + 1)

/* What the person asked for and the backend does not know yet. There is one of each kind for each
 * client, so every row for it shows the same; it outlives the panes, and is told as soon as the
 * backend answers. Signals: "changed", also whenever what the backend says changes; "failed"
 * (AcError code). */
#define AC_TYPE_HELD_WISH (ac_held_wish_get_type ())
G_DECLARE_FINAL_TYPE (AcHeldWish, ac_held_wish, AC, HELD_WISH, GObject)

AcHeldWish *ac_held_wish_get (AcClient *client, AcHeldWishKind kind); /* the client's */
void ac_held_wish_set (AcHeldWish *self, gboolean on);
/* The backend does not know yet. */
gboolean ac_held_wish_get_pending (AcHeldWish *self);
/* What is true, or will be once it knows. */
gboolean ac_held_wish_get_on (AcHeldWish *self);
/* What the backend said last; FALSE as long as it said nothing. */
gboolean ac_held_wish_is_granted (AcHeldWish *self);
gboolean ac_held_wish_is_known (AcHeldWish *self);

G_END_DECLS
