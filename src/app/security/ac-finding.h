/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-row.h"

G_BEGIN_DECLS

/* Something that the check-up found, and the one button that mends it. It never changes. */
#define AC_TYPE_FINDING (ac_finding_get_type ())
G_DECLARE_FINAL_TYPE (AcFinding, ac_finding, AC, FINDING, GObject)

/* action is of the window or the pane; target (a string) may be NULL. */
AcFinding *ac_finding_new (const char *title,
                           const char *reason,
                           const char *label,
                           const char *action,
                           const char *target) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_finding_equal (AcFinding *self, AcFinding *other);
GtkWidget *ac_finding_create_row (AcFinding *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
