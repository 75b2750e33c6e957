/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-cli.h"
#include "ac-clock.h"
#include "ac-future.h"
#include "ac-words.h"

static JsonNode *
describe_link (gpointer item)
{
  return ac_link_to_json (item);
}

static JsonNode *
describe_undoing (gpointer item)
{
  return ac_undoing_to_json (item);
}

static AcExit
fail_with (AcCli *cli, AcError code)
{
  g_autoptr(GError) error = g_error_new_literal (AC_ERROR, code, "Not done");

  return ac_cli_fail (cli, error);
}

static const char *
name_account (AcCli *cli, const char *id)
{
  g_autoptr(AcAccount) account = ac_cli_find_account (cli, id);

  return account != NULL ? ac_account_get_handle (account) : id;
}

static void
add_link (AcCli *cli, AcTable *table, AcLink *link)
{
  g_autoptr(GString) on = g_string_new (NULL);

  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    if (ac_link_is_on (link, i))
      g_string_append_printf (on, "%s%s", on->len > 0 ? ", " : "", ac_words_for_purpose (i));

  ac_table_add (table, ac_link_get_id (link), name_account (cli, ac_link_get_account_id (link, 0)),
                name_account (cli, ac_link_get_account_id (link, 1)),
                on->len > 0 ? on->str : _ ("everything is off"), NULL);
}

static AcExit
print_link (AcCli *cli, AcLink *link)
{
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    {
      ac_cli_print_json (ac_link_to_json (link));
      return AC_EXIT_OK;
    }

  add_link (cli, table, link);
  ac_table_print (table);
  return AC_EXIT_OK;
}

AcExit
ac_command_links_list (AcCli *cli)
{
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) links = dex_await_object (ac_client_list_links (cli->client), &error);

  if (links == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    {
      ac_cli_print_list (links, describe_link);
      return AC_EXIT_OK;
    }

  for (guint i = 0; i < g_list_model_get_n_items (links); i++)
    {
      g_autoptr(AcLink) link = g_list_model_get_item (links, i);

      add_link (cli, table, link);
    }
  ac_table_print (table);
  if (g_list_model_get_n_items (links) == 0)
    g_print ("%s\n", _ ("No accounts are linked."));
  return AC_EXIT_OK;
}

/* SWITCH=on|off, as often as there are switches. */
static gboolean
read_answers (char **arguments, guint n_arguments, AcAnswers *answers)
{
  for (guint i = 0; i < n_arguments; i++)
    {
      g_auto(GStrv) parts = g_strsplit (arguments[i], "=", 2);
      AcPurpose purpose = AC_PURPOSE_LINK;

      if (g_strv_length (parts) != 2 || !ac_purpose_from_slug (parts[0], &purpose) ||
          purpose < AC_FIRST_SWITCH ||
          (!g_str_equal (parts[1], "on") && !g_str_equal (parts[1], "off")))
        return FALSE;
      answers->of[purpose] = g_str_equal (parts[1], "on") ? AC_ANSWER_YES : AC_ANSWER_NO;
    }

  return TRUE;
}

static AcExit
explain_switches (void)
{
  return ac_cli_usage (
      _ ("A switch is sign-in, share-status or personalise, with =on or =off behind it."));
}

static void
print_change (AcCli *cli, const AcPreviewAccount *account)
{
  if (account->unproved)
    g_print (_ ("%s must be signed in to first.\n"), name_account (cli, account->id));
  if (account->changes)
    g_print (_ ("%s: seen by “%s” instead of “%s” unless you say otherwise.\n"),
               name_account (cli, account->id), ac_words_for_audience (account->after),
               ac_words_for_audience (account->now));
}

static void
print_preview (AcCli *cli, const AcLinkPreviewFacts *facts)
{
  g_autoptr(AcTable) table = ac_table_new ();

  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    {
      const AcPreviewPurpose *purpose = &facts->purposes[i];

      ac_table_add (table, ac_words_for_purpose (i),
                    purpose->on ? _ ("on")
                                : _ ("off"), purpose->earlier == AC_EARLIER_REFUSED
                                    ? _ ("you refused it before")
                                    : purpose->earlier == AC_EARLIER_WITHDRAWN
                                    ? _ ("you ended it before") : "", NULL);
    }
  ac_table_print (table);
  print_change (cli, &facts->accounts[0]);
  print_change (cli, &facts->accounts[1]);
  if (facts->link_id != NULL)
    g_print ("%s\n", _ ("The two are linked already."));
}

static AcExit
preview (AcCli *cli, AcAccount *one, AcAccount *other, const AcAnswers *answers)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcLinkPreview) found =
                dex_await_object (ac_client_preview_link (cli->client, ac_account_get_id (one),
                                                          ac_account_get_id (other), answers),
                                  &error);

  if (found == NULL)
    return ac_cli_fail (cli, error);

  if (cli->json)
    ac_cli_print_json (ac_link_preview_to_json (found));
  else
    print_preview (cli, ac_link_preview_get_facts (found));
  return AC_EXIT_OK;
}

