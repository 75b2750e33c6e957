/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-delivery.h"
#include "ac-noun-private.h"
#include "ac-part.h"
#include "ac-splitter.h"

struct _AcDelivery
{
  GObject parent_instance;

  char *id;
  char *status_id;
  char *account_id;
  char *service;
  char *handle;
  char *link_id;
  char *text;
  char *copy_text;
  AcEdit edit;
  AcError edit_error;
  AcAudience audience;
  AcForm form;
  AcLongText long_text;
  GListStore *parts;
  AcDeliveryState state;
  AcError error;
  char *url;
  guint attempts;
  gboolean tried;
  gint64 next_at;
  gint64 ends_at;
  gint64 updated_at;
  gboolean paused;
  gint64 paused_until;
};

G_DEFINE_FINAL_TYPE (AcDelivery, ac_delivery, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_STATUS_ID,
  PROP_ACCOUNT_ID,
  PROP_SERVICE,
  PROP_HANDLE,
  PROP_TEXT,
  PROP_COPY_TEXT,
  PROP_EDIT,
  PROP_AUDIENCE,
  PROP_STATE,
  PROP_ERROR,
  PROP_URL,
  PROP_ATTEMPTS,
  PROP_NEXT_AT,
  PROP_ENDS_AT,
  PROP_UPDATED_AT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const AcJsonField delivery_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "status_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "account_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "service", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "handle", AC_JSON_STRING, AC_JSON_REQUIRED, 2048 },
  { "link_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "text", AC_JSON_STRING, AC_JSON_OPTIONAL, 400000 },
  { "copy_text", AC_JSON_STRING, AC_JSON_OPTIONAL, 400000 },
  { "edit", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "edit_error", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "audience", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "form", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "long_text", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "parts", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SPLITTER_MAX_PARTS },
  { "state", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "error", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL, 8192 },
  { "attempts", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "tried", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "next_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "ends_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "updated_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "paused", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "paused_until", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static void
ac_delivery_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcDelivery *self = AC_DELIVERY (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_STATUS_ID:
      g_value_set_string (value, self->status_id);
      break;

    case PROP_ACCOUNT_ID:
      g_value_set_string (value, self->account_id);
      break;

    case PROP_SERVICE:
      g_value_set_string (value, self->service);
      break;

    case PROP_HANDLE:
      g_value_set_string (value, self->handle);
      break;

    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;

    case PROP_COPY_TEXT:
      g_value_set_string (value, self->copy_text);
      break;

    case PROP_EDIT:
      g_value_set_enum (value, self->edit);
      break;

    case PROP_AUDIENCE:
      g_value_set_enum (value, self->audience);
      break;

    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    case PROP_ERROR:
      g_value_set_enum (value, self->error);
      break;

    case PROP_URL:
      g_value_set_string (value, self->url);
      break;

    case PROP_ATTEMPTS:
      g_value_set_uint (value, self->attempts);
      break;

    case PROP_NEXT_AT:
      g_value_set_int64 (value, self->next_at);
      break;

    case PROP_ENDS_AT:
      g_value_set_int64 (value, self->ends_at);
      break;

    case PROP_UPDATED_AT:
      g_value_set_int64 (value, self->updated_at);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_delivery_finalize (GObject *object)
{
  AcDelivery *self = AC_DELIVERY (object);

  g_free (self->id);
  g_free (self->status_id);
  g_free (self->account_id);
  g_free (self->service);
  g_free (self->handle);
  g_free (self->link_id);
  g_free (self->text);
  g_free (self->copy_text);
  g_free (self->url);
  g_object_unref (self->parts);

  G_OBJECT_CLASS (ac_delivery_parent_class)->finalize (object);
}

static void
ac_delivery_class_init (AcDeliveryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_delivery_finalize;
  object_class->get_property = ac_delivery_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_STATUS_ID] = g_param_spec_string ("status-id", NULL, NULL, NULL, flags);
  properties[PROP_ACCOUNT_ID] = g_param_spec_string ("account-id", NULL, NULL, NULL, flags);
  properties[PROP_SERVICE] = g_param_spec_string ("service", NULL, NULL, NULL, flags);
  properties[PROP_HANDLE] = g_param_spec_string ("handle", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_COPY_TEXT] = g_param_spec_string ("copy-text", NULL, NULL, NULL, flags);
  properties[PROP_EDIT] = g_param_spec_enum ("edit", NULL, NULL, AC_TYPE_EDIT, AC_EDIT_NONE, flags);
  properties[PROP_AUDIENCE] =
      g_param_spec_enum ("audience", NULL, NULL, AC_TYPE_AUDIENCE, AC_AUDIENCE_DIRECT, flags);
  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, AC_TYPE_DELIVERY_STATE, AC_DELIVERY_WAITING, flags);
  properties[PROP_ERROR] =
      g_param_spec_enum ("error", NULL, NULL, AC_TYPE_ERROR, AC_ERROR_FAILED, flags);
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags);
  properties[PROP_ATTEMPTS] = g_param_spec_uint ("attempts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_NEXT_AT] =
      g_param_spec_int64 ("next-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_ENDS_AT] =
      g_param_spec_int64 ("ends-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_UPDATED_AT] =
      g_param_spec_int64 ("updated-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_delivery_init (AcDelivery *self)
{
  self->parts = g_list_store_new (AC_TYPE_PART);
}

static gboolean
read_parts (AcDelivery *self, JsonArray *array, GError **error)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autoptr(AcPart) part = ac_part_from_json (json_array_get_element (array, i), error);

      if (part == NULL)
        return FALSE;
      g_list_store_append (self->parts, part);
    }

  return TRUE;
}

static void
write_parts (AcDelivery *self, JsonObject *object)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->parts));
  JsonArray *array = n > 0 ? json_array_sized_new (n) : NULL;

  if (array == NULL)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPart) part = g_list_model_get_item (G_LIST_MODEL (self->parts), i);

      json_array_add_element (array, ac_part_to_json (part));
    }
  json_object_set_array_member (object, "parts", array);
}

