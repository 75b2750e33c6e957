/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "ac-hosted-config.h"

G_BEGIN_DECLS

/* The door of a hosted backend: a TCP port for a TLS proxy, with a guard in front of every
 * connection, and deadlines and numbers that no peer gets past. */
#define AC_TYPE_TCP_LISTENER (ac_tcp_listener_get_type ())
G_DECLARE_FINAL_TYPE (AcTcpListener, ac_tcp_listener, AC, TCP_LISTENER, GObject)

/* AC_ERROR_CONFLICT when somebody listens there already, AC_ERROR_FAILED otherwise. */
AcTcpListener *ac_tcp_listener_new (SoupServer *server,
                                    AcHostedConfig *config,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint ac_tcp_listener_get_n_connections (AcTcpListener *self);
guint64 ac_tcp_listener_get_n_turned_away (AcTcpListener *self); /* over a limit of connections */
guint64 ac_tcp_listener_get_n_late (AcTcpListener *self);        /* closed at a deadline */
/* Lets no one in any more; who is in stays. */
void ac_tcp_listener_close (AcTcpListener *self);

G_END_DECLS
