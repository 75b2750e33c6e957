/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* Resolves to TRUE once somebody listens at socket_path, and starts the backend for that when
 * nobody does: the command in ACCOUNTS_CENTER_BACKEND, else by its D-Bus name, else (development
 * builds) the program of the build tree. AC_ERROR_BACKEND_UNAVAILABLE after ten seconds, or when it
 * can't start. */
DexFuture *ac_client_launch (const char *socket_path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
