/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-dpop.h"
#include "ac-json.h"
#include "ac-proofs.h"

#define MINUTE_MS 60000
#define LEEWAY_MS (5 * MINUTE_MS)
#define MAC_SIZE 16
#define PURPOSE "nonces of proofs"

typedef struct
{
  guint8 minute[sizeof (gint64)]; /* big endian */
  guint8 mac[MAC_SIZE];
} Nonce;

G_STATIC_ASSERT (sizeof (Nonce) == 24);

#define NONCE_TEXT_SIZE sodium_base64_ENCODED_LEN (sizeof (Nonce), VARIANT)
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

/* The proofs with nonces of one minute, each as a short hash of its own that nobody outside can
 * foresee: some bytes for each instead of some hundred. */
typedef struct
{
  gint64 minute;
  GHashTable *seen;
} Page;

struct _AcProofs
{
  GObject parent_instance;
  char *origin;
  SecretValue *key;
  guint max;
  guint8 hash_key[crypto_shorthash_KEYBYTES];
  Page pages[3]; /* the minute before, this one, the next */
};

G_DEFINE_FINAL_TYPE (AcProofs, ac_proofs, G_TYPE_OBJECT)

static void
ac_proofs_finalize (GObject *object)
{
  AcProofs *self = AC_PROOFS (object);

  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->key, secret_value_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->pages); i++)
    g_clear_pointer (&self->pages[i].seen, g_hash_table_unref);

  G_OBJECT_CLASS (ac_proofs_parent_class)->finalize (object);
}

static void
ac_proofs_class_init (AcProofsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_proofs_finalize;
}

static void
ac_proofs_init (AcProofs *self)
{
  crypto_shorthash_keygen (self->hash_key);
  for (guint i = 0; i < G_N_ELEMENTS (self->pages); i++)
    self->pages[i].seen = g_hash_table_new (NULL, NULL);
}

static SecretValue *
derive_key (SecretValue *secret)
{
  guint8 key[crypto_auth_hmacsha256_KEYBYTES];
  gsize length = 0;
  const char *bytes = secret_value_get (secret, &length);
  SecretValue *value = NULL;

  crypto_generichash (key, sizeof key, (const guint8 *) PURPOSE, strlen (PURPOSE),
                      (const guint8 *) bytes, length);
  value = secret_value_new ((const char *) key, sizeof key, "application/octet-stream");
  sodium_memzero (key, sizeof key);
  return value;
}

AcProofs *
ac_proofs_new (const char *origin, SecretValue *secret, guint max)
{
  AcProofs *self = g_object_new (AC_TYPE_PROOFS, NULL);

  self->origin = g_strdup (origin);
  self->key = derive_key (secret);
  self->max = max;
  return self;
}

static gint64
get_minute (void)
{
  return ac_clock_now_ms () / MINUTE_MS;
}

static Nonce
make_nonce (AcProofs *self, gint64 minute)
{
  const gint64 number = GINT64_TO_BE (minute);
  guint8 code[crypto_auth_hmacsha256_BYTES];
  Nonce nonce;

  memcpy (nonce.minute, &number, sizeof nonce.minute);
  crypto_auth_hmacsha256 (code, nonce.minute, sizeof nonce.minute,
                          (const guint8 *) secret_value_get (self->key, NULL));
  memcpy (nonce.mac, code, sizeof nonce.mac);
  return nonce;
}

char *
ac_proofs_make_nonce (AcProofs *self)
{
  const Nonce nonce = make_nonce (self, get_minute ());
  char *text = g_malloc (NONCE_TEXT_SIZE);

  return sodium_bin2base64 (text, NONCE_TEXT_SIZE, (const guint8 *) &nonce, sizeof nonce, VARIANT);
}

/* Gives whether text is a nonce that still holds. */
static gboolean
read_nonce (AcProofs *self, const char *text, gint64 *minute)
{
  const gint64 now = get_minute ();
  Nonce given;
  Nonce made;
  gsize size = 0;

  if (text == NULL ||
      sodium_base642bin ((guint8 *) &given, sizeof given, text, strlen (text), NULL, &size, NULL,
                         VARIANT) != 0 ||
      size != sizeof given)
    return FALSE;

  memcpy (minute, given.minute, sizeof *minute);
  *minute = GINT64_FROM_BE (*minute);
  made = make_nonce (self, *minute);
  return sodium_memcmp (made.mac, given.mac, sizeof made.mac) == 0 && *minute >= now - 1 &&
         *minute <= now + 1;
}

/* A page is used again when its minute can't come any more. */
static GHashTable *
open_page (AcProofs *self, gint64 minute)
{
  Page *page = &self->pages[minute % G_N_ELEMENTS (self->pages)];

  if (page->minute != minute)
    {
      g_hash_table_remove_all (page->seen);
      page->minute = minute;
    }

  return page->seen;
}

static AcProofVerdict
remember (AcProofs *self, const char *thumbprint, const char *id, gint64 minute)
{
  GHashTable *seen = open_page (self, minute);
  g_autofree char *text = g_strconcat (thumbprint, " ", id, NULL);
  guint64 hash = 0;

  G_STATIC_ASSERT (sizeof hash == crypto_shorthash_BYTES);
  crypto_shorthash ((guint8 *) &hash, (const guint8 *) text, strlen (text), self->hash_key);
  if (g_hash_table_contains (seen, (gpointer) (gsize) hash))
    return AC_PROOF_BAD;
  if (g_hash_table_size (seen) >= self->max)
    return AC_PROOF_TOO_MANY;

  g_hash_table_add (seen, (gpointer) (gsize) hash);
  return AC_PROOF_GOOD;
}

AcProofVerdict
ac_proofs_judge (AcProofs *self,
                 const char *method,
                 const char *path,
                 const char *proof,
                 SecretValue *token,
                 const char *thumbprint)
{
  const AcDpopRules rules = {
    .method = method,
    .origin = self->origin,
    .path = path,
    .token = token,
    .thumbprint = thumbprint,
    .now_ms = ac_clock_now_ms (),
    .leeway_ms = LEEWAY_MS,
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) claims = proof != NULL ? ac_dpop_verify (proof, &rules, &error) : NULL;
  gint64 minute = 0;

  if (claims == NULL)
    {
      g_debug ("%s", error != NULL ? error->message : "There is no proof");
      return AC_PROOF_BAD;
    }
  if (!read_nonce (self, ac_json_get_string (claims, "nonce"), &minute))
    return AC_PROOF_WANTS_NONCE;

  return remember (self, thumbprint, ac_json_get_string (claims, "jti"), minute);
}
