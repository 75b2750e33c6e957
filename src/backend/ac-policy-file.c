/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-json.h"
#include "ac-policy-private.h"

#define MAX_NAME 64
#define SIGNATURE_SIZE sodium_base64_ENCODED_LEN (crypto_sign_BYTES, sodium_base64_VARIANT_ORIGINAL)

static const AcJsonField policy_fields[] = {
  { "serial", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "issued", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "expires", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "features", AC_JSON_ARRAY, AC_JSON_REQUIRED, 64 },
  { NULL },
};

static const AcJsonField feature_fields[] = {
  { "feature", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_NAME },
  { "connector", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_NAME },
  { "regions_open", AC_JSON_ARRAY, AC_JSON_REQUIRED, 300 },
  { "regions_closed", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 300 },
  { "min_version", AC_JSON_STRING, AC_JSON_OPTIONAL, 32 },
  { "rollout_percent", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "account_types", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 16 },
  { "min_age", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
  { NULL },
};

static const AcJsonField closing_fields[] = {
  { "code", AC_JSON_STRING, AC_JSON_REQUIRED, 2 },
  { "reason", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_NAME },
  { "since", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

G_DEFINE_BOXED_TYPE (AcPolicy, ac_policy, ac_policy_ref, ac_policy_unref)

static void
closing_free (gpointer data)
{
  AcPolicyClosing *self = data;

  g_free (self->code);
  g_free (self->reason);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  AcPolicyEntry *self = data;

  g_free (self->feature);
  g_free (self->connector);
  g_strfreev (self->regions_open);
  g_ptr_array_unref (self->closings);
  g_free (self->min_version);
  g_strfreev (self->account_types);
  g_free (self);
}

static gboolean
refuse (GError **error, const char *feature, const char *member, const char *why)
{
  g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "%s%s%s: %s", feature != NULL ? feature : "",
               feature != NULL ? ": " : "", member, why);
  return FALSE;
}

static gboolean
is_slug (const char *text)
{
  return *text != '\0' && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text);
}

static gboolean
is_version (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, ".", -1);
  guint64 number = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    if (!g_ascii_string_to_unsigned (parts[i], 10, 0, G_MAXUINT32, &number, NULL))
      return FALSE;

  return parts[0] != NULL;
}

static gboolean
read_slugs (JsonObject *object, const char *feature, const char *name, GStrv *slugs, GError **error)
{
  if (!json_object_has_member (object, name))
    return TRUE;

  *slugs = ac_json_dup_strings (object, name, MAX_NAME);
  for (guint i = 0; *slugs != NULL && (*slugs)[i] != NULL; i++)
    if (!is_slug ((*slugs)[i]))
      return refuse (error, feature, name, "small letters, digits and - make a name");

  return *slugs != NULL || refuse (error, feature, name, "this must be a list of names");
}

static gboolean
read_regions (JsonObject *object, AcPolicyEntry *entry, GError **error)
{
  entry->regions_open = ac_json_dup_strings (object, "regions_open", 2);
  if (entry->regions_open == NULL)
    return refuse (error, entry->feature, "regions_open", "this must be a list of regions");

  for (guint i = 0; entry->regions_open[i] != NULL; i++)
    if (!g_str_equal (entry->regions_open[i], "*") && !ac_region_is_valid (entry->regions_open[i]))
      return refuse (error, entry->feature, "regions_open",
                     "a region is two capital letters (ISO 3166-1), or * for all");

  return TRUE;
}

static gboolean
read_closing (JsonNode *node, AcPolicyEntry *entry, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  AcPolicyClosing *closing = NULL;
  gint64 since = 0;

  if (object == NULL || !ac_json_check (object, closing_fields, AC_JSON_CLOSED, NULL) ||
      !ac_region_is_valid (ac_json_get_string (object, "code")) ||
      !is_slug (ac_json_get_string (object, "reason")) ||
      !ac_clock_parse (ac_json_get_string (object, "since"), &since))
    return refuse (error, entry->feature, "regions_closed",
                   "each must have a code, a reason (a name) and since (RFC 3339)");

  closing = g_new0 (AcPolicyClosing, 1);
  closing->code = g_strdup (ac_json_get_string (object, "code"));
  closing->reason = g_strdup (ac_json_get_string (object, "reason"));
  closing->since = since;
  g_ptr_array_add (entry->closings, closing);
  return TRUE;
}

