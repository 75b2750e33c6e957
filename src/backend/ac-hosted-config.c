/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-error.h"
#include "ac-graph-keys.h"
#include "ac-hosted-config.h"
#include "ac-http-address.h"
#include "ac-json.h"
#include "ac-policy.h"
#include "ac-secret-file.h"

#define KEY_SIZE 32

typedef struct
{
  const char *path;
  GKeyFile *file;
} Source;

static const struct
{
  const char *group;
  const char *const keys[14];
} known[] = {
  { "listen", { "address", "port", "hosts", "proxies", NULL } },
  { "admin", { "socket", NULL } },
  { "sign-in",
    { "issuer", "audience", "client-id", "dpop", "introspection", "introspection-client",
      "introspection-secret-file", "introspection-credential", NULL } },
  { "store", { "sqlite-folder", "postgresql", NULL } },
  { "ledger", { "heads-file", NULL } },
  { "policy", { "file", "public-key", NULL } },
  { "vault", { "key-file", "credential", "old-key-file", "old-credential", NULL } },
  { "whatsapp",
    { "verify-token-file", "verify-token-credential", "app-secret-file", "app-secret-credential",
      NULL } },
  { "recipient-NAME", { "name", "secret-file", "secret-credential", NULL } },
  { "app-facebook", { "id", "secret-file", "secret-credential", "redirect-uri", NULL } },
  { "app-instagram", { "id", "secret-file", "secret-credential", "redirect-uri", NULL } },
  { "app-threads", { "id", "secret-file", "secret-credential", "redirect-uri", NULL } },
  { "app-whatsapp",
    { "id", "secret-file", "secret-credential", "phone-number-id", "token-file", "token-credential",
      "template", "language", NULL } },
  { "limits",
    { "connections", "connections-per-address", "head-seconds", "idle-seconds", "body-rate",
      "requests-per-second", "requests-per-minute", "refusals-per-minute", "accounts-per-person",
      "statuses-per-day", NULL } },
};

static gboolean
refuse (Source *source, const char *group, const char *key, const char *why, GError **error)
{
  g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "%s: [%s] %s: %s", source->path, group, key, why);
  return FALSE;
}

#define RECIPIENT "recipient-"

#define MAX_CLIENT 32

static const char *const recipient_services[] = { "mastodon",  "bluesky", "whatsapp", "facebook",
                                                  "instagram", "threads", NULL };
static const char *const *
find_known (const char *group)
{
  const char *name = g_str_has_prefix (group, RECIPIENT) ? RECIPIENT "NAME" : group;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].group, name))
      return known[i].keys;

  return NULL;
}

/* A misspelt limit would otherwise be no limit. */
static gboolean
check_names (Source *source, GError **error)
{
  g_auto(GStrv) groups = g_key_file_get_groups (source->file, NULL);

  for (guint g = 0; groups[g] != NULL; g++)
    {
      const char *const *keys = find_known (groups[g]);
      g_auto(GStrv) found = g_key_file_get_keys (source->file, groups[g], NULL, NULL);

      if (keys == NULL)
        return refuse (source, groups[g], "*", "there is no such group", error);
      for (guint i = 0; found[i] != NULL; i++)
        if (!g_strv_contains (keys, found[i]))
          return refuse (source, groups[g], found[i], "there is no such key", error);
    }

  return TRUE;
}

static gboolean
read_text (Source *source, const char *group, const char *key, char **value, GError **error)
{
  *value = g_key_file_get_string (source->file, group, key, NULL);

  if (*value == NULL || **value == '\0')
    return refuse (source, group, key, "this must be given", error);

  return TRUE;
}

static gboolean
read_number (Source *source,
             const char *group,
             const char *key,
             guint min,
             guint max,
             guint *value,
             GError **error)
{
  g_autofree char *text = g_key_file_get_string (source->file, group, key, NULL);
  g_autofree char *why = NULL;
  guint64 number = 0;

  if (text == NULL)
    return TRUE;

  if (!g_ascii_string_to_unsigned (text, 10, min, max, &number, NULL))
    {
      why = g_strdup_printf ("this must be a number from %u to %u", min, max);
      return refuse (source, group, key, why, error);
    }

  *value = number;
  return TRUE;
}

