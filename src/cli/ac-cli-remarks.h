/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-cli.h"

G_BEGIN_DECLS

/* Inside a fiber: what is said of text, or of the own texts of targets, beside it, by the options.
 * A card is made where one of the targets shows none by itself; a page that gives none is said, and
 * no failure. NULL: exit says why. */
AcRemarks *ac_cli_read_remarks (AcCli *cli,
                                const char *text,
                                GPtrArray *accounts,
                                GArray *targets,
                                AcExit *exit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
