/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-attempt.h"
#include "ac-cli-time.h"
#include "ac-cli.h"
#include "ac-table.h"
#include "ac-words.h"

static const char *const steps[] = {
  [AC_ATTEMPT_STEP_PUBLISH] = NC_ ("try", "share"),
  [AC_ATTEMPT_STEP_LOOK] = NC_ ("try", "look for it"),
  [AC_ATTEMPT_STEP_REMOVE] = NC_ ("try", "delete"),
  [AC_ATTEMPT_STEP_VERIFY] = NC_ ("try", "look whether it is gone"),
  [AC_ATTEMPT_STEP_WATCH] = NC_ ("try", "look whether it came late"),
  [AC_ATTEMPT_STEP_END] = NC_ ("try", "look whether it ended"),
  [AC_ATTEMPT_STEP_EDIT] = NC_ ("try", "change"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (steps) == AC_ATTEMPT_STEP_EDIT + 1);

static const char *const outcomes[] = {
  [AC_ATTEMPT_OUTCOME_UNDER_WAY] = NC_ ("try", "under way"),
  [AC_ATTEMPT_OUTCOME_DONE] = NC_ ("try", "done"),
  [AC_ATTEMPT_OUTCOME_DONE_NO_ID] = NC_ ("try", "accepted, without an address"),
  [AC_ATTEMPT_OUTCOME_FOUND] = NC_ ("try", "it is there"),
  [AC_ATTEMPT_OUTCOME_ABSENT] = NC_ ("try", "it is not there"),
  [AC_ATTEMPT_OUTCOME_NOT_SENT] = NC_ ("try", "nothing changed there"),
  [AC_ATTEMPT_OUTCOME_LATER] = NC_ ("try", "not now"),
  [AC_ATTEMPT_OUTCOME_REJECTED] = NC_ ("try", "refused"),
  [AC_ATTEMPT_OUTCOME_SIGN_IN] = NC_ ("try", "signed out"),
  [AC_ATTEMPT_OUTCOME_UNKNOWN] = NC_ ("try", "no clear answer"),
  [AC_ATTEMPT_OUTCOME_PREPARED] = NC_ ("try", "prepared"),
  [AC_ATTEMPT_OUTCOME_BLOCKED] = NC_ ("try", "held"),
  [AC_ATTEMPT_OUTCOME_INTERRUPTED] = NC_ ("try", "interrupted"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (outcomes) == AC_ATTEMPT_OUTCOME_INTERRUPTED + 1);

static JsonNode *
describe_attempt (gpointer item)
{
  return ac_attempt_to_json (item);
}

/* Returns: (transfer full): what went over the wire; "" when nothing did */
static char *
describe_wire (const AcAttemptFacts *facts)
{
  g_autofree char *sent = g_format_size (facts->sent);

  if (facts->requests == 0)
    return g_strdup ("");
  if (facts->http_status == 0)
    return g_strdup_printf (_ ("no answer, %s sent"), sent);
  return g_strdup_printf (_ ("HTTP %u, %s sent"), facts->http_status, sent);
}

static const char *
describe_outcome (const AcAttemptFacts *facts)
{
  if (ac_attempt_ended_here (facts))
    return C_ ("try", "not sent");
  if (facts->step == AC_ATTEMPT_STEP_PUBLISH && facts->outcome == AC_ATTEMPT_OUTCOME_NOT_SENT)
    return C_ ("try", "nothing posted");

  return g_dpgettext2 (NULL, "try", outcomes[facts->outcome]);
}

static void
add_attempt (AcTable *table, const AcAttemptFacts *facts)
{
  g_autofree char *time = ac_cli_format_time (facts->armed_at);
  g_autofree char *wire = describe_wire (facts);
  const gboolean has_reason =
      facts->error != AC_ERROR_FAILED && facts->error != AC_ERROR_UNKNOWN_OUTCOME;

  ac_table_add (table, time, g_dpgettext2 (NULL, "try", steps[facts->step]),
                describe_outcome (facts), wire, NULL);
  if (has_reason)
    ac_table_add (table, "", ac_words_for_error (facts->error), NULL);
}

AcExit
ac_command_deliveries_attempts (AcCli *cli)
{
  g_autoptr(GListModel) attempts = NULL;
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GError) error = NULL;

  if (!(attempts =
            dex_await_object (ac_client_list_attempts (cli->client, cli->arguments[0]), &error)))
    return ac_cli_fail (cli, error);
  if (cli->json)
    {
      ac_cli_print_list (attempts, describe_attempt);
      return AC_EXIT_OK;
    }

  for (guint i = 0; i < g_list_model_get_n_items (attempts); i++)
    {
      g_autoptr(AcAttempt) attempt = g_list_model_get_item (attempts, i);

      add_attempt (table, ac_attempt_get_facts (attempt));
    }
  ac_table_print (table);
  if (g_list_model_get_n_items (attempts) == 0)
    g_print ("%s\n", _ ("Nothing was tried yet."));
  return AC_EXIT_OK;
}
