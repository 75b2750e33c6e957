/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-session-private.h"

#define MAX_ADDRESS 2048

G_DEFINE_FINAL_TYPE (AcSession, ac_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SIGNING_OUT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const AcJsonField session_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "name", AC_JSON_STRING, AC_JSON_REQUIRED, 512 },
  { "address", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "issuer", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "client_id", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_ADDRESS },
  { "subject", AC_JSON_STRING, AC_JSON_REQUIRED, 255 },
  { "person", AC_JSON_STRING, AC_JSON_OPTIONAL, 4096 },
  { "since", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "signing_out", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { NULL },
};

static void
ac_session_finalize (GObject *object)
{
  AcSession *self = AC_SESSION (object);

  g_clear_object (&self->scope);
  g_clear_object (&self->redirect);
  g_clear_object (&self->attempt);
  g_clear_object (&self->oidc);
  g_clear_object (&self->http);
  dex_clear (&self->response);
  g_clear_pointer (&self->key, secret_value_unref);
  g_clear_pointer (&self->access_token, secret_value_unref);
  g_free (self->id);
  g_free (self->name);
  g_free (self->address);
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self->subject);
  g_free (self->person);
  g_free (self->nonce);

  G_OBJECT_CLASS (ac_session_parent_class)->finalize (object);
}

static void
ac_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SIGNING_OUT:
      g_value_set_boolean (value, AC_SESSION (object)->signing_out);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_session_class_init (AcSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ac_session_finalize;
  object_class->get_property = ac_session_get_property;

  properties[PROP_SIGNING_OUT] =
      g_param_spec_boolean ("signing-out", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_session_init (AcSession *self)
{
  self->scope = g_cancellable_new ();
}

AcSession *
ac_session_new_for_json (AcHttp *http, JsonObject *object, GError **error)
{
  g_autoptr(AcSession) self = NULL;

  if (!ac_json_check (object, session_fields, AC_JSON_CLOSED, error))
    return NULL;

  self = g_object_new (AC_TYPE_SESSION, NULL);
  self->http = g_object_ref (http);
  self->id = g_strdup (ac_json_get_string (object, "id"));
  self->name = g_strdup (ac_json_get_string (object, "name"));
  self->address = g_strdup (ac_json_get_string (object, "address"));
  self->issuer = g_strdup (ac_json_get_string (object, "issuer"));
  self->client_id = g_strdup (ac_json_get_string (object, "client_id"));
  self->subject = g_strdup (ac_json_get_string (object, "subject"));
  self->person = g_strdup (ac_json_get_string (object, "person"));
  self->signing_out = ac_json_get_boolean (object, "signing_out");
  if (!ac_id_is_valid (self->id) ||
      !ac_clock_parse (ac_json_get_string (object, "since"), &self->since))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "This is no sign-in");
      return NULL;
    }

  return g_steal_pointer (&self);
}

JsonNode *
ac_session_to_json (AcSession *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  ac_json_set_string (object, "id", self->id);
  ac_json_set_string (object, "name", self->name);
  ac_json_set_string (object, "address", self->address);
  ac_json_set_string (object, "issuer", self->issuer);
  ac_json_set_string (object, "client_id", self->client_id);
  ac_json_set_string (object, "subject", self->subject);
  ac_json_set_string (object, "person", self->person);
  ac_json_set_time (object, "since", self->since);
  json_object_set_boolean_member (object, "signing_out", self->signing_out);
  json_node_take_object (node, object);
  return node;
}

const char *
ac_session_get_id (AcSession *self)
{
  return self->id;
}

const char *
ac_session_get_name (AcSession *self)
{
  return self->name;
}

const char *
ac_session_get_address (AcSession *self)
{
  return self->address;
}

const char *
ac_session_get_issuer (AcSession *self)
{
  return self->issuer;
}

const char *
ac_session_get_person (AcSession *self)
{
  return self->person != NULL ? self->person : self->subject;
}

gint64
ac_session_get_since (AcSession *self)
{
  return self->since;
}

gboolean
ac_session_get_signing_out (AcSession *self)
{
  return self->signing_out;
}

void
ac_session_set_signing_out (AcSession *self, gboolean signing_out)
{
  if (self->signing_out == signing_out)
    return;

  self->signing_out = signing_out;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIGNING_OUT]);
}

AcHttp *
ac_session_get_http (AcSession *self)
{
  return self->http;
}
