/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-graph-sign-in.h"
#include "ac-instagram.h"

G_BEGIN_DECLS

extern const AcService ac_instagram_service;

DexFuture *ac_instagram_publish_fiber (gpointer call);
DexFuture *ac_instagram_find_fiber (gpointer call);
DexFuture *ac_instagram_remove_fiber (gpointer call);

G_END_DECLS
