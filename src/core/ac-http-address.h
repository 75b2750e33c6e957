/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How far requests may reach. */
typedef enum
{
  AC_HTTP_PUBLIC,   /* https to public addresses: what strangers may name */
  AC_HTTP_PRIVATE,  /* also https inside a home or company: servers that the person or the
                     * administrator chose */
  AC_HTTP_LOOPBACK, /* public, and http to this computer: --allow-loopback-services, tests */
  AC_HTTP_SOCKET,   /* http over one Unix socket: window and acctl to the backend */
} AcHttpReach;

GUri *ac_http_address_parse (AcHttpReach reach,
                             const char *address,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_http_address_is_allowed (AcHttpReach reach, GSocketAddress *address);
char *ac_http_origin (GUri *uri) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
