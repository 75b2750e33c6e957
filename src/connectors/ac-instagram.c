/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-instagram.h"

#include "ac-graph-keys.h"
#include "ac-instagram-private.h"

#define SETTLE_MS 30000

struct _AcInstagram
{
  GObject parent_instance;
  AcGraph *graph;
};

static void ac_instagram_connector_init (AcConnectorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcInstagram,
                               ac_instagram,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_CONNECTOR,
                                                      ac_instagram_connector_init))

/* Meta's "Content Publishing": JPEG alone, 8 MB. */
const AcService ac_instagram_service = {
  .id = "instagram",
  .name = "Instagram",
  .app_keys = AC_GRAPH_KEYS,
  .sign_in = AC_SIGN_IN_BROWSER,
  .audiences = 1 << AC_AUDIENCE_PUBLIC,
  .limits = { .max_graphemes = 2200 },
  .forms = 1 << AC_FORM_POST | 1 << AC_FORM_STORY,
  .pictures = { .max = 1,
                .needed = TRUE,
                .types = AC_PICTURE_JPEG,
                .max_size = 8000000,
                .fetched = TRUE },
  .access_page = "https://www.instagram.com/accounts/manage_access/",
};

const AcGraphFlow ac_instagram_flow = {
  .service = &ac_instagram_service,
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
};

static const AcService *
ac_instagram_get_service (AcConnector *connector)
{
  return &ac_instagram_service;
}

static DexFuture *
spawn (AcConnector *connector, AcAccess *access, AcParcel *parcel, DexFiberFunc func)
{
  return ac_call_spawn (ac_call_new_for_graph (AC_INSTAGRAM (connector)->graph, access, parcel),
                        func);
}

static DexFuture *
ac_instagram_begin_sign_in (AcConnector *connector, const char *server, const char *redirect_uri)
{
  AcCall *call = ac_call_new_for_graph (AC_INSTAGRAM (connector)->graph, NULL, NULL);

  call->text = g_strdup (redirect_uri);
  return ac_call_spawn (call, ac_instagram_begin_fiber);
}

static DexFuture *
ac_instagram_finish_sign_in (AcConnector *connector, AcSignIn *sign_in, const char *response_uri)
{
  AcCall *call = ac_call_new_for_graph (AC_INSTAGRAM (connector)->graph, NULL, NULL);

  call->sign_in = g_object_ref (sign_in);
  call->text = g_strdup (response_uri);
  return ac_call_spawn (call, ac_instagram_finish_fiber);
}

static DexFuture *
ac_instagram_identify (AcConnector *connector, AcAccess *access)
{
  return spawn (connector, access, NULL, ac_instagram_identify_fiber);
}

/* A container makes one post, but only a look says which. */
static AcRepeat
ac_instagram_get_repeat (AcConnector *connector, AcAccess *access)
{
  return AC_REPEAT_PROBE;
}

static guint
ac_instagram_get_settle_ms (AcConnector *connector, AcAccess *access)
{
  return ac_http_get_length_ms (ac_graph_get_http (AC_INSTAGRAM (connector)->graph),
                                AC_SETTLE_VARIABLE, SETTLE_MS);
}

/* The picture's address is added when it has one. */
static AcParcel *
ac_instagram_render (AcConnector *connector,
                     AcAccount *account,
                     const char *delivery_id,
                     const AcContents *contents,
                     GError **error)
{
  g_autoptr(AcPicture) picture = g_list_model_get_item (contents->pictures, 0);
  gboolean story = contents->form == AC_FORM_STORY;
  char *encoded =
      ac_graph_encode_form ("media_type", story ? "STORIES" : NULL, "caption",
                            !story && *contents->text != '\0' ? contents->text : NULL, "alt_text",
                            !story ? ac_picture_get_alt (picture) : NULL, NULL);
  g_autoptr(GBytes) payload = NULL;

  payload = g_bytes_new_take (encoded, strlen (encoded));
  return ac_parcel_new (delivery_id, payload, contents->audience);
}

static DexFuture *
ac_instagram_publish (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_instagram_publish_fiber);
}

static DexFuture *
ac_instagram_find (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_instagram_find_fiber);
}

static DexFuture *
ac_instagram_remove (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_instagram_remove_fiber);
}

static DexFuture *
ac_instagram_revoke (AcConnector *connector, AcAccess *access)
{
  return spawn (connector, access, NULL, ac_instagram_revoke_fiber);
}

/* The permission is the person's, and here the account is the person. */
static char *
ac_instagram_dup_grant (AcConnector *connector, AcAccount *account)
{
  return g_strdup (ac_account_get_remote_id (account));
}

static const char *
ac_instagram_get_scopes (AcConnector *connector)
{
  return ac_instagram_flow.scopes;
}

static void
ac_instagram_connector_init (AcConnectorInterface *iface)
{
  iface->get_service = ac_instagram_get_service;
  iface->begin_sign_in = ac_instagram_begin_sign_in;
  iface->finish_sign_in = ac_instagram_finish_sign_in;
  iface->identify = ac_instagram_identify;
  iface->get_repeat = ac_instagram_get_repeat;
  iface->get_settle_ms = ac_instagram_get_settle_ms;
  iface->render = ac_instagram_render;
  iface->publish = ac_instagram_publish;
  iface->find = ac_instagram_find;
  iface->remove = ac_instagram_remove;
  iface->revoke = ac_instagram_revoke;
  iface->dup_grant = ac_instagram_dup_grant;
  iface->get_scopes = ac_instagram_get_scopes;
}

static void
ac_instagram_finalize (GObject *object)
{
  g_clear_object (&AC_INSTAGRAM (object)->graph);
  G_OBJECT_CLASS (ac_instagram_parent_class)->finalize (object);
}

static void
ac_instagram_class_init (AcInstagramClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_instagram_finalize;
}

static void
ac_instagram_init (AcInstagram *self)
{
}

AcConnector *
ac_instagram_new (AcGraph *graph)
{
  AcInstagram *self = NULL;

  g_return_val_if_fail (AC_IS_GRAPH (graph), NULL);

  self = g_object_new (AC_TYPE_INSTAGRAM, NULL);
  self->graph = g_object_ref (graph);
  return AC_CONNECTOR (self);
}
