/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-base64url.h"
#include "ac-clock.h"
#include "ac-error.h"
#include "ac-oauth.h"

struct _AcOauthAttempt
{
  GObject parent_instance;
  char *redirect_uri;
  char *state;
  char *nonce;
  char *issuer;
  gboolean promised;
  SecretValue *verifier;
};

G_DEFINE_FINAL_TYPE (AcOauthAttempt, ac_oauth_attempt, G_TYPE_OBJECT)

static void
ac_oauth_attempt_finalize (GObject *object)
{
  AcOauthAttempt *self = AC_OAUTH_ATTEMPT (object);

  g_clear_pointer (&self->redirect_uri, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->nonce, g_free);
  g_clear_pointer (&self->issuer, g_free);
  g_clear_pointer (&self->verifier, secret_value_unref);

  G_OBJECT_CLASS (ac_oauth_attempt_parent_class)->finalize (object);
}

static void
ac_oauth_attempt_class_init (AcOauthAttemptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_oauth_attempt_finalize;
}

static void
ac_oauth_attempt_init (AcOauthAttempt *self)
{
  self->state = ac_random_token (32);
  self->nonce = ac_random_token (32);
  self->verifier = secret_value_new_full (ac_random_token (48), -1, "text/plain", g_free);
}

AcOauthAttempt *
ac_oauth_attempt_new (const char *redirect_uri)
{
  AcOauthAttempt *self = g_object_new (AC_TYPE_OAUTH_ATTEMPT, NULL);

  self->redirect_uri = g_strdup (redirect_uri);
  return self;
}

const char *
ac_oauth_attempt_get_redirect_uri (AcOauthAttempt *self)
{
  return self->redirect_uri;
}

const char *
ac_oauth_attempt_get_state (AcOauthAttempt *self)
{
  return self->state;
}

const char *
ac_oauth_attempt_get_nonce (AcOauthAttempt *self)
{
  return self->nonce;
}

/* RFC 7636 §4.2, S256. */
char *
ac_oauth_attempt_get_challenge (AcOauthAttempt *self)
{
  guint8 hash[crypto_hash_sha256_BYTES];
  const char *verifier = secret_value_get_text (self->verifier);

  crypto_hash_sha256 (hash, (const guint8 *) verifier, strlen (verifier));
  return ac_base64url_encode (hash, sizeof hash);
}

SecretValue *
ac_oauth_attempt_get_verifier (AcOauthAttempt *self)
{
  return self->verifier;
}

void
ac_oauth_attempt_expect_issuer (AcOauthAttempt *self, const char *issuer, gboolean promised)
{
  g_set_str (&self->issuer, issuer);
  self->promised = promised;
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "The answer of the sign-in is not ours: %s",
               what);
  return FALSE;
}

/* Each parameter once: of two codes nobody knows which one the server meant. */
static GHashTable *
read_query (const char *query, GError **error)
{
  g_autoptr(GHashTable) params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GUriParamsIter iter;
  char *name = NULL;
  char *value = NULL;
  g_autoptr(GError) failure = NULL;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, &failure))
    if (!g_hash_table_insert (params, name, value))
      return refuse (error, "a parameter stands twice"), NULL;

  if (failure != NULL)
    return refuse (error, "it is not readable"), NULL;

  return g_steal_pointer (&params);
}

static gboolean
check_origin (AcOauthAttempt *self, GHashTable *params, GError **error)
{
  const char *state = g_hash_table_lookup (params, "state");
  const char *issuer = g_hash_table_lookup (params, "iss");

  if (state == NULL || strlen (state) != strlen (self->state) ||
      sodium_memcmp (state, self->state, strlen (state)) != 0)
    return refuse (error, "the state differs");

  if (self->issuer != NULL && (issuer != NULL || self->promised) &&
      g_strcmp0 (issuer, self->issuer) != 0)
    return refuse (error, "it comes from another server");

  return TRUE;
}

SecretValue *
ac_oauth_attempt_read_response (AcOauthAttempt *self, const char *uri, GError **error)
{
  g_autoptr(GHashTable) params = NULL;
  gsize length = strlen (self->redirect_uri);
  const char *failure = NULL;
  const char *code = NULL;

  if (strncmp (uri, self->redirect_uri, length) != 0 || uri[length] != '?')
    return refuse (error, "the address differs"), NULL;

  if (!(params = read_query (uri + length + 1, error)) || !check_origin (self, params, error))
    return NULL;

  failure = g_hash_table_lookup (params, "error");
  if (failure != NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_SIGN_IN_REFUSED, "The sign-in was refused");
      return NULL;
    }

  code = g_hash_table_lookup (params, "code");
  if (code == NULL || *code == '\0')
    return refuse (error, "the code is missing"), NULL;

  return secret_value_new (code, -1, "text/plain");
}
