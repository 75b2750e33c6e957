/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-purpose.h"

static const char *const members[] = {
  [AC_PURPOSE_LINK] = "link",
  [AC_PURPOSE_SIGN_IN] = "sign_in",
  [AC_PURPOSE_SHARE_STATUS] = "share_status",
  [AC_PURPOSE_PERSONALISE] = "personalise",
};
G_STATIC_ASSERT (G_N_ELEMENTS (members) == AC_N_PURPOSES);

static const AcJsonField answers_fields[] = {
  { "sign_in", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "share_status", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "personalise", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { NULL },
};

const char *
ac_purpose_get_member (AcPurpose purpose)
{
  g_return_val_if_fail (purpose < AC_N_PURPOSES, NULL);

  return members[purpose];
}

gboolean
ac_answers_from_json (JsonObject *object, AcAnswers *answers, GError **error)
{
  AcAnswers read = { 0 };

  if (object != NULL && !ac_json_check (object, answers_fields, AC_JSON_CLOSED, NULL))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "The switches are not understood");
      return FALSE;
    }

  for (AcPurpose i = AC_FIRST_SWITCH; object != NULL && i <= AC_LAST_SWITCH; i++)
    if (json_object_has_member (object, members[i]))
      read.of[i] = ac_json_get_boolean (object, members[i]) ? AC_ANSWER_YES : AC_ANSWER_NO;

  *answers = read;
  return TRUE;
}

JsonNode *
ac_answers_to_json (const AcAnswers *answers)
{
  JsonObject *object = json_object_new ();

  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    if (answers->of[i] != AC_ANSWER_NONE)
      json_object_set_boolean_member (object, members[i], answers->of[i] == AC_ANSWER_YES);

  return ac_noun_close (object);
}

const char *
ac_purpose_to_slug (AcPurpose purpose)
{
  return ac_noun_enum_to_slug (AC_TYPE_PURPOSE, purpose);
}

gboolean
ac_purpose_from_slug (const char *slug, AcPurpose *purpose)
{
  int value = 0;

  if (!ac_noun_enum_from_slug (AC_TYPE_PURPOSE, slug, &value))
    return FALSE;

  *purpose = value;
  return TRUE;
}

const char *
ac_program_to_slug (AcProgram program)
{
  return ac_noun_enum_to_slug (AC_TYPE_PROGRAM, program);
}

gboolean
ac_program_from_slug (const char *slug, AcProgram *program)
{
  int value = 0;

  if (!ac_noun_enum_from_slug (AC_TYPE_PROGRAM, slug, &value))
    return FALSE;

  *program = value;
  return TRUE;
}
