/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "ac-cli.h"
#include "ac-core-files.h"
#include "ac-future.h"
#include "ac-http.h"
#include "ac-session-index.h"

#define ADMIN_SOCKET "/run/accounts-center/admin.sock"

static const AcCommand commands[] = {
  { "sign-in", "ADDRESS", 1, 1, AC_OPTION_DEVICE, ac_command_sign_in,
    N_ ("Sign in to a server that keeps accounts for many"), AC_ASKS_NOBODY },
  { "sign-ins", "", 0, 0, 0, ac_command_sign_ins, N_ ("Servers you are signed in to"),
    AC_ASKS_NOBODY },
  { "sign-out", "NAME", 1, 1, AC_OPTION_FORGET, ac_command_sign_out, N_ ("Sign out of a server"),
    AC_ASKS_NOBODY },
  { "status", "", 0, 0, 0, ac_command_status, N_ ("How the backend is doing") },
  { "services", "", 0, 0, 0, ac_command_services, N_ ("Services accounts can be added for") },
  { "services app show", "SERVICE", 1, 1, 0, ac_command_services_app_show,
    N_ ("Which keys of a developer app a service needs, and which are set") },
  { "services app set", "SERVICE [NAME=VALUE]…", 1, 8, AC_OPTION_SECRETS,
    ac_command_services_app_set, N_ ("Keep such keys; secrets are asked for") },
  { "services app test", "SERVICE [NAME=VALUE]…", 1, 8, AC_OPTION_SECRETS,
    ac_command_services_app_test, N_ ("Ask the service whether such keys are right") },
  { "services app remove", "SERVICE", 1, 1, 0, ac_command_services_app_remove,
    N_ ("Forget such keys") },
  { "practice end", "", 0, 0, 0, ac_command_practice_end,
    N_ ("With --practice: end it, and delete all that was practised") },
  { "availability list", "", 0, 0, 0, ac_command_availability_list,
    N_ ("What you can have here, and why not") },
  { "availability explain", "FEATURE", 1, 1, 0, ac_command_availability_explain,
    N_ ("Which rule decided about a feature") },
  { "availability region", "[CODE|none]", 0, 1, 0, ac_command_availability_region,
    N_ ("Where you are, as you have said; or say it") },
  { "availability age", "[YEARS|none]", 0, 1, 0, ac_command_availability_age,
    N_ ("How old you are, as you have said; or say it") },
  { "accounts list", "", 0, 0, 0, ac_command_accounts_list, N_ ("Your accounts") },
  { "accounts add", "SERVICE [SERVER]", 1, 2,
    AC_OPTION_APP_PASSWORD | AC_OPTION_NUMBER | AC_OPTION_YES, ac_command_accounts_add,
    N_ ("Prove an account in the browser, or on your phone") },
  { "accounts remove", "ACCOUNT", 1, 1, AC_OPTION_DELETE_COPIES, ac_command_accounts_remove,
    N_ ("Take an account out of use") },
  { "accounts check", "ACCOUNT", 1, 1, 0, ac_command_accounts_check,
    N_ ("Ask the service about an account") },
  { "accounts pause", "ACCOUNT [TIME]", 1, 2, 0, ac_command_accounts_pause,
    N_ ("Pause sharing to an account, until a time or until it is resumed") },
  { "accounts resume", "ACCOUNT", 1, 1, 0, ac_command_accounts_resume,
    N_ ("Let sharing to an account go on") },
  { "links list", "", 0, 0, 0, ac_command_links_list, N_ ("What your accounts do together") },
  { "links preview", "ACCOUNT ACCOUNT [SWITCH=on|off]…", 2, 5, 0, ac_command_links_preview,
    N_ ("What would change if two accounts were linked") },
  { "links make", "ACCOUNT ACCOUNT [SWITCH=on|off]…", 2, 5, 0, ac_command_links_make,
    N_ ("Link two accounts") },
  { "links set", "LINK SWITCH=on|off…", 2, 4, 0, ac_command_links_set,
    N_ ("Turn sign-in, share-status or personalise on or off") },
  { "links unlink", "LINK", 1, 1, AC_OPTION_DELETE_COPIES | AC_OPTION_REMOVE,
    ac_command_links_unlink, N_ ("End a link") },
  { "receipts list", "", 0, 0, 0, ac_command_receipts_list, N_ ("What you agreed to, and ended") },
  { "receipts show", "RECEIPT", 1, 1, 0, ac_command_receipts_show,
    N_ ("A receipt, as JSON to be saved") },
  { "undoings list", "", 0, 0, 0, ac_command_undoings_list,
    N_ ("What is being undone, step by step") },
  { "undoings seen", "UNDOING", 1, 1, 0, ac_command_undoings_seen,
    N_ ("Forget an undoing that has ended") },
  { "share", "TEXT|-", 1, 1,
    AC_OPTION_TO | AC_OPTION_AUDIENCE | AC_OPTION_WAIT | AC_OPTION_PICTURES | AC_OPTION_LIFE |
        AC_OPTION_SHARE_AT | AC_OPTION_TEXTS,
    ac_command_share, N_ ("Share a status") },
  { "statuses", "", 0, 0, AC_OPTION_FILTER, ac_command_statuses,
    N_ ("What you shared, or will share, the newest first") },
  { "statuses edit", "STATUS [TEXT|-]", 1, 2, AC_OPTION_TEXTS | AC_OPTION_WAIT,
    ac_command_statuses_edit, N_ ("Change the words of a status, where they can be changed") },
  { "statuses plan", "STATUS TIME|now", 2, 2, 0, ac_command_statuses_plan,
    N_ ("Share what waits for its time at another one, or now") },
  { "drafts list", "", 0, 0, 0, ac_command_drafts_list, N_ ("What you began and have not shared") },
  { "drafts show", "DRAFT", 1, 1, 0, ac_command_drafts_show,
    N_ ("A draft, and where it would go") },
  { "drafts delete", "DRAFT", 1, 1, 0, ac_command_drafts_delete, N_ ("Delete a draft") },
  { "rules list", "", 0, 0, 0, ac_command_rules_list, N_ ("What is shared by itself") },
  { "rules add", "FROM TO [NAME=VALUE]…", 2, 13, 0, ac_command_rules_add,
    N_ ("Share to an account what you post at one that is linked with it") },
  { "rules change", "RULE NAME=VALUE…", 2, 12, 0, ac_command_rules_change,
    N_ ("Turn a rule on or off, change what it shares, or renew it") },
  { "rules remove", "RULE", 1, 1, 0, ac_command_rules_remove,
    N_ ("Delete a rule; what it shared stays") },
  { "rules try", "RULE", 1, 1, 0, ac_command_rules_try,
    N_ ("What would become of your last posts; nothing is shared") },
  { "rules backfill", "RULE COUNT", 2, 2, 0, ac_command_rules_backfill,
    N_ ("Share up to so many posts from before the rule") },
  { "deliveries", "", 0, 0, 0, ac_command_deliveries, N_ ("What is not settled or needs you") },
  { "deliveries attempts", "DELIVERY", 1, 1, 0, ac_command_deliveries_attempts,
    N_ ("What was tried of a copy, and what came of it") },
  { "deliveries verify", "DELIVERY", 1, 1, 0, ac_command_deliveries_verify,
    N_ ("Look whether a copy is still there") },
  { "delete", "STATUS", 1, 1, AC_OPTION_WAIT, ac_command_delete,
    N_ ("Take a status back everywhere") },
  { "retry", "DELIVERY", 1, 1, 0, ac_command_retry, N_ ("Try a delivery again") },
  { "resolve", "DELIVERY VERDICT [URL]", 2, 3, 0, ac_command_resolve,
    N_ ("Say posted, not-posted or drop where it could not be found out") },
  { "choices list", "", 0, 0, 0, ac_command_choices_list,
    N_ ("What you let others do with what your accounts hold") },
  { "choices set", "ACCOUNT RECIPIENT PURPOSE on|off [CATEGORY,…]", 4, 5, 0, ac_command_choices_set,
    N_ ("Let somebody use something of an account, or don’t") },
  { "choices history", "ACCOUNT RECIPIENT PURPOSE", 3, 3, 0, ac_command_choices_history,
    N_ ("Every answer that you gave to it, with its receipt") },
  { "choices undo", "ACCOUNT RECIPIENT PURPOSE", 3, 3, 0, ac_command_choices_undo,
    N_ ("Answer again what you answered before the last time") },
  { "recipients list", "", 0, 0, 0, ac_command_recipients_list,
    N_ ("Who may ask for what your accounts hold, and what they say they want") },
  { "privacy show", "", 0, 0, 0, ac_command_privacy_show,
    N_ ("What you decided about all services at once") },
  { "privacy set", "SETTING on|off", 2, 2, 0, ac_command_privacy_set,
    N_ ("Turn keep-separate or do-not-sell on or off") },
  { "receipts verify", "FILE [KEY]", 1, 2, 0, ac_command_receipts_verify,
    N_ ("Check that a receipt is as it was signed; needs no backend"), AC_ASKS_NOBODY },
  { "ledger list", "[WORDS]", 0, 1, 0, ac_command_ledger_list,
    N_ ("Who used your data, what for, and whether they were let") },
  { "ledger verify", "[FILE]", 0, 1, 0, ac_command_ledger_verify,
    N_ ("Check that the ledger is as it was written; or an exported one") },
  { "ledger export", "", 0, 0, 0, ac_command_ledger_export,
    N_ ("Print the whole ledger, to be kept and checked elsewhere") },
  { "export", "FILE", 1, 1, 0, ac_command_export,
    N_ ("Write all that is known of you into one file") },
  { "import", "FILE", 1, 1, 0, ac_command_import, N_ ("Bring such a file back, where nothing is") },
  { "erase", "[FILE]", 0, 1, AC_OPTION_YES | AC_OPTION_DELETE_COPIES, ac_command_erase,
    N_ ("Delete everything, here and as far as services let it; the receipt goes to the file") },
  { "events", "", 0, 0, 0, ac_command_events, N_ ("Print what changes, until interrupted") },
  { "stop", "[TIME]", 0, 1, 0, ac_command_stop,
    N_ ("Stop all sharing now, until a time or until it is resumed") },
  { "resume", "", 0, 0, 0, ac_command_resume, N_ ("Let sharing go on") },
  { "unlock", "", 0, 0, 0, ac_command_unlock, N_ ("Ask for the keyring to be unlocked") },
  { "admin people", "", 0, 0, 0, ac_command_admin_people, N_ ("Whom this server serves"),
    AC_ASKS_AS_ADMIN },
  { "admin person", "PERSON", 1, 1, 0, ac_command_admin_person,
    N_ ("Somebody, by id or as the provider calls them"), AC_ASKS_AS_ADMIN },
  { "admin block", "PERSON", 1, 1, 0, ac_command_admin_block, N_ ("Let somebody in no more"),
    AC_ASKS_AS_ADMIN },
  { "admin unblock", "PERSON", 1, 1, 0, ac_command_admin_unblock, N_ ("Let somebody in again"),
    AC_ASKS_AS_ADMIN },
  { "admin quota", "PERSON", 1, 1, AC_OPTION_QUOTA, ac_command_admin_quota,
    N_ ("How much somebody may have"), AC_ASKS_AS_ADMIN },
  { "admin erase", "PERSON", 1, 1, 0, ac_command_admin_erase, N_ ("Delete everything of somebody"),
    AC_ASKS_AS_ADMIN },
  { "admin services", "", 0, 0, 0, ac_command_admin_services,
    N_ ("Services, and whether they are turned off here"), AC_ASKS_AS_ADMIN },
  { "admin turn", "SERVICE on|off", 2, 2, 0, ac_command_admin_turn,
    N_ ("Turn a service on or off for everybody"), AC_ASKS_AS_ADMIN },
};

