/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement-private.h"
#include "ac-clock.h"
#include "ac-json.h"
#include "ac-store-ledger.h"

/* Two accounts, whatever they are called here: the same ones removed and added again are the same
 * pair. */
static char *
name_pair (AcAccount *const accounts[2])
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;
  g_autofree char *both = NULL;

  for (guint i = 0; i < 2; i++)
    g_strv_builder_take (builder, g_strjoin (" ", ac_account_get_service (accounts[i]),
                                             ac_account_get_server (accounts[i]),
                                             ac_account_get_remote_id (accounts[i]), NULL));
  names = g_strv_builder_end (builder);
  both = strcmp (names[0], names[1]) < 0 ? g_strjoin ("\n", names[0], names[1], NULL)
                                         : g_strjoin ("\n", names[1], names[0], NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
}

/* A line for each of the two. */
static gboolean
note_in_ledger (AcStore *self, const AcReceiptFacts *facts, GError **error)
{
  for (guint i = 0; i < 2; i++)
    if (!ac_store_add_to_ledger (self, facts->person_id,
                                 &(AcLedgerLine) { .deed = AC_DEED_CHANGE,
                                                   .allowed = TRUE,
                                                   .who = facts->accounts[1 - i].service,
                                                   .purpose = ac_purpose_to_slug (facts->purpose),
                                                   .account = facts->accounts[i].id,
                                                   .reason = facts->value ? "agreed" : "ended",
                                                   .reference = facts->id },
                                 error))
      return FALSE;

  return TRUE;
}

char *
ac_store_write_receipt (AcStore *self,
                        const AcWord *word,
                        const char *link_id,
                        AcAccount *const accounts[2],
                        AcPurpose purpose,
                        gboolean value,
                        GError **error)
{
  AcReceiptFacts facts = { .person_id = (char *) word->person,
                           .link_id = (char *) link_id,
                           .purpose = purpose,
                           .value = value,
                           .words_version = word->words_version,
                           .how = word->how,
                           .created_at = ac_clock_now_ms () };
  g_autofree char *pair = name_pair (accounts);
  g_autofree char *id = ac_id_new ();
  g_autofree char *noun = NULL;
  g_autoptr(AcReceipt) receipt = NULL;
  g_autoptr(JsonNode) node = NULL;

  facts.id = id;
  for (guint i = 0; i < 2; i++)
    {
      facts.accounts[i].id = (char *) ac_account_get_id (accounts[i]);
      facts.accounts[i].service = (char *) ac_account_get_service (accounts[i]);
      facts.accounts[i].handle = (char *) ac_account_get_handle (accounts[i]);
    }
  receipt = ac_receipt_new (&facts);
  node = ac_receipt_to_json (receipt);
  noun = json_to_string (node, FALSE);
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO receipt (person_id, id, pair, purpose, noun)"
                              " VALUES ($1, $2, $3, $4, $5)",
                              "sssss", word->person, id, pair, ac_purpose_to_slug (purpose),
                              noun) &&
                 note_in_ledger (self, &facts, error)
             ? g_steal_pointer (&id)
             : NULL;
}

static AcReceipt *
read_receipt (const char *noun, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (noun, strlen (noun));
  g_autoptr(JsonNode) node = ac_json_parse (bytes, AC_JSON_MAX_SIZE, error);

  return node != NULL ? ac_receipt_from_json (node, error) : NULL;
}

AcReceipt *
ac_store_get_receipt (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT noun FROM receipt WHERE person_id = $1 AND id = $2", "ss", person, id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_receipt (ac_rows_text (rows, 0), error);
}

/* Takes rows. */
static GListStore *
read_receipts (AcRows *found, GError **error)
{
  g_autoptr(GListStore) receipts = g_list_store_new (AC_TYPE_RECEIPT);
  g_autoptr(AcRows) rows = found;

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    {
      g_autoptr(AcReceipt) receipt = read_receipt (ac_rows_text (rows, 0), error);

      if (receipt == NULL)
        return NULL;
      g_list_store_append (receipts, receipt);
    }

  return g_steal_pointer (&receipts);
}

#define LATEST "g" /* after every id */

GListStore *
ac_store_list_receipts (
    AcStore *self, const char *person, const char *before_id, guint limit, GError **error)
{
  return read_receipts (
      ac_database_query (ac_store_get_database (self), error,
                         "SELECT noun FROM receipt WHERE person_id = $1 AND id < $2"
                         " ORDER BY id DESC LIMIT $3",
                         "ssi", person, before_id != NULL ? before_id : LATEST, AC_INT (limit)),
      error);
}

GListStore *
ac_store_list_receipts_about (AcStore *self,
                              const char *person,
                              const char *about,
                              const char *purpose,
                              const char *before_id,
                              guint limit,
                              GError **error)
{
  return read_receipts (
      ac_database_query (ac_store_get_database (self), error,
                         "SELECT noun FROM receipt WHERE person_id = $1 AND pair = $2"
                         " AND purpose = $3 AND id < $4 ORDER BY id DESC LIMIT $5",
                         "ssssi", person, about, purpose, before_id != NULL ? before_id : LATEST,
                         AC_INT (limit)),
      error);
}

gboolean
ac_store_find_last_receipts (AcStore *self,
                             const char *person,
                             AcAccount *const accounts[2],
                             AcPurpose purpose,
                             AcReceipt *last[2],
                             GError **error)
{
  g_autofree char *pair = name_pair (accounts);
  g_autoptr(GListStore) receipts = ac_store_list_receipts_about (
      self, person, pair, ac_purpose_to_slug (purpose), NULL, 2, error);

  for (guint i = 0; receipts != NULL && i < 2; i++)
    last[i] = g_list_model_get_item (G_LIST_MODEL (receipts), i);

  return receipts != NULL;
}
