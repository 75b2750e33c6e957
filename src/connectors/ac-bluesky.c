/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky.h"

#include "ac-bluesky-private.h"
#include "ac-clock.h"

#define PLC_DIRECTORY "https://plc.directory"
#define SETTLE_MS 20000

struct _AcBluesky
{
  GObject parent_instance;
  AcHttp *http;
  char *directory;
};

static void ac_bluesky_connector_init (AcConnectorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcBluesky,
                               ac_bluesky,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_CONNECTOR, ac_bluesky_connector_init))

const AcService ac_bluesky_service = {
  .id = "bluesky",
  .name = "Bluesky",
  .sign_in = AC_SIGN_IN_BROWSER | AC_SIGN_IN_APP_PASSWORD,
  .threads = TRUE,
  .link_cards = TRUE,
  .lists_posts = TRUE,
  .by_hand = TRUE,
  .default_server = "https://bsky.social",
  .audiences = 1 << AC_AUDIENCE_PUBLIC,
  .limits = { .max_graphemes = 300, .max_bytes = 3000 },
  /* bsky.app takes twice as much, but servers such as 0.4.217 refuse the record. */
  .pictures = { .max = 4, .types = AC_PICTURE_JPEG | AC_PICTURE_PNG, .max_size = 1000000 },
  /* app.bsky.embed.video takes more bytes; its app shows no longer ones. */
  .video = { .max_size = AC_VIDEO_MAX_SIZE, .max_seconds = 3 * 60 },
  .access_page = "/account",
};

static const AcService *
ac_bluesky_get_service (AcConnector *connector)
{
  return &ac_bluesky_service;
}

static AcCall *
make_call (AcConnector *connector, const char *server, const char *text)
{
  AcCall *call = ac_call_new (AC_BLUESKY (connector)->http, AC_BLUESKY (connector)->directory);

  call->server = g_strdup (server);
  call->text = g_strdup (text);
  return call;
}

static DexFuture *
ac_bluesky_begin_sign_in (AcConnector *connector, const char *server, const char *redirect_uri)
{
  return ac_call_spawn (make_call (connector, server, redirect_uri), ac_bluesky_begin_fiber);
}

static DexFuture *
ac_bluesky_finish_sign_in (AcConnector *connector, AcSignIn *sign_in, const char *response_uri)
{
  AcCall *call = make_call (connector, NULL, response_uri);

  call->sign_in = g_object_ref (sign_in);
  return ac_call_spawn (call, ac_bluesky_finish_fiber);
}

static DexFuture *
ac_bluesky_sign_in_with_password (AcConnector *connector,
                                  const char *server,
                                  const char *identifier,
                                  SecretValue *password)
{
  AcCall *call = make_call (connector, server, identifier);

  call->password = secret_value_ref (password);
  return ac_call_spawn (call, ac_bluesky_password_fiber);
}

static DexFuture *
spawn (AcConnector *connector, AcAccess *access, AcParcel *parcel, DexFiberFunc func)
{
  AcBluesky *self = AC_BLUESKY (connector);

  return ac_call_spawn (ac_call_new_for_access (self->http, self->directory, access, parcel), func);
}

static DexFuture *
ac_bluesky_identify (AcConnector *connector, AcAccess *access)
{
  return spawn (connector, access, NULL, ac_bluesky_identify_fiber);
}

static AcRepeat
ac_bluesky_get_repeat (AcConnector *connector, AcAccess *access)
{
  return AC_REPEAT_KEYED;
}

static guint
ac_bluesky_get_settle_ms (AcConnector *connector, AcAccess *access)
{
  return ac_http_get_length_ms (AC_BLUESKY (connector)->http, AC_SETTLE_VARIABLE, SETTLE_MS);
}

static AcParcel *
ac_bluesky_render (AcConnector *connector,
                   AcAccount *account,
                   const char *delivery_id,
                   const AcContents *contents,
                   GError **error)
{
  gint64 now_ms = ac_clock_now_ms ();
  g_autofree char *key = ac_bluesky_record_key_new (now_ms);
  g_autoptr(GBytes) payload = NULL;

  if (!ac_bluesky_is_did (ac_account_get_remote_id (account)))
    return g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "The account has no DID"), NULL;
  payload = ac_bluesky_render_record (ac_account_get_remote_id (account), key, contents, now_ms);
  return ac_parcel_new (key, payload, contents->audience);
}

static DexFuture *
ac_bluesky_publish (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_bluesky_publish_fiber);
}

static DexFuture *
ac_bluesky_find (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_bluesky_find_fiber);
}

static DexFuture *
ac_bluesky_remove (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_bluesky_remove_fiber);
}

/* Reading a repository needs no credentials. */
static DexFuture *
ac_bluesky_list_posts (AcConnector *connector, AcAccess *access, const char *before)
{
  AcCall *call = ac_call_new_for_access (AC_BLUESKY (connector)->http, NULL, access, NULL);

  call->text = g_strdup (before);
  return ac_call_spawn (call, ac_bluesky_list_fiber);
}

static DexFuture *
ac_bluesky_locate (AcConnector *connector, AcAccess *access, AcParcel *parcel, const char *address)
{
  AcCall *call = ac_call_new_for_access (AC_BLUESKY (connector)->http, NULL, access, parcel);

  call->text = g_strdup (address);
  return ac_call_spawn (call, ac_bluesky_locate_fiber);
}

static DexFuture *
ac_bluesky_revoke (AcConnector *connector, AcAccess *access)
{
  return spawn (connector, access, NULL, ac_bluesky_revoke_fiber);
}

static const char *
ac_bluesky_get_scopes (AcConnector *connector)
{
  return AC_BLUESKY_NARROW_SCOPE " " AC_BLUESKY_WIDE_SCOPE;
}

static void
ac_bluesky_connector_init (AcConnectorInterface *iface)
{
  iface->get_service = ac_bluesky_get_service;
  iface->begin_sign_in = ac_bluesky_begin_sign_in;
  iface->finish_sign_in = ac_bluesky_finish_sign_in;
  iface->sign_in_with_password = ac_bluesky_sign_in_with_password;
  iface->identify = ac_bluesky_identify;
  iface->get_repeat = ac_bluesky_get_repeat;
  iface->get_settle_ms = ac_bluesky_get_settle_ms;
  iface->render = ac_bluesky_render;
  iface->publish = ac_bluesky_publish;
  iface->find = ac_bluesky_find;
  iface->remove = ac_bluesky_remove;
  iface->list_posts = ac_bluesky_list_posts;
  iface->locate = ac_bluesky_locate;
  iface->revoke = ac_bluesky_revoke;
  iface->get_scopes = ac_bluesky_get_scopes;
}

static void
ac_bluesky_finalize (GObject *object)
{
  AcBluesky *self = AC_BLUESKY (object);

  g_clear_object (&self->http);
  g_free (self->directory);
  G_OBJECT_CLASS (ac_bluesky_parent_class)->finalize (object);
}

static void
ac_bluesky_class_init (AcBlueskyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_bluesky_finalize;
}

static void
ac_bluesky_init (AcBluesky *self)
{
}

AcConnector *
ac_bluesky_new (AcHttp *http, const char *plc_directory)
{
  AcBluesky *self = NULL;

  g_return_val_if_fail (AC_IS_HTTP (http), NULL);

  self = g_object_new (AC_TYPE_BLUESKY, NULL);
  self->http = g_object_ref (http);
  self->directory = g_strdup (plc_directory != NULL ? plc_directory : PLC_DIRECTORY);
  return AC_CONNECTOR (self);
}
