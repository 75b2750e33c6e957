/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-threads.h"

#include <string.h>

#include "ac-graph-connector.h"
#include "ac-graph-keys.h"
#include "ac-graph-person.h"
#include "ac-threads-private.h"

const AcService ac_threads_service = {
  .id = "threads",
  .name = "Threads",
  .app_keys = AC_GRAPH_KEYS_OF_BROWSER,
  .usual_redirect = "https://accounts-center.invalid/threads",
  .sign_in = AC_SIGN_IN_BROWSER,
  .audiences = 1 << AC_AUDIENCE_PUBLIC,
  .limits = { .max_graphemes = 500 },
  .access_page = "https://www.threads.com/settings/website_permissions",
  .by_hand = TRUE,
  .threads = TRUE,
  .forms = 1 << AC_FORM_POST | 1 << AC_FORM_GHOST,
  .pictures = { .max = 10,
                .types = AC_PICTURE_JPEG | AC_PICTURE_PNG,
                .max_size = 8000000,
                .max_width = 1440,
                .fetched = TRUE },
  .video = { .max_size = AC_VIDEO_MAX_SIZE, .max_seconds = 5 * 60 },
};

static const AcGraphFlow flow = {
  .service = &ac_threads_service,
  .version = AC_GRAPH_THREADS_VERSION,
  .dialog = AC_GRAPH_THREADS_DIALOG,
  .dialog_path = "oauth/authorize",
  .codes = AC_GRAPH_THREADS,
  .tokens = AC_GRAPH_THREADS,
  .code_path = "oauth/access_token",
  .lengthen_path = "access_token",
  .lengthen_grant = "th_exchange_token",
  .refresh_path = "refresh_access_token",
  .refresh_grant = "th_refresh_token",
  .scopes = "threads_basic threads_content_publish threads_delete threads_read_replies",
  .id_field = "id",
  .posting_scope = "threads_content_publish",
  .debug_path = "debug_token",
  .at_in_profile = TRUE,
};

/* One request makes the container of a text and publishes it: there is nothing to wait for in
 * between. What follows in a thread replies to a post, which takes a container. */
static char *
encode_form (const AcContents *contents)
{
  g_autoptr(AcPicture) picture =
                contents->pictures != NULL ? g_list_model_get_item (contents->pictures, 0) : NULL;
  const gboolean several = picture != NULL && g_list_model_get_n_items (contents->pictures) > 1;
  const char *alt = picture != NULL && !several ? ac_picture_get_alt (picture) : NULL;
  const char *type = picture == NULL                 ? "TEXT"
                     : several                       ? "CAROUSEL"
                     : ac_picture_is_video (picture) ? "VIDEO"
                                                     : "IMAGE";

  return ac_graph_encode_form (
      "media_type", type, "text", *contents->text != '\0' ? contents->text : NULL, "alt_text", alt,
      "is_ghost_post", contents->form == AC_FORM_GHOST ? "true" : NULL, "auto_publish_text",
      picture == NULL && !contents->follows ? "true" : NULL, NULL);
}

static AcParcel *
render (AcAccount *account, const char *delivery_id, const AcContents *contents, GError **error)
{
  char *form = encode_form (contents);
  g_autoptr(GBytes) payload = g_bytes_new_take (form, strlen (form));

  return ac_parcel_new (delivery_id, payload, contents->audience);
}

static const AcGraphKind kind = {
  .flow = &flow,
  .finish = ac_graph_person_finish_fiber,
  .identify = ac_graph_person_identify_fiber,
  .revoke = ac_graph_person_revoke_fiber,
  .publish = ac_threads_publish_fiber,
  .find = ac_threads_find_fiber,
  .remove = ac_threads_remove_fiber,
  .render = render,
};

AcConnector *
ac_threads_new (AcGraph *graph)
{
  return ac_graph_connector_new (graph, &kind);
}
