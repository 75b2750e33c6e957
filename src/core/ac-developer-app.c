/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-developer-app.h"

#include <string.h>

#include "ac-core-enums.h"
#include "ac-noun-private.h"

struct _AcDeveloperApp
{
  GObject parent_instance;
  gboolean settable;
  gboolean tested;
  GArray *keys; /* of AcDeveloperKey */
};

G_DEFINE_FINAL_TYPE (AcDeveloperApp, ac_developer_app, G_TYPE_OBJECT)

static const struct
{
  const char *name;
  gboolean secret;
} keys_known[] = {
  [AC_APP_KEY_ID] = { "id", FALSE },
  [AC_APP_KEY_SECRET] = { "secret", TRUE },
  [AC_APP_KEY_PHONE_NUMBER_ID] = { "phone_number_id", FALSE },
  [AC_APP_KEY_TOKEN] = { "token", TRUE },
  [AC_APP_KEY_TEMPLATE] = { "template", FALSE },
  [AC_APP_KEY_LANGUAGE] = { "language", FALSE },
  [AC_APP_KEY_REDIRECT_URI] = { "redirect_uri", FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (keys_known) == AC_APP_N_KEYS);

static const AcJsonField app_fields[] = {
  { "settable", AC_JSON_BOOLEAN },
  { "keys", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_APP_N_KEYS },
  { NULL },
};
static const AcJsonField key_fields[] = {
  { "name", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "secret", AC_JSON_BOOLEAN },
  { "set", AC_JSON_BOOLEAN },
  { "value", AC_JSON_STRING, AC_JSON_OPTIONAL, 1024 },
  { "suggested", AC_JSON_STRING, AC_JSON_OPTIONAL, 1024 },
  { "outcome", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "code", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "subcode", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

const char *
ac_app_key_get_name (AcAppKey key)
{
  g_return_val_if_fail (key < AC_APP_N_KEYS, NULL);

  return keys_known[key].name;
}

gboolean
ac_app_key_from_name (const char *name, AcAppKey *key)
{
  g_return_val_if_fail (key != NULL, FALSE);

  for (guint i = 0; i < AC_APP_N_KEYS; i++)
    if (g_strcmp0 (keys_known[i].name, name) == 0)
      return *key = i, TRUE;
  return FALSE;
}

gboolean
ac_app_key_is_secret (AcAppKey key)
{
  g_return_val_if_fail (key < AC_APP_N_KEYS, TRUE);

  return keys_known[key].secret;
}

/* With a path, because services hang a slash on an address that has none, and compare. */
static gboolean
is_redirect (const char *value)
{
  g_autoptr(GUri) uri = g_uri_parse (value, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 &&
         g_str_has_prefix (value, "https://") && g_uri_get_host (uri) != NULL &&
         *g_uri_get_host (uri) != '\0' && g_uri_get_userinfo (uri) == NULL &&
         *g_uri_get_path (uri) == '/' && g_uri_get_query (uri) == NULL &&
         g_uri_get_fragment (uri) == NULL && strpbrk (value, " \"<>\\^`{|}") == NULL;
}

gboolean
ac_app_key_check (AcAppKey key, const char *value)
{
  static const char letters[] = G_CSET_DIGITS G_CSET_A_2_Z G_CSET_a_2_z "-_.";
  const gboolean number = key == AC_APP_KEY_ID || key == AC_APP_KEY_PHONE_NUMBER_ID;

  g_return_val_if_fail (key < AC_APP_N_KEYS && value != NULL, FALSE);

  if (key == AC_APP_KEY_REDIRECT_URI)
    return is_redirect (value);
  return *value != '\0' && strspn (value, number ? G_CSET_DIGITS : letters) == strlen (value);
}

static void
clear_key (gpointer data)
{
  AcDeveloperKey *key = data;

  g_free (key->value);
  g_free (key->suggested);
}

static void
ac_developer_app_finalize (GObject *object)
{
  g_array_unref (AC_DEVELOPER_APP (object)->keys);
  G_OBJECT_CLASS (ac_developer_app_parent_class)->finalize (object);
}

static void
ac_developer_app_class_init (AcDeveloperAppClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_developer_app_finalize;
}

static void
ac_developer_app_init (AcDeveloperApp *self)
{
  self->keys = g_array_new (FALSE, TRUE, sizeof (AcDeveloperKey));
  g_array_set_clear_func (self->keys, clear_key);
}

AcDeveloperApp *
ac_developer_app_new (gboolean settable, gboolean tested)
{
  AcDeveloperApp *self = g_object_new (AC_TYPE_DEVELOPER_APP, NULL);

  self->settable = settable;
  self->tested = tested;
  return self;
}

void
ac_developer_app_add (AcDeveloperApp *self, const AcDeveloperKey *key)
{
  const char *value = NULL;
  AcDeveloperKey *copy = NULL;

  g_return_if_fail (AC_IS_DEVELOPER_APP (self));
  g_return_if_fail (key != NULL);

  if (self->settable && !ac_app_key_is_secret (key->key))
    value = key->value;
  g_array_append_vals (self->keys, key, 1);
  copy = &g_array_index (self->keys, AcDeveloperKey, self->keys->len - 1);
  copy->value = g_strdup (value);
  copy->suggested = g_strdup (key->suggested);
}

static gboolean
read_key (AcDeveloperApp *self, JsonNode *node, GError **error)
{
  JsonObject *object = ac_noun_open (node, key_fields, error);
  AcDeveloperKey key = { 0 };
  int kind = AC_VERDICT_UNTESTED;

  if (object == NULL || !ac_noun_read_enum (object, "outcome", AC_TYPE_VERDICT_KIND, &kind, error))
    return FALSE;
  if (!ac_app_key_from_name (ac_json_get_string (object, "name"), &key.key))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "No such key of an app");
      return FALSE;
    }

  key.set = ac_json_get_boolean (object, "set");
  key.value = (char *) ac_json_get_string (object, "value");
  key.suggested = (char *) ac_json_get_string (object, "suggested");
  key.verdict = (AcVerdict) { kind, ac_json_get_integer (object, "code"),
                              ac_json_get_integer (object, "subcode") };
  self->tested |= json_object_has_member (object, "outcome");
  ac_developer_app_add (self, &key);
  return TRUE;
}

AcDeveloperApp *
ac_developer_app_from_json (JsonNode *node, GError **error)
{
  g_autoptr(AcDeveloperApp) self = NULL;
  JsonObject *object = NULL;
  JsonArray *keys = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, app_fields, error)))
    return NULL;

  self = ac_developer_app_new (ac_json_get_boolean (object, "settable"), FALSE);
  keys = ac_json_get_array (object, "keys");
  for (guint i = 0; i < json_array_get_length (keys); i++)
    if (!read_key (self, json_array_get_element (keys, i), error))
      return NULL;
  return g_steal_pointer (&self);
}

