/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-availability.h"
#include "ac-core-enums.h"
#include "ac-noun-private.h"

struct _AcAvailability
{
  GObject parent_instance;
  AcAvailabilityFacts facts;
  GListStore *features;
};

G_DEFINE_FINAL_TYPE (AcAvailability, ac_availability, G_TYPE_OBJECT)

static const AcJsonField availability_fields[] = {
  { "items", AC_JSON_ARRAY, AC_JSON_REQUIRED, 256 },
  { "policy", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { "region", AC_JSON_STRING, AC_JSON_OPTIONAL, 2 },
  { "age", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
  { NULL },
};

static const AcJsonField policy_fields[] = {
  { "serial", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "issued_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "expires_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "checked_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "state", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

static void
ac_availability_finalize (GObject *object)
{
  AcAvailability *self = AC_AVAILABILITY (object);

  g_free (self->facts.region);
  g_clear_object (&self->features);

  G_OBJECT_CLASS (ac_availability_parent_class)->finalize (object);
}

static void
ac_availability_class_init (AcAvailabilityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_availability_finalize;
}

static void
ac_availability_init (AcAvailability *self)
{
  self->features = g_list_store_new (AC_TYPE_FEATURE);
}

AcAvailability *
ac_availability_new (const AcAvailabilityFacts *facts, GListModel *features)
{
  AcAvailability *self = g_object_new (AC_TYPE_AVAILABILITY, NULL);

  self->facts = *facts;
  self->facts.region = g_strdup (facts->region);
  for (guint i = 0; i < g_list_model_get_n_items (features); i++)
    {
      g_autoptr(AcFeature) feature = g_list_model_get_item (features, i);

      g_list_store_append (self->features, feature);
    }
  return self;
}

const AcAvailabilityFacts *
ac_availability_get_facts (AcAvailability *self)
{
  g_return_val_if_fail (AC_IS_AVAILABILITY (self), NULL);

  return &self->facts;
}

GListModel *
ac_availability_get_features (AcAvailability *self)
{
  g_return_val_if_fail (AC_IS_AVAILABILITY (self), NULL);

  return G_LIST_MODEL (self->features);
}

AcFeature *
ac_availability_find (AcAvailability *self, const char *id)
{
  g_return_val_if_fail (AC_IS_AVAILABILITY (self) && id != NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->features)); i++)
    {
      g_autoptr(AcFeature) feature = g_list_model_get_item (G_LIST_MODEL (self->features), i);

      /* The list holds it. */
      if (g_str_equal (ac_feature_get_id (feature), id))
        return feature;
    }

  return NULL;
}

static gboolean
read_features (JsonObject *object, GListStore *features, GError **error)
{
  JsonArray *items = ac_json_get_array (object, "items");

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autoptr(AcFeature) feature =
                    ac_feature_from_json (json_array_get_element (items, i), error);

      if (feature == NULL)
        return FALSE;
      g_list_store_append (features, feature);
    }

  return TRUE;
}

static gboolean
read_policy (JsonObject *object, AcAvailabilityFacts *facts, GError **error)
{
  JsonObject *policy = ac_json_get_object (object, "policy");
  int fault = AC_POLICY_FINE;

  if (!ac_json_check (policy, policy_fields, AC_JSON_CLOSED, error) ||
      !ac_noun_read_time (policy, "issued_at", &facts->issued_at, error) ||
      !ac_noun_read_time (policy, "expires_at", &facts->expires_at, error) ||
      !ac_noun_read_time (policy, "checked_at", &facts->checked_at, error) ||
      !ac_noun_read_enum (policy, "state", AC_TYPE_POLICY_FAULT, &fault, error))
    return FALSE;

  facts->region = (char *) ac_json_get_string (object, "region");
  facts->serial = ac_json_get_integer (policy, "serial");
  if (facts->serial < 0 || (facts->region != NULL && !ac_region_is_valid (facts->region)))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "No such policy or region");
      return FALSE;
    }

  facts->fault = fault;
  return TRUE;
}

AcAvailability *
ac_availability_from_json (JsonNode *node, GError **error)
{
  g_autoptr(GListStore) features = g_list_store_new (AC_TYPE_FEATURE);
  JsonObject *object = NULL;
  AcAvailabilityFacts facts = { 0 };

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, availability_fields, error)) == NULL ||
      !ac_noun_read_uint (object, "age", &facts.age, error) ||
      !read_policy (object, &facts, error) || !read_features (object, features, error))
    return NULL;

  return ac_availability_new (&facts, G_LIST_MODEL (features));
}

JsonNode *
ac_availability_to_json (AcAvailability *self)
{
  const AcAvailabilityFacts *facts = ac_availability_get_facts (self);
  GListModel *features = ac_availability_get_features (self);
  JsonObject *object = json_object_new ();
  JsonObject *policy = json_object_new ();
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (features); i++)
    {
      g_autoptr(AcFeature) feature = g_list_model_get_item (features, i);

      json_array_add_element (items, ac_feature_to_json (feature));
    }

  json_object_set_int_member (policy, "serial", facts->serial);
  ac_json_set_time (policy, "issued_at", facts->issued_at);
  ac_json_set_time (policy, "expires_at", facts->expires_at);
  ac_json_set_time (policy, "checked_at", facts->checked_at);
  ac_noun_write_enum (policy, "state", AC_TYPE_POLICY_FAULT, facts->fault);

  json_object_set_array_member (object, "items", items);
  json_object_set_object_member (object, "policy", policy);
  ac_json_set_string (object, "region", facts->region);
  if (facts->age > 0)
    json_object_set_int_member (object, "age", facts->age);
  return ac_noun_close (object);
}