static gboolean
read_listen (AcHostedConfig *self, Source *source, GError **error)
{
  g_autofree char *address = NULL;
  guint port = 0;

  if (!read_text (source, "listen", "address", &address, error) ||
      !read_number (source, "listen", "port", 1, 65535, &port, error))
    return FALSE;
  if (port == 0)
    return refuse (source, "listen", "port", "this must be given", error);

  self->address = g_inet_socket_address_new_from_string (address, port);
  if (self->address == NULL)
    return refuse (source, "listen", "address", "this is not an IP address", error);

  self->hosts = g_key_file_get_string_list (source->file, "listen", "hosts", NULL, NULL);
  if (self->hosts == NULL || self->hosts[0] == NULL)
    return refuse (source, "listen", "hosts", "this must be given", error);
  for (guint i = 0; self->hosts[i] != NULL; i++)
    {
      g_autofree char *host = g_steal_pointer (&self->hosts[i]);

      self->hosts[i] = g_ascii_strdown (host, -1);
    }

  self->proxies = g_key_file_get_string_list (source->file, "listen", "proxies", NULL, NULL);
  return TRUE;
}

/* Programs ask for tokens of the address that they reach this backend at (RFC 8707). */
static gboolean
read_audience (AcHostedConfig *self, Source *source, GError **error)
{
  g_autoptr(GUri) uri = NULL;
  g_autofree char *origin = NULL;
  gboolean plain = FALSE;

  if (!read_text (source, "sign-in", "audience", &self->audience, error))
    return FALSE;

  plain = g_str_has_prefix (self->audience, "http:");
  uri = ac_http_address_parse (plain ? AC_HTTP_LOOPBACK : AC_HTTP_PRIVATE, self->audience, NULL);
  origin = uri != NULL ? ac_http_origin (uri) : NULL;
  return g_strcmp0 (origin, self->audience) == 0 ||
         refuse (source, "sign-in", "audience",
                 "this is not an origin (https://host or https://host:port)", error);
}

static gboolean
read_dpop (AcHostedConfig *self, Source *source, GError **error)
{
  g_autofree char *text = g_key_file_get_string (source->file, "sign-in", "dpop", NULL);

  if (text == NULL || g_str_equal (text, "allowed"))
    self->dpop = AC_DPOP_ALLOWED;
  else if (g_str_equal (text, "required"))
    self->dpop = AC_DPOP_REQUIRED;
  else
    return refuse (source, "sign-in", "dpop", "this must be allowed or required", error);

  return TRUE;
}

static gboolean
read_sign_in (AcHostedConfig *self, Source *source, GError **error)
{
  if (!g_key_file_has_key (source->file, "sign-in", "client-id", NULL))
    self->client_id = g_strdup ("accounts-center");
  else if (!read_text (source, "sign-in", "client-id", &self->client_id, error))
    return FALSE;

  return read_text (source, "sign-in", "issuer", &self->issuer, error) &&
         read_audience (self, source, error) && read_dpop (self, source, error);
}

static gboolean
read_limits (AcHostedConfig *self, Source *source, GError **error)
{
  self->max_connections = 1024;
  self->max_connections_per_address = 64;
  self->head_seconds = 10;
  self->idle_seconds = 60;
  self->body_rate = 1024;
  self->requests_per_second = 100;
  self->requests_per_minute = 1200;
  self->refusals_per_minute = 60;
  self->accounts_per_person = 100;
  self->statuses_per_day = 1000;

  return read_number (source, "limits", "connections", 1, 65536, &self->max_connections, error) &&
         read_number (source, "limits", "connections-per-address", 1, 65536,
                      &self->max_connections_per_address, error) &&
         read_number (source, "limits", "head-seconds", 1, 60, &self->head_seconds, error) &&
         read_number (source, "limits", "idle-seconds", 1, 60, &self->idle_seconds, error) &&
         read_number (source, "limits", "body-rate", 1, 1024 * 1024, &self->body_rate, error) &&
         read_number (source, "limits", "requests-per-second", 1, 100000,
                      &self->requests_per_second, error) &&
         read_number (source, "limits", "requests-per-minute", 1, 1000000,
                      &self->requests_per_minute, error) &&
         read_number (source, "limits", "refusals-per-minute", 1, 1000000,
                      &self->refusals_per_minute, error) &&
         read_number (source, "limits", "accounts-per-person", 1, 100000,
                      &self->accounts_per_person, error) &&
         read_number (source, "limits", "statuses-per-day", 1, 100000, &self->statuses_per_day,
                      error);
}

