/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client-rules.h"

G_BEGIN_DECLS

/* How many posts from before a rule are shared, and sharing them. */
#define AC_TYPE_EARLIER_DIALOG (ac_earlier_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcEarlierDialog, ac_earlier_dialog, AC, EARLIER_DIALOG, AdwDialog)

/* target: of the rule; usual: so many are offered. */
AdwDialog *ac_earlier_dialog_new (AcClient *client,
                                  AcShareRule *rule,
                                  AcAccount *target,
                                  guint usual) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
