/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-link-attempt.h"
#include "ac-noun-private.h"

struct _AcLinkAttempt
{
  GObject parent_instance;

  char *id;
  char *service;
  char *server;
  AcLinkAttemptState state;
  AcError error;
  char *authorization_url;
  char *ends_at;
  char *account_id;
  gboolean already;
  AcFoundAccount *found;
  GPtrArray *choices;
  gint64 expires_at;
  char *number;
  gint64 again_at;
};

G_DEFINE_FINAL_TYPE (AcLinkAttempt, ac_link_attempt, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_SERVICE,
  PROP_SERVER,
  PROP_STATE,
  PROP_ERROR,
  PROP_AUTHORIZATION_URL,
  PROP_ACCOUNT_ID,
  PROP_EXPIRES_AT,
  PROP_NUMBER,
  PROP_AGAIN_AT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const AcJsonField link_attempt_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "service", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "server", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "state", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "error", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "authorization_url", AC_JSON_STRING, AC_JSON_OPTIONAL, 8192 },
  { "ends_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 512 },
  { "account_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "already", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL, 0 },
  { "found", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { "choices", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 100 },
  { "expires_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "number", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "again_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static void
ac_link_attempt_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcLinkAttempt *self = AC_LINK_ATTEMPT (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_SERVICE:
      g_value_set_string (value, self->service);
      break;

    case PROP_SERVER:
      g_value_set_string (value, self->server);
      break;

    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    case PROP_ERROR:
      g_value_set_enum (value, self->error);
      break;

    case PROP_AUTHORIZATION_URL:
      g_value_set_string (value, self->authorization_url);
      break;

    case PROP_ACCOUNT_ID:
      g_value_set_string (value, self->account_id);
      break;

    case PROP_EXPIRES_AT:
      g_value_set_int64 (value, self->expires_at);
      break;

    case PROP_NUMBER:
      g_value_set_string (value, self->number);
      break;

    case PROP_AGAIN_AT:
      g_value_set_int64 (value, self->again_at);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_link_attempt_finalize (GObject *object)
{
  AcLinkAttempt *self = AC_LINK_ATTEMPT (object);

  g_free (self->id);
  g_free (self->service);
  g_free (self->server);
  g_free (self->authorization_url);
  g_free (self->ends_at);
  g_free (self->account_id);
  g_free (self->number);
  g_clear_pointer (&self->found, ac_found_account_free);
  g_clear_pointer (&self->choices, g_ptr_array_unref);

  G_OBJECT_CLASS (ac_link_attempt_parent_class)->finalize (object);
}

static void
ac_link_attempt_class_init (AcLinkAttemptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_link_attempt_finalize;
  object_class->get_property = ac_link_attempt_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_SERVICE] = g_param_spec_string ("service", NULL, NULL, NULL, flags);
  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, AC_TYPE_LINK_ATTEMPT_STATE,
                                              AC_LINK_ATTEMPT_WAITING, flags);
  properties[PROP_ERROR] =
      g_param_spec_enum ("error", NULL, NULL, AC_TYPE_ERROR, AC_ERROR_FAILED, flags);
  properties[PROP_AUTHORIZATION_URL] =
      g_param_spec_string ("authorization-url", NULL, NULL, NULL, flags);
  properties[PROP_ACCOUNT_ID] = g_param_spec_string ("account-id", NULL, NULL, NULL, flags);
  properties[PROP_EXPIRES_AT] =
      g_param_spec_int64 ("expires-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_NUMBER] = g_param_spec_string ("number", NULL, NULL, NULL, flags);
  properties[PROP_AGAIN_AT] =
      g_param_spec_int64 ("again-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_link_attempt_init (AcLinkAttempt *self)
{
}

static gboolean
read_found (AcLinkAttempt *self, JsonObject *object, GError **error)
{
  JsonArray *choices = ac_json_get_array (object, "choices");

  self->already = ac_json_get_boolean (object, "already");
  if (json_object_has_member (object, "found") &&
      !(self->found = ac_found_account_from_json (json_object_get_member (object, "found"), error)))
    return FALSE;

  if (choices != NULL)
    self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_found_account_free);
  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++)
    {
      AcFoundAccount *choice =
          ac_found_account_from_json (json_array_get_element (choices, i), error);

      if (choice == NULL)
        return FALSE;
      g_ptr_array_add (self->choices, choice);
    }

  return TRUE;
}

static void
write_found (AcLinkAttempt *self, JsonObject *object)
{
  JsonArray *choices = NULL;

  if (self->already)
    json_object_set_boolean_member (object, "already", TRUE);
  if (self->found != NULL)
    json_object_set_member (object, "found", ac_found_account_to_json (self->found));
  if (self->choices == NULL)
    return;

  choices = json_array_new ();
  for (guint i = 0; i < self->choices->len; i++)
    json_array_add_element (choices,
                            ac_found_account_to_json (g_ptr_array_index (self->choices, i)));
  json_object_set_array_member (object, "choices", choices);
}

static gboolean
read_facts (AcLinkAttempt *self, JsonObject *object, GError **error)
{
  int state = AC_LINK_ATTEMPT_WAITING;

  if (!ac_noun_read_id (object, "id", error) || !ac_noun_read_id (object, "account_id", error) ||
      !ac_noun_read_enum (object, "state", AC_TYPE_LINK_ATTEMPT_STATE, &state, error) ||
      !ac_noun_read_code (object, "error", &self->error, error) ||
      !ac_noun_read_time (object, "expires_at", &self->expires_at, error) ||
      !ac_noun_read_time (object, "again_at", &self->again_at, error) ||
      !read_found (self, object, error))
    return FALSE;

  self->state = state;
  return TRUE;
}

/**
 * ac_link_attempt_new:
 *
 * Returns: (transfer full): an attempt that waits for the browser
 */
AcLinkAttempt *
ac_link_attempt_new (const char *id, const char *service, const char *server)
{
  AcLinkAttempt *self = NULL;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (service != NULL, NULL);
  g_return_val_if_fail (server != NULL, NULL);

  self = g_object_new (AC_TYPE_LINK_ATTEMPT, NULL);
  self->id = g_strdup (id);
  self->service = g_strdup (service);
  self->server = g_strdup (server);
  return self;
}

/**
 * ac_link_attempt_from_json:
 *
 * Returns: (transfer full) (nullable): %AC_ERROR_BAD_REPLY when @node isn't exactly the schema
 *   LinkAttempt of the API
 */
AcLinkAttempt *
ac_link_attempt_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  g_autoptr(AcLinkAttempt) self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, link_attempt_fields, error)) == NULL)
    return NULL;

  self = ac_link_attempt_new (ac_json_get_string (object, "id"),
                              ac_json_get_string (object, "service"),
                              ac_json_get_string (object, "server"));
  self->authorization_url = g_strdup (ac_json_get_string (object, "authorization_url"));
  self->ends_at = g_strdup (ac_json_get_string (object, "ends_at"));
  self->account_id = g_strdup (ac_json_get_string (object, "account_id"));
  self->number = g_strdup (ac_json_get_string (object, "number"));
  return read_facts (self, object, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ac_link_attempt_to_json:
 *
 * Returns: (transfer full): the schema LinkAttempt of the API
 */
JsonNode *
ac_link_attempt_to_json (AcLinkAttempt *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), NULL);

  object = json_object_new ();
  ac_json_set_string (object, "id", self->id);
  ac_json_set_string (object, "service", self->service);
  ac_json_set_string (object, "server", self->server);
  ac_noun_write_enum (object, "state", AC_TYPE_LINK_ATTEMPT_STATE, self->state);
  if (self->state == AC_LINK_ATTEMPT_FAILED || self->error != AC_ERROR_FAILED)
    ac_json_set_string (object, "error", ac_error_get_slug (self->error));
  ac_json_set_string (object, "authorization_url", self->authorization_url);
  ac_json_set_string (object, "ends_at", self->ends_at);
  ac_json_set_string (object, "account_id", self->account_id);
  ac_json_set_time (object, "expires_at", self->expires_at);
  write_found (self, object);
  ac_json_set_string (object, "number", self->number);
  ac_json_set_time (object, "again_at", self->again_at);
  return ac_noun_close (object);
}

