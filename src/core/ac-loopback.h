/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* A port of this computer that only programs of one user are let in at. */
#define AC_TYPE_LOOPBACK (ac_loopback_get_type ())
G_DECLARE_FINAL_TYPE (AcLoopback, ac_loopback, AC, LOOPBACK, GObject)

/* Listens until it is closed. AC_ERROR_FAILED when no port is free. */
AcLoopback *ac_loopback_new (uid_t uid, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SoupServer *ac_loopback_get_server (AcLoopback *self); /* to add handlers to */
guint16 ac_loopback_get_port (AcLoopback *self);
void ac_loopback_close (AcLoopback *self);

G_END_DECLS
