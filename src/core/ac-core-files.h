/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tokens are in this process's memory: from here on it leaves no core file behind
 * (setrlimit(2)). Warns when that can't be had. */
void ac_core_files_forbid (void);

G_END_DECLS
