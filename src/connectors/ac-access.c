/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-access.h"

#include "ac-json.h"

#define MAX_PACKED 65536

struct _AcAccess
{
  GObject parent_instance;
  AcAccount *account;
  SecretValue *credentials[AC_N_CREDENTIALS];
  gint64 expires_at;
  char *message_id;
  GHashTable *nonces;             /* (element-type utf8 utf8) */
  const AcAccessKeeping *keeping; /* (nullable) */
  gpointer keeping_data;
  GDestroyNotify keeping_destroy;
  DexPromise *refreshing; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (AcAccess, ac_access, G_TYPE_OBJECT)

/* The names stand in stores: never change one. */
static const AcJsonField fields[] = {
  { "access-token", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "refresh-token", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "dpop-key", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "client-id", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "client-secret", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "token-endpoint", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "revocation-endpoint", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "issuer", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "software", AC_JSON_STRING, AC_JSON_OPTIONAL },
  { "expires-at", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == AC_N_CREDENTIALS + 2);

static DexFuture *
finish_refresh (DexFuture *completed, gpointer user_data)
{
  AcAccess *self = user_data;
  g_autoptr(DexPromise) promise = g_steal_pointer (&self->refreshing);
  g_autoptr(GError) error = NULL;

  if (dex_future_get_value (completed, &error) != NULL)
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
  return dex_future_new_true ();
}

static void
ac_access_finalize (GObject *object)
{
  AcAccess *self = AC_ACCESS (object);

  if (self->keeping_destroy != NULL)
    self->keeping_destroy (self->keeping_data);
  for (guint i = 0; i < AC_N_CREDENTIALS; i++)
    g_clear_pointer (&self->credentials[i], secret_value_unref);
  g_clear_pointer (&self->nonces, g_hash_table_unref);
  g_clear_object (&self->account);
  g_free (self->message_id);
  dex_clear (&self->refreshing);
  G_OBJECT_CLASS (ac_access_parent_class)->finalize (object);
}

static void
ac_access_class_init (AcAccessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_access_finalize;
}

static void
ac_access_init (AcAccess *self)
{
  self->nonces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

AcAccess *
ac_access_new (AcAccount *account)
{
  AcAccess *self = NULL;

  g_return_val_if_fail (AC_IS_ACCOUNT (account), NULL);

  self = g_object_new (AC_TYPE_ACCESS, NULL);
  self->account = g_object_ref (account);
  return self;
}

AcAccount *
ac_access_get_account (AcAccess *self)
{
  g_return_val_if_fail (AC_IS_ACCESS (self), NULL);

  return self->account;
}

SecretValue *
ac_access_get_credential (AcAccess *self, AcCredential which)
{
  g_return_val_if_fail (AC_IS_ACCESS (self) && which < AC_N_CREDENTIALS, NULL);

  return self->credentials[which];
}

void
ac_access_set_credential (AcAccess *self, AcCredential which, SecretValue *value)
{
  g_return_if_fail (AC_IS_ACCESS (self) && which < AC_N_CREDENTIALS);

  if (value != NULL)
    secret_value_ref (value);
  g_clear_pointer (&self->credentials[which], secret_value_unref);
  self->credentials[which] = value;
}

gint64
ac_access_get_expires_at (AcAccess *self)
{
  g_return_val_if_fail (AC_IS_ACCESS (self), 0);

  return self->expires_at;
}

void
ac_access_set_expires_at (AcAccess *self, gint64 time_ms)
{
  g_return_if_fail (AC_IS_ACCESS (self));

  self->expires_at = time_ms;
}

const char *
ac_access_get_nonce (AcAccess *self, const char *origin)
{
  g_return_val_if_fail (AC_IS_ACCESS (self) && origin != NULL, NULL);

  return g_hash_table_lookup (self->nonces, origin);
}

void
ac_access_set_nonce (AcAccess *self, const char *origin, const char *nonce)
{
  g_return_if_fail (AC_IS_ACCESS (self) && origin != NULL && nonce != NULL);

  g_hash_table_replace (self->nonces, g_strdup (origin), g_strdup (nonce));
}

const char *
ac_access_get_message_id (AcAccess *self)
{
  g_return_val_if_fail (AC_IS_ACCESS (self), NULL);

  return self->message_id;
}

void
ac_access_set_message_id (AcAccess *self, const char *id)
{
  g_return_if_fail (AC_IS_ACCESS (self));

  g_set_str (&self->message_id, id);
}

SecretValue *
ac_access_pack (AcAccess *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(GBytes) bytes = NULL;
  gsize size = 0;
  const char *data = NULL;

  g_return_val_if_fail (AC_IS_ACCESS (self), NULL);

  for (guint i = 0; i < AC_N_CREDENTIALS; i++)
    if (self->credentials[i] != NULL)
      json_object_set_string_member (object, fields[i].name,
                                     secret_value_get_text (self->credentials[i]));
  if (self->expires_at != 0)
    json_object_set_int_member (object, "expires-at", self->expires_at);
  json_node_set_object (node, object);

  bytes = ac_json_to_bytes (node);
  data = g_bytes_get_data (bytes, &size);
  return secret_value_new (data, size, "application/json");
}

/* AC_ERROR_SECRET_LOST when packed is not what ac_access_pack() made; then nothing changes. */
gboolean
ac_access_unpack (AcAccess *self, SecretValue *packed, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonObject) object = NULL;
  const char *data = NULL;
  gsize size = 0;

  g_return_val_if_fail (AC_IS_ACCESS (self) && packed != NULL, FALSE);

  data = secret_value_get (packed, &size);
  bytes = g_bytes_new_static (data, size);
  if (size > MAX_PACKED || !(object = ac_json_parse_object (bytes, fields, AC_JSON_CLOSED, NULL)))
    {
      g_set_error (error, AC_ERROR, AC_ERROR_SECRET_LOST,
                   "The credentials of account %s can't be read",
                   ac_account_get_id (self->account));
      return FALSE;
    }

  for (guint i = 0; i < AC_N_CREDENTIALS; i++)
    {
      const char *text = ac_json_get_string (object, fields[i].name);

      g_clear_pointer (&self->credentials[i], secret_value_unref);
      if (text != NULL)
        self->credentials[i] = secret_value_new (text, -1, "text/plain");
    }
  self->expires_at = ac_json_get_integer (object, "expires-at");
  return TRUE;
}

void
ac_access_set_keeping (AcAccess *self,
                       const AcAccessKeeping *keeping,
                       gpointer user_data,
                       GDestroyNotify destroy)
{
  g_return_if_fail (AC_IS_ACCESS (self));

  if (self->keeping_destroy != NULL)
    self->keeping_destroy (self->keeping_data);
  self->keeping = keeping;
  self->keeping_data = user_data;
  self->keeping_destroy = destroy;
}

/* AC_ERROR_STORAGE when nobody stores this access, and whatever its keeper says. */
DexFuture *
ac_access_save (AcAccess *self)
{
  g_autoptr(SecretValue) packed = NULL;

  g_return_val_if_fail (AC_IS_ACCESS (self), NULL);

  if (self->keeping == NULL)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_STORAGE, "Nobody stores these credentials");
  packed = ac_access_pack (self);
  return self->keeping->save (self, packed, self->keeping_data);
}

typedef struct
{
  AcAccess *access;
  DexFuture *(*refresh) (AcAccess *self, gpointer user_data);
  gpointer user_data;
  GDestroyNotify destroy;
} Refreshing;

static void
refreshing_free (gpointer data)
{
  Refreshing *self = data;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_clear_object (&self->access);
  g_free (self);
}

static DexFuture *
refresh_fiber (gpointer user_data)
{
  Refreshing *self = user_data;
  AcAccess *access = self->access;
  const AcAccessKeeping *keeping = access->keeping;
  g_autoptr(GError) error = NULL;

  if (keeping != NULL && keeping->lock != NULL &&
      !dex_await_boolean (keeping->lock (access, access->keeping_data), &error))
    return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error))
                         : dex_future_new_true ();

  if (dex_await (self->refresh (access, self->user_data), &error) ||
      (keeping != NULL && keeping->give_up != NULL &&
       dex_await_boolean (keeping->give_up (access, access->keeping_data), NULL)))
    return dex_future_new_true ();

  return dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
ac_access_refresh_once (AcAccess *self,
                        DexFuture *(*refresh) (AcAccess *self, gpointer user_data),
                        gpointer user_data,
                        GDestroyNotify destroy)
{
  DexPromise *promise = NULL;
  Refreshing *refreshing = NULL;

  g_return_val_if_fail (AC_IS_ACCESS (self) && refresh != NULL, NULL);

  if (self->refreshing != NULL)
    {
      if (destroy != NULL)
        destroy (user_data);
      return dex_ref (DEX_FUTURE (self->refreshing));
    }

  refreshing = g_new0 (Refreshing, 1);
  refreshing->access = g_object_ref (self);
  refreshing->refresh = refresh;
  refreshing->user_data = user_data;
  refreshing->destroy = destroy;
  /* The waiters get a promise, not the refresh itself: a waiter that gives up must not stop a
   * rotation half way. */
  promise = dex_promise_new ();
  self->refreshing = dex_ref (promise);
  dex_future_disown (
      dex_future_finally (dex_scheduler_spawn (NULL, 0, refresh_fiber, refreshing, refreshing_free),
                          finish_refresh, g_object_ref (self), g_object_unref));
  return DEX_FUTURE (promise);
}