typedef struct
{
  AcCli cli;
  const AcCommand *command;
  char *socket_path;
  char *at;
  gboolean practice;
  gboolean loopback;
  gboolean version;
  GMainLoop *loop;
  AcExit exit;
} Program;

static char *
describe_commands (void)
{
  GString *text = g_string_new (_ ("Commands:\n"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *call = g_strdup_printf ("%s %s", commands[i].words, commands[i].arguments);

      g_string_append_printf (text, "  %-30s %s\n", call, _ (commands[i].summary));
    }

  g_string_append (text, _ ("\nExit status: 0 done, 1 failed, 2 wrong usage, 3 still waiting, "
                            "4 needs you, 5 rejected by the service\n"));
  return g_string_free (text, FALSE);
}

/* The first argument that stands for no option of ours, without its value, which may be a secret.
 */
static char *
find_stranger (const GOptionEntry *entries, char **arguments)
{
  static const char *const usual[] = { "-", "-h", "-?", "--help", NULL };

  for (; *arguments != NULL && !g_str_equal (*arguments, "--"); arguments++)
    {
      g_autofree char *name = g_strndup (*arguments, strcspn (*arguments, "="));
      gboolean known = !g_str_has_prefix (name, "-") || g_strv_contains (usual, name);

      for (const GOptionEntry *entry = entries; entry->long_name != NULL && !known; entry++)
        known = g_str_has_prefix (name, "--") && g_str_equal (name + 2, entry->long_name);
      if (!known)
        return g_steal_pointer (&name);
    }

  return NULL;
}

static char *
describe_stranger (const char *stranger)
{
  return g_strdup_printf (_ ("There is no option “%s”; “acctl --help” lists the options."),
                            stranger);
}

/* Returns: (nullable): what is wrong with them */
static char *
take_options (const GOptionEntry *entries, int *argc, char ***argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new (_ ("COMMAND [ARGUMENT…]"));
  g_autofree char *description = describe_commands ();
  g_autofree char *stranger = find_stranger (entries, *argv + 1);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ ("Your accounts, from a terminal."));
  g_option_context_set_description (context, description);
  if (stranger != NULL)
    return describe_stranger (stranger);
  if (!g_option_context_parse (context, argc, argv, NULL))
    return g_strdup (_ ("An option lacks its value; “acctl --help” lists the options."));

  return NULL;
}

