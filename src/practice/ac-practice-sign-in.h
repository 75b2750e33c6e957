/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-practice-call.h"

G_BEGIN_DECLS

/* The pages where a person chooses an account and allows an app what it asks for, and the exchange
 * of the code that comes of it for tokens. */
extern const AcPracticeRoute ac_practice_sign_in_routes[];

G_END_DECLS
