/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-account.h"
#include "ac-core-enums.h"
#include "ac-noun-private.h"

struct _AcAccount
{
  GObject parent_instance;

  char *id;
  char *service;
  char *server;
  char *remote_id;
  char *handle;
  char *display_name;
  char *profile_url;
  char *picture_url;
  GPtrArray *verified_links; /* (nullable) */
  char *scopes;
  char *scopes_asked;
  AcAccountState state;
  AcError reason;
  AcTextLimits limits;
  AcPictureLimits picture_limits;
  char *type;
  guint audiences;
  int audience; /* as the person has said, or NO_AUDIENCE */
  gint64 created_at;
  gint64 proved_at;
  gint64 last_used_at;
  gint64 paused_until;
};

#define NO_AUDIENCE (-1)

G_DEFINE_FINAL_TYPE (AcAccount, ac_account, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_SERVICE,
  PROP_SERVER,
  PROP_REMOTE_ID,
  PROP_HANDLE,
  PROP_DISPLAY_NAME,
  PROP_PROFILE_URL,
  PROP_PICTURE_URL,
  PROP_VERIFIED_LINKS,
  PROP_GRANTED_SCOPES,
  PROP_SCOPES_ASKED,
  PROP_STATE,
  PROP_REASON,
  PROP_LIMITS,
  PROP_TYPE,
  PROP_AUDIENCES,
  PROP_AUDIENCE,
  PROP_CREATED_AT,
  PROP_PROVED_AT,
  PROP_LAST_USED_AT,
  PROP_PAUSED_UNTIL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const AcJsonField account_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "service", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "server", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "remote_id", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "handle", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "display_name", AC_JSON_STRING, AC_JSON_OPTIONAL, 4096 },
  { "profile_url", AC_JSON_STRING, AC_JSON_OPTIONAL, 8192 },
  { "picture_url", AC_JSON_STRING, AC_JSON_OPTIONAL, 8192 },
  { "verified_links", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 64 },
  { "scopes", AC_JSON_STRING, AC_JSON_OPTIONAL, 4096 },
  { "scopes_asked", AC_JSON_STRING, AC_JSON_OPTIONAL, 4096 },
  { "state", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "reason", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "type", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "audiences", AC_JSON_ARRAY, AC_JSON_REQUIRED, 8 },
  { "audience", AC_JSON_STRING, AC_JSON_OPTIONAL, 32 },
  { "limits", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { "picture_limits", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "proved_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "last_used_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "paused", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "paused_until", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static void
ac_account_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcAccount *self = AC_ACCOUNT (object);

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
    case PROP_REMOTE_ID:
      g_value_set_string (value, self->remote_id);
      break;
    case PROP_HANDLE:
      g_value_set_string (value, self->handle);
      break;
    case PROP_DISPLAY_NAME:
      g_value_set_string (value, self->display_name);
      break;
    case PROP_PROFILE_URL:
      g_value_set_string (value, self->profile_url);
      break;
    case PROP_PICTURE_URL:
      g_value_set_string (value, self->picture_url);
      break;
    case PROP_VERIFIED_LINKS:
      g_value_set_boxed (value, self->verified_links);
      break;
    case PROP_GRANTED_SCOPES:
      g_value_set_string (value, self->scopes);
      break;
    case PROP_SCOPES_ASKED:
      g_value_set_string (value, self->scopes_asked);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_REASON:
      g_value_set_enum (value, self->reason);
      break;
    case PROP_LIMITS:
      g_value_set_boxed (value, &self->limits);
      break;
    case PROP_TYPE:
      g_value_set_string (value, self->type);
      break;
    case PROP_AUDIENCES:
      g_value_set_uint (value, self->audiences);
      break;
    case PROP_AUDIENCE:
      g_value_set_enum (value, ac_account_get_audience (self));
      break;
    case PROP_CREATED_AT:
      g_value_set_int64 (value, self->created_at);
      break;
    case PROP_PROVED_AT:
      g_value_set_int64 (value, self->proved_at);
      break;
    case PROP_LAST_USED_AT:
      g_value_set_int64 (value, self->last_used_at);
      break;

    case PROP_PAUSED_UNTIL:
      g_value_set_int64 (value, self->paused_until);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_account_finalize (GObject *object)
{
  AcAccount *self = AC_ACCOUNT (object);

  g_free (self->id);
  g_free (self->service);
  g_free (self->server);
  g_free (self->remote_id);
  g_free (self->handle);
  g_free (self->display_name);
  g_free (self->profile_url);
  g_free (self->picture_url);
  g_clear_pointer (&self->verified_links, g_ptr_array_unref);
  g_free (self->scopes);
  g_free (self->scopes_asked);
  g_free (self->type);

  G_OBJECT_CLASS (ac_account_parent_class)->finalize (object);
}

static void
ac_account_class_init (AcAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_account_finalize;
  object_class->get_property = ac_account_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_SERVICE] = g_param_spec_string ("service", NULL, NULL, NULL, flags);
  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_REMOTE_ID] = g_param_spec_string ("remote-id", NULL, NULL, NULL, flags);
  properties[PROP_HANDLE] = g_param_spec_string ("handle", NULL, NULL, NULL, flags);
  properties[PROP_DISPLAY_NAME] = g_param_spec_string ("display-name", NULL, NULL, NULL, flags);
  properties[PROP_PROFILE_URL] = g_param_spec_string ("profile-url", NULL, NULL, NULL, flags);
  properties[PROP_PICTURE_URL] = g_param_spec_string ("picture-url", NULL, NULL, NULL, flags);
  properties[PROP_VERIFIED_LINKS] =
      g_param_spec_boxed ("verified-links", NULL, NULL, G_TYPE_PTR_ARRAY, flags);
  properties[PROP_GRANTED_SCOPES] = g_param_spec_string ("granted-scopes", NULL, NULL, NULL, flags);
  properties[PROP_SCOPES_ASKED] = g_param_spec_string ("scopes-asked", NULL, NULL, NULL, flags);
  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, AC_TYPE_ACCOUNT_STATE, AC_ACCOUNT_ON, flags);
  properties[PROP_REASON] =
      g_param_spec_enum ("reason", NULL, NULL, AC_TYPE_ERROR, AC_ERROR_FAILED, flags);
  properties[PROP_LIMITS] = g_param_spec_boxed ("limits", NULL, NULL, AC_TYPE_TEXT_LIMITS, flags);
  properties[PROP_AUDIENCES] = g_param_spec_uint ("audiences", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TYPE] = g_param_spec_string ("type", NULL, NULL, NULL, flags);
  properties[PROP_AUDIENCE] =
      g_param_spec_enum ("audience", NULL, NULL, AC_TYPE_AUDIENCE, AC_AUDIENCE_DIRECT, flags);
  properties[PROP_PROVED_AT] =
      g_param_spec_int64 ("proved-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_CREATED_AT] =
      g_param_spec_int64 ("created-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_LAST_USED_AT] =
      g_param_spec_int64 ("last-used-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_PAUSED_UNTIL] =
      g_param_spec_int64 ("paused-until", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_account_init (AcAccount *self)
{
  self->audience = NO_AUDIENCE;
}

static gboolean
read_facts (AcAccount *self, JsonObject *object, GError **error)
{
  int state = AC_ACCOUNT_ON;

  self->paused_until = ac_json_get_boolean (object, "paused") ? AC_PAUSED_OPEN : 0;
  if (!ac_noun_read_id (object, "id", error) ||
      !ac_noun_read_enum (object, "state", AC_TYPE_ACCOUNT_STATE, &state, error) ||
      !ac_noun_read_code (object, "reason", &self->reason, error) ||
      !ac_verified_links_read (object, &self->verified_links, error) ||
      !ac_noun_read_audiences (object, &self->audiences, error) ||
      !ac_noun_read_enum (object, "audience", AC_TYPE_AUDIENCE, &self->audience, error) ||
      !ac_noun_read_limits (object, &self->limits, error) ||
      !ac_picture_limits_read (&self->picture_limits, object, error) ||
      !ac_noun_read_time (object, "created_at", &self->created_at, error) ||
      !ac_noun_read_time (object, "proved_at", &self->proved_at, error) ||
      !ac_noun_read_time (object, "last_used_at", &self->last_used_at, error) ||
      !ac_noun_read_time (object, "paused_until", &self->paused_until, error))
    return FALSE;

  self->state = state;
  return TRUE;
}

/**
 * ac_account_new:
 *
 * Returns: (transfer full): an account that is on, with no further facts
 */
AcAccount *
ac_account_new (const char *id, const char *service)
{
  AcAccount *self = NULL;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (service != NULL, NULL);

  self = g_object_new (AC_TYPE_ACCOUNT, NULL);
  self->id = g_strdup (id);
  self->service = g_strdup (service);
  return self;
}

/**
 * ac_account_from_json:
 *
 * Returns: (transfer full) (nullable): %AC_ERROR_BAD_REPLY when @node isn't exactly the schema
 *   Account of the API
 */
AcAccount *
ac_account_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  g_autoptr(AcAccount) self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, account_fields, error)) == NULL)
    return NULL;

  self = ac_account_new (ac_json_get_string (object, "id"), ac_json_get_string (object, "service"));
  self->server = g_strdup (ac_json_get_string (object, "server"));
  self->remote_id = g_strdup (ac_json_get_string (object, "remote_id"));
  self->handle = g_strdup (ac_json_get_string (object, "handle"));
  self->display_name = g_strdup (ac_json_get_string (object, "display_name"));
  self->profile_url = g_strdup (ac_json_get_string (object, "profile_url"));
  self->picture_url = g_strdup (ac_json_get_string (object, "picture_url"));
  self->scopes = g_strdup (ac_json_get_string (object, "scopes"));
  self->scopes_asked = g_strdup (ac_json_get_string (object, "scopes_asked"));
  self->type = g_strdup (ac_json_get_string (object, "type"));
  return read_facts (self, object, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ac_account_to_json:
 *
 * Returns: (transfer full): the schema Account of the API
 */
JsonNode *
ac_account_to_json (AcAccount *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  object = json_object_new ();
  ac_json_set_string (object, "id", self->id);
  ac_json_set_string (object, "service", self->service);
  ac_json_set_string (object, "server", self->server);
  ac_json_set_string (object, "remote_id", self->remote_id);
  ac_json_set_string (object, "handle", self->handle);
  ac_json_set_string (object, "display_name", self->display_name);
  ac_json_set_string (object, "profile_url", self->profile_url);
  ac_json_set_string (object, "picture_url", self->picture_url);
  ac_verified_links_write (object, self->verified_links);
  ac_json_set_string (object, "scopes", self->scopes);
  ac_json_set_string (object, "scopes_asked", self->scopes_asked);
  ac_noun_write_enum (object, "state", AC_TYPE_ACCOUNT_STATE, self->state);
  if (self->state == AC_ACCOUNT_ATTENTION || self->reason != AC_ERROR_FAILED)
    ac_json_set_string (object, "reason", ac_error_get_slug (self->reason));
  ac_json_set_string (object, "type", self->type);
  ac_noun_write_audiences (object, self->audiences);
  if (self->audiences != 0)
    ac_noun_write_enum (object, "audience", AC_TYPE_AUDIENCE, ac_account_get_audience (self));
  ac_noun_write_limits (object, &self->limits);
  ac_picture_limits_write (&self->picture_limits, object);
  ac_json_set_time (object, "created_at", self->created_at);
  ac_json_set_time (object, "proved_at", self->proved_at);
  ac_json_set_time (object, "last_used_at", self->last_used_at);
  if (self->paused_until != 0)
    json_object_set_boolean_member (object, "paused", TRUE);
  if (self->paused_until != AC_PAUSED_OPEN)
    ac_json_set_time (object, "paused_until", self->paused_until);
  return ac_noun_close (object);
}

/**
 * ac_account_update:
 * @other: what is known now of the same account
 *
 * Takes over every property of @other and notifies only what changed.
 */
void
ac_account_update (AcAccount *self, AcAccount *other)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));
  g_return_if_fail (AC_IS_ACCOUNT (other));
  g_return_if_fail (g_str_equal (self->id, other->id));

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->service, other->service))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVICE]);
  ac_account_set_server (self, other->server);
  ac_account_set_remote_id (self, other->remote_id);
  ac_account_set_handle (self, other->handle);
  ac_account_set_display_name (self, other->display_name);
  ac_account_set_profile_url (self, other->profile_url);
  ac_account_set_picture_url (self, other->picture_url);
  ac_account_set_verified_links (self, other->verified_links);
  ac_account_set_scopes (self, other->scopes);
  ac_account_set_scopes_asked (self, other->scopes_asked);
  ac_account_set_state (self, other->state, other->reason);
  ac_account_set_limits (self, &other->limits);
  ac_account_set_picture_limits (self, &other->picture_limits);
  ac_account_set_account_type (self, other->type);
  ac_account_set_audiences (self, other->audiences);
  ac_account_keep (self, other);
  g_object_thaw_notify (G_OBJECT (self));
}