static void
update_parts (AcDelivery *self, AcDelivery *other)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (other->parts));

  while (g_list_model_get_n_items (G_LIST_MODEL (self->parts)) > n)
    g_list_store_remove (self->parts, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPart) own = g_list_model_get_item (G_LIST_MODEL (self->parts), i);
      g_autoptr(AcPart) now = g_list_model_get_item (G_LIST_MODEL (other->parts), i);

      if (own != NULL)
        ac_part_update (own, now);
      else
        g_list_store_append (self->parts, now);
    }
}

static gboolean
read_facts (AcDelivery *self, JsonObject *object, GError **error)
{
  int audience = AC_AUDIENCE_DIRECT;
  int state = AC_DELIVERY_WAITING;
  int form = AC_FORM_POST;
  int long_text = AC_LONG_TEXT_REFUSE;
  int edit = AC_EDIT_NONE;

  if (!ac_noun_read_id (object, "id", error) || !ac_noun_read_id (object, "status_id", error) ||
      !ac_noun_read_id (object, "account_id", error) ||
      !ac_noun_read_enum (object, "audience", AC_TYPE_AUDIENCE, &audience, error) ||
      !ac_noun_read_enum (object, "form", AC_TYPE_FORM, &form, error) ||
      !ac_noun_read_enum (object, "long_text", AC_TYPE_LONG_TEXT, &long_text, error) ||
      !read_parts (self, ac_json_get_array (object, "parts"), error) ||
      !ac_noun_read_enum (object, "state", AC_TYPE_DELIVERY_STATE, &state, error) ||
      !ac_noun_read_code (object, "error", &self->error, error) ||
      !ac_noun_read_enum (object, "edit", AC_TYPE_EDIT, &edit, error) ||
      !ac_noun_read_code (object, "edit_error", &self->edit_error, error) ||
      !ac_noun_read_uint (object, "attempts", &self->attempts, error) ||
      !ac_noun_read_time (object, "next_at", &self->next_at, error) ||
      !ac_noun_read_time (object, "ends_at", &self->ends_at, error) ||
      !ac_noun_read_time (object, "updated_at", &self->updated_at, error) ||
      !ac_noun_read_time (object, "paused_until", &self->paused_until, error))
    return FALSE;

  self->audience = audience;
  self->form = form;
  self->long_text = long_text;
  self->edit = edit;
  self->state = state;
  self->tried = ac_json_get_boolean (object, "tried");
  self->paused = ac_json_get_boolean (object, "paused");
  return TRUE;
}

