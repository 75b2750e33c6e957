/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-practice-page-posts.h"

#include "ac-practice-posts.h"

gboolean
ac_practice_is_own_page (AcPracticeCall *call)
{
  if (g_strcmp0 (call->id, ac_json_get_string (call->token, "page")) == 0)
    return TRUE;
  ac_practice_call_refuse (call, AC_PRACTICE_NO_OBJECT, NULL);
  return FALSE;
}

JsonObject *
ac_practice_add_page_post (AcPracticeCall *call, const char *kind, const char *text, char **id)
{
  g_autofree char *number = NULL;
  JsonObject *made = ac_practice_posts_add (call, "posts", call->id, kind, text, &number);
  g_autoptr(JsonObject) record = json_object_ref (made);

  *id = g_strconcat (call->id, "_", number, NULL);
  ac_practice_state_remove (call->state, "posts", number);
  json_object_set_object_member (ac_practice_state_get_table (call->state, "posts"), *id,
                                 json_object_ref (record));
  ac_practice_call_note (call, "publish", call->id);
  return made;
}
