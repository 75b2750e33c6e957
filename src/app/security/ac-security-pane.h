/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-pane.h"

G_BEGIN_DECLS

/* How the person is signed in here and elsewhere, what their accounts allow, and what to mend. */
#define AC_TYPE_SECURITY_PANE (ac_security_pane_get_type ())
G_DECLARE_FINAL_TYPE (AcSecurityPane, ac_security_pane, AC, SECURITY_PANE, AcPane)

G_END_DECLS