/**
 * ac_link_attempt_update:
 * @other: what is known now of the same attempt
 *
 * Takes over every property of @other and notifies only what changed.
 */
void
ac_link_attempt_update (AcLinkAttempt *self, AcLinkAttempt *other)
{
  g_return_if_fail (AC_IS_LINK_ATTEMPT (self));
  g_return_if_fail (AC_IS_LINK_ATTEMPT (other));
  g_return_if_fail (g_str_equal (self->id, other->id));

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->service, other->service))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVICE]);
  if (g_set_str (&self->server, other->server))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVER]);
  ac_link_attempt_set_authorization_url (self, other->authorization_url);
  ac_link_attempt_set_ends_at (self, other->ends_at);
  ac_link_attempt_set_account_id (self, other->account_id);
  ac_link_attempt_set_state (self, other->state, other->error);
  ac_link_attempt_set_expires_at (self, other->expires_at);
  ac_link_attempt_set_already (self, other->already);
  ac_link_attempt_set_found (self,
                             other->found != NULL ? ac_found_account_copy (other->found) : NULL,
                             other->choices != NULL ? g_ptr_array_ref (other->choices) : NULL);
  ac_link_attempt_set_number (self, other->number);
  ac_link_attempt_set_again_at (self, other->again_at);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
ac_link_attempt_get_id (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), NULL);

  return self->id;
}

