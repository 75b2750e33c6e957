/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client-links.h"
#include "ac-http.h"
#include "ac-table.h"
#include "ac-wire.h"

G_BEGIN_DECLS

/* Of the words that acctl and its manual use for what is agreed to. */
#define AC_CLI_WORDS_VERSION 1

typedef enum
{
  AC_EXIT_OK = 0,
  AC_EXIT_FAILED = 1,
  AC_EXIT_USAGE = 2,
  AC_EXIT_WAITING = 3,
  AC_EXIT_NEEDS_YOU = 4,
  AC_EXIT_REJECTED = 5,
} AcExit;

typedef enum
{
  AC_OPTION_TO = 1 << 0,
  AC_OPTION_AUDIENCE = 1 << 1,
  AC_OPTION_WAIT = 1 << 2,
  AC_OPTION_APP_PASSWORD = 1 << 3,
  AC_OPTION_DEVICE = 1 << 4,
  AC_OPTION_FORGET = 1 << 5,
  AC_OPTION_QUOTA = 1 << 6,
  AC_OPTION_NUMBER = 1 << 7,
  AC_OPTION_PICTURES = 1 << 8,
  AC_OPTION_DELETE_COPIES = 1 << 9,
  AC_OPTION_REMOVE = 1 << 10,
  AC_OPTION_YES = 1 << 11,
  AC_OPTION_SECRETS = 1 << 12,
  AC_OPTION_LIFE = 1 << 13,
  AC_OPTION_SHARE_AT = 1 << 14,
  AC_OPTION_FILTER = 1 << 15,
  AC_OPTION_TEXTS = 1 << 16,
} AcOptions;

/* One call of acctl. Commands run as fibers: they may await. */
typedef struct
{
  AcHttp *http;
  AcClient *client; /* (nullable): of commands that ask a backend */
  AcWire *admin;    /* (nullable): of commands of an administrator */
  gboolean json;
  gboolean device;
  gboolean forget;
  gboolean wait;
  gboolean delete_copies;
  gboolean yes; /* the account that is found is the right one */
  char *remove; /* an account */
  char **to;
  char *audience;
  char **pictures; /* paths */
  char **alts;     /* of the pictures, in their order */
  char **texts;    /* ACCOUNT=TEXT */
  char *life;
  char *share_at;
  char *state;
  char *search;
  gboolean story;
  gboolean ghost;
  gboolean thread;
  gboolean numbered;
  char *note;
  char *language;
  gboolean no_card;
  gboolean dry_run;
  char *max_accounts;
  char *max_statuses;
  char *number;
  char *secrets_fd;   /* where secrets are read, never a secret */
  char *app_password; /* the identifier it belongs to, never the password */
  char **arguments;   /* after the command's words */
  guint n_arguments;
} AcCli;

typedef enum
{
  AC_ASKS_BACKEND,
  AC_ASKS_NOBODY,
  AC_ASKS_AS_ADMIN, /* a hosted backend, through the administrator's socket */
} AcAsks;

typedef struct
{
  const char *words;     /* "accounts add" */
  const char *arguments; /* as shown in the help */
  guint min;
  guint max;
  AcOptions options;
  AcExit (*run) (AcCli *cli);
  const char *summary;
  AcAsks asks;
} AcCommand;

/* Takes work, which resolves to a status, and tells what becomes of it. */
AcExit ac_cli_finish_status (AcCli *cli, DexFuture *work);

