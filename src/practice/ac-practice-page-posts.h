/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-practice-call.h"

G_BEGIN_DECLS

/* What posts of a Page and its stories have in common. */

/* Whether the id is of the Page whose token it is; refused otherwise. */
gboolean ac_practice_is_own_page (AcPracticeCall *call);
/* (transfer none): the record of a new post of the Page; its id is in *id (transfer full). */
JsonObject *
ac_practice_add_page_post (AcPracticeCall *call, const char *kind, const char *text, char **id);

G_END_DECLS
