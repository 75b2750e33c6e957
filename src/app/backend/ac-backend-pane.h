/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-pane.h"

G_BEGIN_DECLS

/* Where the person's data is kept, and the end of it. */
#define AC_TYPE_BACKEND_PANE (ac_backend_pane_get_type ())
G_DECLARE_FINAL_TYPE (AcBackendPane, ac_backend_pane, AC, BACKEND_PANE, AcPane)

G_END_DECLS
