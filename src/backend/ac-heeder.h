/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connectors.h"
#include "ac-store.h"

G_BEGIN_DECLS

/* Finds out who says that they heed the wish that nobody sells or shares: only while the one person
 * of this backend has it, of services that they have an account at, and of each once a day at
 * most. */
#define AC_TYPE_HEEDER (ac_heeder_get_type ())
G_DECLARE_FINAL_TYPE (AcHeeder, ac_heeder, AC, HEEDER, GObject)

AcHeeder *ac_heeder_new (AcStore *store, AcConnectors *connectors, AcHttp *http, const char *person)
    G_GNUC_WARN_UNUSED_RESULT;
/* Whoever looks at the answers wants them fresh. */
void ac_heeder_look (AcHeeder *self);

G_END_DECLS