void
ac_account_keep (AcAccount *self, AcAccount *known)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));
  g_return_if_fail (AC_IS_ACCOUNT (known));

  if (known->audience != NO_AUDIENCE)
    ac_account_set_audience (self, known->audience);
  ac_account_set_created_at (self, known->created_at);
  ac_account_set_proved_at (self, known->proved_at);
  ac_account_set_last_used_at (self, known->last_used_at);
  ac_account_set_paused_until (self, known->paused_until);
}

const char *
ac_account_get_id (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->id;
}

const char *
ac_account_get_service (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->service;
}

const char *
ac_account_get_server (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->server;
}

const char *
ac_account_get_remote_id (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->remote_id;
}

const char *
ac_account_get_handle (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->handle;
}

const char *
ac_account_get_display_name (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->display_name;
}

const char *
ac_account_get_profile_url (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->profile_url;
}

const char *
ac_account_get_picture_url (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->picture_url;
}

GPtrArray *
ac_account_get_verified_links (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->verified_links;
}

const char *
ac_account_get_scopes (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->scopes;
}

const char *
ac_account_get_scopes_asked (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->scopes_asked;
}

AcAccountState
ac_account_get_state (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), AC_ACCOUNT_ON);

  return self->state;
}

AcError
ac_account_get_reason (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), AC_ERROR_FAILED);

  return self->reason;
}

