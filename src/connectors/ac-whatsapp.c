/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-whatsapp.h"

#include <string.h>

#include "ac-share-page.h"
#include "ac-graph-keys.h"
#include "ac-whatsapp-private.h"

struct _AcWhatsapp
{
  GObject parent_instance;
  AcGraph *graph;
};

static void ac_whatsapp_connector_init (AcConnectorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcWhatsapp,
                               ac_whatsapp,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_CONNECTOR,
                                                      ac_whatsapp_connector_init))

const AcService ac_whatsapp_service = {
  .id = "whatsapp",
  .name = "WhatsApp",
  .app_keys = AC_GRAPH_KEYS_OF_NUMBER,
  .sign_in = AC_SIGN_IN_CODE,
  .audiences = 1 << AC_AUDIENCE_FOLLOWERS,
  .limits = { .max_graphemes = 700, .max_bytes = 2000 },
  .by_hand = TRUE,
  /* Which the person adds themselves, where they share it. */
  .pictures = { .max = AC_STATUS_MAX_PICTURES,
                .types = AC_PICTURE_JPEG | AC_PICTURE_PNG,
                .max_size = AC_PICTURE_MAX_SIZE },
};

static const AcService *
ac_whatsapp_get_service (AcConnector *connector)
{
  return &ac_whatsapp_service;
}

static DexFuture *
ac_whatsapp_send_code (AcConnector *connector, const char *number, SecretValue *code)
{
  AcCall *call = ac_call_new_for_graph (AC_WHATSAPP (connector)->graph, NULL, NULL);

  call->text = g_strdup (number);
  call->password = secret_value_ref (code);
  return ac_call_spawn (call, ac_whatsapp_send_code_fiber);
}

/* Nobody knows more of the number than was proved. */
static DexFuture *
ac_whatsapp_identify (AcConnector *connector, AcAccess *access)
{
  return dex_future_new_take_object (g_object_ref (ac_access_get_account (access)));
}

static AcRepeat
ac_whatsapp_get_repeat (AcConnector *connector, AcAccess *access)
{
  return AC_REPEAT_BLIND;
}

static guint
ac_whatsapp_get_settle_ms (AcConnector *connector, AcAccess *access)
{
  return 0;
}

/* No API shares a person's status: they do it themselves. */
static AcParcel *
ac_whatsapp_render (AcConnector *connector,
                    AcAccount *account,
                    const char *delivery_id,
                    const AcContents *contents,
                    GError **error)
{
  g_autoptr(GBytes) payload = g_bytes_new (contents->text, strlen (contents->text));
  AcParcel *parcel = ac_parcel_new (delivery_id, payload, contents->audience);

  parcel->hand_over =
      ac_share_page_make_link (ac_share_page_find (ac_whatsapp_service.id), contents->text);
  return parcel;
}

static DexFuture *
refuse (AcConnector *connector, AcAccess *access, AcParcel *parcel)
{
  return ac_call_end (ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_PERMISSION_DENIED, 0));
}

/* There is no permission of the person's that could be taken back. */
static DexFuture *
ac_whatsapp_revoke (AcConnector *connector, AcAccess *access)
{
  return ac_call_end (ac_outcome_new (AC_OUTCOME_DONE));
}

/* A code proves the number; it permits nothing. */
static const char *
ac_whatsapp_get_scopes (AcConnector *connector)
{
  return "";
}

static void
ac_whatsapp_connector_init (AcConnectorInterface *iface)
{
  iface->get_service = ac_whatsapp_get_service;
  iface->send_code = ac_whatsapp_send_code;
  iface->identify = ac_whatsapp_identify;
  iface->get_repeat = ac_whatsapp_get_repeat;
  iface->get_settle_ms = ac_whatsapp_get_settle_ms;
  iface->render = ac_whatsapp_render;
  iface->publish = refuse;
  iface->find = refuse;
  iface->remove = refuse;
  iface->revoke = ac_whatsapp_revoke;
  iface->get_scopes = ac_whatsapp_get_scopes;
}

static void
ac_whatsapp_finalize (GObject *object)
{
  g_clear_object (&AC_WHATSAPP (object)->graph);
  G_OBJECT_CLASS (ac_whatsapp_parent_class)->finalize (object);
}

static void
ac_whatsapp_class_init (AcWhatsappClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_whatsapp_finalize;
}

static void
ac_whatsapp_init (AcWhatsapp *self)
{
}

AcConnector *
ac_whatsapp_new (AcGraph *graph)
{
  AcWhatsapp *self = NULL;

  g_return_val_if_fail (AC_IS_GRAPH (graph), NULL);

  self = g_object_new (AC_TYPE_WHATSAPP, NULL);
  self->graph = g_object_ref (graph);
  return AC_CONNECTOR (self);
}
