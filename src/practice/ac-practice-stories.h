/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-practice-call.h"

G_BEGIN_DECLS

/* Stories of a Page ("Page Stories API"). */

/* Whether the id was of a video with a story, which is deleted with it. */
gboolean ac_practice_delete_video_story (AcPracticeCall *call);

G_END_DECLS
