/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <unistd.h>

#include "ac-cli.h"
#include "ac-error.h"
#include "ac-found-account.h"
#include "ac-future.h"
#include "ac-words.h"

#define MAX_ADDRESS 8192

static AcExit
add_with_password (AcCli *cli)
{
  g_autoptr(SecretValue) password = ac_cli_read_secret (STDIN_FILENO, _ ("App password: "));

  if (password == NULL)
    return ac_cli_usage (_ ("No app password was given."));

  return ac_cli_finish_account (
      cli, ac_client_add_account (cli->client, cli->arguments[0],
                                  cli->n_arguments > 1 ? cli->arguments[1] : NULL,
                                  cli->app_password, password, NULL));
}

typedef struct
{
  DexPromise *changed; /* the attempt, or the person's mind */
  DexFuture *typed;    /* NULL: nothing more will be */
  DexFuture *told;
  gboolean asked; /* whether it is the right account */
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

/* Takes a number of those that were listed, yes or no in the person's language. */
static DexFuture *
answer (AcCli *cli, AcLinkAttempt *attempt, const char *text)
{
  GPtrArray *choices = ac_link_attempt_get_choices (attempt);
  const AcFoundAccount *chosen = NULL;
  guint64 number = 0;

  if (rpmatch (text) == 0)
    return ac_client_cancel_link (cli->client, attempt);
  if (choices != NULL && g_ascii_string_to_unsigned (text, 10, 1, choices->len, &number, NULL))
    chosen = g_ptr_array_index (choices, number - 1);
  else if (choices != NULL || rpmatch (text) != 1)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_INVALID, "Neither yes nor no");

  return ac_client_confirm_link (cli->client, attempt, chosen != NULL ? chosen->remote_id : NULL);
}

static DexFuture *
hand_in (AcCli *cli, AcLinkAttempt *attempt, const char *text)
{
  if (ac_link_attempt_get_state (attempt) == AC_LINK_ATTEMPT_CONFIRM)
    return answer (cli, attempt, text);
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
open_browser (AcLinkAttempt *attempt)
{
  const char *url = ac_link_attempt_get_authorization_url (attempt);
  const char *end = ac_link_attempt_get_ends_at (attempt);

  g_printerr (_ ("Sign in here, in your browser:\n%s\n"), url);
  if (end != NULL)
    g_printerr (_ ("In the end it goes to %s, which may show nothing. Copy the whole address it "
                   "shows then, and paste it here.\n"),
                  end);
  else
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

static char *
name_found (const AcFoundAccount *found)
{
  return found->display_name != NULL && !g_str_equal (found->display_name, found->handle)
             ? g_strdup_printf ("%s (%s)", found->display_name, found->handle)
             : g_strdup (found->handle);
}

static void
ask_for_choice (AcLinkAttempt *attempt)
{
  GPtrArray *choices = ac_link_attempt_get_choices (attempt);
  const AcFoundAccount *found = ac_link_attempt_get_found (attempt);

  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      g_autofree char *name = name_found (g_ptr_array_index (choices, i));

      g_printerr ("%u  %s\n", i + 1, name);
    }
  if (choices != NULL)
    g_printerr ("%s\n", _ ("Which one is to be added? Type its number, or “no” for none."));
  else if (found != NULL)
    {
      g_autofree char *name = name_found (found);

      g_printerr (_ ("Is this the right account: %s? Type “yes” or “no”.\n"), name);
    }
}

/* Once; without somebody who can answer it is not the right one. */
static void
ask_if_found (AcLinkAttempt *attempt, Wait *wait)
{
  if (ac_link_attempt_get_state (attempt) != AC_LINK_ATTEMPT_CONFIRM)
    return;

  if (!wait->asked)
    ask_for_choice (attempt);
  wait->asked = TRUE;
  if (wait->typed == NULL)
    {
      g_printerr ("%s\n", _ ("Nobody says whether it is the right account: it is not added. “--yes” adds it without this question."));
      wait->interrupted = TRUE;
    }
}

static DexFuture *
typed_cb (DexFuture *typed, gpointer user_data)
{
  attempt_changed_cb (NULL, NULL, user_data);
  return dex_ref (typed);
}

/* Reads what is typed next. A future of its own tells of it: one that waits for the first of
 * several gives the others up. */
static void
read_next (Wait *wait, GInputStream *input)
{
  dex_clear (&wait->told);
  dex_clear (&wait->typed);
  wait->typed = ac_future_read_bytes (input, MAX_ADDRESS);
  wait->told = dex_future_finally (dex_ref (wait->typed), typed_cb, wait, NULL);
}

static void
take_typed (AcCli *cli, AcLinkAttempt *attempt, GInputStream *input, Wait *wait)
{
  if (wait->typed == NULL || dex_future_is_pending (wait->typed))
    return;

  if (paste (cli, attempt, wait->typed))
    {
      read_next (wait, input);
      return;
    }

  dex_clear (&wait->told);
  dex_clear (&wait->typed);
  wait->interrupted |= ac_link_attempt_get_number (attempt) != NULL;
}

/* Until the browser came back to the backend, or what was asked for was typed here.
 * Returns: FALSE: the person went */
static gboolean
wait_for_attempt (AcCli *cli, AcLinkAttempt *attempt)
{
  g_autoptr(GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  Wait wait = { .changed = dex_promise_new () };
  const guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, &wait);
  const gulong handler = g_signal_connect (cli->client, "link-attempt-changed",
                                           G_CALLBACK (attempt_changed_cb), &wait);

  if (ac_link_attempt_get_authorization_url (attempt) != NULL)
    open_browser (attempt);
  else if (ac_link_attempt_get_state (attempt) == AC_LINK_ATTEMPT_CODE)
    ask_for_code (attempt);

  read_next (&wait, input);
  while (ac_link_attempt_is_open (attempt) && !wait.interrupted)
    {
      ac_await (dex_ref (DEX_FUTURE (wait.changed)), NULL);
      dex_clear (&wait.changed);
      wait.changed = dex_promise_new ();
      take_typed (cli, attempt, input, &wait);
      ask_if_found (attempt, &wait);
    }

  if (wait.interrupted)
    ac_await (ac_client_cancel_link (cli->client, attempt), NULL);
  g_source_remove (interrupt);
  g_signal_handler_disconnect (cli->client, handler);
  dex_clear (&wait.told);
  dex_clear (&wait.typed);
  dex_clear (&wait.changed);
  return !wait.interrupted;
}

static AcExit
finish_attempt (AcCli *cli, AcLinkAttempt *attempt)
{
  g_autoptr(GError) error = NULL;
  const char *id = ac_link_attempt_get_account_id (attempt);

  if (ac_link_attempt_get_state (attempt) == AC_LINK_ATTEMPT_DONE && id != NULL)
    return ac_cli_finish_account (cli, ac_client_check_account (cli->client, id));

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
                               cli->n_arguments > 1 ? cli->arguments[1] : NULL, NULL, !cli->yes);
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
