/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-cli-pictures.h"
#include "ac-cli-time.h"
#include "ac-cli.h"
#include "ac-error.h"
#include "ac-service-item.h"
#include "ac-words.h"

static JsonNode *
describe_service (gpointer item)
{
  return ac_service_to_json (ac_service_item_get_service (item));
}

static JsonNode *
describe_account (gpointer item)
{
  return ac_account_to_json (item);
}

AcExit
ac_command_services (AcCli *cli)
{
  GListModel *services = ac_client_get_services (cli->client);
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    {
      ac_cli_print_list (services, describe_service);
      return AC_EXIT_OK;
    }

  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr(AcServiceItem) item = g_list_model_get_item (services, i);
      const AcService *service = ac_service_item_get_service (item);
      g_autofree char *pictures = ac_cli_describe_pictures (service);

      ac_table_add (table, service->id, service->name,
                    service->unavailable == AC_UNAVAILABLE_NOT
                        ? ac_words_for_sign_in (service->sign_in)
                        : ac_words_for_unavailable (service->unavailable),
                    pictures, service->needs_server ? _ ("the server must be named") : "", NULL);
    }
  ac_table_print (table);
  return AC_EXIT_OK;
}

AcExit
ac_command_accounts_list (AcCli *cli)
{
  GListModel *accounts = ac_client_get_accounts (cli->client);
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    {
      ac_cli_print_list (accounts, describe_account);
      return AC_EXIT_OK;
    }

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      ac_cli_add_account (cli, table, account);
    }
  ac_table_print (table);
  if (g_list_model_get_n_items (accounts) == 0)
    g_print ("%s\n", _ ("There is no account yet; “acctl accounts add” adds one."));
  return AC_EXIT_OK;
}

AcExit
ac_command_accounts_remove (AcCli *cli)
{
  g_autoptr(AcAccount) account = ac_cli_find_account (cli, cli->arguments[0]);
  g_autoptr(AcUndoing) undoing = NULL;
  g_autoptr(GError) error = NULL;

  if (account == NULL)
    g_set_error_literal (&error, AC_ERROR, AC_ERROR_NOT_FOUND, "No such account");
  else
    undoing = dex_await_object (
        ac_client_remove_account (cli->client, ac_account_get_id (account),
                                  cli->delete_copies ? AC_COPIES_DELETED : AC_COPIES_KEPT),
        &error);
  if (undoing == NULL)
    return ac_cli_fail (cli, error);

  ac_cli_print_undoing (cli, undoing);
  return AC_EXIT_OK;
}

AcExit
ac_command_accounts_check (AcCli *cli)
{
  g_autoptr(AcAccount) account = ac_cli_find_account (cli, cli->arguments[0]);

  if (account == NULL)
    {
      g_autoptr(GError) error =
                    g_error_new_literal (AC_ERROR, AC_ERROR_NOT_FOUND, "No such account");

      return ac_cli_fail (cli, error);
    }

  return ac_cli_finish_account (cli,
                                ac_client_check_account (cli->client, ac_account_get_id (account)));
}

/* until 0: it goes on. */
static AcExit
pause_account (AcCli *cli, gint64 until)
{
  g_autoptr(AcAccount) account = ac_cli_find_account (cli, cli->arguments[0]);

  if (account == NULL)
    {
      g_autoptr(GError) error =
                    g_error_new_literal (AC_ERROR, AC_ERROR_NOT_FOUND, "No such account");

      return ac_cli_fail (cli, error);
    }

  return ac_cli_finish_account (
      cli, ac_client_pause_account (cli->client, ac_account_get_id (account), until));
}

AcExit
ac_command_accounts_pause (AcCli *cli)
{
  gint64 until = AC_PAUSED_OPEN;

  if (cli->arguments[1] != NULL && !(until = ac_cli_read_time (cli->arguments[1])))
    return AC_EXIT_USAGE;

  return pause_account (cli, until);
}

AcExit
ac_command_accounts_resume (AcCli *cli)
{
  return pause_account (cli, 0);
}