/* Returns: (nullable): what is wrong with the options */
static char *
parse_options (Program *program, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &program->cli.json, N_ ("Print JSON"), NULL },
    { "socket", 0, 0, G_OPTION_ARG_FILENAME, &program->socket_path,
      N_ ("Where the backend listens"), N_ ("PATH") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &program->at,
      N_ ("Ask this server you are signed in to instead of this computer"), N_ ("NAME") },
    { "practice", 0, 0, G_OPTION_ARG_NONE, &program->practice,
      N_ ("Practise: with services that this computer plays, and data of its own"), NULL },
    { "allow-loopback-services", 0, 0, G_OPTION_ARG_NONE, &program->loopback,
      N_ ("Also servers of this computer, without TLS: for development"), NULL },
    { "device", 0, 0, G_OPTION_ARG_NONE, &program->cli.device,
      N_ ("sign-in: with a code, in a browser on any device"), NULL },
    { "forget", 0, 0, G_OPTION_ARG_NONE, &program->cli.forget,
      N_ ("sign-out: without telling the server, if it will never be reached again"), NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING_ARRAY, &program->cli.to,
      N_ ("share: to this account, or all of this service; may be repeated"),
      N_ ("HANDLE|SERVICE") },
    { "audience", 0, 0, G_OPTION_ARG_STRING, &program->cli.audience,
      N_ ("share: who may see it: direct, followers, unlisted or public"), N_ ("AUDIENCE") },
    { "picture", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &program->cli.pictures,
      N_ ("share: with this picture; may be repeated. Or one MP4 file alone"), N_ ("FILE") },
    { "alt", 0, 0, G_OPTION_ARG_STRING_ARRAY, &program->cli.alts,
      N_ ("share: what the picture shows, for those who don’t see it; one for each picture"),
      N_ ("TEXT") },
    { "text-for", 0, 0, G_OPTION_ARG_STRING_ARRAY, &program->cli.texts,
      N_ ("share, statuses edit: this text at one account, in place of the other; may be repeated"),
      N_ ("ACCOUNT=TEXT") },
    { "story", 0, 0, G_OPTION_ARG_NONE, &program->cli.story,
      N_ ("share: as a story, which is one picture or video without the text and ends after 24 "
          "hours"),
      NULL },
    { "ghost", 0, 0, G_OPTION_ARG_NONE, &program->cli.ghost,
      N_ ("share: as a ghost post, which is text alone and ends after 24 hours"), NULL },
    { "thread", 0, 0, G_OPTION_ARG_NONE, &program->cli.thread,
      N_ ("share: as a thread of several posts where the text is too long for one"), NULL },
    { "numbered", 0, 0, G_OPTION_ARG_NONE, &program->cli.numbered,
      N_ ("share: number the posts of a thread"), NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &program->cli.note,
      N_ ("share: a content note, which people see before they open the status"), N_ ("TEXT") },
    { "language", 0, 0, G_OPTION_ARG_STRING, &program->cli.language,
      N_ ("share: the language of the text, such as de or pt-BR"), N_ ("TAG") },
    { "no-card", 0, 0, G_OPTION_ARG_NONE, &program->cli.no_card,
      N_ ("share: fetch no page for the card of a link"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &program->cli.dry_run,
      N_ ("share: only say what would become of it at each target"), NULL },
    { "life", 0, 0, G_OPTION_ARG_STRING, &program->cli.life,
      N_ ("share: how long the copies stay: 1h, 24h, 7d or keep"), N_ ("LIFE") },
    { "share-at", 0, 0, G_OPTION_ARG_STRING, &program->cli.share_at,
      N_ ("share: later, such as 18:30 or 2030-12-24T18:30"), N_ ("TIME") },
    { "state", 0, 0, G_OPTION_ARG_STRING, &program->cli.state,
      N_ ("statuses: those alone that are live, scheduled or ended"), N_ ("STATE") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &program->cli.search,
      N_ ("statuses: those alone with these words in them"), N_ ("WORDS") },
    { "wait", 0, 0, G_OPTION_ARG_NONE, &program->cli.wait,
      N_ ("share, statuses edit, delete: wait for the outcome, a minute at most"), NULL },
    { "delete-copies", 0, 0, G_OPTION_ARG_NONE, &program->cli.delete_copies,
      N_ ("accounts remove, links unlink, erase: take back what was shared"), NULL },
    { "remove", 0, 0, G_OPTION_ARG_STRING, &program->cli.remove,
      N_ ("links unlink: remove this one of the two accounts as well"), N_ ("ACCOUNT") },
    { "app-password", 0, 0, G_OPTION_ARG_STRING, &program->cli.app_password,
      N_ ("accounts add: ask for an app password instead of using the browser"),
      N_ ("IDENTIFIER") },
    { "number", 0, 0, G_OPTION_ARG_STRING, &program->cli.number,
      N_ ("accounts add: send a code to this phone, with its country code; ask for the code"),
      N_ ("NUMBER") },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &program->cli.yes,
      N_ ("accounts add: don’t ask whether it is the right account; erase: don’t ask"), NULL },
    { "secrets-fd", 0, 0, G_OPTION_ARG_STRING, &program->cli.secrets_fd,
      N_ ("services app set, test: read secrets from this file descriptor, a line each"),
      N_ ("NUMBER") },
    { "accounts", 0, 0, G_OPTION_ARG_STRING, &program->cli.max_accounts,
      N_ ("admin quota: how many accounts at most; 0: as everybody"), N_ ("NUMBER") },
    { "statuses", 0, 0, G_OPTION_ARG_STRING, &program->cli.max_statuses,
      N_ ("admin quota: how many statuses in a day at most; 0: as everybody"), N_ ("NUMBER") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &program->version, N_ ("Print the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  return take_options (entries, argc, argv);
}

static AcOptions
options_given (const AcCli *cli)
{
  return (cli->to != NULL ? AC_OPTION_TO : 0) | (cli->audience != NULL ? AC_OPTION_AUDIENCE : 0) |
         (cli->wait ? AC_OPTION_WAIT : 0) | (cli->life != NULL ? AC_OPTION_LIFE : 0) |
         (cli->share_at != NULL ? AC_OPTION_SHARE_AT : 0) |
         (cli->state != NULL || cli->search != NULL ? AC_OPTION_FILTER : 0) |
         (cli->pictures != NULL || cli->alts != NULL || cli->story || cli->ghost || cli->thread ||
                  cli->numbered || cli->note != NULL || cli->language != NULL || cli->no_card ||
                  cli->dry_run
              ? AC_OPTION_PICTURES
              : 0) |
         (cli->texts != NULL ? AC_OPTION_TEXTS : 0) |
         (cli->delete_copies ? AC_OPTION_DELETE_COPIES : 0) |
         (cli->remove != NULL ? AC_OPTION_REMOVE : 0) |
         (cli->app_password != NULL ? AC_OPTION_APP_PASSWORD : 0) |
         (cli->number != NULL ? AC_OPTION_NUMBER : 0) | (cli->yes ? AC_OPTION_YES : 0) |
         (cli->device ? AC_OPTION_DEVICE : 0) | (cli->forget ? AC_OPTION_FORGET : 0) |
         (cli->secrets_fd != NULL ? AC_OPTION_SECRETS : 0) |
         (cli->max_accounts != NULL || cli->max_statuses != NULL ? AC_OPTION_QUOTA : 0);
}

/* Returns: how many arguments are words of the command, 0: it is another one */
static guint
match (const AcCommand *command, char **arguments, guint n_arguments)
{
  g_auto(GStrv) words = g_strsplit (command->words, " ", -1);
  const guint n_words = g_strv_length (words);

  if (n_words > n_arguments)
    return 0;

  for (guint i = 0; i < n_words; i++)
    if (!g_str_equal (words[i], arguments[i]))
      return 0;

  return n_words;
}

/* Of two that fit, such as "services" and "services app show", it is the longer one. */
static gboolean
find_command (Program *program, char **arguments, guint n_arguments)
{
  guint longest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const guint n_words = match (&commands[i], arguments, n_arguments);

      if (n_words <= longest)
        continue;

      longest = n_words;
      program->command = &commands[i];
      program->cli.arguments = arguments + n_words;
      program->cli.n_arguments = n_arguments - n_words;
    }

  return longest > 0;
}

