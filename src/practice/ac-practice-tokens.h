/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-practice-call.h"

G_BEGIN_DECLS

/* Developer apps, one for each service, and the tokens that were given to them. Of a token only its
 * SHA-256 is kept: whoever reads the file can't use it. */

extern const char *const ac_practice_services[]; /* ends with NULL */

/* Makes the apps that are not there yet. */
void ac_practice_apps_ensure (AcPracticeState *state);
/* (transfer none): "id", "secret", "name", "needs_proof"; at WhatsApp also "phone_number_id",
 * "business_id" and "token". */
JsonObject *ac_practice_apps_get (AcPracticeState *state, const char *service);
/* (transfer full): the keys of each service's app, for who practises. */
/* The one template of WhatsApp that is approved here: its category is AUTHENTICATION, and a button
 * copies the code. */
#define AC_PRACTICE_TEMPLATE "sign_in_code"

JsonObject *ac_practice_apps_describe (AcPracticeState *state) G_GNUC_WARN_UNUSED_RESULT;
/* Whether client_id and client_secret among the parameters are the app's; FALSE: refused. */
gboolean ac_practice_apps_check_secret (AcPracticeCall *call, const char *service);

/* What a person allowed: the part of a token's record that the next token of theirs inherits. */
typedef struct
{
  const char *service;
  const char *person;
  const char *page;       /* (nullable) */
  JsonArray *permissions; /* (nullable) */
  JsonArray *pages;       /* (nullable): those that the app may act for */
} AcPracticeGrant;

/* The grant of a token's record; lives as long as that. */
AcPracticeGrant ac_practice_tokens_get_grant (JsonObject *record);
/* life_ms 0: it doesn't expire. */
char *ac_practice_tokens_give (AcPracticeState *state,
                               AcPracticeTokens kind,
                               const AcPracticeGrant *grant,
                               gint64 life_ms) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none) (nullable): the record of a token that came as a parameter; NULL: refused. */
JsonObject *
ac_practice_tokens_find (AcPracticeCall *call, const char *service, const char *token_or_null);
/* Ends each token of a person's at a service: why is "removed", "password", "checkpoint",
 * "invalid" or "expired". */
void ac_practice_tokens_end (AcPracticeState *state,
                             const char *service,
                             const char *person,
                             const char *why);
gboolean ac_practice_tokens_is_good (AcPracticeState *state, JsonObject *record);

char *ac_practice_hash (const char *secret) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_practice_array_holds (JsonArray *array_or_null, const char *text);

G_END_DECLS
