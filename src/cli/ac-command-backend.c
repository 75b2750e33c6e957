/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ac-cli-time.h"
#include "ac-cli.h"
#include "ac-clock.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-json.h"
#include "ac-words.h"

static void
add_number (AcTable *table, const char *label, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  ac_table_add (table, label, text, NULL);
}

static char *
describe_sharing (AcBackendInfo *info)
{
  const gint64 until = ac_backend_info_get_stopped_until (info);
  g_autofree char *when = ac_cli_format_time (until);

  if (!ac_backend_info_get_sharing_stopped (info))
    return g_strdup (C_ ("sharing", "allowed"));
  /* Translators: %s is a time */
  return until != 0 ? g_strdup_printf (C_ ("sharing", "stopped until %s"), when)
                    : g_strdup (C_ ("sharing", "stopped"));
}

static void
print_info (AcBackendInfo *info)
{
  g_autoptr(AcTable) table = ac_table_new ();
  g_autofree char *size = g_format_size (ac_backend_info_get_data_size (info));
  g_autofree char *data = g_strdup_printf ("%s (%s)", ac_backend_info_get_data_dir (info), size);
  g_autofree char *sharing = describe_sharing (info);
  AcError problem = AC_ERROR_FAILED;

  ac_table_add (table, _ ("Version:"), ac_backend_info_get_version (info), NULL);
  ac_table_add (table, _ ("Keyring:"), ac_words_for_keyring (ac_backend_info_get_keyring (info)),
                         NULL);
  ac_table_add (table, _ ("Sharing:"), sharing, NULL);
  add_number (table, _ ("Accounts:"), ac_backend_info_get_accounts (info));
  add_number (table, _ ("Statuses:"), ac_backend_info_get_statuses (info));
  add_number (table, _ ("Deliveries not settled:"), ac_backend_info_get_waiting (info));
  ac_table_add (table, _ ("Data:"), data, NULL);
  ac_table_print (table);

  if (ac_backend_info_get_problem (info, &problem))
    g_print ("%s\n", ac_words_for_error (problem));
}

AcExit
ac_command_status (AcCli *cli)
{
  AcBackendInfo *info = ac_client_get_info (cli->client);

  if (cli->json)
    ac_cli_print_json (ac_backend_info_to_json (info));
  else
    print_info (info);
  return AC_EXIT_OK;
}

/* Takes work. */
static AcExit
finish (AcCli *cli, DexFuture *work, const char *words)
{
  g_autoptr(GError) error = NULL;

  if (!ac_await (work, &error))
    return ac_cli_fail (cli, error);

  if (cli->json)
    ac_cli_print_json (ac_backend_info_to_json (ac_client_get_info (cli->client)));
  else
    g_print ("%s\n", words);
  return AC_EXIT_OK;
}

AcExit
ac_command_stop (AcCli *cli)
{
  gint64 until = 0;

  if (cli->arguments[0] != NULL && !(until = ac_cli_read_time (cli->arguments[0])))
    return AC_EXIT_USAGE;

  return finish (cli, ac_client_stop_sharing_until (cli->client, TRUE, until),
                 until != 0 ? _ ("Sharing is stopped until then. Nothing is sent before.")
                            : _ ("Sharing is stopped. Nothing more is sent."));
}

AcExit
ac_command_resume (AcCli *cli)
{
  return finish (cli, ac_client_set_sharing_stopped (cli->client, FALSE), _ ("Sharing goes on."));
}

AcExit
ac_command_unlock (AcCli *cli)
{
  return finish (cli, ac_client_unlock_keyring (cli->client), _ ("The keyring is unlocked."));
}

AcExit
ac_command_practice_end (AcCli *cli)
{
  return finish (cli, ac_client_end_practice (cli->client),
                 _ ("The practice has ended, and all of it is deleted."));
}

typedef struct
{
  AcCli *cli;
  DexPromise *gone; /* whoever reads what is printed */
} Listener;

static void
print_event_json (const char *type, const char *id, const char *status_id)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  ac_json_set_string (object, "event", type);
  ac_json_set_string (object, "id", id);
  ac_json_set_string (object, "status_id", status_id);
  json_node_take_object (node, object);
  ac_cli_print_json (node);
}

static void
print_event (AcCli *cli, const char *type, const char *id, const char *status_id)
{
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H:%M:%S");
  g_autoptr(AcAccount) account = id != NULL ? ac_cli_find_account (cli, id) : NULL;
  const char *name =
      account != NULL ? ac_account_get_handle (account) : (status_id != NULL ? status_id : id);

  ac_table_add (table, time, ac_words_for_event (type), name, NULL);
  ac_table_print (table);
}

static void
event_cb (
    AcClient *client, const char *type, const char *id, const char *status_id, Listener *listener)
{
  if (listener->cli->json)
    print_event_json (type, id, status_id);
  else
    print_event (listener->cli, type, id, status_id);

  if (ferror (stdout) && dex_future_is_pending (DEX_FUTURE (listener->gone)))
    dex_promise_resolve_boolean (listener->gone, TRUE);
}

AcExit
ac_command_events (AcCli *cli)
{
  Listener listener = { cli, dex_promise_new () };
  g_autoptr(GError) error = NULL;

  g_signal_connect (cli->client, "event", G_CALLBACK (event_cb), &listener);
  ac_await (dex_ref (DEX_FUTURE (listener.gone)), &error);
  g_signal_handlers_disconnect_by_data (cli->client, &listener);
  dex_unref (listener.gone);
  return AC_EXIT_OK;
}
