/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-status-text.h"

static gboolean
refuse (GError **error, AcError code)
{
  g_set_error_literal (error, AC_ERROR, code,
                       "A status needs 1 to 100,000 characters, or a picture");
  return FALSE;
}

gboolean
ac_status_text_check (const char *text, GError **error)
{
  return g_utf8_strlen (text, -1) <= AC_STATUS_MAX_TEXT || refuse (error, AC_ERROR_TOO_LONG);
}

const char *
ac_status_text_for_target (JsonObject *target, AcStatus *status, GError **error)
{
  const char *own = ac_json_get_string (target, "text");
  const char *text = own != NULL ? own : ac_status_get_text (status);
  const gboolean pictured = g_list_model_get_n_items (ac_status_get_pictures (status)) > 0;
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped == '\0' && !pictured)
    return refuse (error, AC_ERROR_INVALID), NULL;
  return ac_status_text_check (text, error) ? text : NULL;
}
