/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "ac-cli.h"
#include "ac-client-apps.h"
#include "ac-error.h"
#include "ac-future.h"

#define MAX_FD 1023

/* One for each AcAppKey, or NULL. */
typedef SecretValue *Values[AC_APP_N_KEYS];

static void
clear_values (Values *values)
{
  for (guint i = 0; i < AC_APP_N_KEYS; i++)
    g_clear_pointer (&(*values)[i], secret_value_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Values, clear_values)

/* "phone-number-id": as options are written. */
static char *
name_key (AcAppKey key)
{
  return g_strdelimit (g_strdup (ac_app_key_get_name (key)), "_", '-');
}

static const char *
describe_outcome (const AcVerdict *verdict)
{
  switch (verdict->kind)
    {
    case AC_VERDICT_GOOD:
      return _ ("right, says the service");
    case AC_VERDICT_REFUSED:
      return _ ("refused by the service: compare it with the app’s dashboard");
    case AC_VERDICT_UNTESTED:
    default:
      return _ ("only a sign-in shows whether it is right");
    }
}

static char *
describe_state (const AcDeveloperKey *key)
{
  if (key->set && key->value != NULL)
    return g_strdup (key->value);
  if (key->set)
    return g_strdup (_ ("kept, and never shown"));
  if (key->suggested != NULL)
    return g_strdup_printf (_ ("missing; %s will do for most people"), key->suggested);
  return g_strdup (_ ("missing"));
}

static void
print_app (AcCli *cli, AcDeveloperApp *app, gboolean tested)
{
  g_autoptr(AcTable) table = ac_table_new ();
  const AcDeveloperKey *key = NULL;

  if (cli->json)
    {
      ac_cli_print_json (ac_developer_app_to_json (app));
      return;
    }

  for (guint i = 0; (key = ac_developer_app_get_key (app, i)) != NULL; i++)
    {
      g_autofree char *name = name_key (key->key);
      g_autofree char *state = describe_state (key);

      ac_table_add (table, name, tested ? describe_outcome (&key->verdict) : state, NULL);
    }
  ac_table_print (table);
  if (!ac_developer_app_get_settable (app))
    g_print ("%s\n", _ ("Whoever looks after the server sets them."));
}

static AcDeveloperApp *
load (AcCli *cli, GError **error)
{
  return dex_await_object (ac_client_load_app (cli->client, cli->arguments[0]), error);
}

AcExit
ac_command_services_app_show (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDeveloperApp) app = load (cli, &error);

  if (app == NULL)
    return ac_cli_fail (cli, error);

  print_app (cli, app, FALSE);
  return AC_EXIT_OK;
}

static const AcDeveloperKey *
find_key (AcDeveloperApp *app, const char *name)
{
  g_autofree char *plain = g_strdelimit (g_strdup (name), "-", '_');
  const AcDeveloperKey *key = NULL;

  for (guint i = 0; (key = ac_developer_app_get_key (app, i)) != NULL; i++)
    if (g_str_equal (ac_app_key_get_name (key->key), plain))
      return key;
  return NULL;
}

/* Returns: (nullable): what is wrong with KEY=VALUE. */
static const char *
take_argument (AcDeveloperApp *app, const char *argument, Values *values)
{
  const char *sign = strchr (argument, '=');
  g_autofree char *name = sign != NULL ? g_strndup (argument, sign - argument) : NULL;
  const AcDeveloperKey *key = name != NULL ? find_key (app, name) : NULL;

  if (key == NULL)
    return _ ("A key is given as NAME=VALUE; “acctl services app show” names them.");
  if (ac_app_key_is_secret (key->key))
    return _ ("A secret is asked for, or read with --secrets-fd, and never an argument. Others may "
              "have seen this one: make a new one at the service.");
  if (!ac_app_key_check (key->key, sign + 1))
    return _ ("A key does not have the form that the service gives.");

  g_clear_pointer (&(*values)[key->key], secret_value_unref);
  (*values)[key->key] = secret_value_new (sign + 1, -1, "text/plain");
  return NULL;
}