static SecretValue *
decode_key (const char *text)
{
  guint8 bytes[KEY_SIZE];
  size_t size = 0;
  SecretValue *key = NULL;

  if (sodium_base642bin (bytes, sizeof bytes, text, strlen (text), "\r\n ", &size, NULL,
                         sodium_base64_VARIANT_ORIGINAL) == 0 &&
      size == KEY_SIZE)
    key = secret_value_new ((const char *) bytes, sizeof bytes, "application/octet-stream");

  sodium_memzero (bytes, sizeof bytes);
  return key;
}

/* Where the one of a pair of keys that is given says that a secret stands: a file, or a credential
 * of systemd's. */
static char *
find_secret (
    Source *source, const char *group, const char *file_key, const char *name_key, GError **error)
{
  g_autofree char *file = g_key_file_get_string (source->file, group, file_key, NULL);
  g_autofree char *name = g_key_file_get_string (source->file, group, name_key, NULL);
  const char *folder = g_getenv ("CREDENTIALS_DIRECTORY");

  if ((file == NULL) == (name == NULL))
    {
      g_autofree char *why = g_strdup_printf ("either this or %s must be given", name_key);

      return refuse (source, group, file_key, why, error), NULL;
    }
  if (file != NULL)
    return g_steal_pointer (&file);
  if (folder == NULL)
    return refuse (source, group, name_key, "there is no $CREDENTIALS_DIRECTORY", error), NULL;
  if (*name == '\0' || strchr (name, '/') || g_str_has_prefix (name, "."))
    return refuse (source, group, name_key, "this is not the name of a credential", error), NULL;

  return g_build_filename (folder, name, NULL);
}

/* Gives what stands there in text, which has room for AC_SECRET_FILE_MAX + 1 bytes and is to be
 * wiped. systemd guards the folder of a credential itself, and marks the file readable for a group
 * that has nobody in it. */
static gboolean
read_secret (Source *source,
             const char *group,
             const char *file_key,
             const char *name_key,
             char *text,
             GError **error)
{
  const gboolean credential = g_key_file_has_key (source->file, group, name_key, NULL);
  g_autofree char *path = find_secret (source, group, file_key, name_key, error);
  const char *why = path != NULL ? ac_secret_file_read (path, credential, text) : NULL;

  return path != NULL &&
         (why == NULL || refuse (source, group, credential ? name_key : file_key, why, error));
}

static SecretValue *
read_key (Source *source, const char *file_key, const char *name_key, GError **error)
{
  char text[AC_SECRET_FILE_MAX + 1] = { 0 };
  gboolean read = read_secret (source, "vault", file_key, name_key, text, error);
  SecretValue *key = read ? decode_key (text) : NULL;

  sodium_memzero (text, sizeof text);
  if (read && key == NULL)
    refuse (source, "vault", file_key, "the file must hold 32 bytes in base64", error);
  return key;
}

static gboolean
read_vault (AcHostedConfig *self, Source *source, GError **error)
{
  const gboolean old = g_key_file_has_key (source->file, "vault", "old-key-file", NULL) ||
                       g_key_file_has_key (source->file, "vault", "old-credential", NULL);

  return (self->vault_key = read_key (source, "key-file", "credential", error)) != NULL &&
         (!old || (self->old_vault_key =
                       read_key (source, "old-key-file", "old-credential", error)) != NULL);
}

/* A secret that is a text, without the end of its line. */
static SecretValue *
read_word (
    Source *source, const char *group, const char *file_key, const char *name_key, GError **error)
{
  char text[AC_SECRET_FILE_MAX + 1] = { 0 };
  gboolean read = read_secret (source, group, file_key, name_key, text, error);
  SecretValue *word = NULL;

  g_strchomp (text);
  if (read && *text == '\0')
    refuse (source, group, file_key, "the file is empty", error);
  else if (read)
    word = secret_value_new (text, -1, "text/plain");
  sodium_memzero (text, sizeof text);
  return word;
}

static gboolean
read_whatsapp (AcHostedConfig *self, Source *source, GError **error)
{
  return !g_key_file_has_group (source->file, "whatsapp") ||
         ((self->webhook_word = read_word (source, "whatsapp", "verify-token-file",
                                           "verify-token-credential", error)) != NULL &&
          (self->webhook_secret = read_word (source, "whatsapp", "app-secret-file",
                                             "app-secret-credential", error)) != NULL);
}

