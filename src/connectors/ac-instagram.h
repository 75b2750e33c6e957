/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"
#include "ac-graph.h"

G_BEGIN_DECLS

/* Instagram, by its API with Instagram Login (graph.instagram.com): posts and stories of
 * professional accounts. */
AcConnector *ac_instagram_new (AcGraph *graph) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