/* Those that are missing are asked for; with a descriptor, all, and an empty line keeps one. */
static const char *
take_secrets (AcCli *cli, AcDeveloperApp *app, Values *values)
{
  const gboolean all = cli->secrets_fd != NULL;
  guint64 fd = STDIN_FILENO;
  const AcDeveloperKey *key = NULL;

  if (all && !g_ascii_string_to_unsigned (cli->secrets_fd, 10, 0, MAX_FD, &fd, NULL))
    return _ ("A descriptor is a number, such as 3.");

  for (guint i = 0; (key = ac_developer_app_get_key (app, i)) != NULL; i++)
    {
      g_autofree char *name = name_key (key->key);
      g_autofree char *prompt = g_strdup_printf (C_ ("prompt", "%s: "), name);

      if (!ac_app_key_is_secret (key->key) || (key->set && !all))
        continue;
      (*values)[key->key] = ac_cli_read_secret (fd, prompt);
      if ((*values)[key->key] == NULL && !key->set)
        return _ ("A secret is missing.");
      if ((*values)[key->key] != NULL &&
          !ac_app_key_check (key->key, secret_value_get_text ((*values)[key->key])))
        return _ ("A secret does not have the form that the service gives.");
    }
  return NULL;
}

/* What is missing and has a value that does for most people gets that. */
static const char *
take_suggested (AcDeveloperApp *app, Values *values)
{
  const AcDeveloperKey *key = NULL;

  for (guint i = 0; (key = ac_developer_app_get_key (app, i)) != NULL; i++)
    {
      if (key->set || (*values)[key->key] != NULL || ac_app_key_is_secret (key->key))
        continue;
      if (key->suggested == NULL)
        return _ ("A key is missing; “acctl services app show” names them.");
      (*values)[key->key] = secret_value_new (key->suggested, -1, "text/plain");
    }
  return NULL;
}

/* Returns: (nullable): what is wrong with the call. Nobody is asked before that is known. */
static const char *
take_values (AcCli *cli, AcDeveloperApp *app, Values *values)
{
  const char *wrong = NULL;

  for (guint i = 1; i < cli->n_arguments && wrong == NULL; i++)
    wrong = take_argument (app, cli->arguments[i], values);
  if (wrong == NULL)
    wrong = take_suggested (app, values);
  return wrong != NULL ? wrong : take_secrets (cli, app, values);
}

typedef DexFuture *(*SendFunc) (AcClient *client,
                                const char *service,
                                SecretValue *const values[AC_APP_N_KEYS]);

/* Returns: (transfer full) (nullable): what is known of the keys then */
static AcDeveloperApp *
send (AcCli *cli, SendFunc func, AcExit *failure)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDeveloperApp) app = load (cli, &error);
  g_auto(Values) values = { NULL };
  AcDeveloperApp *after = NULL;
  const char *wrong = NULL;

  if (app != NULL && !ac_developer_app_get_settable (app))
    g_set_error_literal (&error, AC_ERROR, AC_ERROR_PERMISSION_DENIED, "They are the host's");
  else if (app != NULL && (wrong = take_values (cli, app, &values)) != NULL)
    return *failure = ac_cli_usage (wrong), NULL;
  else if (app != NULL)
    after = dex_await_object (func (cli->client, cli->arguments[0], values), &error);

  if (after == NULL)
    *failure = ac_cli_fail (cli, error);
  return after;
}

AcExit
ac_command_services_app_set (AcCli *cli)
{
  AcExit failure = AC_EXIT_OK;
  g_autoptr(AcDeveloperApp) app = send (cli, ac_client_set_app, &failure);

  if (app == NULL)
    return failure;

  print_app (cli, app, FALSE);
  return AC_EXIT_OK;
}

static gboolean
is_refused (AcDeveloperApp *app)
{
  const AcDeveloperKey *key = NULL;

  for (guint i = 0; (key = ac_developer_app_get_key (app, i)) != NULL; i++)
    if (key->verdict.kind == AC_VERDICT_REFUSED)
      return TRUE;
  return FALSE;
}

AcExit
ac_command_services_app_test (AcCli *cli)
{
  AcExit failure = AC_EXIT_OK;
  g_autoptr(AcDeveloperApp) app = send (cli, ac_client_test_app, &failure);

  if (app == NULL)
    return failure;

  print_app (cli, app, TRUE);
  return is_refused (app) ? AC_EXIT_REJECTED : AC_EXIT_OK;
}

AcExit
ac_command_services_app_remove (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDeveloperApp) app = NULL;

  if (!ac_await (ac_client_forget_app (cli->client, cli->arguments[0]), &error) ||
      !(app = load (cli, &error)))
    return ac_cli_fail (cli, error);

  if (cli->json)
    print_app (cli, app, FALSE);
  else
    g_print ("%s\n", _ ("The keys are removed. Accounts that were added with them stay."));
  return AC_EXIT_OK;
}
