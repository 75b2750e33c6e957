/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-practice-call.h"

G_BEGIN_DECLS

/* Stories of a Page ("Page Stories API"): what they need of the Page, and what a Page needs of
 * them. */

/* Whether the id is of the Page whose token it is; refused otherwise. */
gboolean ac_practice_is_own_page (AcPracticeCall *call);
/* (transfer none): the record of a new post of the Page; its id is in *id (transfer full). */
JsonObject *
ac_practice_add_page_post (AcPracticeCall *call, const char *kind, const char *text, char **id);

/* Whether the id was of a video with a story, which is deleted with it. */
gboolean ac_practice_delete_video_story (AcPracticeCall *call);

G_END_DECLS
