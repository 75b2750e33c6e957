/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-practice-call.h"

G_BEGIN_DECLS

/* What services ask Accounts Center for: real requests at the backend of whoever practises, as any
 * recipient makes them. Pages at /asks say what each of them wants and what came of it. */

/* line: a JSON object with the backend's socket and each service's secret; NULL: it isn't one. */
AcPracticeAsker *ac_practice_asker_new (const char *line) G_GNUC_WARN_UNUSED_RESULT;
void ac_practice_asker_free (AcPracticeAsker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcPracticeAsker, ac_practice_asker_free)

G_END_DECLS
