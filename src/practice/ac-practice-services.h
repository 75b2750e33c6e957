/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-practice-call.h"

G_BEGIN_DECLS

/* What each service answers; tables that end with { NULL }. */
extern const AcPracticeRoute ac_practice_threads_routes[];
extern const AcPracticeRoute ac_practice_instagram_routes[];
extern const AcPracticeRoute ac_practice_facebook_routes[];
extern const AcPracticeRoute ac_practice_story_routes[];
extern const AcPracticeRoute ac_practice_whatsapp_routes[];
extern const AcPracticeRoute ac_practice_webhook_routes[];
/* Pages for the person who practises. */
extern const AcPracticeRoute ac_practice_page_routes[];
/* What services say of Global Privacy Control. */
extern const AcPracticeRoute ac_practice_gpc_routes[];
/* What services ask the backend for, see ac-practice-asks.h. */
extern const AcPracticeRoute ac_practice_ask_routes[];
/* For tests: what the services hold, the clock, the end of a token. */
extern const AcPracticeRoute ac_practice_control_routes[];

/* A business's number and account, which stand where the ids of Pages do. */
gboolean ac_practice_whatsapp_answer_node (AcPracticeCall *call);

/* In a fiber: tells each subscriber of this kind of object; takes change, which is a member of
 * "changes". id: whose change it is. */
void ac_practice_webhooks_tell (
    AcPracticeCall *call, const char *object, const char *id, const char *field, JsonObject *value);

G_END_DECLS
