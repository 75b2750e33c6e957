/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-status.h"

struct _AcStatus
{
  GObject parent_instance;

  char *id;
  char *text;
  AcRemarks *remarks;
  guint revision;
  gint64 created_at;
  gboolean removed;
  AcLife life;
  gint64 share_at;
  GListStore *deliveries;
  GListStore *pictures;
};

G_DEFINE_FINAL_TYPE (AcStatus, ac_status, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_TEXT,
  PROP_CREATED_AT,
  PROP_REMOVED,
  PROP_SHARE_AT,
  PROP_DELIVERIES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const AcJsonField status_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "text", AC_JSON_STRING, AC_JSON_REQUIRED, 400000 },
  { "revision", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "removed", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "life", AC_JSON_STRING, AC_JSON_OPTIONAL, 8 },
  { "share_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "ends_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "deliveries", AC_JSON_ARRAY, AC_JSON_REQUIRED, 64 },
  { "note", AC_JSON_STRING, AC_JSON_OPTIONAL, 4 * AC_REMARKS_MAX_NOTE },
  { "language", AC_JSON_STRING, AC_JSON_OPTIONAL, AC_REMARKS_MAX_LANGUAGE },
  { "card", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { "pictures", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_STATUS_MAX_PICTURES },
  { NULL },
};

static gboolean
find_delivery (AcStatus *self, const char *id, guint *position)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->deliveries));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (G_LIST_MODEL (self->deliveries), i);

      if (g_str_equal (ac_delivery_get_id (delivery), id))
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Puts the delivery that is known under the id of @other at @position, or @other itself. */
static void
place_delivery (AcStatus *self, AcDelivery *other, guint position)
{
  g_autoptr(AcDelivery) known = NULL;
  guint at = 0;

  if (!find_delivery (self, ac_delivery_get_id (other), &at))
    {
      g_list_store_insert (self->deliveries, position, other);
      return;
    }

  known = g_list_model_get_item (G_LIST_MODEL (self->deliveries), at);
  if (known != other)
    ac_delivery_update (known, other);

  if (at != position)
    {
      g_list_store_remove (self->deliveries, at);
      g_list_store_insert (self->deliveries, position, known);
    }
}

static void
update_deliveries (AcStatus *self, AcStatus *other)
{
  const guint wanted = g_list_model_get_n_items (G_LIST_MODEL (other->deliveries));
  guint present = 0;

  for (guint i = 0; i < wanted; i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (G_LIST_MODEL (other->deliveries), i);

      place_delivery (self, delivery, i);
    }

  present = g_list_model_get_n_items (G_LIST_MODEL (self->deliveries));
  if (present > wanted)
    g_list_store_splice (self->deliveries, wanted, present - wanted, NULL, 0);
}

static gboolean
read_delivery (AcStatus *self, JsonNode *node, GError **error)
{
  g_autoptr(AcDelivery) delivery = NULL;
  guint position = 0;

  if ((delivery = ac_delivery_from_json (node, error)) == NULL)
    return FALSE;

  if (!g_str_equal (ac_delivery_get_status_id (delivery), self->id) ||
      find_delivery (self, ac_delivery_get_id (delivery), &position))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY,
                           "A delivery is there twice or belongs to another status");
      return FALSE;
    }

  g_list_store_append (self->deliveries, delivery);
  return TRUE;
}

static gboolean
read_deliveries (AcStatus *self, JsonArray *array, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (!read_delivery (self, json_array_get_element (array, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_pictures (AcStatus *self, JsonArray *array, GError **error)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPicture) picture =
                    ac_picture_from_json (json_array_get_element (array, i), error);

      if (picture == NULL)
        return FALSE;
      ac_status_add_picture (self, picture);
    }

  return TRUE;
}

static void
write_pictures (AcStatus *self, JsonObject *object)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->pictures));
  JsonArray *array = NULL;

  if (n == 0)
    return;

  array = json_array_sized_new (n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (G_LIST_MODEL (self->pictures), i);

      json_array_add_element (array, ac_picture_to_json (picture));
    }
  json_object_set_array_member (object, "pictures", array);
}

