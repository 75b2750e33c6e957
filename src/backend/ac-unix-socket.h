/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A socket that listens at path, 0600. AC_ERROR_INVALID when the path is too long. */
GSocket *ac_unix_socket_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* libsoup keeps a connection open for the next request only while it listens somewhere itself: it
 * gets a socket whose name in directory is gone before anybody is told of it. */
gboolean
ac_unix_socket_keep_connections (SoupServer *server, const char *directory, GError **error);

G_END_DECLS