const AcTextLimits *
ac_account_get_limits (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return &self->limits;
}

const AcPictureLimits *
ac_account_get_picture_limits (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return &self->picture_limits;
}

guint
ac_account_get_audiences (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), 0);

  return self->audiences;
}

const char *
ac_account_get_account_type (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), NULL);

  return self->type;
}

AcAudience
ac_account_get_audience (AcAccount *self)
{
  int fitting = 0;

  g_return_val_if_fail (AC_IS_ACCOUNT (self), AC_AUDIENCE_DIRECT);

  fitting = self->audience != NO_AUDIENCE ? ac_audiences_fit (self->audiences, self->audience) : -1;
  return fitting >= 0 ? (AcAudience) fitting : ac_audiences_get_usual (self->audiences);
}

gint64
ac_account_get_proved_at (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), 0);

  return self->proved_at;
}

gint64
ac_account_get_created_at (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), 0);

  return self->created_at;
}

gint64
ac_account_get_last_used_at (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), 0);

  return self->last_used_at;
}

void
ac_account_set_server (AcAccount *self, const char *server)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (g_set_str (&self->server, server))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVER]);
}

void
ac_account_set_remote_id (AcAccount *self, const char *remote_id)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (g_set_str (&self->remote_id, remote_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOTE_ID]);
}

