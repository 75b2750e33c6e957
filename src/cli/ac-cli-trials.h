/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-cli.h"

G_BEGIN_DECLS

/* Takes work, which resolves to a GListModel of AcTrial, and shows it. */
AcExit ac_cli_finish_trials (AcCli *cli, DexFuture *work);

G_END_DECLS
