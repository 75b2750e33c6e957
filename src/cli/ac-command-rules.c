/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-backfill.h"
#include "ac-cli-time.h"
#include "ac-cli.h"
#include "ac-client-rules.h"
#include "ac-clock.h"
#include "ac-future.h"
#include "ac-words.h"

#define EXCERPT 40 /* characters */

static JsonNode *
describe_rule (gpointer item)
{
  return ac_share_rule_to_json (item);
}

static JsonNode *
describe_post (gpointer item)
{
  return ac_post_to_json (item);
}

static AcExit
fail_with (AcCli *cli, AcError code)
{
  g_autoptr(GError) error = g_error_new_literal (AC_ERROR, code, "Not done");

  return ac_cli_fail (cli, error);
}

static char *
name_account (AcCli *cli, const char *id)
{
  g_autoptr(AcAccount) account = ac_cli_find_account (cli, id);

  return g_strdup (account != NULL ? ac_account_get_handle (account) : id);
}

static void
add_rule (AcCli *cli, AcTable *table, AcShareRule *rule)
{
  const AcShareRuleFacts *facts = ac_share_rule_get_facts (rule);
  g_autofree char *from = name_account (cli, facts->from);
  g_autofree char *to = name_account (cli, facts->to);
  g_autofree char *until = ac_clock_format (facts->until);
  g_autofree char *state = facts->troubled && facts->ended == AC_SHARE_RULE_END_NONE
                               ? g_strdup (ac_words_for_error (facts->trouble))
                               : g_strdup (ac_words_for_share_rule (facts));

  ac_table_add (table, facts->id, from, to, state, until, NULL);
}

static AcExit
print_rule (AcCli *cli, AcShareRule *rule)
{
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    {
      ac_cli_print_json (ac_share_rule_to_json (rule));
      return AC_EXIT_OK;
    }

  add_rule (cli, table, rule);
  ac_table_print (table);
  return AC_EXIT_OK;
}

AcExit
ac_command_rules_list (AcCli *cli)
{
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) rules = dex_await_object (ac_client_list_rules (cli->client), &error);

  if (rules == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    {
      ac_cli_print_list (rules, describe_rule);
      return AC_EXIT_OK;
    }

  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr(AcShareRule) rule = g_list_model_get_item (rules, i);

      add_rule (cli, table, rule);
    }
  ac_table_print (table);
  if (g_list_model_get_n_items (rules) == 0)
    g_print ("%s\n", _ ("Nothing is shared by itself."));
  return AC_EXIT_OK;
}

static gboolean
read_number (JsonObject *choices, const char *name, const char *value)
{
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (value, 10, 1, G_MAXINT, &number, NULL))
    return FALSE;

  json_object_set_int_member (choices, name, number);
  return TRUE;
}

static gboolean
read_switch (JsonObject *choices, const char *name, const char *value)
{
  if (!g_str_equal (value, "on") && !g_str_equal (value, "off"))
    return FALSE;

  json_object_set_boolean_member (choices, name, g_str_equal (value, "on"));
  return TRUE;
}

static gboolean
read_text (JsonObject *choices, const char *name, const char *value)
{
  json_object_set_string_member (choices, name, value);
  return *value != '\0';
}

/* With commas between them; nothing is none. */
static gboolean
read_words (JsonObject *choices, const char *name, const char *value)
{
  g_auto(GStrv) words = g_strsplit (value, ",", -1);

  ac_json_set_strings (choices, name, (const char *const *) words);
  return TRUE;
}

static const struct
{
  const char *name;
  const char *member;
  gboolean (*read) (JsonObject *choices, const char *name, const char *value);
} choice_table[] = {
  { "sharing", "on", read_switch },         { "audience", "audience", read_text },
  { "posts", "posts", read_text },          { "replies", "replies", read_switch },
  { "boosts", "boosts", read_switch },      { "media", "media", read_switch },
  { "tags", "tags", read_words },           { "without-tags", "without_tags", read_words },
  { "languages", "languages", read_words }, { "per-hour", "per_hour", read_number },
  { "days", "days", read_number },
};

static gboolean
read_choice (JsonObject *choices, const char *argument)
{
  g_auto(GStrv) parts = g_strsplit (argument, "=", 2);

  for (gsize i = 0; g_strv_length (parts) == 2 && i < G_N_ELEMENTS (choice_table); i++)
    if (g_str_equal (parts[0], choice_table[i].name))
      return choice_table[i].read (choices, choice_table[i].member, parts[1]);

  return FALSE;
}

/* NULL: they were not understood, which the person was told. */
static JsonObject *
read_choices (char **arguments, guint n_arguments, AcExit *exit)
{
  g_autoptr(JsonObject) choices = json_object_new ();

  for (guint i = 0; i < n_arguments; i++)
    if (!read_choice (choices, arguments[i]))
      {
        *exit = ac_cli_usage (
            _ ("A rule has sharing, replies, boosts and media, with =on or =off behind it; audience "
               "and posts, with =public, =unlisted or =followers; tags, without-tags and "
               "languages, with words and commas between them; and per-hour and days, with a "
               "number."));
        return NULL;
      }

  return g_steal_pointer (&choices);
}

