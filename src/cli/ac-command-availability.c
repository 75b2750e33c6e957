/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-cli.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-words.h"

#define MAX_AGE 120

static AcAvailability *
load (AcCli *cli, GError **error)
{
  return dex_await_object (ac_client_load_availability (cli->client), error);
}

static char *
format_day (gint64 time_ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (time_ms / 1000);

  return time != NULL ? g_date_time_format (time, "%x") : g_strdup ("");
}

/* The time is the last look, or where there was none, nothing. */
static void
print_policy (const AcAvailabilityFacts *facts)
{
  g_autoptr(AcTable) table = ac_table_new ();
  g_autofree char *checked = facts->checked_at != 0 ? format_day (facts->checked_at) : NULL;
  g_autofree char *serial = g_strdup_printf ("%" G_GINT64_FORMAT, facts->serial);
  g_autofree char *age = facts->age > 0 ? g_strdup_printf ("%u", facts->age) : NULL;

  ac_table_add (table, _ ("Your region:"),
                         facts->region != NULL ? facts->region : C_ ("region", "not told"), NULL);
  if (age != NULL)
    ac_table_add (table, _ ("Your age:"), age, NULL);
  ac_table_add (table, _ ("Policy:"), facts->serial != 0 ? serial
                                                        : C_ ("policy", "none"),
                                                             ac_words_for_policy (facts->fault),
                                                             NULL);
  if (checked != NULL)
    ac_table_add (table, _ ("Last check:"), checked, NULL);
  ac_table_print (table);
}

AcExit
ac_command_availability_list (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcAvailability) availability = load (cli, &error);
  g_autoptr(AcTable) table = ac_table_new ();
  GListModel *features = NULL;

  if (availability == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    return ac_cli_print_json (ac_availability_to_json (availability)), AC_EXIT_OK;

  features = ac_availability_get_features (availability);
  for (guint i = 0; i < g_list_model_get_n_items (features); i++)
    {
      g_autoptr(AcFeature) feature = g_list_model_get_item (features, i);

      ac_table_add (table, ac_feature_get_id (feature),
                    ac_words_for_unavailable (ac_feature_get_unavailable (feature)),
                    ac_feature_get_facts (feature)->on ? C_ ("feature", "on") : "", NULL);
    }
  ac_table_print (table);
  g_print ("\n");
  print_policy (ac_availability_get_facts (availability));
  return AC_EXIT_OK;
}

static void
add_closed (AcTable *table, const AcFeatureFacts *facts)
{
  g_autofree char *since = facts->closed_since != 0 ? format_day (facts->closed_since) : NULL;

  if (facts->closed_reason == NULL)
    return;

  ac_table_add (table, _ ("Why it is closed:"), ac_words_for_closed (facts->closed_reason), NULL);
  if (since != NULL)
    ac_table_add (table, _ ("Closed since:"), since, NULL);
}

static void
add_rollout (AcTable *table, const AcFeatureFacts *facts)
{
  g_autofree char *words = g_strdup_printf (_ ("%u %%; your place is %u of 10,000"),
                                              facts->rollout_percent, facts->bucket);

  ac_table_add (table, _ ("Share of people:"), words, NULL);
}

static void
print_feature (AcFeature *feature)
{
  const AcFeatureFacts *facts = ac_feature_get_facts (feature);
  g_autoptr(AcTable) table = ac_table_new ();
  g_autofree char *min_age = g_strdup_printf ("%u", facts->min_age);
  g_autofree char *types =
      facts->account_types != NULL ? g_strjoinv (", ", facts->account_types) : NULL;

  ac_table_add (table, _ ("Feature:"), facts->id,
                         ac_words_for_unavailable (ac_feature_get_unavailable (feature)),
                         facts->on ? C_ ("feature", "on") : "", NULL);
  ac_table_add (table, _ ("Why:"), ac_words_for_rule (facts->rule), NULL);
  ac_table_add (table, _ ("Rule that decided:"), ac_rule_to_slug (facts->rule), NULL);
  add_closed (table, facts);
  add_rollout (table, facts);
  if (facts->min_version != NULL)
    ac_table_add (table, _ ("From version:"), facts->min_version, NULL);
  if (facts->min_age > 0)
    ac_table_add (table, _ ("From age:"), min_age, NULL);
  if (types != NULL)
    ac_table_add (table, _ ("Kinds of accounts:"), types, NULL);
  ac_table_print (table);
}

AcExit
ac_command_availability_explain (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcAvailability) availability = load (cli, &error);
  AcFeature *feature = NULL;

  if (availability == NULL)
    return ac_cli_fail (cli, error);

  if (!(feature = ac_availability_find (availability, cli->arguments[0])))
    {
      g_set_error_literal (&error, AC_ERROR, AC_ERROR_NOT_FOUND, "No such feature");
      return ac_cli_fail (cli, error);
    }
  if (cli->json)
    return ac_cli_print_json (ac_feature_to_json (feature)), AC_EXIT_OK;

  print_feature (feature);
  g_print ("\n");
  print_policy (ac_availability_get_facts (availability));
  return AC_EXIT_OK;
}

/* Takes work, which may be NULL: nothing is changed. */
static AcExit
show_settings (AcCli *cli, DexFuture *work)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcAvailability) availability = NULL;

  if ((work != NULL && !ac_await (work, &error)) || !(availability = load (cli, &error)))
    return ac_cli_fail (cli, error);

  if (cli->json)
    ac_cli_print_json (ac_availability_to_json (availability));
  else
    print_policy (ac_availability_get_facts (availability));
  return AC_EXIT_OK;
}

AcExit
ac_command_availability_region (AcCli *cli)
{
  g_autofree char *code = NULL;

  if (cli->n_arguments == 0)
    return show_settings (cli, NULL);
  if (g_str_equal (cli->arguments[0], "none"))
    return show_settings (cli, ac_client_set_region (cli->client, NULL));

  code = g_ascii_strup (cli->arguments[0], -1);
  if (!ac_region_is_valid (code))
    return ac_cli_usage (_ ("A region is two letters, such as DE for Germany; none forgets it."));

  return show_settings (cli, ac_client_set_region (cli->client, code));
}

AcExit
ac_command_availability_age (AcCli *cli)
{
  guint64 age = 0;

  if (cli->n_arguments == 0)
    return show_settings (cli, NULL);
  if (!g_str_equal (cli->arguments[0], "none") &&
      !g_ascii_string_to_unsigned (cli->arguments[0], 10, 1, MAX_AGE, &age, NULL))
    return ac_cli_usage (_ ("An age is a number of years from 1 to 120; none forgets it."));

  return show_settings (cli, ac_client_set_age (cli->client, age));
}
