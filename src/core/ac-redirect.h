/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the browser comes back to after a sign-in (RFC 8252 §7.3): a random path on a random port
 * of 127.0.0.1, for one attempt and one request. */
#define AC_TYPE_REDIRECT (ac_redirect_get_type ())
G_DECLARE_FINAL_TYPE (AcRedirect, ac_redirect, AC, REDIRECT, GObject)

/* Emits "response" (char *uri) once, with the whole address that was asked for. */
AcRedirect *ac_redirect_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_redirect_get_uri (AcRedirect *self);

G_END_DECLS
