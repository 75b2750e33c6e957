/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-cli.h"

G_BEGIN_DECLS

/* The files of --picture, with what --alt says of them. NULL when one can't be had, which was told.
 */
GListModel *ac_cli_read_pictures (AcCli *cli, AcExit *exit) G_GNUC_WARN_UNUSED_RESULT;
/* Says for which accounts (of AcAccount) pictures will be made to fit first. */
void ac_cli_tell_changes (AcCli *cli, GPtrArray *accounts, GListModel *pictures);
/* Which pictures a service takes, and whether a video. */
char *ac_cli_describe_pictures (const AcService *service) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
