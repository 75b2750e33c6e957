/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"

G_BEGIN_DECLS

/* That all sharing shall stop, or go on: what the person asked for and the backend does not know
 * yet. There is one for each client, so every row for it shows the same; it outlives the panes, and
 * is told as soon as the backend answers. Signals: "changed", also whenever what the backend says
 * of itself changes; "failed" (AcError code). */
#define AC_TYPE_STOP_WISH (ac_stop_wish_get_type ())
G_DECLARE_FINAL_TYPE (AcStopWish, ac_stop_wish, AC, STOP_WISH, GObject)

AcStopWish *ac_stop_wish_get (AcClient *client); /* the client's */
void ac_stop_wish_set (AcStopWish *self, gboolean stop);
/* The backend does not know yet. */
gboolean ac_stop_wish_get_pending (AcStopWish *self);
/* What is true, or will be once it knows. */
gboolean ac_stop_wish_get_stop (AcStopWish *self);

G_END_DECLS
