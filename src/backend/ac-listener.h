/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The door of an embedded backend: a Unix socket that only its own user can come through. */
#define AC_TYPE_LISTENER (ac_listener_get_type ())
G_DECLARE_FINAL_TYPE (AcListener, ac_listener, AC, LISTENER, GObject)

/* Listens at socket_path, in a directory made 0700 (and refused when others may write there); the
 * socket is 0600. Peers of another user than uid are turned away before one byte is read.
 * Properties: n-connections. AC_ERROR_CONFLICT when another backend listens there, AC_ERROR_FAILED
 * otherwise. */
AcListener *ac_listener_new (SoupServer *server, const char *socket_path, uid_t uid, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Peers that are root, too. */
void ac_listener_let_root_in (AcListener *self);
guint ac_listener_get_n_connections (AcListener *self);
void ac_listener_close (AcListener *self);

G_END_DECLS
