/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-request.h"

G_BEGIN_DECLS

/* The table of data/openapi.yaml. */
const AcRoute *ac_routes_get (gsize *n_routes);

G_END_DECLS
