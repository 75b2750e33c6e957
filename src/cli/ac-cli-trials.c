/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-cli-trials.h"
#include "ac-trial.h"
#include "ac-words.h"

static JsonNode *
describe_trial (gpointer item)
{
  return ac_trial_to_json (item);
}

static void
add_note (AcTable *table, const char *words)
{
  g_autofree char *note = g_strconcat ("  ", words, NULL);

  ac_table_add (table, note, NULL);
}

static void
add_count (AcTable *table, const AcTrialFacts *facts)
{
  g_autofree char *words = NULL;

  if (facts->posts > 1)
    words = g_strdup_printf (ngettext ("a thread of %u post", "a thread of %u posts", facts->posts),
                             facts->posts);
  else if (facts->counted && facts->left < 0)
    words = g_strdup_printf (
        ngettext ("%d character too long", "%d characters too long", -facts->left), -facts->left);
  else if (facts->counted)
    words = g_strdup_printf (ngettext ("%d character left", "%d characters left", facts->left),
                             facts->left);
  if (words != NULL)
    add_note (table, words);
}

static void
add_trial (AcCli *cli, AcTable *table, const AcTrialFacts *facts)
{
  const char *service = facts->service != NULL ? ac_cli_name_service (cli, facts->service) : "";

  ac_table_add (table, facts->handle != NULL ? facts->handle : service, service,
                facts->refused ? _ ("would be refused")
                               : facts->account_id != NULL
                ? _ ("would be shared")
                : _ ("would be yours to share"), NULL);
  if (facts->refused)
    add_note (table, ac_words_for_error (facts->error));
  add_count (table, facts);
}

AcExit
ac_cli_finish_trials (AcCli *cli, DexFuture *work)
{
  g_autoptr(GListModel) trials = NULL;
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GError) error = NULL;
  gboolean refused = FALSE;

  if (!(trials = dex_await_object (work, &error)))
    return ac_cli_fail (cli, error);

  for (guint i = 0; i < g_list_model_get_n_items (trials); i++)
    {
      g_autoptr(AcTrial) trial = g_list_model_get_item (trials, i);

      add_trial (cli, table, ac_trial_get_facts (trial));
      refused = refused || ac_trial_get_facts (trial)->refused;
    }
  if (cli->json)
    ac_cli_print_list (trials, describe_trial);
  else
    ac_table_print (table);
  return refused ? AC_EXIT_REJECTED : AC_EXIT_OK;
}
