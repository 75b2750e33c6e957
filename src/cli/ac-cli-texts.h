/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-cli.h"

G_BEGIN_DECLS

/* Gives --text-for to those of targets, of AcTarget, that it names; FALSE when it names none, which
 * was told. What is in them then belongs to cli. own: they are copies with texts of their own. */
gboolean ac_cli_fill_texts (AcCli *cli, GPtrArray *accounts, GArray *targets, gboolean own);

G_END_DECLS
