/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"

G_BEGIN_DECLS

/* What the program does while no window is open: it keeps the notifications, and does what their
 * buttons ask for. Adds to the application, which it keeps from ending meanwhile:
 *   look               tells what there is to tell; the backend asks for it when something happened
 *   retry (STATUS)     sends or deletes again what failed of a status
 *   unlock             asks for the keyring
 *   sign-in (ACCOUNT)  opens the window for it */
#define AC_TYPE_ERRANDS (ac_errands_get_type ())
G_DECLARE_FINAL_TYPE (AcErrands, ac_errands, AC, ERRANDS, GObject)

AcErrands *ac_errands_new (GApplication *application) G_GNUC_WARN_UNUSED_RESULT;
void ac_errands_follow (AcErrands *self, AcClient *client);

G_END_DECLS