static void
ac_status_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AcStatus *self = AC_STATUS (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;

    case PROP_CREATED_AT:
      g_value_set_int64 (value, self->created_at);
      break;

    case PROP_REMOVED:
      g_value_set_boolean (value, self->removed);
      break;

    case PROP_SHARE_AT:
      g_value_set_int64 (value, self->share_at);
      break;

    case PROP_DELIVERIES:
      g_value_set_object (value, self->deliveries);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_status_finalize (GObject *object)
{
  AcStatus *self = AC_STATUS (object);

  g_free (self->id);
  g_free (self->text);
  g_object_unref (self->remarks);
  g_object_unref (self->deliveries);
  g_object_unref (self->pictures);

  G_OBJECT_CLASS (ac_status_parent_class)->finalize (object);
}

static void
ac_status_class_init (AcStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ac_status_finalize;
  object_class->get_property = ac_status_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_CREATED_AT] =
      g_param_spec_int64 ("created-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_REMOVED] = g_param_spec_boolean ("removed", NULL, NULL, FALSE, flags);
  properties[PROP_SHARE_AT] =
      g_param_spec_int64 ("share-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_DELIVERIES] =
      g_param_spec_object ("deliveries", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_status_init (AcStatus *self)
{
  self->deliveries = g_list_store_new (AC_TYPE_DELIVERY);
  self->pictures = g_list_store_new (AC_TYPE_PICTURE);
  self->remarks = ac_remarks_new (NULL, NULL, NULL);
}

/**
 * ac_status_new:
 *
 * Returns: (transfer full): a status with no deliveries yet
 */
AcStatus *
ac_status_new (const char *id, const char *text, gint64 created_at)
{
  AcStatus *self = NULL;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (AC_TYPE_STATUS, NULL);
  self->id = g_strdup (id);
  self->text = g_strdup (text);
  self->created_at = created_at;
  return self;
}

/**
 * ac_status_from_json:
 *
 * Returns: (transfer full) (nullable): %AC_ERROR_BAD_REPLY when @node isn't exactly the schema
 * Status of the API
 */
AcStatus *
ac_status_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  int life = AC_LIFE_KEEP;
  g_autoptr(AcRemarks) remarks = NULL;
  g_autoptr(AcStatus) self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, status_fields, error)) == NULL)
    return NULL;

  self = ac_status_new (ac_json_get_string (object, "id"), ac_json_get_string (object, "text"), 0);
  self->removed = ac_json_get_boolean (object, "removed");

  if (!ac_noun_read_id (object, "id", error) ||
      !ac_noun_read_uint (object, "revision", &self->revision, error) ||
      !ac_noun_read_time (object, "created_at", &self->created_at, error) ||
      !ac_noun_read_time (object, "share_at", &self->share_at, error) ||
      !ac_noun_read_enum (object, "life", AC_TYPE_LIFE, &life, error) ||
      !(remarks = ac_remarks_from_json (object, error)) ||
      !read_deliveries (self, ac_json_get_array (object, "deliveries"), error) ||
      !read_pictures (self, ac_json_get_array (object, "pictures"), error))
    return NULL;

  self->life = life;
  ac_status_set_remarks (self, remarks);
  return g_steal_pointer (&self);
}

/**
 * ac_status_to_json:
 *
 * Returns: (transfer full): the schema Status of the API
 */
