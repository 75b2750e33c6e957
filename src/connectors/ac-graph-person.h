/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-graph-sign-in.h"

G_BEGIN_DECLS

/* Accounts that are a person's own, at Instagram and Threads: the fibers of AcGraphKind. The call's
 * flow says in what the two differ. */
DexFuture *ac_graph_person_finish_fiber (gpointer call);
DexFuture *ac_graph_person_identify_fiber (gpointer call);
DexFuture *ac_graph_person_revoke_fiber (gpointer call);

G_END_DECLS
