/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-cli.h"

G_BEGIN_DECLS

/* Inside a fiber: gives the files of --picture to the backend, with what --alt says of them. NULL
 * when one can't be had, which was told; then nothing is to be shared. */
GListModel *ac_cli_add_pictures (AcCli *cli, AcExit *exit) G_GNUC_WARN_UNUSED_RESULT;
/* Which pictures a service takes. */
char *ac_cli_describe_pictures (const AcPictureRules *rules) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
