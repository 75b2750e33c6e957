/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-mastodon.h"

#include "ac-mastodon-private.h"

#define SETTLE_MS 20000
#define SNAC_SETTLE_MS 45000 /* snac was seen to accept a status after 24 seconds */

struct _AcMastodon
{
  GObject parent_instance;
  AcHttp *http;
};

static void ac_mastodon_connector_init (AcConnectorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcMastodon,
                               ac_mastodon,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_CONNECTOR,
                                                      ac_mastodon_connector_init))

const AcService ac_mastodon_service = {
  .id = "mastodon",
  .name = "Mastodon",
  .sign_in = AC_SIGN_IN_BROWSER,
  .needs_server = TRUE,
  .audiences = 1 << AC_AUDIENCE_DIRECT | 1 << AC_AUDIENCE_FOLLOWERS | 1 << AC_AUDIENCE_UNLISTED |
               1 << AC_AUDIENCE_PUBLIC,
  .limits = { .max_graphemes = 500, .url_weight = 23, .local_mentions = TRUE },
  .pictures = { .max = 4,
                .types = AC_PICTURE_JPEG | AC_PICTURE_PNG,
                .max_size = 16777216,
                .max_pixels = 33177600 },
  .video = { .max_size = AC_VIDEO_MAX_SIZE },
  .access_page = "/oauth/authorized_applications",
  .threads = TRUE,
  .notes = TRUE,
  .lists_posts = TRUE,
  .edits = TRUE,
};

static const AcService *
ac_mastodon_get_service (AcConnector *connector)
{
  return &ac_mastodon_service;
}

static DexFuture *
ac_mastodon_begin_sign_in (AcConnector *connector, const char *server, const char *redirect_uri)
{
  AcCall *call = ac_call_new (AC_MASTODON (connector)->http, NULL);

  call->server = g_strdup (server);
  call->text = g_strdup (redirect_uri);
  return ac_call_spawn (call, ac_mastodon_begin_fiber);
}

static DexFuture *
ac_mastodon_finish_sign_in (AcConnector *connector, AcSignIn *sign_in, const char *response_uri)
{
  AcCall *call = ac_call_new (AC_MASTODON (connector)->http, NULL);

  call->sign_in = g_object_ref (sign_in);
  call->text = g_strdup (response_uri);
  return ac_call_spawn (call, ac_mastodon_finish_fiber);
}

static DexFuture *
spawn (AcConnector *connector, AcAccess *access, AcParcel *parcel, DexFiberFunc func)
{
  return ac_call_spawn (
      ac_call_new_for_access (AC_MASTODON (connector)->http, NULL, access, parcel), func);
}

static DexFuture *
ac_mastodon_identify (AcConnector *connector, AcAccess *access)
{
  return spawn (connector, access, NULL, ac_mastodon_identify_fiber);
}

/* The Idempotency-Key is always sent, but most servers that speak this API ignore it. */
static AcRepeat
ac_mastodon_get_repeat (AcConnector *connector, AcAccess *access)
{
  return AC_REPEAT_PROBE;
}

static guint
ac_mastodon_get_settle_ms (AcConnector *connector, AcAccess *access)
{
  return ac_http_get_length_ms (AC_MASTODON (connector)->http, AC_SETTLE_VARIABLE,
                                ac_mastodon_is_snac (access) ? SNAC_SETTLE_MS : SETTLE_MS);
}

static AcParcel *
ac_mastodon_render (AcConnector *connector,
                    AcAccount *account,
                    const char *delivery_id,
                    const AcContents *contents,
                    GError **error)
{
  static const char *visibilities[] = { "direct", "private", "unlisted", "public" };
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(GBytes) payload = NULL;

  json_object_set_string_member (object, "status", contents->text);
  json_object_set_string_member (object, "visibility", visibilities[contents->audience]);
  ac_json_set_string (object, "language", contents->language);
  ac_json_set_string (object, "spoiler_text", contents->note);
  if (contents->sensitive)
    json_object_set_boolean_member (object, "sensitive", TRUE);
  json_node_set_object (node, object);
  payload = ac_json_to_bytes (node);
  return ac_parcel_new (delivery_id, payload, contents->audience);
}

static DexFuture *
ac_mastodon_publish (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_mastodon_publish_fiber);
}

static DexFuture *
ac_mastodon_find (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_mastodon_find_fiber);
}

static DexFuture *
ac_mastodon_remove (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_mastodon_remove_fiber);
}

static DexFuture *
ac_mastodon_edit (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_mastodon_edit_fiber);
}

static DexFuture *
ac_mastodon_list_posts (AcConnector *connector, AcAccess *access, const char *before)
{
  AcCall *call = ac_call_new_for_access (AC_MASTODON (connector)->http, NULL, access, NULL);

  call->text = g_strdup (before);
  return ac_call_spawn (call, ac_mastodon_list_fiber);
}

static DexFuture *
ac_mastodon_locate (AcConnector *connector, AcAccess *access, AcParcel *parcel, const char *address)
{
  AcCall *call = ac_call_new_for_access (AC_MASTODON (connector)->http, NULL, access, parcel);

  call->text = g_strdup (address);
  return ac_call_spawn (call, ac_mastodon_locate_fiber);
}

static DexFuture *
ac_mastodon_revoke (AcConnector *connector, AcAccess *access)
{
  return spawn (connector, access, NULL, ac_mastodon_revoke_fiber);
}

static const char *
ac_mastodon_get_scopes (AcConnector *connector)
{
  return AC_MASTODON_SCOPES;
}

static void
ac_mastodon_connector_init (AcConnectorInterface *iface)
{
  iface->get_service = ac_mastodon_get_service;
  iface->begin_sign_in = ac_mastodon_begin_sign_in;
  iface->finish_sign_in = ac_mastodon_finish_sign_in;
  iface->identify = ac_mastodon_identify;
  iface->get_repeat = ac_mastodon_get_repeat;
  iface->get_settle_ms = ac_mastodon_get_settle_ms;
  iface->render = ac_mastodon_render;
  iface->publish = ac_mastodon_publish;
  iface->find = ac_mastodon_find;
  iface->remove = ac_mastodon_remove;
  iface->edit = ac_mastodon_edit;
  iface->list_posts = ac_mastodon_list_posts;
  iface->locate = ac_mastodon_locate;
  iface->revoke = ac_mastodon_revoke;
  iface->get_scopes = ac_mastodon_get_scopes;
}

static void
ac_mastodon_finalize (GObject *object)
{
  AcMastodon *self = AC_MASTODON (object);

  g_clear_object (&self->http);
  G_OBJECT_CLASS (ac_mastodon_parent_class)->finalize (object);
}

static void
ac_mastodon_class_init (AcMastodonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_mastodon_finalize;
}

static void
ac_mastodon_init (AcMastodon *self)
{
}

AcConnector *
ac_mastodon_new (AcHttp *http)
{
  AcMastodon *self = NULL;

  g_return_val_if_fail (AC_IS_HTTP (http), NULL);

  self = g_object_new (AC_TYPE_MASTODON, NULL);
  self->http = g_object_ref (http);
  return AC_CONNECTOR (self);
}