JsonNode *
ac_status_to_json (AcStatus *self)
{
  JsonObject *object = NULL;
  JsonArray *array = NULL;

  g_return_val_if_fail (AC_IS_STATUS (self), NULL);

  object = json_object_new ();
  array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->deliveries)); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (G_LIST_MODEL (self->deliveries), i);

      json_array_add_element (array, ac_delivery_to_json (delivery));
    }

  ac_json_set_string (object, "id", self->id);
  ac_json_set_string (object, "text", self->text);
  ac_remarks_write (self->remarks, object);
  if (self->revision > 0)
    json_object_set_int_member (object, "revision", self->revision);
  ac_json_set_time (object, "created_at", self->created_at);
  json_object_set_boolean_member (object, "removed", self->removed);
  ac_noun_write_enum (object, "life", AC_TYPE_LIFE, self->life);
  ac_json_set_time (object, "share_at", self->share_at);
  ac_json_set_time (object, "ends_at", ac_status_get_ends_at (self));
  json_object_set_array_member (object, "deliveries", array);
  write_pictures (self, object);
  return ac_noun_close (object);
}

/**
 * ac_status_update:
 * @other: what is known now of the same status
 *
 * Takes over every property of @other and notifies only what changed. Deliveries that are known
 * already stay the same objects.
 */
void
ac_status_update (AcStatus *self, AcStatus *other)
{
  g_return_if_fail (AC_IS_STATUS (self));
  g_return_if_fail (AC_IS_STATUS (other));
  g_return_if_fail (g_str_equal (self->id, other->id));

  if (self == other)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->text, other->text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  self->revision = other->revision;

  if (self->created_at != other->created_at)
    {
      self->created_at = other->created_at;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CREATED_AT]);
    }

  ac_status_set_removed (self, other->removed);
  ac_status_set_share_at (self, other->share_at);
  update_deliveries (self, other);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
ac_status_get_id (AcStatus *self)
{
  g_return_val_if_fail (AC_IS_STATUS (self), NULL);

  return self->id;
}

const char *
ac_status_get_text (AcStatus *self)
{
  g_return_val_if_fail (AC_IS_STATUS (self), NULL);

  return self->text;
}

AcRemarks *
ac_status_get_remarks (AcStatus *self)
{
  g_return_val_if_fail (AC_IS_STATUS (self), NULL);

  return self->remarks;
}

guint
ac_status_get_revision (AcStatus *self)
{
  g_return_val_if_fail (AC_IS_STATUS (self), 0);

  return self->revision;
}

gint64
ac_status_get_created_at (AcStatus *self)
{
  g_return_val_if_fail (AC_IS_STATUS (self), 0);

  return self->created_at;
}

gboolean
ac_status_get_removed (AcStatus *self)
{
  g_return_val_if_fail (AC_IS_STATUS (self), FALSE);

  return self->removed;
}

AcLife
ac_status_get_life (AcStatus *self)
{
  g_return_val_if_fail (AC_IS_STATUS (self), AC_LIFE_KEEP);

  return self->life;
}

gint64
ac_status_get_share_at (AcStatus *self)
{
  g_return_val_if_fail (AC_IS_STATUS (self), 0);

  return self->share_at;
}

gint64
ac_status_get_ends_at (AcStatus *self)
{
  gint64 last = 0;

  g_return_val_if_fail (AC_IS_STATUS (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->deliveries)); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (G_LIST_MODEL (self->deliveries), i);

      last = MAX (last, ac_delivery_get_ends_at (delivery));
    }

  return last;
}

static AcPhase
judge_phase (AcStatus *self, AcDeliveryState state)
{
  if (state == AC_DELIVERY_STOPPED && self->share_at != 0)
    return AC_PHASE_SCHEDULED;

  switch (state)
    {
    case AC_DELIVERY_SCHEDULED:
    case AC_DELIVERY_MISSED:
      return AC_PHASE_SCHEDULED;
    case AC_DELIVERY_FAILED:
    case AC_DELIVERY_REMOVED:
    case AC_DELIVERY_CANCELLED:
    case AC_DELIVERY_DELETED_BY_YOU:
    case AC_DELIVERY_EXPIRED:
    case AC_DELIVERY_GONE:
      return AC_PHASE_ENDED;
    case AC_DELIVERY_WAITING:
    case AC_DELIVERY_SENDING:
    case AC_DELIVERY_CHECKING:
    case AC_DELIVERY_LIVE:
    case AC_DELIVERY_NEEDS_YOU:
    case AC_DELIVERY_SIGN_IN_NEEDED:
    case AC_DELIVERY_STOPPED:
    case AC_DELIVERY_REMOVING:
    case AC_DELIVERY_REMOVE_FAILED:
    case AC_DELIVERY_HANDED_TO_YOU:
    case AC_DELIVERY_SHARED_BY_YOU:
    case AC_DELIVERY_YOURS_TO_DELETE:
    default:
      return AC_PHASE_LIVE;
    }
}

