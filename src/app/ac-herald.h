/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"

G_BEGIN_DECLS

/* Tells the person, by the desktop, of each feature that they wanted to be told of and that can be
 * had now: once, whatever else looks at the same backend. As long as the client lives. */
void ac_herald_follow (AcClient *client);

G_END_DECLS
