/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-request.h"

G_BEGIN_DECLS

/* The tables of data/openapi.yaml: for people, and for the administrator of a hosted backend. */
const AcRoute *ac_routes_get (gsize *n_routes);
/* Of those who ask about people, below these paths. */
#define AC_ROUTES_PEOPLE "/v1/people"
#define AC_ROUTES_TERMS "/v1/terms"
const AcRoute *ac_routes_get_of_recipients (gsize *n_routes);
const AcRoute *ac_routes_get_of_admin (gsize *n_routes);
/* The most bytes of a body that people may send there. */
gsize ac_routes_get_max_body (const char *method, const char *path);

G_END_DECLS
