/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-backend-info.h"
#include "ac-clock.h"
#include "ac-core-enums.h"
#include "ac-json.h"

struct _AcBackendInfo
{
  GObject parent_instance;
  char *version;
  char *mode;
  char *keyring;
  char *data_dir;
  char *practice_services; /* (nullable) */
  gboolean loopback_services;
  gboolean sharing_stopped;
  gint64 stopped_until;
  guint undo_seconds;
  gboolean erasing;
  gint64 data_size;
  guint accounts;
  guint statuses;
  guint waiting;
  gint64 started_at;
  gboolean has_problem;
  AcError problem;
};

G_DEFINE_FINAL_TYPE (AcBackendInfo, ac_backend_info, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_VERSION,
  PROP_KEYRING,
  PROP_DATA_DIR,
  PROP_PRACTICE_SERVICES,
  PROP_LOOPBACK_SERVICES,
  PROP_SHARING_STOPPED,
  PROP_STOPPED_UNTIL,
  PROP_UNDO_SECONDS,
  PROP_ERASING,
  PROP_DATA_SIZE,
  PROP_ACCOUNTS,
  PROP_STATUSES,
  PROP_WAITING,
  PROP_STARTED_AT,
  PROP_HAS_PROBLEM,
  PROP_PROBLEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const AcJsonField info_fields[] = {
  { "version", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "mode", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "keyring", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "loopback_services", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "sharing_stopped", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "sharing_stopped_until", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "undo_seconds", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
  { "erasing", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL, 0 },
  { "data_dir", AC_JSON_STRING, AC_JSON_REQUIRED, 4096 },
  { "data_size", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "accounts", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "statuses", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "waiting", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "started_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "practice_services", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "problem", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static void
ac_backend_info_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcBackendInfo *self = AC_BACKEND_INFO (object);

  switch (prop_id)
    {
    case PROP_VERSION:
      g_value_set_string (value, self->version);
      break;
    case PROP_KEYRING:
      g_value_set_string (value, self->keyring);
      break;
    case PROP_DATA_DIR:
      g_value_set_string (value, self->data_dir);
      break;
    case PROP_PRACTICE_SERVICES:
      g_value_set_string (value, self->practice_services);
      break;
    case PROP_LOOPBACK_SERVICES:
      g_value_set_boolean (value, self->loopback_services);
      break;
    case PROP_SHARING_STOPPED:
      g_value_set_boolean (value, self->sharing_stopped);
      break;
    case PROP_STOPPED_UNTIL:
      g_value_set_int64 (value, self->stopped_until);
      break;
    case PROP_UNDO_SECONDS:
      g_value_set_uint (value, self->undo_seconds);
      break;
    case PROP_ERASING:
      g_value_set_boolean (value, self->erasing);
      break;
    case PROP_DATA_SIZE:
      g_value_set_int64 (value, self->data_size);
      break;
    case PROP_ACCOUNTS:
      g_value_set_uint (value, self->accounts);
      break;
    case PROP_STATUSES:
      g_value_set_uint (value, self->statuses);
      break;
    case PROP_WAITING:
      g_value_set_uint (value, self->waiting);
      break;
    case PROP_STARTED_AT:
      g_value_set_int64 (value, self->started_at);
      break;
    case PROP_HAS_PROBLEM:
      g_value_set_boolean (value, self->has_problem);
      break;
    case PROP_PROBLEM:
      g_value_set_enum (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_backend_info_finalize (GObject *object)
{
  AcBackendInfo *self = AC_BACKEND_INFO (object);

  g_free (self->version);
  g_free (self->mode);
  g_free (self->keyring);
  g_free (self->data_dir);
  g_free (self->practice_services);

  G_OBJECT_CLASS (ac_backend_info_parent_class)->finalize (object);
}

static void
ac_backend_info_class_init (AcBackendInfoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_backend_info_finalize;
  object_class->get_property = ac_backend_info_get_property;

  properties[PROP_VERSION] = g_param_spec_string ("version", NULL, NULL, NULL, flags);
  properties[PROP_KEYRING] = g_param_spec_string ("keyring", NULL, NULL, NULL, flags);
  properties[PROP_DATA_DIR] = g_param_spec_string ("data-dir", NULL, NULL, NULL, flags);
  properties[PROP_PRACTICE_SERVICES] =
      g_param_spec_string ("practice-services", NULL, NULL, NULL, flags);
  properties[PROP_LOOPBACK_SERVICES] =
      g_param_spec_boolean ("loopback-services", NULL, NULL, FALSE, flags);
  properties[PROP_SHARING_STOPPED] =
      g_param_spec_boolean ("sharing-stopped", NULL, NULL, FALSE, flags);
  properties[PROP_STOPPED_UNTIL] =
      g_param_spec_int64 ("stopped-until", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_UNDO_SECONDS] =
      g_param_spec_uint ("undo-seconds", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ERASING] = g_param_spec_boolean ("erasing", NULL, NULL, FALSE, flags);
  properties[PROP_DATA_SIZE] =
      g_param_spec_int64 ("data-size", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ACCOUNTS] = g_param_spec_uint ("accounts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STATUSES] = g_param_spec_uint ("statuses", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STARTED_AT] =
      g_param_spec_int64 ("started-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_HAS_PROBLEM] = g_param_spec_boolean ("has-problem", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] =
      g_param_spec_enum ("problem", NULL, NULL, AC_TYPE_ERROR, AC_ERROR_FAILED, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_backend_info_init (AcBackendInfo *self)
{
}

static gboolean
read_count (JsonObject *object, const char *name, guint *count)
{
  gint64 wide = ac_json_get_integer (object, name);

  if (wide < 0 || wide > G_MAXINT)
    return FALSE;

  *count = wide;
  return TRUE;
}

/* The code of a newer backend that this version has no word for is a problem still. */
static void
read_problem (AcBackendInfo *self, JsonObject *object)
{
  const char *slug = ac_json_get_string (object, "problem");

  self->has_problem = slug != NULL;
  if (slug == NULL || !ac_error_from_slug (slug, &self->problem))
    self->problem = AC_ERROR_FAILED;
}

static gboolean
read_stopped_until (AcBackendInfo *self, JsonObject *object)
{
  const char *text = ac_json_get_string (object, "sharing_stopped_until");

  return text == NULL || ac_clock_parse (text, &self->stopped_until);
}

/**
 * ac_backend_info_from_json:
 *
 * Returns: (transfer full) (nullable): %AC_ERROR_INVALID when @node isn't exactly the schema
 *   Backend of the API
 */
AcBackendInfo *
ac_backend_info_from_json (JsonNode *node, GError **error)
{
  g_autoptr(AcBackendInfo) self = g_object_new (AC_TYPE_BACKEND_INFO, NULL);
  JsonObject *object = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "Not a JSON object");
      return NULL;
    }

  object = json_node_get_object (node);
  if (!ac_json_check (object, info_fields, AC_JSON_CLOSED, error))
    return NULL;

  self->version = g_strdup (ac_json_get_string (object, "version"));
  self->mode = g_strdup (ac_json_get_string (object, "mode"));
  self->keyring = g_strdup (ac_json_get_string (object, "keyring"));
  self->data_dir = g_strdup (ac_json_get_string (object, "data_dir"));
  self->practice_services = g_strdup (ac_json_get_string (object, "practice_services"));
  self->loopback_services = ac_json_get_boolean (object, "loopback_services");
  self->sharing_stopped = ac_json_get_boolean (object, "sharing_stopped");
  self->undo_seconds = ac_json_get_integer (object, "undo_seconds");
  self->erasing = ac_json_get_boolean (object, "erasing");
  self->data_size = ac_json_get_integer (object, "data_size");
  read_problem (self, object);

  if (self->data_size < 0 || ac_json_get_integer (object, "undo_seconds") < 0 ||
      !read_count (object, "accounts", &self->accounts) ||
      !read_count (object, "statuses", &self->statuses) ||
      !read_count (object, "waiting", &self->waiting) || !read_stopped_until (self, object) ||
      !ac_clock_parse (ac_json_get_string (object, "started_at"), &self->started_at))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A number is out of range");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * ac_backend_info_to_json:
 *
 * Returns: (transfer full): the schema Backend of the API
 */
JsonNode *
ac_backend_info_to_json (AcBackendInfo *self)
{
  JsonObject *object = NULL;
  JsonNode *node = NULL;

  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), NULL);

  object = json_object_new ();
  ac_json_set_string (object, "version", self->version);
  ac_json_set_string (object, "mode", self->mode);
  ac_json_set_string (object, "keyring", self->keyring);
  json_object_set_boolean_member (object, "loopback_services", self->loopback_services);
  json_object_set_boolean_member (object, "sharing_stopped", self->sharing_stopped);
  ac_json_set_time (object, "sharing_stopped_until", self->stopped_until);
  json_object_set_int_member (object, "undo_seconds", self->undo_seconds);
  json_object_set_boolean_member (object, "erasing", self->erasing);
  ac_json_set_string (object, "data_dir", self->data_dir);
  json_object_set_int_member (object, "data_size", self->data_size);
  json_object_set_int_member (object, "accounts", self->accounts);
  json_object_set_int_member (object, "statuses", self->statuses);
  json_object_set_int_member (object, "waiting", self->waiting);
  ac_json_set_time (object, "started_at", self->started_at);
  ac_json_set_string (object, "practice_services", self->practice_services);
  if (self->has_problem)
    ac_json_set_string (object, "problem", ac_error_get_slug (self->problem));

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

void
ac_backend_info_update (AcBackendInfo *self, AcBackendInfo *other)
{
  gboolean changed[N_PROPS] = { FALSE };

  g_return_if_fail (AC_IS_BACKEND_INFO (self));
  g_return_if_fail (AC_IS_BACKEND_INFO (other));

#define TAKE(PROP, member)                                                                         \
  changed[PROP] = self->member != other->member;                                                   \
  self->member = other->member
  changed[PROP_VERSION] = g_set_str (&self->version, other->version);
  g_set_str (&self->mode, other->mode);
  changed[PROP_KEYRING] = g_set_str (&self->keyring, other->keyring);
  changed[PROP_DATA_DIR] = g_set_str (&self->data_dir, other->data_dir);
  changed[PROP_PRACTICE_SERVICES] = g_set_str (&self->practice_services, other->practice_services);
  TAKE (PROP_LOOPBACK_SERVICES, loopback_services);
  TAKE (PROP_SHARING_STOPPED, sharing_stopped);
  TAKE (PROP_STOPPED_UNTIL, stopped_until);
  TAKE (PROP_UNDO_SECONDS, undo_seconds);
  TAKE (PROP_ERASING, erasing);
  TAKE (PROP_DATA_SIZE, data_size);
  TAKE (PROP_ACCOUNTS, accounts);
  TAKE (PROP_STATUSES, statuses);
  TAKE (PROP_WAITING, waiting);
  TAKE (PROP_STARTED_AT, started_at);
  TAKE (PROP_HAS_PROBLEM, has_problem);
  TAKE (PROP_PROBLEM, problem);
#undef TAKE

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 1; i < N_PROPS; i++)
    if (changed[i])
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
ac_backend_info_get_version (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), NULL);

  return self->version;
}

const char *
ac_backend_info_get_keyring (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), NULL);

  return self->keyring;
}

const char *
ac_backend_info_get_data_dir (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), NULL);

  return self->data_dir;
}

gboolean
ac_backend_info_get_sharing_stopped (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), FALSE);

  return self->sharing_stopped;
}

gint64
ac_backend_info_get_stopped_until (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), 0);

  return self->stopped_until;
}

guint
ac_backend_info_get_undo_seconds (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), 0);

  return self->undo_seconds;
}

gboolean
ac_backend_info_get_loopback_services (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), FALSE);

  return self->loopback_services;
}

gint64
ac_backend_info_get_data_size (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), 0);

  return self->data_size;
}

guint
ac_backend_info_get_accounts (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), 0);

  return self->accounts;
}

guint
ac_backend_info_get_statuses (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), 0);

  return self->statuses;
}

guint
ac_backend_info_get_waiting (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), 0);

  return self->waiting;
}

gint64
ac_backend_info_get_started_at (AcBackendInfo *self)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), 0);

  return self->started_at;
}

gboolean
ac_backend_info_get_problem (AcBackendInfo *self, AcError *code)
{
  g_return_val_if_fail (AC_IS_BACKEND_INFO (self), FALSE);

  if (self->has_problem && code != NULL)
    *code = self->problem;
  return self->has_problem;
}
