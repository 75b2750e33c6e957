/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the browser comes back to after a sign-in (RFC 8252 §7.3): a random path on a random port
 * of 127.0.0.1, for one attempt and one request. */
#define AC_TYPE_REDIRECT (ac_redirect_get_type ())
G_DECLARE_FINAL_TYPE (AcRedirect, ac_redirect, AC, REDIRECT, GObject)

/* Emits "response" (char *uri) once, with the whole address that was asked for. uid: whose browser
 * comes back; nobody else's program is let in as far as ac_peer_may_be() can tell.
 * AC_ERROR_FAILED when no port is free. */
AcRedirect *ac_redirect_new (uid_t uid, GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_redirect_get_uri (AcRedirect *self);

/* Whether text is such an address, on whatever computer it is. */
gboolean ac_redirect_is_uri (const char *text);

G_END_DECLS