/* Returns: (nullable): what is wrong with the call */
static char *
check_call (Program *program, char **arguments, guint n_arguments)
{
  const AcCommand *command = NULL;

  if (n_arguments == 0)
    return g_strdup (_ ("Say what to do; “acctl --help” lists the commands."));
  if (!find_command (program, arguments, n_arguments))
    return g_strdup (_ ("There is no such command; “acctl --help” lists the commands."));

  command = program->command;
  if (program->cli.n_arguments < command->min || program->cli.n_arguments > command->max)
    return g_strdup_printf (_ ("It is called like this: acctl %s %s"), command->words,
                              command->arguments);
  if ((options_given (&program->cli) & ~command->options) != 0)
    return g_strdup_printf (_ ("An option does not belong to “acctl %s”."), command->words);
  if (((program->at != NULL || program->practice) && command->asks != AC_ASKS_BACKEND) ||
      (program->socket_path != NULL && command->asks == AC_ASKS_NOBODY))
    return g_strdup_printf (_ ("An option does not belong to “acctl %s”."), command->words);
  if ((program->at != NULL) + (program->socket_path != NULL) + program->practice > 1)
    return g_strdup (_ ("A backend is named by one of --at, --socket and --practice."));

  return NULL;
}

static AcClient *
make_client (Program *program, GError **error)
{
  g_autoptr(AcSession) session = NULL;

  if (program->practice)
    return ac_client_new_for_practice ();
  if (program->at == NULL)
    return ac_client_new (program->socket_path);

  session = ac_session_index_find (program->cli.http, program->at, error);
  return session != NULL ? ac_client_new_for_session (session) : NULL;
}

