/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-row.h"

G_BEGIN_DECLS

/* Whether the backend may work with no window, which a sandbox has to ask the desktop for. */
GtkWidget *ac_background_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
