/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-status-text.h"

gboolean
ac_status_text_check (const char *text, AcStatus *status, GError **error)
{
  const gboolean pictured = g_list_model_get_n_items (ac_status_get_pictures (status)) > 0;
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if ((*stripped != '\0' || pictured) && g_utf8_strlen (text, -1) <= AC_STATUS_MAX_TEXT)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, *stripped == '\0' ? AC_ERROR_INVALID : AC_ERROR_TOO_LONG,
                       "A status needs 1 to 100,000 characters, or a picture");
  return FALSE;
}

const char *
ac_status_text_for_target (JsonObject *target, AcStatus *status, GError **error)
{
  const char *own = ac_json_get_string (target, "text");

  if (own == NULL)
    return ac_status_get_text (status);
  return ac_status_text_check (own, status, error) ? own : NULL;
}