static gboolean
connect_client (Program *program, GError **error)
{
  switch (program->command->asks)
    {
    case AC_ASKS_AS_ADMIN:
      program->cli.admin = ac_wire_new_for_admin (
          program->socket_path != NULL ? program->socket_path : ADMIN_SOCKET);
      return TRUE;

    case AC_ASKS_BACKEND:
      program->cli.client = make_client (program, error);
      return program->cli.client != NULL &&
             ac_await (ac_client_connect (program->cli.client), error);

    case AC_ASKS_NOBODY:
    default:
      return TRUE;
    }
}

static DexFuture *
run_fiber (gpointer user_data)
{
  Program *program = user_data;
  g_autoptr(GError) error = NULL;

  if (!connect_client (program, &error))
    program->exit = ac_cli_fail (&program->cli, error);
  else
    program->exit = program->command->run (&program->cli);

  g_main_loop_quit (program->loop);
  return dex_future_new_true ();
}

static AcExit
run (Program *program)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  program->loop = loop;
  program->cli.http = ac_http_new (program->loopback ? AC_HTTP_LOOPBACK : AC_HTTP_PRIVATE);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, run_fiber, program, NULL));
  g_main_loop_run (loop);
  g_clear_object (&program->cli.client);
  g_clear_object (&program->cli.admin);
  g_clear_object (&program->cli.http);
  return program->exit;
}

