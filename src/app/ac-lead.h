/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-pane.h"

G_BEGIN_DECLS

/* Leads the person to a row of the pane, which is in a window: what bears the row's name there is
 * brought into sight and gets the focus, an account is opened. Waits a while for what is not loaded
 * yet; another call for the same pane takes its place. */
void ac_lead_to (AcPane *pane, const char *row);

G_END_DECLS
