/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-threads.h"

#include "ac-graph-keys.h"
#include "ac-threads-private.h"

#define SETTLE_MS 30000

struct _AcThreads
{
  GObject parent_instance;
  AcGraph *graph;
};

static void ac_threads_connector_init (AcConnectorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcThreads,
                               ac_threads,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_CONNECTOR, ac_threads_connector_init))

const AcService ac_threads_service = {
  .id = "threads",
  .name = "Threads",
  .app_keys = AC_GRAPH_KEYS,
  .sign_in = AC_SIGN_IN_BROWSER,
  .audiences = 1 << AC_AUDIENCE_PUBLIC,
  .limits = { .max_graphemes = 500 },
  .access_page = "https://www.threads.com/settings/website_permissions",
  .by_hand = TRUE,
  .pictures = { .max = 1,
                .types = AC_PICTURE_JPEG | AC_PICTURE_PNG,
                .max_size = 8000000,
                .fetched = TRUE },
};

const AcGraphFlow ac_threads_flow = {
  .service = &ac_threads_service,
  .dialog = AC_GRAPH_THREADS_DIALOG,
  .dialog_path = "oauth/authorize",
  .codes = AC_GRAPH_THREADS,
  .tokens = AC_GRAPH_THREADS,
  .code_path = "oauth/access_token",
  .lengthen_path = "access_token",
  .lengthen_grant = "th_exchange_token",
  .refresh_path = "refresh_access_token",
  .refresh_grant = "th_refresh_token",
  .scopes = "threads_basic threads_content_publish threads_delete",
};

static const AcService *
ac_threads_get_service (AcConnector *connector)
{
  return &ac_threads_service;
}

static DexFuture *
spawn (AcConnector *connector, AcAccess *access, AcParcel *parcel, DexFiberFunc func)
{
  return ac_call_spawn (ac_call_new_for_graph (AC_THREADS (connector)->graph, access, parcel),
                        func);
}

static DexFuture *
ac_threads_begin_sign_in (AcConnector *connector, const char *server, const char *redirect_uri)
{
  AcCall *call = ac_call_new_for_graph (AC_THREADS (connector)->graph, NULL, NULL);

  call->text = g_strdup (redirect_uri);
  return ac_call_spawn (call, ac_threads_begin_fiber);
}

static DexFuture *
ac_threads_finish_sign_in (AcConnector *connector, AcSignIn *sign_in, const char *response_uri)
{
  AcCall *call = ac_call_new_for_graph (AC_THREADS (connector)->graph, NULL, NULL);

  call->sign_in = g_object_ref (sign_in);
  call->text = g_strdup (response_uri);
  return ac_call_spawn (call, ac_threads_finish_fiber);
}

static DexFuture *
ac_threads_identify (AcConnector *connector, AcAccess *access)
{
  return spawn (connector, access, NULL, ac_threads_identify_fiber);
}

/* Nothing makes two requests one. */
static AcRepeat
ac_threads_get_repeat (AcConnector *connector, AcAccess *access)
{
  return AC_REPEAT_PROBE;
}

static guint
ac_threads_get_settle_ms (AcConnector *connector, AcAccess *access)
{
  return ac_http_get_length_ms (ac_graph_get_http (AC_THREADS (connector)->graph),
                                AC_SETTLE_VARIABLE, SETTLE_MS);
}

/* One request makes the container of a text and publishes it: there is nothing to wait for in
 * between. */
static char *
encode_form (const AcContents *contents)
{
  g_autoptr(AcPicture) picture =
                contents->pictures != NULL ? g_list_model_get_item (contents->pictures, 0) : NULL;
  const char *alt = picture != NULL ? ac_picture_get_alt (picture) : NULL;

  return ac_graph_encode_form ("media_type", picture != NULL ? "IMAGE" : "TEXT", "text",
                               *contents->text != '\0' ? contents->text : NULL, "alt_text", alt,
                               "auto_publish_text", picture == NULL ? "true" : NULL, NULL);
}

static AcParcel *
ac_threads_render (AcConnector *connector,
                   AcAccount *account,
                   const char *delivery_id,
                   const AcContents *contents,
                   GError **error)
{
  char *form = encode_form (contents);
  g_autoptr(GBytes) payload = g_bytes_new_take (form, strlen (form));

  return ac_parcel_new (delivery_id, payload, contents->audience);
}

static DexFuture *
ac_threads_publish (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_threads_publish_fiber);
}

static DexFuture *
ac_threads_find (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_threads_find_fiber);
}

static DexFuture *
ac_threads_remove (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return spawn (connector, access, parcel, ac_threads_remove_fiber);
}

static DexFuture *
ac_threads_revoke (AcConnector *connector, AcAccess *access)
{
  return spawn (connector, access, NULL, ac_threads_revoke_fiber);
}

/* The permission is the person's, and here the account is the person. */
static char *
ac_threads_dup_grant (AcConnector *connector, AcAccount *account)
{
  return g_strdup (ac_account_get_remote_id (account));
}

static const char *
ac_threads_get_scopes (AcConnector *connector)
{
  return ac_threads_flow.scopes;
}

static void
ac_threads_connector_init (AcConnectorInterface *iface)
{
  iface->get_service = ac_threads_get_service;
  iface->begin_sign_in = ac_threads_begin_sign_in;
  iface->finish_sign_in = ac_threads_finish_sign_in;
  iface->identify = ac_threads_identify;
  iface->get_repeat = ac_threads_get_repeat;
  iface->get_settle_ms = ac_threads_get_settle_ms;
  iface->render = ac_threads_render;
  iface->publish = ac_threads_publish;
  iface->find = ac_threads_find;
  iface->remove = ac_threads_remove;
  iface->revoke = ac_threads_revoke;
  iface->dup_grant = ac_threads_dup_grant;
  iface->get_scopes = ac_threads_get_scopes;
}

static void
ac_threads_finalize (GObject *object)
{
  g_clear_object (&AC_THREADS (object)->graph);
  G_OBJECT_CLASS (ac_threads_parent_class)->finalize (object);
}

static void
ac_threads_class_init (AcThreadsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_threads_finalize;
}

static void
ac_threads_init (AcThreads *self)
{
}

AcConnector *
ac_threads_new (AcGraph *graph)
{
  AcThreads *self = NULL;

  g_return_val_if_fail (AC_IS_GRAPH (graph), NULL);

  self = g_object_new (AC_TYPE_THREADS, NULL);
  self->graph = g_object_ref (graph);
  return AC_CONNECTOR (self);
}
