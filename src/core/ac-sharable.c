/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-sharable.h"

#include <string.h>

/* Permissions for files of a type or of all types of a sort (atproto.com/specs/permission). */
#define BLOB "blob:"

AcVideoRules
ac_sharable_get_video_rules (const AcService *service, AcAccount *account)
{
  AcVideoRules rules = { 0 };
  gsize told = 0;

  g_return_val_if_fail (service != NULL && AC_IS_ACCOUNT (account), rules);

  rules = service->video;
  told = ac_account_get_picture_limits (account)->max_video_size;
  if (told != 0)
    rules.max_size = MIN (rules.max_size, told);
  return rules;
}

/* Where none of the permissions is one for files, they are not given by type. */
static gboolean
lets_upload (const char *scopes, const char *type)
{
  g_auto(GStrv) names = g_strsplit (scopes != NULL ? scopes : "", " ", -1);
  gboolean by_type = FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *accepted = names[i] + strlen (BLOB);

      if (!g_str_has_prefix (names[i], BLOB))
        continue;
      if (g_pattern_match_simple (accepted, type))
        return TRUE;
      by_type = TRUE;
    }
  return !by_type;
}

gboolean
ac_sharable_check_pictures (
    const AcService *service, AcAccount *account, AcForm form, GListModel *pictures, GError **error)
{
  g_autoptr(AcPicture) video = ac_pictures_get_video (pictures);
  AcService narrowed;

  g_return_val_if_fail (service != NULL && AC_IS_ACCOUNT (account), FALSE);

  narrowed = *service;
  narrowed.video = ac_sharable_get_video_rules (service, account);
  if (!ac_service_check_pictures (&narrowed, form, pictures, error))
    return FALSE;
  if (video != NULL &&
      !lets_upload (ac_account_get_scopes (account), ac_picture_type_to_mime (AC_PICTURE_MP4)))
    return g_set_error (error, AC_ERROR, AC_ERROR_SCOPE_MISSING,
                        "The sign-in does not allow videos"),
           FALSE;
  return TRUE;
}
