/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-pane.h"

G_BEGIN_DECLS

/* Who may use what, for which purpose, and who did. */
#define AC_TYPE_PRIVACY_PANE (ac_privacy_pane_get_type ())
G_DECLARE_FINAL_TYPE (AcPrivacyPane, ac_privacy_pane, AC, PRIVACY_PANE, AcPane)

G_END_DECLS
