/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"

G_BEGIN_DECLS

/* For a bug report: versions and counts; no name, address or text of the person. */
char *ac_diagnostics_write (AcClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