static gboolean
has_error (AcDelivery *self)
{
  return self->state == AC_DELIVERY_FAILED || self->state == AC_DELIVERY_REMOVE_FAILED ||
         self->error != AC_ERROR_FAILED;
}

AcDelivery *
ac_delivery_new (const char *id, const char *status_id, const char *account_id)
{
  AcDelivery *self = NULL;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (status_id != NULL, NULL);

  self = g_object_new (AC_TYPE_DELIVERY, NULL);
  self->id = g_strdup (id);
  self->status_id = g_strdup (status_id);
  self->account_id = g_strdup (account_id);
  return self;
}

AcDelivery *
ac_delivery_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  g_autoptr(AcDelivery) self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, delivery_fields, error)) == NULL)
    return NULL;

  self =
      ac_delivery_new (ac_json_get_string (object, "id"), ac_json_get_string (object, "status_id"),
                       ac_json_get_string (object, "account_id"));
  self->service = g_strdup (ac_json_get_string (object, "service"));
  self->handle = g_strdup (ac_json_get_string (object, "handle"));
  self->link_id = g_strdup (ac_json_get_string (object, "link_id"));
  self->text = g_strdup (ac_json_get_string (object, "text"));
  self->copy_text = g_strdup (ac_json_get_string (object, "copy_text"));
  self->url = g_strdup (ac_json_get_string (object, "url"));
  return read_facts (self, object, error) ? g_steal_pointer (&self) : NULL;
}

static void
write_edit (AcDelivery *self, JsonObject *object)
{
  ac_json_set_string (object, "copy_text", self->copy_text);
  if (self->edit != AC_EDIT_NONE)
    ac_noun_write_enum (object, "edit", AC_TYPE_EDIT, self->edit);
  if (self->edit_error != AC_ERROR_FAILED)
    ac_json_set_string (object, "edit_error", ac_error_get_slug (self->edit_error));
}

JsonNode *
ac_delivery_to_json (AcDelivery *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_DELIVERY (self), NULL);

  object = json_object_new ();
  ac_json_set_string (object, "id", self->id);
  ac_json_set_string (object, "status_id", self->status_id);
  ac_json_set_string (object, "account_id", self->account_id);
  ac_json_set_string (object, "service", self->service);
  ac_json_set_string (object, "handle", self->handle);
  ac_json_set_string (object, "link_id", self->link_id);
  ac_json_set_string (object, "text", self->text);
  write_edit (self, object);
  ac_noun_write_enum (object, "audience", AC_TYPE_AUDIENCE, self->audience);
  if (self->form != AC_FORM_POST)
    ac_json_set_string (object, "form", ac_form_to_slug (self->form));
  if (self->long_text != AC_LONG_TEXT_REFUSE)
    ac_noun_write_enum (object, "long_text", AC_TYPE_LONG_TEXT, self->long_text);
  write_parts (self, object);
  ac_noun_write_enum (object, "state", AC_TYPE_DELIVERY_STATE, self->state);
  if (has_error (self))
    ac_json_set_string (object, "error", ac_error_get_slug (self->error));
  ac_json_set_string (object, "url", self->url);
  json_object_set_int_member (object, "attempts", self->attempts);
  if (self->tried)
    json_object_set_boolean_member (object, "tried", TRUE);
  ac_json_set_time (object, "next_at", self->next_at);
  ac_json_set_time (object, "ends_at", self->ends_at);
  ac_json_set_time (object, "updated_at", self->updated_at);
  if (self->paused)
    json_object_set_boolean_member (object, "paused", TRUE);
  ac_json_set_time (object, "paused_until", self->paused_until);
  return ac_noun_close (object);
}

