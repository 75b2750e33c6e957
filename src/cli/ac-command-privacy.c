/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-cli.h"
#include "ac-client-choices.h"
#include "ac-clock.h"
#include "ac-words.h"

static void
add_setting (AcTable *table, AcPrivacy *privacy, AcSetting setting)
{
  const AcSwitch *value = ac_privacy_get_switch (privacy, setting);
  g_autofree char *since = value->since != 0 ? ac_clock_format (value->since) : g_strdup ("-");

  ac_table_add (table, ac_setting_to_slug (setting), ac_words_for_setting (setting),
                value->on ? _ ("on") : _ ("off"), since, NULL);
}

static const char *
describe_heed (AcHeed heed)
{
  switch (heed)
    {
    case AC_HEED_YES:
      return _ ("says that it honours do-not-sell");
    case AC_HEED_NO:
      return _ ("says that it does not honour do-not-sell");
    case AC_HEED_NOTHING:
      return _ ("says nothing about do-not-sell");
    case AC_HEED_FAILED:
    default:
      return _ ("could not be asked about do-not-sell");
    }
}

static void
print_heeds (AcPrivacy *privacy)
{
  g_autoptr(AcTable) table = ac_table_new ();

  for (guint i = 0; i < ac_privacy_get_n_heeds (privacy); i++)
    {
      const AcHeedFacts *facts = ac_privacy_get_nth_heed (privacy, i);
      g_autofree char *asked = ac_clock_format (facts->asked_at);

      ac_table_add (table, facts->service, facts->host, asked, describe_heed (facts->heed), NULL);
    }
  ac_table_print (table);
}

static AcExit
show (AcCli *cli, AcPrivacy *privacy)
{
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    return ac_cli_print_json (ac_privacy_to_json (privacy)), AC_EXIT_OK;

  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    add_setting (table, privacy, i);
  ac_table_print (table);
  print_heeds (privacy);
  return AC_EXIT_OK;
}

AcExit
ac_command_privacy_show (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcPrivacy) privacy = dex_await_object (ac_client_load_privacy (cli->client), &error);

  return privacy != NULL ? show (cli, privacy) : ac_cli_fail (cli, error);
}

AcExit
ac_command_privacy_set (AcCli *cli)
{
  const gboolean on = g_str_equal (cli->arguments[1], "on");
  AcSetting setting = AC_SETTING_KEEP_SEPARATE;
  g_autoptr(AcPrivacy) privacy = NULL;
  g_autoptr(GError) error = NULL;

  if (!ac_setting_from_slug (cli->arguments[0], &setting) ||
      (!on && !g_str_equal (cli->arguments[1], "off")))
    return ac_cli_usage (_ ("Say keep-separate or do-not-sell, and on or off."));

  privacy = dex_await_object (
      ac_client_set_privacy (cli->client, setting, on, AC_CLI_WORDS_VERSION), &error);
  return privacy != NULL ? show (cli, privacy) : ac_cli_fail (cli, error);
}
