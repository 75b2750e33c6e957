/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"

G_BEGIN_DECLS

/* What becomes of two accounts' audiences when a link shares between them: the narrower of the two,
 * as far as a service offers one that isn't wider. Pure. */
void ac_merge_audiences (AcAccount *const accounts[2], AcAudience merged[2]);

G_END_DECLS
