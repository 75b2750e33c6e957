/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-cli.h"
#include "ac-clock.h"
#include "ac-words.h"

static JsonNode *
describe_receipt (gpointer item)
{
  return ac_receipt_to_json (item);
}

static const char *
describe_answer (const AcReceiptFacts *facts)
{
  return facts->value ? _ ("agreed") : _ ("refused or ended");
}

static void
add_receipt (AcTable *table, AcReceipt *receipt)
{
  const AcReceiptFacts *facts = ac_receipt_get_facts (receipt);
  g_autofree char *at = ac_clock_format (facts->created_at);

  switch (facts->kind)
    {
    case AC_RECEIPT_OF_USE:
      ac_table_add (table, facts->id, at, facts->accounts[0].handle, facts->recipient,
                    ac_words_for_use (facts->use), describe_answer (facts), NULL);
      break;

    case AC_RECEIPT_OF_SETTING:
      ac_table_add (table, facts->id, at, "-", "-", ac_words_for_setting (facts->setting),
                    facts->value ? _ ("turned on") : _ ("turned off"), NULL);
      break;

    case AC_RECEIPT_OF_ERASURE:
      ac_table_add (table, facts->id, at, "-", "-", _ ("everything was erased"), "-", NULL);
      break;

    case AC_RECEIPT_OF_LINK:
    default:
      ac_table_add (table, facts->id, at, facts->accounts[0].handle, facts->accounts[1].handle,
                    ac_words_for_purpose (facts->purpose), describe_answer (facts), NULL);
    }
}

AcExit
ac_command_receipts_list (AcCli *cli)
{
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) receipts = dex_await_object (ac_client_list_receipts (cli->client), &error);

  if (receipts == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    {
      ac_cli_print_list (receipts, describe_receipt);
      return AC_EXIT_OK;
    }

  for (guint i = 0; i < g_list_model_get_n_items (receipts); i++)
    {
      g_autoptr(AcReceipt) receipt = g_list_model_get_item (receipts, i);

      add_receipt (table, receipt);
    }
  ac_table_print (table);
  return AC_EXIT_OK;
}

/* What is shown is what is saved: the receipt itself, also without --json. */
AcExit
ac_command_receipts_show (AcCli *cli)
{
  g_autoptr(AcReceipt) receipt = NULL;
  g_autoptr(GError) error = NULL;

  receipt = dex_await_object (ac_client_load_receipt (cli->client, cli->arguments[0]), &error);
  if (receipt == NULL)
    return ac_cli_fail (cli, error);

  ac_cli_print_json (ac_receipt_to_json (receipt));
  return AC_EXIT_OK;
}
