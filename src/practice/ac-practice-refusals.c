/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-practice-call.h"

/* Documented by Meta with these codes and subcodes; the status is 400 for nearly all, so that
 * nobody gets by with reading that alone. */
static const struct
{
  int code;
  int subcode;
  const char *message;
  guint status;
  gboolean transient;
} refusals[] = {
  [AC_PRACTICE_OK] = { 1, 0, "An unknown error occurred", 500, TRUE },
  [AC_PRACTICE_FAILED] = { 2, 0, "Service temporarily unavailable", 500, TRUE },
  [AC_PRACTICE_NO_PATH] = { 2500, 0, "Unknown path components", 400, FALSE },
  [AC_PRACTICE_NO_METHOD] = { 100, 0, "Unsupported request", 400, FALSE },
  [AC_PRACTICE_NO_OBJECT] = { 100, 33,
                              "Object does not exist, cannot be loaded due to missing "
                              "permissions, or does not support this operation",
                              400, FALSE },
  [AC_PRACTICE_BAD_PARAMETER] = { 100, 0, "(#100) Invalid parameter", 400, FALSE },
  [AC_PRACTICE_BAD_FIELD] = { 100, 0, "(#100) Tried accessing nonexisting field", 400, FALSE },
  [AC_PRACTICE_NO_TOKEN] = { 2500, 0, "An active access token must be used", 400, FALSE },
  [AC_PRACTICE_BAD_TOKEN] = { 190, 0, "Invalid OAuth access token - Cannot parse access token", 401,
                              FALSE },
  [AC_PRACTICE_WRONG_TOKEN] = { 190, 2069032, "This kind of access token is not supported here",
                                400, FALSE },
  [AC_PRACTICE_TOKEN_EXPIRED] = { 190, 463, "Error validating access token: Session has expired",
                                  400, FALSE },
  [AC_PRACTICE_TOKEN_REMOVED] = { 190, 458,
                                  "Error validating access token: The user has not "
                                  "authorized application",
                                  400, FALSE },
  [AC_PRACTICE_TOKEN_PASSWORD] = { 190, 460,
                                   "Error validating access token: The session has been "
                                   "invalidated because the user changed their password",
                                   400, FALSE },
  [AC_PRACTICE_TOKEN_CHECKPOINT] = { 190, 459,
                                     "Error validating access token: You cannot access "
                                     "the app till you log in and follow the instructions",
                                     400, FALSE },
  [AC_PRACTICE_TOKEN_INVALID] = { 190, 467, "Error validating access token: Invalid session", 400,
                                  FALSE },
  [AC_PRACTICE_NOT_EXCHANGED] = { 452, 0, "Session key invalid", 400, FALSE },
  [AC_PRACTICE_NO_PERMISSION] = { 10, 0,
                                  "(#10) Application does not have permission for this action", 403,
                                  FALSE },
  [AC_PRACTICE_NO_PAGE_PERMISSION] = { 200, 0, "(#200) The permission is not available", 403,
                                       FALSE },
  [AC_PRACTICE_BAD_PROOF] = { 100, 0, "Invalid appsecret_proof provided in the API argument", 400,
                              FALSE },
  [AC_PRACTICE_NO_PROOF] = { 100, 0,
                             "API calls from the server require an appsecret_proof argument", 400,
                             FALSE },
  [AC_PRACTICE_BAD_APP] = { 101, 0, "Error validating application", 400, FALSE },
  [AC_PRACTICE_BAD_SECRET] = { 1, 0, "Error validating client secret", 400, FALSE },
  [AC_PRACTICE_BAD_CODE] = { 100, 0, "Invalid verification code format", 400, FALSE },
  [AC_PRACTICE_CODE_USED] = { 100, 36009, "This authorization code has been used", 400, FALSE },
  [AC_PRACTICE_CODE_EXPIRED] = { 100, 36007, "This authorization code has expired", 400, FALSE },
  [AC_PRACTICE_OTHER_REDIRECT] = { 100, 36008,
                                   "Error validating verification code. Please make "
                                   "sure your redirect_uri is identical to the one you "
                                   "used in the OAuth dialog request",
                                   400, FALSE },
  [AC_PRACTICE_BLOCKED_REDIRECT] = { 191, 0, "URL blocked: it is not registered with the app", 400,
                                     FALSE },
  [AC_PRACTICE_TOO_MANY_CALLS] = { 4, 0, "(#4) Application request limit reached", 403, TRUE },
  [AC_PRACTICE_QUOTA] = { 9, 2207042,
                          "Application request limit reached: the maximum number of "
                          "posts in 24 hours",
                          403, FALSE },
  [AC_PRACTICE_DUPLICATE] = { 506, 0, "(#506) Duplicate status message", 400, FALSE },
  [AC_PRACTICE_NOT_READY] = { 9007, 2207027, "Media ID is not available", 400, FALSE },
  [AC_PRACTICE_CONTAINER_EXPIRED] = { -2, 2207020, "The media you are trying to access has expired",
                                      400, FALSE },
  [AC_PRACTICE_CONTAINER_FAILED] = { -1, 2207032,
                                     "Create media fail, please try to re-create media", 400,
                                     FALSE },
  [AC_PRACTICE_CAPTION_TOO_LONG] = { 36004, 2207010, "The post caption was too long", 400, FALSE },
  [AC_PRACTICE_MEDIA_UNREADABLE] = { 9004, 2207052, "The media could not be fetched from this URI",
                                     400, FALSE },
  [AC_PRACTICE_CALLBACK_FAILED] = { 2200, 0, "(#2200) The URL couldn't be validated", 400, FALSE },
  [AC_PRACTICE_NOT_REGISTERED] = { 133010, 0, "(#133010) Account not registered", 400, FALSE },
  [AC_PRACTICE_NOT_ALLOWED_NUMBER] = { 131030, 0,
                                       "(#131030) Recipient phone number not in allowed "
                                       "list",
                                       400, FALSE },
  [AC_PRACTICE_WINDOW_CLOSED] = { 131047, 0, "(#131047) Re-engagement message", 400, FALSE },
  [AC_PRACTICE_NO_TEMPLATE] = { 132001, 0,
                                "(#132001) Template name does not exist in the "
                                "translation",
                                404, FALSE },
  [AC_PRACTICE_TEMPLATE_PARAMETERS] = { 132000, 0,
                                        "(#132000) Number of parameters does not match "
                                        "the expected number of params",
                                        400, FALSE },
  [AC_PRACTICE_MISSING_PARAMETER] = { 131008, 0, "(#131008) Required parameter is missing", 400,
                                      FALSE },
  [AC_PRACTICE_BAD_VALUE] = { 131009, 0, "(#131009) Parameter value is not valid", 400, FALSE },
  [AC_PRACTICE_PAIR_LIMIT] = { 131056, 0,
                               "(#131056) Business account, consumer account pair rate "
                               "limit hit",
                               400, TRUE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (refusals) == AC_PRACTICE_N_REFUSALS);

static void
answer_error (AcPracticeCall *self,
              guint status,
              int code,
              int subcode,
              gboolean transient,
              const char *message)
{
  JsonObject *object = json_object_new ();
  JsonObject *error = json_object_new ();
  g_autofree char *trace = ac_random_token (15);

  json_object_set_string_member (error, "message", message);
  json_object_set_string_member (error, "type",
                                 subcode == 33 ? "GraphMethodException" : "OAuthException");
  json_object_set_int_member (error, "code", code);
  if (subcode != 0)
    json_object_set_int_member (error, "error_subcode", subcode);
  json_object_set_boolean_member (error, "is_transient", transient);
  json_object_set_string_member (error, "fbtrace_id", trace);
  json_object_set_object_member (object, "error", error);
  ac_practice_call_answer (self, object);
  self->answer.status = status;
}

void
ac_practice_call_refuse (AcPracticeCall *self, AcPracticeRefusal refusal, const char *detail)
{
  g_autofree char *message = detail != NULL
                                 ? g_strconcat (refusals[refusal].message, ": ", detail, NULL)
                                 : g_strdup (refusals[refusal].message);

  answer_error (self, refusals[refusal].status, refusals[refusal].code, refusals[refusal].subcode,
                refusals[refusal].transient, message);
}

void
ac_practice_call_refuse_with (AcPracticeCall *self, guint status, int code, int subcode)
{
  answer_error (self, status, code, subcode, code == 1 || code == 2 || code == 4,
                "An error that was asked for");
}