/* The first of the phases that any of its copies is in. */
AcPhase
ac_status_get_phase (AcStatus *self)
{
  AcPhase phase = AC_PHASE_ENDED;

  g_return_val_if_fail (AC_IS_STATUS (self), AC_PHASE_ENDED);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->deliveries)); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (G_LIST_MODEL (self->deliveries), i);

      phase = MIN (phase, judge_phase (self, ac_delivery_get_state (delivery)));
    }

  return phase;
}

/**
 * ac_status_get_deliveries:
 *
 * Returns: (transfer none): of #AcDelivery, in the order of the targets
 */
GListModel *
ac_status_get_deliveries (AcStatus *self)
{
  g_return_val_if_fail (AC_IS_STATUS (self), NULL);

  return G_LIST_MODEL (self->deliveries);
}

void
ac_status_set_revision (AcStatus *self, guint revision)
{
  g_return_if_fail (AC_IS_STATUS (self));

  self->revision = revision;
}

void
ac_status_set_removed (AcStatus *self, gboolean removed)
{
  g_return_if_fail (AC_IS_STATUS (self));

  removed = !!removed;
  if (self->removed == removed)
    return;

  self->removed = removed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOVED]);
}

void
ac_status_set_remarks (AcStatus *self, AcRemarks *remarks)
{
  g_return_if_fail (AC_IS_STATUS (self));
  g_return_if_fail (AC_IS_REMARKS (remarks));

  g_set_object (&self->remarks, remarks);
}

void
ac_status_set_life (AcStatus *self, AcLife life)
{
  g_return_if_fail (AC_IS_STATUS (self));

  self->life = life;
}

void
ac_status_set_share_at (AcStatus *self, gint64 share_at)
{
  g_return_if_fail (AC_IS_STATUS (self));

  if (self->share_at == share_at)
    return;

  self->share_at = share_at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHARE_AT]);
}

/**
 * ac_status_add_delivery:
 * @delivery: (transfer none): of this status
 */
void
ac_status_add_delivery (AcStatus *self, AcDelivery *delivery)
{
  g_return_if_fail (AC_IS_STATUS (self));
  g_return_if_fail (AC_IS_DELIVERY (delivery));
  g_return_if_fail (g_str_equal (self->id, ac_delivery_get_status_id (delivery)));

  g_list_store_append (self->deliveries, delivery);
}

/**
 * ac_status_find_delivery:
 * Returns: (transfer full) (nullable): the delivery with this id
 */
AcDelivery *
ac_status_find_delivery (AcStatus *self, const char *id)
{
  GListModel *deliveries = NULL;

  g_return_val_if_fail (AC_IS_STATUS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  deliveries = G_LIST_MODEL (self->deliveries);
  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if (g_str_equal (ac_delivery_get_id (delivery), id))
        return g_steal_pointer (&delivery);
    }

  return NULL;
}

GListModel *
ac_status_get_pictures (AcStatus *self)
{
  g_return_val_if_fail (AC_IS_STATUS (self), NULL);

  return G_LIST_MODEL (self->pictures);
}

void
ac_status_add_picture (AcStatus *self, AcPicture *picture)
{
  g_return_if_fail (AC_IS_STATUS (self));
  g_return_if_fail (AC_IS_PICTURE (picture));

  g_list_store_append (self->pictures, picture);
}