static AcExit
make (AcCli *cli, AcAccount *one, AcAccount *other, const AcAnswers *answers)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcLink) link =
                dex_await_object (ac_client_make_link (cli->client, NULL, ac_account_get_id (one),
                                                       ac_account_get_id (other), answers),
                                  &error);

  return link != NULL ? print_link (cli, link) : ac_cli_fail (cli, error);
}

static AcExit
with_pair (AcCli *cli,
           AcExit (*run) (AcCli *cli, AcAccount *one, AcAccount *other, const AcAnswers *answers))
{
  g_autoptr(AcAccount) one = ac_cli_find_account (cli, cli->arguments[0]);
  g_autoptr(AcAccount) other = ac_cli_find_account (cli, cli->arguments[1]);
  AcAnswers answers = { 0 };

  if (!read_answers (cli->arguments + 2, cli->n_arguments - 2, &answers))
    return explain_switches ();
  return one != NULL && other != NULL ? run (cli, one, other, &answers)
                                      : fail_with (cli, AC_ERROR_NOT_FOUND);
}

AcExit
ac_command_links_preview (AcCli *cli)
{
  return with_pair (cli, preview);
}

AcExit
ac_command_links_make (AcCli *cli)
{
  return with_pair (cli, make);
}

AcExit
ac_command_links_set (AcCli *cli)
{
  AcAnswers answers = { 0 };
  g_autoptr(AcLink) link = NULL;
  g_autoptr(GError) error = NULL;

  if (!read_answers (cli->arguments + 1, cli->n_arguments - 1, &answers))
    return explain_switches ();
  if (!ac_id_is_valid (cli->arguments[0]))
    return fail_with (cli, AC_ERROR_NOT_FOUND);

  link = dex_await_object (ac_client_set_link (cli->client, cli->arguments[0], &answers), &error);
  return link != NULL ? print_link (cli, link) : ac_cli_fail (cli, error);
}

static char *
describe_count (const AcUndoingLine *line)
{
  if (line->reasoned)
    return g_strdup (ac_words_for_error (line->reason));
  return line->count > 0 ? g_strdup_printf ("%d", line->count) : g_strdup ("");
}

static void
add_line (AcTable *table, const AcUndoingLine *line)
{
  g_autofree char *count = describe_count (line);

  ac_table_add (table, ac_words_for_undoing_step (line), ac_words_for_undoing_state (line->state),
                count, line->state == AC_UNDOING_STATE_YOURS && line->url != NULL ? line->url : "",
                NULL);
}

void
ac_cli_print_undoing (AcCli *cli, AcUndoing *undoing)
{
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    {
      ac_cli_print_json (ac_undoing_to_json (undoing));
      return;
    }

  g_print ("%s\n", ac_undoing_get_id (undoing));
  for (guint i = 0; i < ac_undoing_get_n_lines (undoing); i++)
    add_line (table, ac_undoing_get_line (undoing, i));
  ac_table_print (table);
}

AcExit
ac_command_links_unlink (AcCli *cli)
{
  g_autoptr(AcAccount) removed =
                cli->remove != NULL ? ac_cli_find_account (cli, cli->remove) : NULL;
  g_autoptr(AcUndoing) undoing = NULL;
  g_autoptr(GError) error = NULL;

  if (!ac_id_is_valid (cli->arguments[0]) || (cli->remove != NULL && removed == NULL))
    return fail_with (cli, AC_ERROR_NOT_FOUND);

  undoing =
      dex_await_object (ac_client_end_link (cli->client, cli->arguments[0],
                                            cli->delete_copies ? AC_COPIES_DELETED : AC_COPIES_KEPT,
                                            removed != NULL ? ac_account_get_id (removed) : NULL),
                        &error);
  if (undoing == NULL)
    return ac_cli_fail (cli, error);

  ac_cli_print_undoing (cli, undoing);
  return AC_EXIT_OK;
}

AcExit
ac_command_undoings_list (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) undoings = dex_await_object (ac_client_list_undoings (cli->client), &error);

  if (undoings == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    {
      ac_cli_print_list (undoings, describe_undoing);
      return AC_EXIT_OK;
    }

  for (guint i = 0; i < g_list_model_get_n_items (undoings); i++)
    {
      g_autoptr(AcUndoing) undoing = g_list_model_get_item (undoings, i);

      ac_cli_print_undoing (cli, undoing);
    }
  return AC_EXIT_OK;
}

AcExit
ac_command_undoings_seen (AcCli *cli)
{
  g_autoptr(GError) error = NULL;

  if (!ac_id_is_valid (cli->arguments[0]))
    return fail_with (cli, AC_ERROR_NOT_FOUND);
  return ac_await (ac_client_see_undoing (cli->client, cli->arguments[0]), &error)
             ? AC_EXIT_OK
             : ac_cli_fail (cli, error);
}
