/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* value is NULL when error is set. */
typedef void (*AcAnswerFunc) (gpointer owner,
                              const GValue *value,
                              const GError *error,
                              gpointer user_data);

void ac_answer_to (DexFuture *future,
                   gpointer owner,
                   AcAnswerFunc reply,
                   gpointer user_data,
                   GDestroyNotify destroy);

G_END_DECLS
