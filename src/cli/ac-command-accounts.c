/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "ac-cli-pictures.h"
#include "ac-cli.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-service-item.h"
#include "ac-words.h"

#define MAX_ADDRESS 8192

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
      g_autofree char *pictures = ac_cli_describe_pictures (&service->pictures);

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

static void
print_account (AcCli *cli, AcAccount *account)
{
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    {
      ac_cli_print_json (ac_account_to_json (account));
      return;
    }

  ac_cli_add_account (cli, table, account);
  ac_table_print (table);
}

/* Takes work, which resolves to an account. */
static AcExit
finish (AcCli *cli, DexFuture *work)
{
  g_autoptr(AcAccount) account = NULL;
  g_autoptr(GError) error = NULL;

  if (!(account = dex_await_object (work, &error)))
    return ac_cli_fail (cli, error);

  print_account (cli, account);
  return ac_account_get_state (account) == AC_ACCOUNT_ATTENTION ? AC_EXIT_NEEDS_YOU : AC_EXIT_OK;
}

static AcExit
add_with_password (AcCli *cli)
{
  g_autoptr(SecretValue) password = ac_cli_read_password ();

  if (password == NULL)
    return ac_cli_usage (_ ("No app password was given."));

  return finish (cli, ac_client_add_account (cli->client, cli->arguments[0],
                                             cli->n_arguments > 1 ? cli->arguments[1] : NULL,
                                             cli->app_password, password, NULL));
}

typedef struct
{
  DexPromise *changed; /* the attempt, or the person's mind */
  gboolean interrupted;
} Wait;

static void
attempt_changed_cb (AcClient *client, AcLinkAttempt *attempt, Wait *wait)
{
  if (dex_future_is_pending (DEX_FUTURE (wait->changed)))
    dex_promise_resolve_boolean (wait->changed, TRUE);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  Wait *wait = user_data;

  wait->interrupted = TRUE;
  attempt_changed_cb (NULL, NULL, wait);
  return G_SOURCE_CONTINUE;
}

static DexFuture *
hand_in (AcCli *cli, AcLinkAttempt *attempt, const char *text)
{
  if (ac_link_attempt_get_state (attempt) != AC_LINK_ATTEMPT_CODE)
    return ac_client_paste_link_response (cli->client, attempt, text);
  if (g_str_equal (text, "again"))
    return ac_client_send_code_again (cli->client, attempt);
  return ac_client_prove_link (cli->client, attempt, text);
}

/* What came from standard input is handed in; FALSE when nothing more will come. */
static gboolean
paste (AcCli *cli, AcLinkAttempt *attempt, DexFuture *typed)
{
  g_autoptr(GBytes) bytes = dex_await_boxed (dex_ref (typed), NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return FALSE;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_strstrip (text);
  if (*text != '\0' && !ac_await (hand_in (cli, attempt, text), &error))
    g_printerr ("acctl: %s\n", ac_words_for_error (error->domain == AC_ERROR ? (AcError) error->code
                                                                             : AC_ERROR_FAILED));
  return TRUE;
}

static void
open_browser (const char *url)
{
  g_printerr (_ ("Sign in here, in your browser:\n%s\n"), url);
  g_printerr ("%s\n",
              _ ("If the browser is on another computer, paste the address it ends at here."));
  ac_cli_open_browser (url);
}

static void
ask_for_code (AcLinkAttempt *attempt)
{
  g_printerr (_ ("A code was sent to %s. Type it here; “again” sends another one.\n"),
                ac_link_attempt_get_number (attempt));
}

/* Until the browser came back to the backend, or the address or the code was typed here.
 * Returns: FALSE: the person went */
static gboolean
wait_for_attempt (AcCli *cli, AcLinkAttempt *attempt)
{
  g_autoptr(GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr(DexFuture) typed = ac_future_read_bytes (input, MAX_ADDRESS);
  Wait wait = { dex_promise_new (), FALSE };
  const guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, &wait);
  const gulong handler = g_signal_connect (cli->client, "link-attempt-changed",
                                           G_CALLBACK (attempt_changed_cb), &wait);
  const char *url = ac_link_attempt_get_authorization_url (attempt);

  if (url != NULL)
    open_browser (url);
  else if (ac_link_attempt_get_state (attempt) == AC_LINK_ATTEMPT_CODE)
    ask_for_code (attempt);

  while (ac_link_attempt_is_open (attempt) && !wait.interrupted)
    {
      g_autoptr(GError) error = NULL;

      if (typed != NULL)
        ac_await (dex_future_first (dex_ref (DEX_FUTURE (wait.changed)), dex_ref (typed), NULL),
                  &error);
      else
        ac_await (dex_ref (DEX_FUTURE (wait.changed)), &error);

      if (typed != NULL && !dex_future_is_pending (typed))
        {
          const gboolean more = paste (cli, attempt, typed);

          dex_clear (&typed);
          wait.interrupted |= !more && ac_link_attempt_get_number (attempt) != NULL;
          if (more)
            typed = ac_future_read_bytes (input, MAX_ADDRESS);
        }

      if (!dex_future_is_pending (DEX_FUTURE (wait.changed)))
        {
          dex_clear (&wait.changed);
          wait.changed = dex_promise_new ();
        }
    }

  if (wait.interrupted)
    ac_await (ac_client_cancel_link (cli->client, attempt), NULL);
  g_source_remove (interrupt);
  g_signal_handler_disconnect (cli->client, handler);
  dex_clear (&wait.changed);
  return !wait.interrupted;
}

static AcExit
finish_attempt (AcCli *cli, AcLinkAttempt *attempt)
{
  g_autoptr(GError) error = NULL;
  const char *id = ac_link_attempt_get_account_id (attempt);

  if (ac_link_attempt_get_state (attempt) == AC_LINK_ATTEMPT_DONE && id != NULL)
    return finish (cli, ac_client_check_account (cli->client, id));

  g_set_error_literal (&error, AC_ERROR,
                       ac_link_attempt_get_state (attempt) == AC_LINK_ATTEMPT_CANCELLED
                           ? AC_ERROR_CANCELLED
                           : ac_link_attempt_get_error (attempt),
                       "No account was added");
  return ac_cli_fail (cli, error);
}

static DexFuture *
begin (AcCli *cli)
{
  if (cli->number != NULL)
    return ac_client_begin_code (cli->client, cli->arguments[0], cli->number, NULL, FALSE);
  return ac_client_begin_link (cli->client, cli->arguments[0],
                               cli->n_arguments > 1 ? cli->arguments[1] : NULL, NULL, FALSE);
}

AcExit
ac_command_accounts_add (AcCli *cli)
{
  g_autoptr(AcLinkAttempt) attempt = NULL;
  g_autoptr(GError) error = NULL;

  if (cli->app_password != NULL)
    return add_with_password (cli);

  if (!(attempt = dex_await_object (begin (cli), &error)))
    return ac_cli_fail (cli, error);

  if (!wait_for_attempt (cli, attempt))
    {
      g_set_error_literal (&error, AC_ERROR, AC_ERROR_CANCELLED, "Interrupted");
      return ac_cli_fail (cli, error);
    }

  return finish_attempt (cli, attempt);
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

  return finish (cli, ac_client_check_account (cli->client, ac_account_get_id (account)));
}
