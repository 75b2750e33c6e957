/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-router.h"
#include "ac-tcp-listener.h"

G_BEGIN_DECLS

/* What a machine asks of a hosted backend, without a token: `/healthz` (the process answers),
 * `/readyz` (store and vault are open and it does not stop) and `/metrics` (Prometheus text format
 * 0.0.4). They tell numbers, never of a person. */
typedef struct
{
  AcContext *context;
  AcRouter *router;
  AcTcpListener *listener;
  gboolean stopping;
} AcHealth;

/* health and what it names must outlive the server's handlers. */
void ac_health_attach (AcHealth *health, SoupServer *server);

G_END_DECLS