static gboolean
read_introspection (AcHostedConfig *self, Source *source, GError **error)
{
  g_autofree char *wanted = g_key_file_get_string (source->file, "sign-in", "introspection", NULL);

  if (wanted == NULL || g_str_equal (wanted, "no"))
    return TRUE;
  if (!g_str_equal (wanted, "yes"))
    return refuse (source, "sign-in", "introspection", "this must be yes or no", error);
  if (!read_text (source, "sign-in", "introspection-client", &self->introspection_client, error))
    return FALSE;

  self->introspection_secret =
      read_word (source, "sign-in", "introspection-secret-file", "introspection-credential", error);
  self->introspection = self->introspection_secret != NULL;
  return self->introspection;
}

/* Of a developer app: what is no secret stands in the file itself. */
static gboolean
read_app_key (Source *source, const char *group, AcAppKey key, JsonObject *keys, GError **error)
{
  const char *name = ac_app_key_get_name (key);
  g_autofree char *plain = g_strdelimit (g_strdup (name), "_", '-');
  g_autofree char *file_key = g_strconcat (plain, "-file", NULL);
  g_autofree char *name_key = g_strconcat (plain, "-credential", NULL);
  g_autofree char *value = NULL;
  g_autoptr(SecretValue) secret = NULL;
  gboolean read = FALSE;

  if (!ac_app_key_is_secret (key))
    {
      read = read_text (source, group, plain, &value, error);
      ac_json_set_string (keys, name, value);
      return read;
    }

  secret = read_word (source, group, file_key, name_key, error);
  ac_json_set_string (keys, name, secret != NULL ? secret_value_get_text (secret) : NULL);
  return secret != NULL;
}

static gboolean
read_app (AcHostedConfig *self, Source *source, const AcService *service, GError **error)
{
  g_autofree char *group = g_strconcat ("app-", service->id, NULL);
  g_autoptr(JsonObject) keys = json_object_new ();

  if (!g_key_file_has_group (source->file, group))
    return TRUE;
  for (AcAppKey key = 0; key < AC_APP_N_KEYS; key++)
    if ((service->app_keys & (1u << key)) != 0 && !read_app_key (source, group, key, keys, error))
      return FALSE;

  g_hash_table_insert (self->apps, g_strdup (service->id), ac_graph_keys_pack (keys));
  return ac_graph_keys_check (service, keys, NULL) ||
         refuse (source, group, "*", "these are not the keys of a developer app", error);
}

static gboolean
read_apps (AcHostedConfig *self, Source *source, GError **error)
{
  const AcService *const services[] = { &ac_facebook_service, &ac_instagram_service,
                                        &ac_threads_service, &ac_whatsapp_service };

  self->apps =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) secret_value_unref);
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (!read_app (self, source, services[i], error))
      return FALSE;
  return TRUE;
}

/* A service by its name, any other is an app of the host's. */
static gboolean
read_recipient (AcHostedConfig *self, Source *source, const char *group, GError **error)
{
  const char *client = group + strlen (RECIPIENT);
  const gboolean is_service = g_strv_contains (recipient_services, client);
  g_autofree char *who = is_service ? g_strdup (client) : g_strconcat ("server:", client, NULL);
  g_autofree char *name = NULL;
  g_autoptr(SecretValue) secret = NULL;

  if (*client == '\0' || strlen (client) > MAX_CLIENT ||
      strspn (client, G_CSET_a_2_z G_CSET_DIGITS "-") != strlen (client))
    return refuse (source, group, "*", "a recipient is named with small letters, digits and -",
                   error);
  if ((!is_service && !read_text (source, group, "name", &name, error)) ||
      !(secret = read_word (source, group, "secret-file", "secret-credential", error)))
    return FALSE;

  ac_recipients_add (self->recipients, client, who,
                     is_service ? AC_RECIPIENT_SERVICE : AC_RECIPIENT_SERVER_APP, name, secret);
  return TRUE;
}

