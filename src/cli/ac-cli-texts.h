/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-cli.h"

G_BEGIN_DECLS

/* What stands on one line of a table: the beginning of a text, its lines as one. */
char *ac_cli_dup_excerpt (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* A line of its own, below its target. (nullable): it has none */
void ac_cli_add_own_text (AcTable *table, const char *text);
/* Gives --text-for to those of targets, of AcTarget, that it names; FALSE when it names none, which
 * was told. What is in them then belongs to cli. */
gboolean ac_cli_fill_texts (AcCli *cli, GPtrArray *accounts, GArray *targets);

G_END_DECLS
