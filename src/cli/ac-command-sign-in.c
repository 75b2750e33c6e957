/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <unistd.h>

#include "ac-cli.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-qr-text.h"
#include "ac-session-index.h"

#define SETTLE_SECONDS 5

static JsonNode *
describe_session (gpointer item)
{
  return ac_session_to_json (item);
}

static void
print_session (AcCli *cli, AcSession *session)
{
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    {
      ac_cli_print_json (ac_session_to_json (session));
      return;
    }

  ac_table_add (table, ac_session_get_name (session), ac_session_get_issuer (session),
                ac_session_get_signing_out (session) ? _ ("signing out") : "", NULL);
  ac_table_print (table);
}

static DexFuture *
settle_fiber (gpointer user_data)
{
  ac_session_settle (user_data);
  return dex_future_new_true ();
}

/* What could not be given back the last time; that a server is slow holds nobody up. */
static void
settle (AcCli *cli)
{
  DexFuture *settled = ac_future_keep (
      dex_scheduler_spawn (NULL, 0, settle_fiber, g_object_ref (cli->http), g_object_unref));

  ac_await (ac_future_deadline (settled, SETTLE_SECONDS), NULL);
}

static gboolean
sign_in_with_browser (AcSession *session, GError **error)
{
  g_autofree char *address = ac_session_begin_browser (session, error);

  if (address == NULL)
    return FALSE;

  g_printerr (_ ("Sign in here, in your browser:\n%s\n"), address);
  ac_cli_open_browser (address);
  return ac_session_finish_browser (session, error);
}

/* For a phone's camera, which a log has not. */
static void
show_code (const AcOidcDevice *device)
{
  const char *address = device->verification_uri_complete;
  g_autofree char *code = NULL;

  if (address == NULL || !isatty (STDERR_FILENO) || !g_get_charset (NULL))
    return;

  code = ac_qr_text_new (address);
  if (code != NULL)
    g_printerr ("%s", code);
}

static gboolean
sign_in_with_device (AcSession *session, GError **error)
{
  g_autoptr(AcOidcDevice) device = ac_session_begin_device (session, error);

  if (device == NULL)
    return FALSE;

  g_printerr (_ ("On any device, open %s\nand enter the code %s\n"), device->verification_uri,
                device->user_code);
  show_code (device);
  return ac_session_finish_device (session, device, error);
}

static DexFuture *
sign_in_fiber (gpointer user_data)
{
  AcCli *cli = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcSession) session = ac_session_begin (cli->http, cli->arguments[0], &error);

  if (session == NULL || !(cli->device ? sign_in_with_device (session, &error)
                                       : sign_in_with_browser (session, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_object (g_steal_pointer (&session));
}

static DexFuture *
interrupted_cb (DexFuture *future, gpointer user_data)
{
  return dex_future_new_reject (AC_ERROR, AC_ERROR_CANCELLED, "Interrupted");
}

/* Whichever comes first; the program ends then. */
static DexFuture *
sign_in (AcCli *cli)
{
  return dex_future_first (
      ac_future_keep (dex_scheduler_spawn (NULL, 0, sign_in_fiber, cli, NULL)),
      dex_future_then (dex_unix_signal_new (SIGINT), interrupted_cb, NULL, NULL), NULL);
}

AcExit
ac_command_sign_in (AcCli *cli)
{
  g_autoptr(AcSession) session = NULL;
  g_autoptr(GError) error = NULL;

  session = dex_await_object (sign_in (cli), &error);
  if (session == NULL)
    return ac_cli_fail (cli, error);

  print_session (cli, session);
  settle (cli);
  return AC_EXIT_OK;
}

AcExit
ac_command_sign_ins (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sessions = NULL;
  g_autoptr(GListStore) list = g_list_store_new (AC_TYPE_SESSION);

  settle (cli);
  if (!(sessions = ac_session_index_read (cli->http, &error)))
    return ac_cli_fail (cli, error);

  for (guint i = 0; i < sessions->len; i++)
    {
      if (cli->json)
        g_list_store_append (list, g_ptr_array_index (sessions, i));
      else
        print_session (cli, g_ptr_array_index (sessions, i));
    }
  if (cli->json)
    ac_cli_print_list (G_LIST_MODEL (list), describe_session);
  else if (sessions->len == 0)
    g_print ("%s\n", _ ("You are signed in nowhere; “acctl sign-in” signs in to a server."));
  return AC_EXIT_OK;
}

static AcExit
say_signed_out (AcCli *cli, AcSession *session, const char *end_address)
{
  const gboolean waits = ac_session_get_signing_out (session);

  if (cli->json)
    ac_cli_print_json (ac_session_to_json (session));
  else
    g_print ("%s\n", waits ? _ ("You are signed out here. The server could not be told yet: that "
                                "is tried again whenever acctl or the window starts.")
                           : _ ("You are signed out here."));
  if (end_address != NULL)
    g_printerr (_ ("To end the sign-in in the browser, too, open this page:\n%s\n"), end_address);
  return waits ? AC_EXIT_WAITING : AC_EXIT_OK;
}

AcExit
ac_command_sign_out (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcSession) session = ac_session_index_find (cli->http, cli->arguments[0], &error);
  g_autofree char *end_address = NULL;

  if (session == NULL || !(cli->forget ? ac_session_forget (session, &error)
                                       : ac_session_sign_out (session, &end_address, &error)))
    return ac_cli_fail (cli, error);

  settle (cli);
  return say_signed_out (cli, session, end_address);
}