static JsonNode *
write_key (AcDeveloperApp *self, const AcDeveloperKey *key)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "name", ac_app_key_get_name (key->key));
  json_object_set_boolean_member (object, "secret", ac_app_key_is_secret (key->key));
  json_object_set_boolean_member (object, "set", key->set);
  ac_json_set_string (object, "value", key->value);
  ac_json_set_string (object, "suggested", key->suggested);
  if (self->tested)
    ac_noun_write_enum (object, "outcome", AC_TYPE_VERDICT_KIND, key->verdict.kind);
  if (key->verdict.code != 0)
    json_object_set_int_member (object, "code", key->verdict.code);
  if (key->verdict.subcode != 0)
    json_object_set_int_member (object, "subcode", key->verdict.subcode);
  return ac_noun_close (object);
}

JsonNode *
ac_developer_app_to_json (AcDeveloperApp *self)
{
  JsonObject *object = NULL;
  JsonArray *keys = NULL;

  g_return_val_if_fail (AC_IS_DEVELOPER_APP (self), NULL);

  object = json_object_new ();
  keys = json_array_new ();
  for (guint i = 0; i < self->keys->len; i++)
    json_array_add_element (keys, write_key (self, &g_array_index (self->keys, AcDeveloperKey, i)));
  json_object_set_boolean_member (object, "settable", self->settable);
  json_object_set_array_member (object, "keys", keys);
  return ac_noun_close (object);
}

gboolean
ac_developer_app_get_settable (AcDeveloperApp *self)
{
  g_return_val_if_fail (AC_IS_DEVELOPER_APP (self), FALSE);

  return self->settable;
}

gboolean
ac_developer_app_get_complete (AcDeveloperApp *self)
{
  g_return_val_if_fail (AC_IS_DEVELOPER_APP (self), FALSE);

  for (guint i = 0; i < self->keys->len; i++)
    if (!g_array_index (self->keys, AcDeveloperKey, i).set)
      return FALSE;
  return TRUE;
}

const AcDeveloperKey *
ac_developer_app_get_key (AcDeveloperApp *self, guint position)
{
  g_return_val_if_fail (AC_IS_DEVELOPER_APP (self), NULL);

  return position < self->keys->len ? &g_array_index (self->keys, AcDeveloperKey, position) : NULL;
}