static gboolean
read_closings (JsonObject *object, AcPolicyEntry *entry, GError **error)
{
  JsonArray *array = ac_json_get_array (object, "regions_closed");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!read_closing (json_array_get_element (array, i), entry, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_numbers (JsonObject *object, AcPolicyEntry *entry, GError **error)
{
  const gint64 percent = ac_json_get_integer (object, "rollout_percent");
  const gint64 age = ac_json_get_integer (object, "min_age");
  const char *version = ac_json_get_string (object, "min_version");

  if (percent < 0 || percent > 100)
    return refuse (error, entry->feature, "rollout_percent", "this must be from 0 to 100");
  if (age < 0 || age > 120)
    return refuse (error, entry->feature, "min_age", "this must be from 0 to 120");
  if (version != NULL && !is_version (version))
    return refuse (error, entry->feature, "min_version", "this must be numbers with dots between");

  entry->rollout_percent = percent;
  entry->min_age = age;
  entry->min_version = g_strdup (version);
  return TRUE;
}

static gboolean
read_names (JsonObject *object, AcPolicyEntry *entry, GError **error)
{
  entry->feature = g_strdup (ac_json_get_string (object, "feature"));
  entry->connector = g_strdup (ac_json_get_string (object, "connector"));

  return (is_slug (entry->feature) && (entry->connector == NULL || is_slug (entry->connector))) ||
         refuse (error, NULL, "feature", "small letters, digits and - make a name");
}

static gboolean
is_new (AcPolicy *self, const char *feature)
{
  for (guint i = 0; i < ac_policy_get_n_features (self); i++)
    if (g_str_equal (ac_policy_get_feature (self, i), feature))
      return FALSE;

  return TRUE;
}

static gboolean
read_feature (AcPolicy *self, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  AcPolicyEntry *entry = g_new0 (AcPolicyEntry, 1);

  entry->closings = g_ptr_array_new_with_free_func (closing_free);
  if (object == NULL || !ac_json_check (object, feature_fields, AC_JSON_CLOSED, error) ||
      !read_names (object, entry, error) || !read_regions (object, entry, error) ||
      !read_closings (object, entry, error) || !read_numbers (object, entry, error) ||
      !read_slugs (object, entry->feature, "account_types", &entry->account_types, error) ||
      !(is_new (self, entry->feature) ||
        refuse (error, entry->feature, "feature", "this stands twice")))
    {
      if (object == NULL)
        refuse (error, NULL, "features", "each must be an object");
      entry_free (entry);
      return FALSE;
    }

  g_ptr_array_add (self->entries, entry);
  return TRUE;
}

static gboolean
read_head (AcPolicy *self, JsonObject *object, GError **error)
{
  self->serial = ac_json_get_integer (object, "serial");

  if (self->serial < 1)
    return refuse (error, NULL, "serial", "this must be a number from 1");
  if (!ac_clock_parse (ac_json_get_string (object, "issued"), &self->issued_at))
    return refuse (error, NULL, "issued", "this must be a time (RFC 3339)");
  if (!ac_clock_parse (ac_json_get_string (object, "expires"), &self->expires_at) ||
      self->expires_at <= self->issued_at)
    return refuse (error, NULL, "expires", "this must be a time (RFC 3339) after issued");

  return TRUE;
}

AcPolicy *
ac_policy_parse (GBytes *document, GError **error)
{
  g_autoptr(AcPolicy) self = g_atomic_rc_box_new0 (AcPolicy);
  g_autoptr(JsonObject) object = NULL;
  JsonArray *features = NULL;

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  object = ac_json_parse_object (document, policy_fields, AC_JSON_CLOSED, error);
  if (object == NULL || !read_head (self, object, error))
    return NULL;

  features = ac_json_get_array (object, "features");
  for (guint i = 0; i < json_array_get_length (features); i++)
    if (!read_feature (self, json_array_get_element (features, i), error))
      return NULL;

  return g_steal_pointer (&self);
}

gboolean
ac_policy_read_key (const char *text, guint8 key[AC_POLICY_KEY_SIZE])
{
  size_t size = 0;

  return sodium_base642bin (key, AC_POLICY_KEY_SIZE, text, strlen (text), "\r\n ", &size, NULL,
                            sodium_base64_VARIANT_ORIGINAL) == 0 &&
         size == AC_POLICY_KEY_SIZE;
}

/* The one way to write it: libsodium also reads an A with its eighth bit set. */
static gboolean
read_signature (const char *text, gsize size, guint8 signature[crypto_sign_BYTES])
{
  char again[SIGNATURE_SIZE];
  size_t n = 0;

  if (size != sizeof again - 1 ||
      sodium_base642bin (signature, crypto_sign_BYTES, text, size, NULL, &n, NULL,
                         sodium_base64_VARIANT_ORIGINAL) != 0 ||
      n != crypto_sign_BYTES)
    return FALSE;

  sodium_bin2base64 (again, sizeof again, signature, n, sodium_base64_VARIANT_ORIGINAL);
  return memcmp (again, text, size) == 0;
}

/* Gives what stands below the signature, if one of the keys has signed it. */
static GBytes *
take_signed (GBytes *file, const guint8 (*keys)[AC_POLICY_KEY_SIZE], guint n_keys)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (file, &size);
  const char *end = size > 0 ? memchr (text, '\n', size) : NULL;
  gsize offset = end != NULL ? end + 1 - text : 0;
  guint8 signature[crypto_sign_BYTES];

  if (end == NULL || !read_signature (text, end - text, signature))
    return NULL;

  for (guint i = 0; i < n_keys; i++)
    if (crypto_sign_verify_detached (signature, (const guint8 *) text + offset, size - offset,
                                     keys[i]) == 0)
      return g_bytes_new_from_bytes (file, offset, size - offset);

  return NULL;
}

AcPolicy *
ac_policy_open (GBytes *file,
                const guint8 (*keys)[AC_POLICY_KEY_SIZE],
                guint n_keys,
                gint64 now_ms,
                AcPolicyFault *fault)
{
  g_autoptr(GBytes) document = NULL;
  g_autoptr(AcPolicy) self = NULL;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (file != NULL && fault != NULL, NULL);

  if (g_bytes_get_size (file) > AC_POLICY_MAX_SIZE)
    {
      *fault = AC_POLICY_TOO_LARGE;
      return NULL;
    }
  if (!(document = take_signed (file, keys, n_keys)))
    {
      *fault = AC_POLICY_SIGNATURE;
      return NULL;
    }
  if (!(self = ac_policy_parse (document, &error)))
    {
      g_message ("The policy is signed, but not understood: %s", error->message);
      *fault = AC_POLICY_UNREADABLE;
      return NULL;
    }

  *fault = now_ms > 0 && self->expires_at <= now_ms ? AC_POLICY_EXPIRED : AC_POLICY_FINE;
  return *fault == AC_POLICY_FINE ? g_steal_pointer (&self) : NULL;
}

AcPolicy *
ac_policy_ref (AcPolicy *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_policy (gpointer data)
{
  g_ptr_array_unref (((AcPolicy *) data)->entries);
}

void
ac_policy_unref (AcPolicy *self)
{
  g_atomic_rc_box_release_full (self, clear_policy);
}

gint64
ac_policy_get_serial (AcPolicy *self)
{
  return self->serial;
}

gint64
ac_policy_get_issued_at (AcPolicy *self)
{
  return self->issued_at;
}

gint64
ac_policy_get_expires_at (AcPolicy *self)
{
  return self->expires_at;
}

guint
ac_policy_get_n_features (AcPolicy *self)
{
  return self->entries->len;
}

const char *
ac_policy_get_feature (AcPolicy *self, guint n)
{
  return ((AcPolicyEntry *) g_ptr_array_index (self->entries, n))->feature;
}