void
ac_account_set_handle (AcAccount *self, const char *handle)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (g_set_str (&self->handle, handle))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HANDLE]);
}

void
ac_account_set_display_name (AcAccount *self, const char *display_name)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (g_set_str (&self->display_name, display_name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DISPLAY_NAME]);
}

void
ac_account_set_profile_url (AcAccount *self, const char *profile_url)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (g_set_str (&self->profile_url, profile_url))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE_URL]);
}

void
ac_account_set_picture_url (AcAccount *self, const char *picture_url)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (g_set_str (&self->picture_url, picture_url))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICTURE_URL]);
}

void
ac_account_set_verified_links (AcAccount *self, GPtrArray *links)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (ac_verified_links_equal (self->verified_links, links))
    return;

  g_clear_pointer (&self->verified_links, g_ptr_array_unref);
  self->verified_links = links != NULL ? g_ptr_array_ref (links) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERIFIED_LINKS]);
}

void
ac_account_set_scopes (AcAccount *self, const char *scopes)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (g_set_str (&self->scopes, scopes))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GRANTED_SCOPES]);
}

void
ac_account_set_limits (AcAccount *self, const AcTextLimits *limits)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));
  g_return_if_fail (limits != NULL);

  if (ac_text_limits_equal (&self->limits, limits))
    return;

  self->limits = *limits;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIMITS]);
}

