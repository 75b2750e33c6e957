/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-categories.h"
#include "ac-cli.h"
#include "ac-client-choices.h"
#include "ac-clock.h"
#include "ac-words.h"

static JsonNode *
describe_party (gpointer item)
{
  return ac_party_to_json (item);
}

static const char *
describe_kind (const AcPartyFacts *facts)
{
  switch (facts->kind)
    {
    case AC_RECIPIENT_SERVICE:
      return C_ ("recipient", "service");
    case AC_RECIPIENT_DESKTOP_APP:
      return C_ ("recipient", "app on this computer");
    case AC_RECIPIENT_SERVER_APP:
      return C_ ("recipient", "app of the server");
    case AC_RECIPIENT_HOST:
    default:
      return C_ ("recipient", "who runs the server");
    }
}

static char *
describe_wanted (const AcTerms *terms)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  for (AcCategory i = 0; i < AC_N_CATEGORIES; i++)
    if (terms->categories & (1u << i))
      g_strv_builder_add (builder, ac_category_to_slug (i));

  names = g_strv_builder_end (builder);
  return g_strjoinv (",", names);
}

static char *
describe_kept (const AcTerms *terms)
{
  return terms->kept_days != 0
             ? g_strdup_printf (
                   ngettext ("keeps it for %u day", "keeps it for %u days", terms->kept_days),
                   terms->kept_days)
             : g_strdup (_ ("doesn’t say how long it keeps it"));
}

static void
add_terms (AcTable *table, const AcPartyFacts *facts, AcUsePurpose purpose)
{
  const AcTerms *terms = &facts->terms[purpose];
  g_autofree char *wanted = describe_wanted (terms);
  g_autofree char *since = ac_clock_format (terms->changed_at);
  g_autofree char *kept = describe_kept (terms);

  ac_table_add (table, facts->who, describe_kind (facts), ac_words_for_use (purpose), wanted, since,
                kept, NULL);
}

static void
add_party (AcTable *table, AcParty *party)
{
  const AcPartyFacts *facts = ac_party_get_facts (party);
  gboolean says = FALSE;

  for (AcUsePurpose i = 0; i < AC_N_USES; i++)
    if (facts->terms[i].version != 0)
      {
        add_terms (table, facts, i);
        says = TRUE;
      }

  if (!says)
    ac_table_add (table, facts->who, describe_kind (facts), "-", "-", "-",
                  _ ("doesn’t say what it wants"), NULL);
}

AcExit
ac_command_recipients_list (AcCli *cli)
{
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) parties =
                dex_await_object (ac_client_list_recipients (cli->client), &error);

  if (parties == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    return ac_cli_print_list (parties, describe_party), AC_EXIT_OK;

  for (guint i = 0; i < g_list_model_get_n_items (parties); i++)
    {
      g_autoptr(AcParty) party = g_list_model_get_item (parties, i);

      add_party (table, party);
    }
  ac_table_print (table);
  return AC_EXIT_OK;
}
