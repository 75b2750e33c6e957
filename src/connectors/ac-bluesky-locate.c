/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-private.h"
#include "ac-clock.h"

#define RECORD "^at://([^/?#]+)/app\\.bsky\\.feed\\.post/([A-Za-z0-9._:~-]{1,512})$"
/* bsky.app, and other programs that show the same posts */
#define PAGE "^https://[^/?#]+/profile/([^/?#]+)/post/([A-Za-z0-9._:~-]{1,512})/?([?#].*)?$"

static const AcJsonField post_fields[] = {
  { "text", AC_JSON_STRING, AC_JSON_REQUIRED },
  { "createdAt", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};
static const AcJsonField payload_fields[] = { { "record", AC_JSON_OBJECT, AC_JSON_REQUIRED },
                                              { NULL } };

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

static gboolean
has_same_words (AcCall *call, JsonObject *post)
{
  g_autoptr(JsonObject) payload =
                ac_json_parse_object (call->parcel->payload, payload_fields, AC_JSON_OPEN, NULL);
  JsonObject *ours = payload != NULL ? ac_json_get_object (payload, "record") : NULL;

  return ours == NULL || !ac_json_check (ours, post_fields, AC_JSON_OPEN, NULL) ||
         g_str_equal (ac_json_get_string (ours, "text"), ac_json_get_string (post, "text"));
}

/* What stands under our own key is ours, and may have been frozen long before it was sent. */
static AcOutcome *
judge (AcCall *call, AcOutcome *found, JsonObject *record)
{
  JsonObject *post = ac_json_get_object (record, "value");
  gint64 made_at = 0;

  if (g_str_equal (call->parcel->remote_id, call->parcel->key) ||
      !ac_json_check (post, post_fields, AC_JSON_OPEN, NULL))
    return g_object_ref (found);
  if (!has_same_words (call, post))
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_CONFLICT, 0);
  if (ac_clock_parse (ac_json_get_string (post, "createdAt"), &made_at))
    ac_outcome_set_made_at (found, made_at);
  return g_object_ref (found);
}

DexFuture *
ac_bluesky_locate_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autofree char *address = g_strstrip (g_strdup (call->text));
  g_autofree char *key = read_key (ac_access_get_account (call->access), address);
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(JsonObject) record = NULL;

  if (key == NULL)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID,
                                  "The address is not that of a post of the account");

  g_set_str (&call->parcel->remote_id, key);
  outcome = ac_bluesky_look (call, &record);
  return ac_call_end (record != NULL ? judge (call, outcome, record) : g_steal_pointer (&outcome));
}
