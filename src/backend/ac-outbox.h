/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-access-cache.h"
#include "ac-connectors.h"
#include "ac-gate.h"
#include "ac-network.h"
#include "ac-picture-shelf.h"
#include "ac-store.h"

G_BEGIN_DECLS

/* Makes true at the services what the store says should be. Sleeps until something is due. */
#define AC_TYPE_OUTBOX (ac_outbox_get_type ())
G_DECLARE_FINAL_TYPE (AcOutbox, ac_outbox, AC, OUTBOX, GObject)

AcOutbox *ac_outbox_new (AcStore *store,
                         AcAccessCache *accesses,
                         AcConnectors *connectors,
                         AcGate *gate,
                         AcPictureShelf *shelf,
                         guint lease_ms) G_GNUC_WARN_UNUSED_RESULT; /* see ac-lease.h */
/* Before it starts: nothing is taken up while network is away, and what failed without one is tried
 * as soon as it is there. */
void ac_outbox_follow_network (AcOutbox *self, AcNetwork *network);
DexFuture *ac_outbox_start (AcOutbox *self)
    G_GNUC_WARN_UNUSED_RESULT;        /* recovers, then works; resolves to TRUE after recovery */
void ac_outbox_wake (AcOutbox *self); /* something was planned */
gboolean ac_outbox_is_idle (AcOutbox *self); /* nothing under way and nothing due ever */
/* Begins nothing any more. */
void ac_outbox_close (AcOutbox *self);
gboolean ac_outbox_is_busy (AcOutbox *self); /* something is under way */
/* Once closed: leaves what is still under way to others. Resolves to TRUE. */
DexFuture *ac_outbox_leave (AcOutbox *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
