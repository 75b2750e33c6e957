/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-facebook.h"

#include <string.h>

#include "ac-facebook-private.h"
#include "ac-graph-connector.h"
#include "ac-graph-keys.h"

const AcService ac_facebook_service = {
  .id = "facebook",
  .name = "Facebook",
  .app_keys = AC_GRAPH_KEYS_OF_BROWSER,
  .usual_redirect = "https://www.facebook.com/connect/login_success.html",
  .sign_in = AC_SIGN_IN_BROWSER,
  .audiences = 1 << AC_AUDIENCE_PUBLIC,
  .limits = { .max_graphemes = 5000 },
  .access_page = "https://www.facebook.com/settings/?tab=business_tools",
  .pictures = { .max = 10, .types = AC_PICTURE_JPEG | AC_PICTURE_PNG, .max_size = 8 * 1024 * 1024 },
  .forms = 1 << AC_FORM_POST | 1 << AC_FORM_STORY,
  .edits = TRUE,
  .video = { .max_size = AC_VIDEO_MAX_SIZE,
             .max_seconds = 20 * 60,
             .story_min_seconds = 3,
             .story_max_seconds = 60 },
};

static const AcGraphFlow flow = {
  .service = &ac_facebook_service,
  .version = AC_GRAPH_VERSION,
  .dialog = AC_GRAPH_FACEBOOK_DIALOG,
  .dialog_path = AC_GRAPH_VERSION "/dialog/oauth",
  .codes = AC_GRAPH_FACEBOOK,
  .tokens = AC_GRAPH_FACEBOOK,
  .code_path = AC_GRAPH_VERSION "/oauth/access_token",
  .lengthen_path = AC_GRAPH_VERSION "/oauth/access_token",
  .lengthen_grant = "fb_exchange_token",
  .lengthen_name = "fb_exchange_token",
  .scopes = "public_profile pages_show_list pages_read_engagement pages_manage_posts",
};

/* The Page stands in the key: it stays the one that was chosen when the status was written. So does
 * what it is: a video is another thing than a post, for as long as it is there. */
static AcParcel *
render (AcAccount *account, const char *delivery_id, const AcContents *contents, GError **error)
{
  g_autofree char *page = ac_facebook_get_page (account, error);
  g_autofree char *key = NULL;
  g_autoptr(GBytes) payload = NULL;
  g_autoptr(AcPicture) video = ac_pictures_get_video (contents->pictures);
  const char *text = *contents->text != '\0' ? contents->text : NULL;
  char *form = NULL;

  if (page == NULL)
    return NULL;
  key = g_strconcat (page, ":", delivery_id, video != NULL ? AC_FACEBOOK_VIDEO : "", NULL);
  form = ac_graph_encode_form (video != NULL ? "description" : "message",
                               contents->form != AC_FORM_STORY ? text : NULL, NULL);
  payload = g_bytes_new_take (form, strlen (form));
  return ac_parcel_new (key, payload, contents->audience);
}

/* The person may have several Pages. */
static char *
dup_grant (AcAccount *account)
{
  const char *id = ac_account_get_remote_id (account);

  return id != NULL ? g_strndup (id, strcspn (id, "/")) : NULL;
}

static const AcGraphKind kind = {
  .flow = &flow,
  .finish = ac_facebook_finish_fiber,
  .identify = ac_facebook_identify_fiber,
  .revoke = ac_facebook_revoke_fiber,
  .publish = ac_facebook_publish_fiber,
  .find = ac_facebook_find_fiber,
  .remove = ac_facebook_remove_fiber,
  .edit = ac_facebook_edit_fiber,
  .render = render,
  .dup_grant = dup_grant,
};

AcConnector *
ac_facebook_new (AcGraph *graph)
{
  return ac_graph_connector_new (graph, &kind);
}
