/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether the other end of a TCP connection inside this computer is a socket of uid, as the
 * kernel's table of sockets says (proc_pid_net(5)). FALSE when it is another's, has hung up, or is
 * nowhere to be found; TRUE where there is no such table to ask. */
gboolean ac_peer_may_be (GSocketConnection *connection, uid_t uid);

G_END_DECLS
