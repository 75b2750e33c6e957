/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-choice.h"
#include "ac-keyring-monitor.h"

G_BEGIN_DECLS

/* What is amiss with how the person is signed in, here and at the services: a GListModel of
 * AcFinding, the most pressing first. It follows what it looks at; a finding that stays as it is
 * keeps its object. */
#define AC_TYPE_CHECKUP (ac_checkup_get_type ())
G_DECLARE_FINAL_TYPE (AcCheckup, ac_checkup, AC, CHECKUP, GObject)

AcCheckup *ac_checkup_new (AcChoice *choice,
                           AcClient *client,
                           AcKeyringMonitor *keyring) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
