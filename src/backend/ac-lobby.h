/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-guard.h"

G_BEGIN_DECLS

/* Where connections wait until their first request is there. A main loop looks at each of its
 * sources each time it turns; here one descriptor (epoll(7)) stands for all who wait, so that those
 * who are served pay nothing for them. */
#define AC_TYPE_LOBBY (ac_lobby_get_type ())
G_DECLARE_FINAL_TYPE (AcLobby, ac_lobby, AC, LOBBY, GObject)

/* A first request is there. */
typedef void (*AcLobbyFunc) (AcGuard *guard, gpointer user_data);

/* func is called from the main loop, for as long as the lobby lives. AC_ERROR_FAILED when the
 * system gives no descriptor. */
AcLobby *
ac_lobby_new (AcLobbyFunc func, gpointer user_data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes guard. Those whose connection ends before are let go of. */
void ac_lobby_take (AcLobby *self, AcGuard *guard);

G_END_DECLS
