/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-router.h"
#include "ac-tcp-listener.h"

G_BEGIN_DECLS

/* What a machine asks of a hosted backend, without a token: `/healthz` (the process answers),
 * `/readyz` (store and vault are open and it does not stop) and `/metrics` (Prometheus text format
 * 0.0.4). They tell numbers, never of a person. */
#define AC_TYPE_HEALTH (ac_health_get_type ())
G_DECLARE_FINAL_TYPE (AcHealth, ac_health, AC, HEALTH, GObject)

AcHealth *ac_health_new (AcContext *context,
                         AcRouter *router,
                         AcTcpListener *listener) G_GNUC_WARN_UNUSED_RESULT;
void ac_health_attach (AcHealth *self, SoupServer *server);
/* From now on nothing is asked of it: it keeps the listener, which keeps the server. */
void ac_health_detach (AcHealth *self, SoupServer *server);
/* `/readyz` says no from now on. */
void ac_health_stop (AcHealth *self);

G_END_DECLS
