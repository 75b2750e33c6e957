/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-consent-record.h"
#include "ac-json.h"
#include "ac-store-data.h"
#include "ac-store-private.h"

#define SEED_SIZE crypto_sign_SEEDBYTES

static GBytes *
make_seed (AcStore *self, GError **error)
{
  guint8 random[SEED_SIZE];
  g_autoptr(GBytes) seed = NULL;

  randombytes_buf (random, sizeof random);
  seed = g_bytes_new (random, sizeof random);
  sodium_memzero (random, sizeof random);
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO signing_key (slot, seed) VALUES (0, $1)", "b", seed)
             ? g_steal_pointer (&seed)
             : NULL;
}

static gboolean
get_pair (AcStore *self,
          guint8 public[crypto_sign_PUBLICKEYBYTES],
          guint8 secret[crypto_sign_SECRETKEYBYTES],
          GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT seed FROM signing_key WHERE slot = 0", "");
  g_autoptr(GBytes) seed = NULL;

  if (rows == NULL)
    return FALSE;

  seed = ac_rows_next (rows) ? ac_rows_blob (rows, 0) : make_seed (self, error);
  if (seed == NULL || g_bytes_get_size (seed) != SEED_SIZE)
    {
      if (seed != NULL)
        g_set_error_literal (error, AC_ERROR, AC_ERROR_STORAGE, "The key of receipts is broken");
      return FALSE;
    }

  return crypto_sign_seed_keypair (public, secret, g_bytes_get_data (seed, NULL)) == 0;
}

static char *
to_hex (const guint8 *bytes, gsize size)
{
  char *text = g_malloc (2 * size + 1);

  return sodium_bin2hex (text, 2 * size + 1, bytes, size);
}

char *
ac_store_get_signing_key (AcStore *self, GError **error)
{
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  gboolean found = get_pair (self, public, secret, error);

  sodium_memzero (secret, sizeof secret);
  return found ? to_hex (public, sizeof public) : NULL;
}

/* The record becomes part of facts, with what proves it. */
static gboolean
sign (AcStore *self, AcReceiptFacts *facts, GError **error)
{
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  guint8 signature[crypto_sign_BYTES];

  if (!get_pair (self, public, secret, error))
    return FALSE;

  facts->record = ac_consent_record_write (facts);
  crypto_sign_detached (signature, NULL, (const guint8 *) facts->record, strlen (facts->record),
                        secret);
  sodium_memzero (secret, sizeof secret);
  facts->signature = to_hex (signature, sizeof signature);
  facts->key = to_hex (public, sizeof public);
  return TRUE;
}

gboolean
ac_store_keep_receipt (
    AcStore *self, const char *person, AcReceipt *receipt, const char *about, GError **error)
{
  g_autoptr(JsonNode) node = ac_receipt_to_json (receipt);
  g_autofree char *noun = json_to_string (node, FALSE);

  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO receipt (person_id, id, pair, purpose, noun)"
                              " VALUES ($1, $2, $3, $4, $5)",
                              "sssss", person, ac_receipt_get_id (receipt), about,
                              ac_json_get_string (json_node_get_object (node), "purpose"), noun);
}

static gboolean
insert_receipt (AcStore *self, const AcReceiptFacts *facts, const char *about, GError **error)
{
  g_autoptr(AcReceipt) receipt = ac_receipt_new (facts);

  return ac_store_keep_receipt (self, facts->person_id, receipt, about, error);
}

char *
ac_store_sign_receipt (AcStore *self,
                       const AcWord *word,
                       const AcReceiptFacts *given,
                       const char *about,
                       GError **error)
{
  g_autofree char *id = ac_id_new ();
  AcReceiptFacts facts = *given;
  gboolean done = FALSE;

  facts.id = id;
  facts.person_id = (char *) word->person;
  facts.words_version = word->words_version;
  facts.how = word->how;
  facts.created_at = ac_clock_now_ms ();
  done = sign (self, &facts, error) && insert_receipt (self, &facts, about, error);
  g_free (facts.record);
  g_free (facts.signature);
  g_free (facts.key);
  return done ? g_steal_pointer (&id) : NULL;
}
