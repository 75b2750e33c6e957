/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-graph-connector.h"

#define SETTLE_MS 30000

#define AC_TYPE_GRAPH_CONNECTOR (ac_graph_connector_get_type ())
G_DECLARE_FINAL_TYPE (AcGraphConnector, ac_graph_connector, AC, GRAPH_CONNECTOR, GObject)

struct _AcGraphConnector
{
  GObject parent_instance;
  AcGraph *graph;
  const AcGraphKind *kind;
};

static void ac_graph_connector_connector_init (AcConnectorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcGraphConnector,
                               ac_graph_connector,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_CONNECTOR,
                                                      ac_graph_connector_connector_init))

static const AcGraphKind *
get_kind (AcConnector *connector)
{
  return AC_GRAPH_CONNECTOR (connector)->kind;
}

static AcCall *
make_call (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  AcGraphConnector *self = AC_GRAPH_CONNECTOR (connector);
  AcCall *call = ac_call_new_for_graph (self->graph, access, parcel);

  call->flow = self->kind->flow;
  return call;
}

static const AcService *
ac_graph_connector_get_service (AcConnector *connector)
{
  return get_kind (connector)->flow->service;
}

static DexFuture *
ac_graph_connector_begin_sign_in (AcConnector *connector,
                                  const char *server,
                                  const char *redirect_uri)
{
  AcCall *call = make_call (connector, NULL, NULL);

  call->text = g_strdup (redirect_uri);
  return ac_call_spawn (call, ac_graph_begin_fiber);
}

static DexFuture *
ac_graph_connector_finish_sign_in (AcConnector *connector,
                                   AcSignIn *sign_in,
                                   const char *response_uri)
{
  AcCall *call = make_call (connector, NULL, NULL);

  call->sign_in = g_object_ref (sign_in);
  call->text = g_strdup (response_uri);
  return ac_call_spawn (call, get_kind (connector)->finish);
}

static DexFuture *
ac_graph_connector_identify (AcConnector *connector, AcAccess *access)
{
  return ac_call_spawn (make_call (connector, access, NULL), get_kind (connector)->identify);
}

/* Nothing makes two requests one; a container makes one post, but only a look says which. */
static AcRepeat
ac_graph_connector_get_repeat (AcConnector *connector, AcAccess *access)
{
  return AC_REPEAT_PROBE;
}

static guint
ac_graph_connector_get_settle_ms (AcConnector *connector, AcAccess *access)
{
  return ac_http_get_length_ms (ac_graph_get_http (AC_GRAPH_CONNECTOR (connector)->graph),
                                AC_SETTLE_VARIABLE, SETTLE_MS);
}

static AcParcel *
ac_graph_connector_render (AcConnector *connector,
                           AcAccount *account,
                           const char *delivery_id,
                           const AcContents *contents,
                           GError **error)
{
  return get_kind (connector)->render (account, delivery_id, contents, error);
}

static DexFuture *
ac_graph_connector_publish (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return ac_call_spawn (make_call (connector, access, parcel), get_kind (connector)->publish);
}

static DexFuture *
ac_graph_connector_find (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return ac_call_spawn (make_call (connector, access, parcel), get_kind (connector)->find);
}

static DexFuture *
ac_graph_connector_remove (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return ac_call_spawn (make_call (connector, access, parcel), get_kind (connector)->remove);
}

static DexFuture *
ac_graph_connector_edit (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return ac_call_spawn (make_call (connector, access, parcel), get_kind (connector)->edit);
}

static DexFuture *
ac_graph_connector_revoke (AcConnector *connector, AcAccess *access)
{
  return ac_call_spawn (make_call (connector, access, NULL), get_kind (connector)->revoke);
}

/* The permission is the person's. */
static char *
ac_graph_connector_dup_grant (AcConnector *connector, AcAccount *account)
{
  const AcGraphKind *kind = get_kind (connector);

  return kind->dup_grant != NULL ? kind->dup_grant (account)
                                 : g_strdup (ac_account_get_remote_id (account));
}

static const char *
ac_graph_connector_get_scopes (AcConnector *connector)
{
  return get_kind (connector)->flow->scopes;
}

static void
ac_graph_connector_connector_init (AcConnectorInterface *iface)
{
  iface->get_service = ac_graph_connector_get_service;
  iface->begin_sign_in = ac_graph_connector_begin_sign_in;
  iface->finish_sign_in = ac_graph_connector_finish_sign_in;
  iface->identify = ac_graph_connector_identify;
  iface->get_repeat = ac_graph_connector_get_repeat;
  iface->get_settle_ms = ac_graph_connector_get_settle_ms;
  iface->render = ac_graph_connector_render;
  iface->publish = ac_graph_connector_publish;
  iface->find = ac_graph_connector_find;
  iface->remove = ac_graph_connector_remove;
  iface->edit = ac_graph_connector_edit;
  iface->revoke = ac_graph_connector_revoke;
  iface->dup_grant = ac_graph_connector_dup_grant;
  iface->get_scopes = ac_graph_connector_get_scopes;
}

static void
ac_graph_connector_finalize (GObject *object)
{
  g_clear_object (&AC_GRAPH_CONNECTOR (object)->graph);
  G_OBJECT_CLASS (ac_graph_connector_parent_class)->finalize (object);
}

static void
ac_graph_connector_class_init (AcGraphConnectorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_graph_connector_finalize;
}

static void
ac_graph_connector_init (AcGraphConnector *self)
{
}

AcConnector *
ac_graph_connector_new (AcGraph *graph, const AcGraphKind *kind)
{
  AcGraphConnector *self = NULL;

  g_return_val_if_fail (AC_IS_GRAPH (graph) && kind != NULL, NULL);

  self = g_object_new (AC_TYPE_GRAPH_CONNECTOR, NULL);
  self->graph = g_object_ref (graph);
  self->kind = kind;
  return AC_CONNECTOR (self);
}