static AcLink *
find_link (AcCli *cli, GError **error)
{
  g_autoptr(AcAccount) from = ac_cli_find_account (cli, cli->arguments[0]);
  g_autoptr(AcAccount) to = ac_cli_find_account (cli, cli->arguments[1]);
  g_autoptr(GListModel) links = NULL;

  if (from == NULL || to == NULL)
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "No such account"), NULL;
  if (!(links = dex_await_object (ac_client_list_links (cli->client), error)))
    return NULL;

  for (guint i = 0; i < g_list_model_get_n_items (links); i++)
    {
      g_autoptr(AcLink) link = g_list_model_get_item (links, i);

      if (g_strcmp0 (ac_link_get_other_account_id (link, ac_account_get_id (from)),
                     ac_account_get_id (to)) == 0)
        return g_steal_pointer (&link);
    }

  g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_LINKED, "The two are not linked");
  return NULL;
}

AcExit
ac_command_rules_add (AcCli *cli)
{
  AcExit exit = AC_EXIT_OK;
  g_autoptr(JsonObject) choices = read_choices (cli->arguments + 2, cli->n_arguments - 2, &exit);
  g_autoptr(AcAccount) from = NULL;
  g_autoptr(AcLink) link = NULL;
  g_autoptr(AcShareRule) rule = NULL;
  g_autoptr(GError) error = NULL;

  if (choices == NULL)
    return exit;
  if (!(link = find_link (cli, &error)))
    return ac_cli_fail (cli, error);

  from = ac_cli_find_account (cli, cli->arguments[0]);
  rule =
      dex_await_object (ac_client_make_rule (cli->client, NULL, ac_link_get_id (link),
                                             ac_account_get_id (from), g_steal_pointer (&choices)),
                        &error);
  return rule != NULL ? print_rule (cli, rule) : ac_cli_fail (cli, error);
}

AcExit
ac_command_rules_change (AcCli *cli)
{
  AcExit exit = AC_EXIT_OK;
  g_autoptr(JsonObject) choices = read_choices (cli->arguments + 1, cli->n_arguments - 1, &exit);
  g_autoptr(AcShareRule) rule = NULL;
  g_autoptr(GError) error = NULL;

  if (choices == NULL)
    return exit;
  if (!ac_id_is_valid (cli->arguments[0]))
    return fail_with (cli, AC_ERROR_NOT_FOUND);

  rule = dex_await_object (
      ac_client_change_rule (cli->client, cli->arguments[0], g_steal_pointer (&choices)), &error);
  return rule != NULL ? print_rule (cli, rule) : ac_cli_fail (cli, error);
}

AcExit
ac_command_rules_remove (AcCli *cli)
{
  g_autoptr(GError) error = NULL;

  if (!ac_id_is_valid (cli->arguments[0]))
    return fail_with (cli, AC_ERROR_NOT_FOUND);

  return ac_await (ac_client_delete_rule (cli->client, cli->arguments[0]), &error)
             ? AC_EXIT_OK
             : ac_cli_fail (cli, error);
}

static void
add_post (AcTable *table, AcPost *post)
{
  const AcPostFacts *facts = ac_post_get_facts (post);
  g_autofree char *line = g_strdelimit (g_strdup (facts->text), "\r\n\t", ' ');
  g_autofree char *excerpt = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), EXCERPT));
  g_autofree char *time = ac_clock_format (facts->created_at);

  g_strchomp (excerpt);
  ac_table_add (table, time, ac_words_for_post (ac_post_get_verdict (post)), excerpt, NULL);
}

AcExit
ac_command_rules_try (AcCli *cli)
{
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GListModel) posts = NULL;
  g_autoptr(GError) error = NULL;

  if (!ac_id_is_valid (cli->arguments[0]))
    return fail_with (cli, AC_ERROR_NOT_FOUND);
  posts = dex_await_object (ac_client_try_rule (cli->client, cli->arguments[0]), &error);
  if (posts == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    {
      ac_cli_print_list (posts, describe_post);
      return AC_EXIT_OK;
    }

  for (guint i = 0; i < g_list_model_get_n_items (posts); i++)
    {
      g_autoptr(AcPost) post = g_list_model_get_item (posts, i);

      add_post (table, post);
    }
  ac_table_print (table);
  if (g_list_model_get_n_items (posts) == 0)
    g_print ("%s\n", _ ("Nothing was posted there yet."));
  return AC_EXIT_OK;
}

static void
print_backfill (AcBackfill *backfill)
{
  const guint n = ac_backfill_get_shared (backfill);
  g_autofree char *when = ac_cli_format_time (ac_backfill_get_last_at (backfill));

  if (n == 0)
    g_print ("%s\n", _ ("There is no earlier post to share."));
  else
    /* Translators: how many, and when the last one is */
    g_print (ngettext ("%u earlier post is shared, at %s.\n",
                       "%u earlier posts are shared, the last one at %s.\n", n),
             n, when);
}

AcExit
ac_command_rules_backfill (AcCli *cli)
{
  guint64 count = 0;
  g_autoptr(AcBackfill) backfill = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_ascii_string_to_unsigned (cli->arguments[1], 10, 1, AC_SHARE_RULE_MAX_EARLIER, &count,
                                   NULL))
    return ac_cli_usage (_ ("Between 1 and 100 earlier posts are shared at a time."));
  if (!ac_id_is_valid (cli->arguments[0]))
    return fail_with (cli, AC_ERROR_NOT_FOUND);
  if (!(backfill = dex_await_object (
            ac_client_backfill_rule (cli->client, NULL, cli->arguments[0], count), &error)))
    return ac_cli_fail (cli, error);

  if (cli->json)
    ac_cli_print_json (ac_backfill_to_json (backfill));
  else
    print_backfill (backfill);
  return AC_EXIT_OK;
}