AcExit ac_command_sign_in (AcCli *cli);
AcExit ac_command_sign_ins (AcCli *cli);
AcExit ac_command_sign_out (AcCli *cli);
AcExit ac_command_status (AcCli *cli);
AcExit ac_command_stop (AcCli *cli);
AcExit ac_command_practice_end (AcCli *cli);
AcExit ac_command_resume (AcCli *cli);
AcExit ac_command_unlock (AcCli *cli);
AcExit ac_command_events (AcCli *cli);
AcExit ac_command_services (AcCli *cli);
AcExit ac_command_services_app_show (AcCli *cli);
AcExit ac_command_services_app_set (AcCli *cli);
AcExit ac_command_services_app_test (AcCli *cli);
AcExit ac_command_services_app_remove (AcCli *cli);
AcExit ac_command_availability_list (AcCli *cli);
AcExit ac_command_availability_explain (AcCli *cli);
AcExit ac_command_availability_region (AcCli *cli);
AcExit ac_command_availability_age (AcCli *cli);
AcExit ac_command_accounts_list (AcCli *cli);
AcExit ac_command_accounts_add (AcCli *cli);
AcExit ac_command_accounts_remove (AcCli *cli);
AcExit ac_command_accounts_check (AcCli *cli);
AcExit ac_command_accounts_pause (AcCli *cli);
AcExit ac_command_accounts_resume (AcCli *cli);
AcExit ac_command_links_list (AcCli *cli);
AcExit ac_command_links_preview (AcCli *cli);
AcExit ac_command_links_make (AcCli *cli);
AcExit ac_command_links_set (AcCli *cli);
AcExit ac_command_links_unlink (AcCli *cli);
AcExit ac_command_recipients_list (AcCli *cli);
AcExit ac_command_privacy_show (AcCli *cli);
AcExit ac_command_privacy_set (AcCli *cli);
AcExit ac_command_receipts_list (AcCli *cli);
AcExit ac_command_receipts_show (AcCli *cli);
AcExit ac_command_undoings_list (AcCli *cli);
AcExit ac_command_undoings_seen (AcCli *cli);
AcExit ac_command_share (AcCli *cli);
AcExit ac_command_statuses (AcCli *cli);
AcExit ac_command_statuses_edit (AcCli *cli);
AcExit ac_command_statuses_plan (AcCli *cli);
AcExit ac_command_drafts_list (AcCli *cli);
AcExit ac_command_drafts_show (AcCli *cli);
AcExit ac_command_drafts_delete (AcCli *cli);
AcExit ac_command_rules_list (AcCli *cli);
AcExit ac_command_rules_add (AcCli *cli);
AcExit ac_command_rules_change (AcCli *cli);
AcExit ac_command_rules_remove (AcCli *cli);
AcExit ac_command_rules_try (AcCli *cli);
AcExit ac_command_rules_backfill (AcCli *cli);
AcExit ac_command_deliveries (AcCli *cli);
AcExit ac_command_delete (AcCli *cli);
AcExit ac_command_deliveries_attempts (AcCli *cli);
AcExit ac_command_deliveries_verify (AcCli *cli);
AcExit ac_command_retry (AcCli *cli);
AcExit ac_command_resolve (AcCli *cli);
AcExit ac_command_choices_list (AcCli *cli);
AcExit ac_command_choices_set (AcCli *cli);
AcExit ac_command_choices_history (AcCli *cli);
AcExit ac_command_choices_undo (AcCli *cli);
AcExit ac_command_receipts_verify (AcCli *cli);
AcExit ac_command_ledger_list (AcCli *cli);
AcExit ac_command_ledger_verify (AcCli *cli);
AcExit ac_command_ledger_export (AcCli *cli);
AcExit ac_command_export (AcCli *cli);
AcExit ac_command_import (AcCli *cli);
AcExit ac_command_erase (AcCli *cli);
AcExit ac_command_admin_people (AcCli *cli);
AcExit ac_command_admin_person (AcCli *cli);
AcExit ac_command_admin_block (AcCli *cli);
AcExit ac_command_admin_unblock (AcCli *cli);
AcExit ac_command_admin_quota (AcCli *cli);
AcExit ac_command_admin_erase (AcCli *cli);
AcExit ac_command_admin_services (AcCli *cli);
AcExit ac_command_admin_turn (AcCli *cli);

/* Says what went wrong, by code; as {"error": slug} with --json. */
AcExit ac_cli_fail (AcCli *cli, const GError *error);
AcExit ac_cli_usage (const char *words);
/* Takes node; one line on standard output. */
void ac_cli_print_json (JsonNode *node);
/* {"items": […]} of a model's lines. */
void ac_cli_print_list (GListModel *model, JsonNode *(*to_json) (gpointer item));
/* A row, and below it what is wrong, if something is. */
void ac_cli_add_account (AcCli *cli, AcTable *table, AcAccount *account);
/* Takes work, which resolves to an account; says what it is. */
AcExit ac_cli_finish_account (AcCli *cli, DexFuture *work);
const char *ac_cli_name_service (AcCli *cli, const char *id);
/* Whether posts at the service can reply to each other. */
gboolean ac_cli_has_threads (AcCli *cli, const char *id);
/* Whether the service shows no card of a link by itself. */
gboolean ac_cli_takes_cards (AcCli *cli, const char *id);
/* What stands on one line of a table: the beginning of a text, its lines as one. */
char *ac_cli_dup_excerpt (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* A line of its own, below its target. (nullable): it has none */
void ac_cli_add_own_text (AcTable *table, const char *text);
void ac_cli_add_delivery (AcCli *cli, AcTable *table, AcDelivery *delivery);
/* In a desktop; elsewhere nothing happens. */
void ac_cli_open_browser (const char *url);
/* What standard input holds up to its end, at most max bytes. NULL: too much, or it is not UTF-8.
 */
char *ac_cli_read_input (gsize max) G_GNUC_WARN_UNUSED_RESULT;
/* Asked for without echo, or the next line of the descriptor when that is no terminal. NULL: it is
 * empty, or there is none. */
SecretValue *ac_cli_read_secret (int fd, const char *prompt) G_GNUC_WARN_UNUSED_RESULT;
/* What was begun with it; as its lines, or as JSON. */
void ac_cli_print_undoing (AcCli *cli, AcUndoing *undoing);
/* The account of this handle, with or without the @ before it, or id. */
AcAccount *ac_cli_find_account (AcCli *cli, const char *name);
gboolean ac_cli_account_matches (AcAccount *account, const char *name);

G_END_DECLS
