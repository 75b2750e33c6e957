/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"

G_BEGIN_DECLS

/* Keeps the desktop's notifications as they should be: what needs the person is told once, not
 * while they look at the window, and withdrawn when it needs them no more. What was told is
 * remembered in the state folder, for the next one who looks. */
#define AC_TYPE_NOTICES (ac_notices_get_type ())
G_DECLARE_FINAL_TYPE (AcNotices, ac_notices, AC, NOTICES, GObject)

AcNotices *ac_notices_new (GApplication *application) G_GNUC_WARN_UNUSED_RESULT;
/* Of whose accounts and statuses is told; nothing is of who practises. */
void ac_notices_follow (AcNotices *self, AcClient *client);
/* Resolves to TRUE once all that can be told now is told; connects for it. */
DexFuture *ac_notices_look (AcNotices *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