void
ac_delivery_update (AcDelivery *self, AcDelivery *other)
{
  g_return_if_fail (AC_IS_DELIVERY (self));
  g_return_if_fail (AC_IS_DELIVERY (other));
  g_return_if_fail (g_str_equal (self->id, other->id));

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->status_id, other->status_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS_ID]);
  if (g_set_str (&self->account_id, other->account_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT_ID]);
  ac_delivery_set_account_facts (self, other->service, other->handle);
  ac_delivery_set_link_id (self, other->link_id);
  ac_delivery_set_text (self, other->text);
  ac_delivery_set_edit (self, other->edit, other->edit_error, other->copy_text);
  ac_delivery_set_audience (self, other->audience);
  update_parts (self, other);
  ac_delivery_set_state (self, other->state, other->error);
  ac_delivery_set_pause (self, other->paused, other->paused_until);
  ac_delivery_set_tried (self, other->tried);
  ac_delivery_set_url (self, other->url);
  ac_delivery_set_ends_at (self, other->ends_at);
  ac_delivery_set_progress (self, other->attempts, other->next_at, other->updated_at);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
ac_delivery_get_id (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), NULL);

  return self->id;
}

const char *
ac_delivery_get_status_id (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), NULL);

  return self->status_id;
}

const char *
ac_delivery_get_account_id (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), NULL);

  return self->account_id;
}

const char *
ac_delivery_get_service (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), NULL);

  return self->service;
}

const char *
ac_delivery_get_handle (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), NULL);

  return self->handle;
}

const char *
ac_delivery_get_link_id (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), NULL);

  return self->link_id;
}

const char *
ac_delivery_get_text (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), NULL);

  return self->text;
}

const char *
ac_delivery_get_copy_text (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), NULL);

  return self->copy_text;
}

AcEdit
ac_delivery_get_edit (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), AC_EDIT_NONE);

  return self->edit;
}

AcError
ac_delivery_get_edit_error (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), AC_ERROR_FAILED);

  return self->edit_error;
}

AcAudience
ac_delivery_get_audience (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), AC_AUDIENCE_DIRECT);

  return self->audience;
}

AcForm
ac_delivery_get_form (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), AC_FORM_POST);

  return self->form;
}

AcLongText
ac_delivery_get_long_text (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), AC_LONG_TEXT_REFUSE);

  return self->long_text;
}

GListModel *
ac_delivery_get_parts (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), NULL);

  return G_LIST_MODEL (self->parts);
}

AcDeliveryState
ac_delivery_get_state (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), AC_DELIVERY_WAITING);

  return self->state;
}

AcError
ac_delivery_get_error (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), AC_ERROR_FAILED);

  return self->error;
}

const char *
ac_delivery_get_url (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), NULL);

  return self->url;
}

guint
ac_delivery_get_attempts (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), 0);

  return self->attempts;
}

gint64
ac_delivery_get_next_at (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), 0);

  return self->next_at;
}

gint64
ac_delivery_get_ends_at (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), 0);

  return self->ends_at;
}

gint64
ac_delivery_get_updated_at (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), 0);

  return self->updated_at;
}

gboolean
ac_delivery_get_tried (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), FALSE);

  return self->tried;
}

gboolean
ac_delivery_get_paused (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), FALSE);

  return self->paused;
}

