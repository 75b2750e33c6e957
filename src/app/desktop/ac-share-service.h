/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Other programs hand over what the person may want to share
 * (org.accountscenter.AccountsCenter.Share1). */
#define AC_TYPE_SHARE_SERVICE (ac_share_service_get_type ())
G_DECLARE_FINAL_TYPE (AcShareService, ac_share_service, AC, SHARE_SERVICE, GObject)

/* What comes from outside activates application's action "compose-with" (text, uris, activation
 * token), which checks it again, because anybody may activate it. */
AcShareService *ac_share_service_new (GApplication *application) G_GNUC_WARN_UNUSED_RESULT;
gboolean
ac_share_service_export (AcShareService *self, GDBusConnection *connection, GError **error);
void ac_share_service_unexport (AcShareService *self);
/* AC_ERROR_TOO_LONG, AC_ERROR_INVALID. */
gboolean ac_share_service_check (const char *text, const char *const *uris, GError **error);

G_END_DECLS
