/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a person agrees to for two accounts: the link itself and its three switches. */
typedef enum
{
  AC_PURPOSE_LINK,
  AC_PURPOSE_SIGN_IN,
  AC_PURPOSE_SHARE_STATUS,
  AC_PURPOSE_PERSONALISE,
} AcPurpose;

#define AC_FIRST_SWITCH AC_PURPOSE_SIGN_IN
#define AC_LAST_SWITCH AC_PURPOSE_PERSONALISE
#define AC_N_PURPOSES (AC_LAST_SWITCH + 1)

typedef enum
{
  AC_ANSWER_NONE, /* not asked: it stays as it is */
  AC_ANSWER_NO,
  AC_ANSWER_YES,
} AcAnswer;

/* One answer for each switch. The schema Answers of the API. */
typedef struct
{
  AcAnswer of[AC_N_PURPOSES];
} AcAnswers;

/* What the person used, for the receipt. */
typedef enum
{
  AC_PROGRAM_OTHER,
  AC_PROGRAM_WINDOW,
  AC_PROGRAM_ACCTL,
} AcProgram;

#define AC_PROGRAM_HEADER "Accounts-Center-Program"

/* The switch's member of an object of the API, such as `share_status`. */
const char *ac_purpose_get_member (AcPurpose purpose);

/* object NULL: no answers. AC_ERROR_INVALID when it isn't exactly the schema. */
gboolean ac_answers_from_json (JsonObject *object, AcAnswers *answers, GError **error);
JsonNode *ac_answers_to_json (const AcAnswers *answers) G_GNUC_WARN_UNUSED_RESULT;

const char *ac_purpose_to_slug (AcPurpose purpose);
gboolean ac_purpose_from_slug (const char *slug, AcPurpose *purpose);
const char *ac_program_to_slug (AcProgram program);
gboolean ac_program_from_slug (const char *slug, AcProgram *program);

G_END_DECLS