const char *
ac_link_attempt_get_service (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), NULL);

  return self->service;
}

const char *
ac_link_attempt_get_server (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), NULL);

  return self->server;
}

AcLinkAttemptState
ac_link_attempt_get_state (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), AC_LINK_ATTEMPT_WAITING);

  return self->state;
}

AcError
ac_link_attempt_get_error (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), AC_ERROR_FAILED);

  return self->error;
}

const char *
ac_link_attempt_get_authorization_url (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), NULL);

  return self->authorization_url;
}

const char *
ac_link_attempt_get_ends_at (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), NULL);

  return self->ends_at;
}

const char *
ac_link_attempt_get_account_id (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), NULL);

  return self->account_id;
}

gint64
ac_link_attempt_get_expires_at (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), 0);

  return self->expires_at;
}

const char *
ac_link_attempt_get_number (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), NULL);

  return self->number;
}

gint64
ac_link_attempt_get_again_at (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), 0);

  return self->again_at;
}

gboolean
ac_link_attempt_is_open (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), FALSE);

  return self->state == AC_LINK_ATTEMPT_WAITING || self->state == AC_LINK_ATTEMPT_CODE ||
         self->state == AC_LINK_ATTEMPT_WORKING || self->state == AC_LINK_ATTEMPT_CONFIRM;
}

gboolean
ac_link_attempt_get_already (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), FALSE);

  return self->already;
}

const AcFoundAccount *
ac_link_attempt_get_found (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), NULL);

  return self->found;
}

GPtrArray *
ac_link_attempt_get_choices (AcLinkAttempt *self)
{
  g_return_val_if_fail (AC_IS_LINK_ATTEMPT (self), NULL);

  return self->choices;
}

void
ac_link_attempt_set_already (AcLinkAttempt *self, gboolean already)
{
  g_return_if_fail (AC_IS_LINK_ATTEMPT (self));

  self->already = already;
}

void
ac_link_attempt_set_found (AcLinkAttempt *self, AcFoundAccount *found, GPtrArray *choices)
{
  g_return_if_fail (AC_IS_LINK_ATTEMPT (self));

  g_clear_pointer (&self->found, ac_found_account_free);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->found = found;
  self->choices = choices;
}

void
ac_link_attempt_set_number (AcLinkAttempt *self, const char *number)
{
  g_return_if_fail (AC_IS_LINK_ATTEMPT (self));

  if (g_set_str (&self->number, number))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NUMBER]);
}

void
ac_link_attempt_set_again_at (AcLinkAttempt *self, gint64 time_ms)
{
  g_return_if_fail (AC_IS_LINK_ATTEMPT (self));

  if (self->again_at == time_ms)
    return;

  self->again_at = time_ms;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AGAIN_AT]);
}

void
ac_link_attempt_set_authorization_url (AcLinkAttempt *self, const char *authorization_url)
{
  g_return_if_fail (AC_IS_LINK_ATTEMPT (self));

  if (g_set_str (&self->authorization_url, authorization_url))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTHORIZATION_URL]);
}

void
ac_link_attempt_set_ends_at (AcLinkAttempt *self, const char *uri)
{
  g_return_if_fail (AC_IS_LINK_ATTEMPT (self));

  g_set_str (&self->ends_at, uri);
}

void
ac_link_attempt_set_account_id (AcLinkAttempt *self, const char *account_id)
{
  g_return_if_fail (AC_IS_LINK_ATTEMPT (self));

  if (g_set_str (&self->account_id, account_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT_ID]);
}

void
ac_link_attempt_set_expires_at (AcLinkAttempt *self, gint64 time_ms)
{
  g_return_if_fail (AC_IS_LINK_ATTEMPT (self));

  if (self->expires_at == time_ms)
    return;

  self->expires_at = time_ms;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPIRES_AT]);
}

/**
 * ac_link_attempt_set_state:
 * @error: why, where the state has a reason; %AC_ERROR_FAILED otherwise
 */
void
ac_link_attempt_set_state (AcLinkAttempt *self, AcLinkAttemptState state, AcError error)
{
  g_return_if_fail (AC_IS_LINK_ATTEMPT (self));

  g_object_freeze_notify (G_OBJECT (self));

  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }

  if (self->error != error)
    {
      self->error = error;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }

  g_object_thaw_notify (G_OBJECT (self));
}
