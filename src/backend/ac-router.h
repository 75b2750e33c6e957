/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "ac-doorman.h"
#include "ac-request.h"

G_BEGIN_DECLS

#define AC_MAX_BODY_SIZE (1024 * 1024)

/* Finds the route of each request, reads and checks it, runs the handler in a fiber and writes the
 * answer. */
#define AC_TYPE_ROUTER (ac_router_get_type ())
G_DECLARE_FINAL_TYPE (AcRouter, ac_router, AC, ROUTER, GObject)

/* The doorman says whose a request is; context and routes must outlive the router. */
AcRouter *ac_router_new (AcContext *context,
                         AcDoorman *doorman,
                         const AcRoute *routes,
                         gsize n_routes) G_GNUC_WARN_UNUSED_RESULT;
/* For that path and what is below it, unless another is for more of it; NULL: for all. */
void ac_router_attach (AcRouter *self, const char *path, SoupServer *server);
/* Requests that are being answered now, open event streams not counted. */
guint ac_router_get_n_running (AcRouter *self);
guint64 ac_router_get_n_started (AcRouter *self); /* since the start, event streams counted */
guint64 ac_router_get_n_unknown (AcRouter *self); /* of these, of nobody we know */

G_END_DECLS
