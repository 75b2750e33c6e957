/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-context.h"

G_BEGIN_DECLS

/* The administrator's door of a hosted backend: a Unix socket for root and the backend's own user,
 * with routes of its own. */
#define AC_TYPE_ADMIN (ac_admin_get_type ())
G_DECLARE_FINAL_TYPE (AcAdmin, ac_admin, AC, ADMIN, GObject)

/* context must outlive it. Errors as of ac_listener_new(). */
AcAdmin *ac_admin_new (AcContext *context,
                       const char *socket_path,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ac_admin_close (AcAdmin *self);

G_END_DECLS