gint64
ac_delivery_get_paused_until (AcDelivery *self)
{
  g_return_val_if_fail (AC_IS_DELIVERY (self), 0);

  return self->paused_until;
}

void
ac_delivery_set_pause (AcDelivery *self, gboolean paused, gint64 until)
{
  g_return_if_fail (AC_IS_DELIVERY (self));

  if (self->paused == paused && self->paused_until == until)
    return;

  self->paused = paused;
  self->paused_until = until;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
ac_delivery_set_url (AcDelivery *self, const char *url)
{
  g_return_if_fail (AC_IS_DELIVERY (self));

  if (g_set_str (&self->url, url))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
}

void
ac_delivery_set_account_facts (AcDelivery *self, const char *service, const char *handle)
{
  g_return_if_fail (AC_IS_DELIVERY (self));

  if (g_set_str (&self->service, service))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVICE]);

  if (g_set_str (&self->handle, handle))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HANDLE]);
}

void
ac_delivery_set_link_id (AcDelivery *self, const char *link_id)
{
  g_return_if_fail (AC_IS_DELIVERY (self));

  g_set_str (&self->link_id, link_id);
}

void
ac_delivery_set_text (AcDelivery *self, const char *text)
{
  g_return_if_fail (AC_IS_DELIVERY (self));

  if (g_set_str (&self->text, text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

void
ac_delivery_set_edit (AcDelivery *self, AcEdit edit, AcError edit_error, const char *copy_text)
{
  gboolean changed = FALSE;

  g_return_if_fail (AC_IS_DELIVERY (self));

  changed = self->edit != edit || self->edit_error != edit_error;
  self->edit = edit;
  self->edit_error = edit_error;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDIT]);
  if (g_set_str (&self->copy_text, copy_text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COPY_TEXT]);
}

void
ac_delivery_set_audience (AcDelivery *self, AcAudience audience)
{
  g_return_if_fail (AC_IS_DELIVERY (self));

  if (self->audience == audience)
    return;

  self->audience = audience;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUDIENCE]);
}

void
ac_delivery_set_form (AcDelivery *self, AcForm form)
{
  g_return_if_fail (AC_IS_DELIVERY (self));

  self->form = form;
}

void
ac_delivery_set_long_text (AcDelivery *self, AcLongText long_text)
{
  g_return_if_fail (AC_IS_DELIVERY (self));

  self->long_text = long_text;
}

void
ac_delivery_add_part (AcDelivery *self, GObject *part)
{
  g_return_if_fail (AC_IS_DELIVERY (self));
  g_return_if_fail (AC_IS_PART (part));

  g_list_store_append (self->parts, part);
}

void
ac_delivery_set_state (AcDelivery *self, AcDeliveryState state, AcError error)
{
  g_return_if_fail (AC_IS_DELIVERY (self));

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

void
ac_delivery_set_tried (AcDelivery *self, gboolean tried)
{
  g_return_if_fail (AC_IS_DELIVERY (self));

  self->tried = tried;
}

void
ac_delivery_set_ends_at (AcDelivery *self, gint64 ends_at)
{
  g_return_if_fail (AC_IS_DELIVERY (self));

  if (self->ends_at == ends_at)
    return;

  self->ends_at = ends_at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDS_AT]);
}

void
ac_delivery_set_progress (AcDelivery *self, guint attempts, gint64 next_at, gint64 updated_at)
{
  gboolean attempts_changed = FALSE;
  gboolean next_changed = FALSE;
  gboolean updated_changed = FALSE;

  g_return_if_fail (AC_IS_DELIVERY (self));

  attempts_changed = self->attempts != attempts;
  next_changed = self->next_at != next_at;
  updated_changed = self->updated_at != updated_at;
  self->attempts = attempts;
  self->next_at = next_at;
  self->updated_at = updated_at;

  if (attempts_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTEMPTS]);

  if (next_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_AT]);

  if (updated_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UPDATED_AT]);
}