void
ac_account_set_picture_limits (AcAccount *self, const AcPictureLimits *limits)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));
  g_return_if_fail (limits != NULL);

  if (ac_picture_limits_equal (&self->picture_limits, limits))
    return;

  self->picture_limits = *limits;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIMITS]);
}

void
ac_account_set_audiences (AcAccount *self, guint audiences)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (self->audiences == audiences)
    return;

  self->audiences = audiences;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUDIENCES]);
}

void
ac_account_set_account_type (AcAccount *self, const char *type)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (g_set_str (&self->type, type))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TYPE]);
}

void
ac_account_set_audience (AcAccount *self, AcAudience audience)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (self->audience == (int) audience)
    return;

  self->audience = audience;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUDIENCE]);
}

void
ac_account_set_proved_at (AcAccount *self, gint64 time_ms)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (self->proved_at == time_ms)
    return;

  self->proved_at = time_ms;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROVED_AT]);
}

void
ac_account_set_created_at (AcAccount *self, gint64 time_ms)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (self->created_at == time_ms)
    return;

  self->created_at = time_ms;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CREATED_AT]);
}

gint64
ac_account_get_paused_until (AcAccount *self)
{
  g_return_val_if_fail (AC_IS_ACCOUNT (self), 0);

  return self->paused_until;
}

void
ac_account_set_paused_until (AcAccount *self, gint64 until)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (self->paused_until == until)
    return;

  self->paused_until = until;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED_UNTIL]);
}

void
ac_account_set_last_used_at (AcAccount *self, gint64 time_ms)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (self->last_used_at == time_ms)
    return;

  self->last_used_at = time_ms;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_USED_AT]);
}

void
ac_account_set_scopes_asked (AcAccount *self, const char *scopes)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  if (g_set_str (&self->scopes_asked, scopes))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPES_ASKED]);
}

/**
 * ac_account_set_state:
 * @reason: why, where the state has a reason; %AC_ERROR_FAILED otherwise
 */
void
ac_account_set_state (AcAccount *self, AcAccountState state, AcError reason)
{
  g_return_if_fail (AC_IS_ACCOUNT (self));

  g_object_freeze_notify (G_OBJECT (self));

  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }

  if (self->reason != reason)
    {
      self->reason = reason;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
    }

  g_object_thaw_notify (G_OBJECT (self));
}
