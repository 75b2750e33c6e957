/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-facebook.h"

#include "ac-facebook-private.h"
#include "ac-graph-keys.h"

#define SETTLE_MS 30000

struct _AcFacebook
{
  GObject parent_instance;
  AcGraph *graph;
};

static void ac_facebook_connector_init (AcConnectorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcFacebook,
                               ac_facebook,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_CONNECTOR,
                                                      ac_facebook_connector_init))

const AcService ac_facebook_service = {
  .id = "facebook",
  .name = "Facebook",
  .app_keys = AC_GRAPH_KEYS,
  .sign_in = AC_SIGN_IN_BROWSER,
  .audiences = 1 << AC_AUDIENCE_PUBLIC,
  .limits = { .max_graphemes = 5000 },
  .access_page = "https://www.facebook.com/settings/?tab=business_tools",
  .pictures = { .max = 4,
                .types = AC_PICTURE_JPEG | AC_PICTURE_PNG,
                .max_size = AC_PICTURE_MAX_SIZE },
};

const AcGraphFlow ac_facebook_flow = {
  .service = &ac_facebook_service,
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

static const AcService *
ac_facebook_get_service (AcConnector *connector)
{
  return &ac_facebook_service;
}

static DexFuture *
spawn (AcConnector *connector, AcAccess *access, AcParcel *parcel, DexFiberFunc func)
{
  return ac_call_spawn (ac_call_new_for_graph (AC_FACEBOOK (connector)->graph, access, parcel),
                        func);
}

static DexFuture *
ac_facebook_begin_sign_in (AcConnector *connector, const char *server, const char *redirect_uri)
{
  AcCall *call = ac_call_new_for_graph (AC_FACEBOOK (connector)->graph, NULL, NULL);

  call->text = g_strdup (redirect_uri);
  return ac_call_spawn (call, ac_facebook_begin_fiber);
}

static DexFuture *
ac_facebook_finish_sign_in (AcConnector *connector, AcSignIn *sign_in, const char *response_uri)
{
  AcCall *call = ac_call_new_for_graph (AC_FACEBOOK (connector)->graph, NULL, NULL);

  call->sign_in = g_object_ref (sign_in);
  call->text = g_strdup (response_uri);
  return ac_call_spawn (call, ac_facebook_finish_fiber);
}

static DexFuture *
ac_facebook_identify (AcConnector *connector, AcAccess *access)
{
  return spawn (connector, access, NULL, ac_facebook_identify_fiber);
}

/* Nothing makes two requests one. */
static AcRepeat
ac_facebook_get_repeat (AcConnector *connector, AcAccess *access)
{
  return AC_REPEAT_PROBE;
}

static guint
ac_facebook_get_settle_ms (AcConnector *connector, AcAccess *access)
{
  return ac_http_get_length_ms (ac_graph_get_http (AC_FACEBOOK (connector)->graph),
                                AC_SETTLE_VARIABLE, SETTLE_MS);
}

/* The Page stands in the key: it stays the one that was chosen when the status was written. */
static AcParcel *
ac_facebook_render (AcConnector *connector,
                    AcAccount *account,
                    const char *delivery_id,
                    const AcContents *contents,
                    GError **error)
{
  g_autofree char *page = ac_facebook_get_page (account, error);
  g_autofree char *key = NULL;
  g_autoptr(GBytes) payload = NULL;
  char *form = NULL;

  if (page == NULL)
    return NULL;
  key = g_strconcat (page, ":", delivery_id, NULL);
  form = ac_graph_encode_form ("message", *contents->text != '\0' ? contents->text : NULL, NULL);
  payload = g_bytes_new_take (form, strlen (form));
  return ac_parcel_new (key, payload, contents->audience);
}

static DexFuture *
ac_facebook_publish (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_facebook_publish_fiber);
}

static DexFuture *
ac_facebook_find (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_facebook_find_fiber);
}

static DexFuture *
ac_facebook_remove (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_facebook_remove_fiber);
}

static DexFuture *
ac_facebook_revoke (AcConnector *connector, AcAccess *access)
{
  return spawn (connector, access, NULL, ac_facebook_revoke_fiber);
}

/* The permission is the person's, who may have several Pages. */
static char *
ac_facebook_dup_grant (AcConnector *connector, AcAccount *account)
{
  const char *id = ac_account_get_remote_id (account);

  return id != NULL ? g_strndup (id, strcspn (id, "/")) : NULL;
}

static const char *
ac_facebook_get_scopes (AcConnector *connector)
{
  return ac_facebook_flow.scopes;
}

static void
ac_facebook_connector_init (AcConnectorInterface *iface)
{
  iface->get_service = ac_facebook_get_service;
  iface->begin_sign_in = ac_facebook_begin_sign_in;
  iface->finish_sign_in = ac_facebook_finish_sign_in;
  iface->identify = ac_facebook_identify;
  iface->get_repeat = ac_facebook_get_repeat;
  iface->get_settle_ms = ac_facebook_get_settle_ms;
  iface->render = ac_facebook_render;
  iface->publish = ac_facebook_publish;
  iface->find = ac_facebook_find;
  iface->remove = ac_facebook_remove;
  iface->revoke = ac_facebook_revoke;
  iface->dup_grant = ac_facebook_dup_grant;
  iface->get_scopes = ac_facebook_get_scopes;
}

static void
ac_facebook_finalize (GObject *object)
{
  g_clear_object (&AC_FACEBOOK (object)->graph);
  G_OBJECT_CLASS (ac_facebook_parent_class)->finalize (object);
}

static void
ac_facebook_class_init (AcFacebookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_facebook_finalize;
}

static void
ac_facebook_init (AcFacebook *self)
{
}

AcConnector *
ac_facebook_new (AcGraph *graph)
{
  AcFacebook *self = NULL;

  g_return_val_if_fail (AC_IS_GRAPH (graph), NULL);

  self = g_object_new (AC_TYPE_FACEBOOK, NULL);
  self->graph = g_object_ref (graph);
  return AC_CONNECTOR (self);
}
