/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-instagram.h"

#include <string.h>

#include "ac-graph-connector.h"
#include "ac-graph-keys.h"
#include "ac-graph-person.h"
#include "ac-instagram-private.h"

/* Meta's "Content Publishing": JPEG alone, 8 MB, ten in a carousel; reels of 15 minutes, stories of
 * one. */
const AcService ac_instagram_service = {
  .id = "instagram",
  .name = "Instagram",
  .app_keys = AC_GRAPH_KEYS_OF_BROWSER,
  .usual_redirect = "https://accounts-center.invalid/instagram",
  .sign_in = AC_SIGN_IN_BROWSER,
  .audiences = 1 << AC_AUDIENCE_PUBLIC,
  .limits = { .max_graphemes = 2200 },
  .forms = 1 << AC_FORM_POST | 1 << AC_FORM_STORY,
  .pictures = { .max = 10,
                .needed = TRUE,
                .types = AC_PICTURE_JPEG,
                .max_size = 8000000,
                .max_width = 1440,
                .fetched = TRUE },
  .video = { .max_size = AC_VIDEO_MAX_SIZE,
             .min_seconds = 3,
             .max_seconds = 15 * 60,
             .story_min_seconds = 3,
             .story_max_seconds = 60 },
  .access_page = "https://www.instagram.com/accounts/manage_access/",
};

static const AcGraphFlow flow = {
  .service = &ac_instagram_service,
  .version = AC_GRAPH_VERSION,
  .dialog = AC_GRAPH_INSTAGRAM_DIALOG,
  .dialog_path = "oauth/authorize",
  .codes = AC_GRAPH_INSTAGRAM_CODES,
  .code_path = "oauth/access_token",
  .code_list = "data",
  .tokens = AC_GRAPH_INSTAGRAM,
  .lengthen_path = "access_token",
  .lengthen_grant = "ig_exchange_token",
  .refresh_path = "refresh_access_token",
  .refresh_grant = "ig_refresh_token",
  .scopes = "instagram_business_basic instagram_business_content_publish",
  .id_field = "user_id",
  .posting_scope = "instagram_business_content_publish",
  .professional = TRUE,
};

/* The file's address is added when it has one. A video is a reel, and only a picture is described
 * to those who don't see it. */
static AcParcel *
render (AcAccount *account, const char *delivery_id, const AcContents *contents, GError **error)
{
  g_autoptr(AcPicture) picture = g_list_model_get_item (contents->pictures, 0);
  gboolean story = contents->form == AC_FORM_STORY;
  gboolean video = ac_picture_is_video (picture);
  gboolean several = g_list_model_get_n_items (contents->pictures) > 1;
  char *encoded = ac_graph_encode_form (
      "media_type",
      story     ? "STORIES"
      : several ? "CAROUSEL"
      : video   ? "REELS"
                : NULL,
      "caption", !story && *contents->text != '\0' ? contents->text : NULL, "alt_text",
      !story && !video && !several ? ac_picture_get_alt (picture) : NULL, NULL);
  g_autoptr(GBytes) payload = NULL;

  payload = g_bytes_new_take (encoded, strlen (encoded));
  return ac_parcel_new (delivery_id, payload, contents->audience);
}

static const AcGraphKind kind = {
  .flow = &flow,
  .finish = ac_graph_person_finish_fiber,
  .identify = ac_graph_person_identify_fiber,
  .revoke = ac_graph_person_revoke_fiber,
  .publish = ac_instagram_publish_fiber,
  .find = ac_instagram_find_fiber,
  .remove = ac_instagram_remove_fiber,
  .render = render,
};

AcConnector *
ac_instagram_new (AcGraph *graph)
{
  return ac_graph_connector_new (graph, &kind);
}
