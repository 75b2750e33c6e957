/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-categories.h"
#include "ac-cli.h"
#include "ac-client-choices.h"
#include "ac-clock.h"
#include "ac-error.h"
#include "ac-json.h"
#include "ac-receipt.h"
#include "ac-words.h"

static JsonNode *
describe_choice (gpointer item)
{
  return ac_use_choice_to_json (item);
}

static const char *
describe_consent (const AcUseChoiceFacts *facts)
{
  if (facts->wider.version != 0)
    return _ ("they want more now; say it again");

  return facts->ends_soon ? _ ("allowed, ends soon") : ac_words_for_consent (facts->consent);
}

static void
add_choice (AcTable *table, AcUseChoice *choice)
{
  const AcUseChoiceFacts *facts = ac_use_choice_get_facts (choice);
  g_autoptr(GDateTime) end = g_date_time_new_from_unix_local (facts->until / 1000);
  g_autofree char *until =
      facts->until != 0 && end != NULL ? g_date_time_format (end, "%x") : g_strdup ("-");

  ac_table_add (table, facts->account_id, facts->who, ac_words_for_use (facts->purpose),
                describe_consent (facts), until, NULL);
}

AcExit
ac_command_choices_list (AcCli *cli)
{
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) choices = dex_await_object (ac_client_list_choices (cli->client), &error);

  if (choices == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    return ac_cli_print_list (choices, describe_choice), AC_EXIT_OK;

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr(AcUseChoice) choice = g_list_model_get_item (choices, i);

      add_choice (table, choice);
    }
  ac_table_print (table);
  return AC_EXIT_OK;
}

static AcExit
show_choice (AcCli *cli, AcUseChoice *choice)
{
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    return ac_cli_print_json (ac_use_choice_to_json (choice)), AC_EXIT_OK;

  add_choice (table, choice);
  ac_table_print (table);
  return AC_EXIT_OK;
}

static AcAccount *
find_account (AcCli *cli, GError **error)
{
  AcAccount *account = ac_cli_find_account (cli, cli->arguments[0]);

  if (account == NULL)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "No such account");
  return account;
}

AcExit
ac_command_choices_set (AcCli *cli)
{
  const char *answer = cli->arguments[3];
  const gboolean on = g_str_equal (answer, "on");
  g_autoptr(GError) error = NULL;
  g_autoptr(AcAccount) account = find_account (cli, &error);
  g_autoptr(AcUseChoice) choice = NULL;
  g_auto(GStrv) categories = cli->n_arguments > 4 ? g_strsplit (cli->arguments[4], ",", -1) : NULL;

  if (account == NULL)
    return ac_cli_fail (cli, error);
  if ((!on && !g_str_equal (answer, "off")) || on != (categories != NULL))
    return ac_cli_usage (_ ("Say on with the categories it is for, or off."));

  choice = dex_await_object (ac_client_set_choice (cli->client, ac_account_get_id (account),
                                                   cli->arguments[1], cli->arguments[2], on,
                                                   (const char *const *) categories, 0,
                                                   AC_CLI_WORDS_VERSION),
                             &error);
  return choice != NULL ? show_choice (cli, choice) : ac_cli_fail (cli, error);
}

/* The one about the account, the recipient and the purpose of the command line. */
static AcUseChoice *
find_choice (AcCli *cli, GError **error)
{
  g_autoptr(AcAccount) account = find_account (cli, error);
  g_autoptr(GListModel) choices =
                account != NULL ? dex_await_object (ac_client_list_choices (cli->client), error)
                                : NULL;

  for (guint i = 0; choices != NULL && i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr(AcUseChoice) choice = g_list_model_get_item (choices, i);
      const AcUseChoiceFacts *facts = ac_use_choice_get_facts (choice);

      if (g_str_equal (facts->account_id, ac_account_get_id (account)) &&
          g_str_equal (facts->who, cli->arguments[1]) &&
          g_str_equal (ac_use_purpose_to_slug (facts->purpose), cli->arguments[2]))
        return g_steal_pointer (&choice);
    }

  if (choices != NULL)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "This was never answered");
  return NULL;
}

static JsonNode *
describe_answer (gpointer item)
{
  return ac_receipt_to_json (item);
}

static void
add_answer (AcTable *table, AcReceipt *answer)
{
  const AcReceiptFacts *facts = ac_receipt_get_facts (answer);
  g_autoptr(JsonObject) categories = json_object_new ();
  g_autofree char *at = ac_clock_format (facts->created_at);
  g_auto(GStrv) names = NULL;
  g_autofree char *list = NULL;

  ac_categories_write (categories, "categories", facts->agreed);
  names = ac_json_dup_strings (categories, "categories", 32);
  list = facts->value ? g_strjoinv (",", names) : g_strdup ("-");
  ac_table_add (table, at, ac_words_for_consent (facts->consent), list, facts->id, NULL);
}

AcExit
ac_command_choices_history (AcCli *cli)
{
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(AcUseChoice) choice = find_choice (cli, &error);
  g_autoptr(GListModel) answers = NULL;

  if (choice == NULL ||
      !(answers = dex_await_object (
            ac_client_list_answers (cli->client, ac_use_choice_get_id (choice)), &error)))
    return ac_cli_fail (cli, error);
  if (cli->json)
    return ac_cli_print_list (answers, describe_answer), AC_EXIT_OK;

  for (guint i = 0; i < g_list_model_get_n_items (answers); i++)
    {
      g_autoptr(AcReceipt) answer = g_list_model_get_item (answers, i);

      add_answer (table, answer);
    }
  ac_table_print (table);
  return AC_EXIT_OK;
}

AcExit
ac_command_choices_undo (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcUseChoice) before = find_choice (cli, &error);
  g_autoptr(AcUseChoice) choice = NULL;

  if (before == NULL ||
      !(choice = dex_await_object (
            ac_client_undo_choice (cli->client, before, AC_CLI_WORDS_VERSION), &error)))
    return ac_cli_fail (cli, error);

  return show_choice (cli, choice);
}
