/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-cli.h"
#include "ac-clock.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-json.h"
#include "ac-words.h"

static void
print_info_json (AcBackendInfo *info)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  AcError problem = AC_ERROR_FAILED;

  ac_json_set_string (object, "version", ac_backend_info_get_version (info));
  ac_json_set_string (object, "keyring", ac_backend_info_get_keyring (info));
  json_object_set_boolean_member (object, "sharing_stopped",
                                  ac_backend_info_get_sharing_stopped (info));
  ac_json_set_string (object, "data_dir", ac_backend_info_get_data_dir (info));
  json_object_set_int_member (object, "data_size", ac_backend_info_get_data_size (info));
  json_object_set_int_member (object, "accounts", ac_backend_info_get_accounts (info));
  json_object_set_int_member (object, "statuses", ac_backend_info_get_statuses (info));
  json_object_set_int_member (object, "waiting", ac_backend_info_get_waiting (info));
  ac_json_set_time (object, "started_at", ac_backend_info_get_started_at (info));
  if (ac_backend_info_get_problem (info, &problem))
    ac_json_set_string (object, "problem", ac_error_get_slug (problem));
  json_node_take_object (node, object);
  ac_cli_print_json (node);
}

AcExit
ac_command_status (AcCli *cli)
{
  AcBackendInfo *info = ac_client_get_info (cli->client);
  AcError problem = AC_ERROR_FAILED;

  if (cli->json)
    {
      print_info_json (info);
      return AC_EXIT_OK;
    }

  g_print (_ ("Version: %s\n"), ac_backend_info_get_version (info));
  g_print (_ ("Keyring: %s\n"), ac_backend_info_get_keyring (info));
  g_print (_ ("Accounts: %u\n"), ac_backend_info_get_accounts (info));
  g_print (_ ("Statuses: %u\n"), ac_backend_info_get_statuses (info));
  g_print (_ ("Deliveries not settled: %u\n"), ac_backend_info_get_waiting (info));
  g_print (_ ("Data: %s\n"), ac_backend_info_get_data_dir (info));
  if (ac_backend_info_get_sharing_stopped (info))
    g_print ("%s\n", ac_words_for_error (AC_ERROR_SHARING_STOPPED));
  if (ac_backend_info_get_problem (info, &problem))
    g_print ("%s\n", ac_words_for_error (problem));
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
    print_info_json (ac_client_get_info (cli->client));
  else
    g_print ("%s\n", words);
  return AC_EXIT_OK;
}

AcExit
ac_command_stop (AcCli *cli)
{
  return finish (cli, ac_client_set_sharing_stopped (cli->client, TRUE),
                 _ ("Sharing is stopped. Nothing more is sent."));
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

static void
event_cb (AcClient *client, const char *type, const char *id, const char *status_id, AcCli *cli)
{
  JsonObject *object = NULL;
  JsonNode *node = NULL;

  if (!cli->json)
    {
      g_print ("%s\t%s\n", type, id != NULL ? id : "");
      return;
    }

  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  ac_json_set_string (object, "event", type);
  ac_json_set_string (object, "id", id);
  ac_json_set_string (object, "status_id", status_id);
  json_node_take_object (node, object);
  ac_cli_print_json (node);
}

AcExit
ac_command_events (AcCli *cli)
{
  g_autoptr(GError) error = NULL;

  g_signal_connect (cli->client, "event", G_CALLBACK (event_cb), cli);
  ac_await (dex_future_new_infinite (), &error);
  g_signal_handlers_disconnect_by_data (cli->client, cli);
  return AC_EXIT_OK;
}
