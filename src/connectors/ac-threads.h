/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"
#include "ac-graph.h"

G_BEGIN_DECLS

/* Threads, by its API (graph.threads.net): texts of a person's own profile. */
AcConnector *ac_threads_new (AcGraph *graph) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