static gboolean
read_recipients (AcHostedConfig *self, Source *source, GError **error)
{
  g_auto(GStrv) groups = g_key_file_get_groups (source->file, NULL);

  self->recipients = ac_recipients_new ();
  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], RECIPIENT) && !read_recipient (self, source, groups[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_store (AcHostedConfig *self, Source *source, GError **error)
{
  gboolean folder = g_key_file_has_key (source->file, "store", "sqlite-folder", NULL);
  gboolean server = g_key_file_has_key (source->file, "store", "postgresql", NULL);

  if (folder == server)
    return refuse (source, "store", "sqlite-folder", "either this or postgresql must be given",
                   error);

  return folder ? read_text (source, "store", "sqlite-folder", &self->sqlite_folder, error)
                : read_text (source, "store", "postgresql", &self->postgresql, error);
}

static gboolean
read_admin (AcHostedConfig *self, Source *source, GError **error)
{
  if (!g_key_file_has_group (source->file, "admin"))
    return TRUE;

  return read_text (source, "admin", "socket", &self->admin_socket, error) &&
         (g_path_is_absolute (self->admin_socket) ||
          refuse (source, "admin", "socket", "this is not a whole path", error));
}

static gboolean
read_ledger (AcHostedConfig *self, Source *source, GError **error)
{
  if (!g_key_file_has_group (source->file, "ledger"))
    return TRUE;

  return read_text (source, "ledger", "heads-file", &self->heads_file, error) &&
         (g_path_is_absolute (self->heads_file) ||
          refuse (source, "ledger", "heads-file", "this is not a whole path", error));
}

/* A key without a file is for what is installed with the program, which others have signed. */
static gboolean
read_policy (AcHostedConfig *self, Source *source, GError **error)
{
  guint8 key[AC_POLICY_KEY_SIZE];

  if (!g_key_file_has_group (source->file, "policy"))
    return TRUE;
  if (!read_text (source, "policy", "file", &self->policy_file, error))
    return FALSE;
  if (!g_path_is_absolute (self->policy_file))
    return refuse (source, "policy", "file", "this is not a whole path", error);
  if (!g_key_file_has_key (source->file, "policy", "public-key", NULL))
    return TRUE;

  return read_text (source, "policy", "public-key", &self->policy_key, error) &&
         (ac_policy_read_key (self->policy_key, key) ||
          refuse (source, "policy", "public-key", "this must be 32 bytes in base64", error));
}

static gboolean
read_all (AcHostedConfig *self, Source *source, GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (!g_key_file_load_from_file (source->file, source->path, G_KEY_FILE_NONE, &failure))
    {
      g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "%s: %s", source->path, failure->message);
      return FALSE;
    }

  return check_names (source, error) && read_listen (self, source, error) &&
         read_admin (self, source, error) && read_sign_in (self, source, error) &&
         read_store (self, source, error) && read_limits (self, source, error) &&
         read_ledger (self, source, error) && read_policy (self, source, error) &&
         read_vault (self, source, error) && read_introspection (self, source, error) &&
         read_whatsapp (self, source, error) && read_apps (self, source, error) &&
         read_recipients (self, source, error);
}

AcHostedConfig *
ac_hosted_config_load (const char *path, GError **error)
{
  g_autoptr(AcHostedConfig) self = g_atomic_rc_box_new0 (AcHostedConfig);
  g_autoptr(GKeyFile) file = g_key_file_new ();
  Source source = { path, file };

  return read_all (self, &source, error) ? g_steal_pointer (&self) : NULL;
}

AcStore *
ac_hosted_config_open_store (AcHostedConfig *self, GError **error)
{
  return self->sqlite_folder != NULL ? ac_store_open (self->sqlite_folder, error)
                                     : ac_store_open_postgres (self->postgresql, error);
}

AcVaultKeys *
ac_hosted_config_get_vault_keys (AcHostedConfig *self)
{
  return ac_vault_keys_new_given (self->vault_key, self->old_vault_key);
}

AcHostedConfig *
ac_hosted_config_ref (AcHostedConfig *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_config (gpointer data)
{
  AcHostedConfig *self = data;

  g_clear_object (&self->address);
  g_clear_pointer (&self->hosts, g_strfreev);
  g_clear_pointer (&self->proxies, g_strfreev);
  g_clear_pointer (&self->admin_socket, g_free);
  g_clear_pointer (&self->issuer, g_free);
  g_clear_pointer (&self->audience, g_free);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->introspection_client, g_free);
  g_clear_pointer (&self->introspection_secret, secret_value_unref);
  g_clear_pointer (&self->sqlite_folder, g_free);
  g_clear_pointer (&self->postgresql, g_free);
  g_clear_pointer (&self->heads_file, g_free);
  g_clear_pointer (&self->policy_file, g_free);
  g_clear_pointer (&self->policy_key, g_free);
  g_clear_pointer (&self->vault_key, secret_value_unref);
  g_clear_pointer (&self->old_vault_key, secret_value_unref);
  g_clear_pointer (&self->apps, g_hash_table_unref);
  g_clear_object (&self->recipients);
  g_clear_pointer (&self->webhook_word, secret_value_unref);
  g_clear_pointer (&self->webhook_secret, secret_value_unref);
}

void
ac_hosted_config_unref (AcHostedConfig *self)
{
  g_atomic_rc_box_release_full (self, clear_config);
}