static AcExit
parse_and_run (Program *program, int argc, char **argv)
{
  g_autofree char *mistake = parse_options (program, &argc, &argv);

  if (mistake != NULL)
    return ac_cli_usage (mistake);

  if (program->version)
    {
      g_print ("acctl %s\n", PACKAGE_VERSION);
      return AC_EXIT_OK;
    }

  /* What ends the options is no argument. */
  if (argc > 1 && g_str_equal (argv[1], "--"))
    {
      argv++;
      argc--;
    }

  mistake = check_call (program, argv + 1, argc - 1);
  return mistake != NULL ? ac_cli_usage (mistake) : run (program);
}

int
main (int argc, char *argv[])
{
  Program program = { 0 };
  AcExit status = AC_EXIT_OK;

  /* What others read from standard output is the answer and nothing else. */
  g_log_writer_default_set_use_stderr (TRUE);
  ac_core_files_forbid ();
  ac_http_set_up ();
  dex_init ();
  ac_wire_set_program (AC_PROGRAM_ACCTL);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  status = parse_and_run (&program, argc, argv);
  g_strfreev (program.cli.to);
  g_strfreev (program.cli.pictures);
  g_strfreev (program.cli.texts);
  g_strfreev (program.cli.alts);
  g_free (program.cli.audience);
  g_free (program.cli.note);
  g_free (program.cli.language);
  g_free (program.cli.life);
  g_free (program.cli.share_at);
  g_free (program.cli.state);
  g_free (program.cli.search);
  g_free (program.cli.app_password);
  g_free (program.cli.number);
  g_free (program.cli.secrets_fd);
  g_free (program.cli.remove);
  g_free (program.cli.max_accounts);
  g_free (program.cli.max_statuses);
  g_free (program.socket_path);
  g_free (program.at);

  /* What nobody could read was not done. */
  return status == AC_EXIT_OK && (fflush (stdout) != 0 || ferror (stdout)) ? AC_EXIT_FAILED
                                                                           : status;
}
