/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-private.h"

#define RECORD "^at://([^/?#]+)/app\\.bsky\\.feed\\.post/([A-Za-z0-9._:~-]{1,512})$"
/* bsky.app, and other programs that show the same posts */
#define PAGE "^https://[^/?#]+/profile/([^/?#]+)/post/([A-Za-z0-9._:~-]{1,512})/?([?#].*)?$"

/* The record's key, when the address is that of a post of the account. */
static char *
read_key (AcAccount *account, const char *address)
{
  static const char *const patterns[] = { RECORD, PAGE };

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr(GRegex) regex = g_regex_new (patterns[i], G_REGEX_OPTIMIZE, 0, NULL);
      g_autoptr(GMatchInfo) match = NULL;
      g_autofree char *author = NULL;

      if (!g_regex_match (regex, address, 0, &match))
        continue;
      author = g_match_info_fetch (match, 1);
      if (g_strcmp0 (author, ac_account_get_remote_id (account)) == 0 ||
          g_ascii_strcasecmp (author, ac_account_get_handle (account)) == 0)
        return g_match_info_fetch (match, 2);
    }

  return NULL;
}

DexFuture *
ac_bluesky_locate_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autofree char *address = g_strstrip (g_strdup (call->text));
  g_autofree char *key = read_key (ac_access_get_account (call->access), address);
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);

  if (key == NULL)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID,
                                  "The address is not that of a post of the account");

  call->parcel = ac_parcel_new (key, nothing, AC_AUDIENCE_PUBLIC);
  return ac_bluesky_find_fiber (call);
}
