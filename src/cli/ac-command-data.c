/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "ac-cli.h"
#include "ac-client-data.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-json.h"

static gboolean
interrupted_cb (gpointer user_data)
{
  ac_transfer_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/* What each code means for a file; NULL: what it means everywhere. */
static const char *
describe_export_error (AcError code)
{
  if (code == AC_ERROR_CONFLICT)
    return _ ("There is such a file already. Name another one, or remove it first.");
  if (code == AC_ERROR_STORAGE_FULL)
    return _ ("There is no room for it there. Nothing was left behind.");
  if (code == AC_ERROR_STORAGE)
    return _ ("It can’t be written there.");

  return NULL;
}

static const char *
describe_import_error (AcError code)
{
  if (code == AC_ERROR_CONFLICT)
    return _ ("There is something here already. Only where nothing is can an export come back: "
              "erase everything first.");
  if (code == AC_ERROR_INVALID)
    return _ ("This is no export of Accounts Center, or it is damaged. Nothing was changed.");
  if (code == AC_ERROR_NOT_FOUND)
    return _ ("There is no such file.");
  if (code == AC_ERROR_TOO_LARGE)
    return _ ("This file is too large to be an export.");

  return NULL;
}

static AcExit
fail (AcCli *cli, const GError *error, const char *words)
{
  if (words == NULL || cli->json || error->domain != AC_ERROR)
    return ac_cli_fail (cli, error);

  g_printerr ("%s\n", words);
  return AC_EXIT_FAILED;
}

AcExit
ac_command_export (AcCli *cli)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (cli->arguments[0]);
  g_autoptr(AcTransfer) transfer = ac_transfer_new ();
  const guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, transfer);
  g_autoptr(GError) error = NULL;
  g_autofree char *size = NULL;

  ac_await (ac_client_export (cli->client, file, FALSE, transfer), &error);
  g_source_remove (interrupt);
  if (error != NULL)
    return fail (cli, error, describe_export_error (error->code));

  size = g_format_size (ac_transfer_get_done (transfer));
  /* Translators: %s is a size, such as 2 MB */
  g_print (_ ("Everything is in it: %s. Keep it where nobody else can read it.\n"), size);
  return AC_EXIT_OK;
}

static void
print_counts (JsonNode *node)
{
  JsonObject *object = json_node_get_object (node);
  const guint accounts = ac_json_get_integer (object, "accounts");
  const guint statuses = ac_json_get_integer (object, "statuses");

  g_print (g_dngettext (GETTEXT_PACKAGE, "%u account came back. It needs to be signed in again.\n",
                        "%u accounts came back. They need to be signed in again.\n", accounts),
           accounts);
  g_print (
      g_dngettext (GETTEXT_PACKAGE, "%u status came back.\n", "%u statuses came back.\n", statuses),
      statuses);
  g_print ("%s\n", _ ("What you let others do is asked for anew, and services are kept separate."));
}

AcExit
ac_command_import (AcCli *cli)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (cli->arguments[0]);
  g_autoptr(AcTransfer) transfer = ac_transfer_new ();
  const guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, transfer);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node =
                dex_await_boxed (ac_client_import (cli->client, file, transfer), &error);

  g_source_remove (interrupt);
  if (node == NULL)
    return fail (cli, error, describe_import_error (error->code));

  if (cli->json)
    ac_cli_print_json (g_steal_pointer (&node));
  else
    print_counts (node);
  return AC_EXIT_OK;
}

static const char *
describe_erased (AcErasedState state)
{
  static const char *const words[] = {
    [AC_ERASED_DONE] = NC_ ("erased", "done"),
    [AC_ERASED_KEPT] = NC_ ("erased", "kept"),
    [AC_ERASED_LEFT] = NC_ ("erased", "could not be done"),
    [AC_ERASED_YOURS] = NC_ ("erased", "only you can, at the service"),
    [AC_ERASED_NONE] = NC_ ("erased", "there was none"),
  };

  return g_dpgettext2 (NULL, "erased", words[state]);
}

static void
print_erased (GPtrArray *erased)
{
  g_autoptr(AcTable) table = ac_table_new ();

  ac_table_add (table, C_ ("erased", "Service"),
                          C_ ("erased", "Copies"),
                             C_ ("erased", "Permission there"), C_ ("erased", "Key here"), NULL);
  for (guint i = 0; i < erased->len; i++)
    {
      const AcErased *one = g_ptr_array_index (erased, i);

      ac_table_add (table, one->service, describe_erased (one->copies),
                    describe_erased (one->permission), describe_erased (one->key), NULL);
    }
  ac_table_print (table);
}

/* A receipt that can't be kept where it was to be is not lost: it stands on the terminal. */
static AcExit
hand_over (AcCli *cli, AcReceipt *receipt)
{
  g_autoptr(JsonNode) node = ac_receipt_to_json (receipt);
  g_autoptr(GBytes) text = ac_json_to_bytes (node);
  const char *path = cli->n_arguments > 0 ? cli->arguments[0] : NULL;
  g_autoptr(GFile) file = path != NULL ? g_file_new_for_commandline_arg (path) : NULL;
  g_autoptr(GError) error = NULL;

  if (file == NULL)
    return ac_cli_print_json (json_node_ref (node)), AC_EXIT_OK;

  ac_await (dex_file_replace_contents_bytes (file, text, NULL, FALSE, G_FILE_CREATE_PRIVATE),
            &error);
  if (error == NULL)
    {
      print_erased (ac_receipt_get_facts (receipt)->erased);
      g_print ("%s\n", _ ("Everything is erased. The receipt is in the file."));
      return AC_EXIT_OK;
    }

  g_printerr ("%s\n",
              _ ("Everything is erased, but the receipt can’t be written there; here it is:"));
  ac_cli_print_json (json_node_ref (node));
  return AC_EXIT_FAILED;
}

static gboolean
confirm (AcCli *cli)
{
  char word[64] = "";

  if (cli->yes)
    return TRUE;

  g_printerr (_ ("Every service is told to end its sign-in, then all that is here is deleted. "
                 "Nobody can bring it back.\nType “%s” to go on: "),
                C_ ("word to type", "erase"));
  return fgets (word, sizeof word, stdin) != NULL &&
         g_str_equal (g_strstrip (word), C_ ("word to type", "erase"));
}

AcExit
ac_command_erase (AcCli *cli)
{
  g_autoptr(AcReceipt) receipt = NULL;
  g_autoptr(GError) error = NULL;

  if (!confirm (cli))
    {
      g_printerr ("%s\n", _ ("Nothing was erased."));
      return AC_EXIT_FAILED;
    }

  receipt = dex_await_object (
      ac_client_erase_now (cli->client, cli->delete_copies ? AC_COPIES_DELETED : AC_COPIES_KEPT),
      &error);
  return receipt != NULL ? hand_over (cli, receipt) : ac_cli_fail (cli, error);
}
