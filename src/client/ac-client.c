/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-enums.h"
#include "ac-client-private.h"
#include "ac-core-enums.h"
#include "ac-paths.h"
#include "ac-service-item.h"

G_DEFINE_FINAL_TYPE (AcClient, ac_client, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_ERROR_CODE,
  PROP_INFO,
  PROP_AVAILABILITY,
  PROP_PRIVACY,
  N_PROPS,
};

enum
{
  LINK_ATTEMPT_CHANGED,
  EVENT,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
opened_cb (AcEventStream *events, AcClient *self)
{
  ac_client_mark_due (self, AC_DUE_EVERYTHING, NULL);
  ac_client_hurry (self);
}

static void
event_cb (
    AcEventStream *events, const char *type, const char *id, const char *status_id, AcClient *self)
{
  ac_client_handle_event (self, type, id, status_id);
  g_signal_emit (self, signals[EVENT], 0, type, id, status_id);
}

static void
lost_cb (AcEventStream *events, guint code, AcClient *self)
{
  ac_client_set_offline (self, code);
}

static void
ac_client_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcClient *self = AC_CLIENT (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_ERROR_CODE:
      g_value_set_enum (value, self->error_code);
      break;
    case PROP_INFO:
      g_value_set_object (value, self->info);
      break;
    case PROP_AVAILABILITY:
      g_value_set_object (value, self->availability);
      break;
    case PROP_PRIVACY:
      g_value_set_object (value, self->privacy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_client_dispose (GObject *object)
{
  AcClient *self = AC_CLIENT (object);

  g_cancellable_cancel (self->scope);
  ac_wire_close (self->wire);
  if (ac_client_is_connecting (self))
    dex_promise_reject (self->connected,
                        g_error_new_literal (AC_ERROR, AC_ERROR_CANCELLED, "The client is gone"));
  dex_clear (&self->connected);
  dex_clear (&self->hurry);
  g_clear_object (&self->events);
  ac_client_clear_due (self);

  G_OBJECT_CLASS (ac_client_parent_class)->dispose (object);
}

static void
ac_client_finalize (GObject *object)
{
  AcClient *self = AC_CLIENT (object);

  g_clear_object (&self->info);
  g_clear_object (&self->availability);
  g_clear_object (&self->privacy);
  g_clear_object (&self->services);
  g_clear_object (&self->accounts);
  g_clear_object (&self->sessions);
  g_clear_object (&self->links);
  g_clear_object (&self->undoings);
  g_clear_object (&self->choices);
  g_clear_object (&self->drafts);
  g_clear_object (&self->rules);
  g_clear_object (&self->statuses);
  g_clear_object (&self->wire);
  g_clear_object (&self->scope);
  g_clear_pointer (&self->attempts, g_hash_table_unref);

  G_OBJECT_CLASS (ac_client_parent_class)->finalize (object);
}

static void
ac_client_class_init (AcClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ac_client_dispose;
  object_class->finalize = ac_client_finalize;
  object_class->get_property = ac_client_get_property;

  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, AC_TYPE_CLIENT_STATE, AC_CLIENT_CONNECTING, flags);
  properties[PROP_ERROR_CODE] =
      g_param_spec_enum ("error-code", NULL, NULL, AC_TYPE_ERROR, AC_ERROR_FAILED, flags);
  properties[PROP_INFO] = g_param_spec_object ("info", NULL, NULL, AC_TYPE_BACKEND_INFO, flags);
  properties[PROP_AVAILABILITY] =
      g_param_spec_object ("availability", NULL, NULL, AC_TYPE_AVAILABILITY, flags);
  properties[PROP_PRIVACY] = g_param_spec_object ("privacy", NULL, NULL, AC_TYPE_PRIVACY, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[LINK_ATTEMPT_CHANGED] =
      g_signal_new ("link-attempt-changed", AC_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, AC_TYPE_LINK_ATTEMPT);
  signals[EVENT] = g_signal_new ("event", AC_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
ac_client_init (AcClient *self)
{
  self->scope = g_cancellable_new ();
  self->services = g_list_store_new (AC_TYPE_SERVICE_ITEM);
  self->accounts = g_list_store_new (AC_TYPE_ACCOUNT);
  self->sessions = g_list_store_new (AC_TYPE_DEVICE);
  self->links = g_list_store_new (AC_TYPE_LINK);
  self->undoings = g_list_store_new (AC_TYPE_UNDOING);
  self->choices = g_list_store_new (AC_TYPE_USE_CHOICE);
  self->drafts = g_list_store_new (AC_TYPE_DRAFT);
  self->rules = g_list_store_new (AC_TYPE_SHARE_RULE);
  self->attempts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_queue_init (&self->due);
}

/* Takes wire. */
static AcClient *
new_for_wire (AcWire *wire)
{
  AcClient *self = g_object_new (AC_TYPE_CLIENT, NULL);

  self->wire = wire;
  self->statuses = ac_status_list_new (wire);
  return self;
}

/**
 * ac_client_new:
 * @socket_path: (nullable): where the backend listens; %NULL is the person's own
 *
 * Returns: (transfer full): a client that has asked nothing yet
 */
AcClient *
ac_client_new (const char *socket_path)
{
  return new_for_wire (ac_wire_new (socket_path));
}

AcClient *
ac_client_new_for_practice (void)
{
  g_autofree char *socket_path = ac_paths_get_practice_socket ();
  AcClient *self = ac_client_new (socket_path);

  self->practice = TRUE;
  return self;
}

gboolean
ac_client_get_practice (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), FALSE);

  return self->practice;
}

AcClient *
ac_client_new_for_session (AcSession *session)
{
  return new_for_wire (ac_wire_new_for_session (session));
}

AcSession *
ac_client_get_session (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  return ac_wire_get_session (self->wire);
}

/**
 * ac_client_connect:
 *
 * Asked again while it is offline, tries at once instead of at the end of a pause.
 *
 * Returns: (transfer full): resolves to %TRUE once everything is loaded; rejects with
 *   %AC_ERROR_BACKEND_UNAVAILABLE or with what the backend answered instead
 */
DexFuture *
ac_client_connect (AcClient *self)
{
  dex_return_error_if_fail (AC_IS_CLIENT (self));

  if (self->state == AC_CLIENT_ONLINE)
    return dex_future_new_true ();

  if (!ac_client_is_connecting (self))
    {
      dex_clear (&self->connected);
      self->connected = dex_promise_new ();
      ac_client_set_state (self, AC_CLIENT_CONNECTING, AC_ERROR_FAILED);
    }

  ac_client_hurry (self);
  if (self->events != NULL)
    ac_event_stream_hurry (self->events);
  else
    {
      self->events = ac_event_stream_new (self->wire);
      g_signal_connect_object (self->events, "opened", G_CALLBACK (opened_cb), self, 0);
      g_signal_connect_object (self->events, "event", G_CALLBACK (event_cb), self, 0);
      g_signal_connect_object (self->events, "lost", G_CALLBACK (lost_cb), self, 0);
      ac_event_stream_start (self->events);
    }

  return dex_ref (DEX_FUTURE (self->connected));
}

AcClientState
ac_client_get_state (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), AC_CLIENT_OFFLINE);

  return self->state;
}

AcError
ac_client_get_error_code (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), AC_ERROR_FAILED);

  return self->error_code;
}

