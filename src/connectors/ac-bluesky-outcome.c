/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-private.h"

static const struct
{
  const char *name;
  AcOutcomeKind kind;
  AcError error;
} names[] = {
  { "ExpiredToken", AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED },
  { "InvalidToken", AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED },
  { "invalid_token", AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED },
  { "ScopeMissingError", AC_OUTCOME_REJECTED, AC_ERROR_SCOPE_MISSING },
  { "InvalidSwap", AC_OUTCOME_REJECTED, AC_ERROR_CONFLICT },
  { "AccountTakedown", AC_OUTCOME_REJECTED, AC_ERROR_PERMISSION_DENIED },
  { "RepoDeactivated", AC_OUTCOME_REJECTED, AC_ERROR_PERMISSION_DENIED },
};

AcOutcome *
ac_bluesky_read_outcome (AcHttpResponse *response)
{
  guint status = ac_http_response_get_status (response);
  g_autofree char *name =
      status >= 400 && status < 500 ? ac_http_response_get_error_name (response) : NULL;

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, name))
      return ac_outcome_new_failed (names[i].kind, names[i].error, 0);
  return ac_outcome_from_response (response);
}
