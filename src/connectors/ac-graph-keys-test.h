/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-developer-app.h"
#include "ac-graph.h"

G_BEGIN_DECLS

/* Inside a fiber: asks the service about keys that ac_graph_keys_check() has let pass. Errors as
 * ac_http_send(), and what says nothing about the keys, such as AC_ERROR_RATE_LIMITED. */
gboolean ac_graph_keys_test (AcGraph *graph,
                             const AcService *service,
                             JsonObject *keys,
                             AcVerdict verdicts[AC_APP_N_KEYS],
                             GError **error);

G_END_DECLS