gboolean
ac_client_needs_sign_in (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), FALSE);

  return ac_client_get_session (self) != NULL && self->state == AC_CLIENT_OFFLINE &&
         (self->error_code == AC_ERROR_SIGN_IN_REQUIRED ||
          self->error_code == AC_ERROR_SIGNED_OUT || self->error_code == AC_ERROR_SECRET_LOST);
}

/**
 * ac_client_get_info:
 *
 * Returns: (transfer none) (nullable): %NULL until the backend has answered once
 */
AcBackendInfo *
ac_client_get_info (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  return self->info;
}

void
ac_client_reload_info (AcClient *self)
{
  g_return_if_fail (AC_IS_CLIENT (self));

  if (self->state == AC_CLIENT_ONLINE)
    ac_client_mark_due (self, AC_DUE_INFO, NULL);
}

GListModel *
ac_client_get_services (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  return G_LIST_MODEL (self->services);
}

GListModel *
ac_client_get_accounts (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  return G_LIST_MODEL (self->accounts);
}

AcServiceItem *
ac_client_find_service (AcClient *self, const char *id)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  return ac_find (G_LIST_MODEL (self->services), (AcGetId) ac_service_item_get_id, id, NULL);
}

AcAccount *
ac_client_find_account (AcClient *self, const char *id)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  return ac_find (G_LIST_MODEL (self->accounts), (AcGetId) ac_account_get_id, id, NULL);
}

/**
 * ac_client_get_statuses:
 *
 * The first page is loaded when this was asked for once, so that who shows no statuses loads none.
 *
 * Returns: (transfer none)
 */
GListModel *
ac_client_get_statuses (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  if (!self->statuses_wanted)
    {
      self->statuses_wanted = TRUE;
      if (self->state == AC_CLIENT_ONLINE)
        ac_client_mark_due (self, AC_DUE_EVERYTHING, NULL);
    }

  return G_LIST_MODEL (self->statuses);
}

/**
 * ac_client_get_sessions:
 *
 * Returns: (transfer none): of #AcDevice
 */
GListModel *
ac_client_get_sessions (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  if (!self->sessions_wanted)
    {
      self->sessions_wanted = TRUE;
      if (self->state == AC_CLIENT_ONLINE)
        ac_client_mark_due (self, AC_DUE_SESSIONS, NULL);
    }

  return G_LIST_MODEL (self->sessions);
}

/**
 * ac_client_get_availability:
 *
 * Returns: (transfer none) (nullable): %NULL until the backend has told it once
 */
AcAvailability *
ac_client_get_availability (AcClient *self)
{
  g_return_val_if_fail (AC_IS_CLIENT (self), NULL);

  if (!self->availability_wanted)
    {
      self->availability_wanted = TRUE;
      if (self->state == AC_CLIENT_ONLINE)
        ac_client_mark_due (self, AC_DUE_AVAILABILITY, NULL);
    }

  return self->availability;
}
