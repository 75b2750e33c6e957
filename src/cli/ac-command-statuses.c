/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-cli-time.h"
#include "ac-cli.h"
#include "ac-client-drafts.h"
#include "ac-future.h"
#include "ac-words.h"

static JsonNode *
describe_status (gpointer item)
{
  return ac_status_to_json (item);
}

static JsonNode *
describe_draft (gpointer item)
{
  return ac_draft_to_json (item);
}

static void
add_status (AcTable *table, AcStatus *status)
{
  const gint64 share_at = ac_status_get_share_at (status);
  const AcPhase phase = ac_status_get_phase (status);
  g_autofree char *time = ac_cli_format_time (
      phase == AC_PHASE_SCHEDULED && share_at != 0 ? share_at : ac_status_get_created_at (status));
  g_autofree char *excerpt = ac_cli_dup_excerpt (ac_status_get_text (status));

  ac_table_add (table, ac_status_get_id (status), time, ac_words_for_phase (phase), excerpt, NULL);
}

static gboolean
read_phase (AcCli *cli, AcPhase *phase)
{
  if (cli->state == NULL || ac_phase_from_slug (cli->state, phase))
    return TRUE;

  ac_cli_usage (_ ("The state is live, scheduled or ended."));
  return FALSE;
}

AcExit
ac_command_statuses (AcCli *cli)
{
  AcPhase phase = AC_PHASE_LIVE;
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GListModel) statuses = NULL;
  g_autoptr(GError) error = NULL;

  if (!read_phase (cli, &phase))
    return AC_EXIT_USAGE;

  statuses = dex_await_object (
      ac_client_list_statuses (cli->client, cli->state != NULL ? &phase : NULL, cli->search),
      &error);
  if (statuses == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    {
      ac_cli_print_list (statuses, describe_status);
      return AC_EXIT_OK;
    }

  for (guint i = 0; i < g_list_model_get_n_items (statuses); i++)
    {
      g_autoptr(AcStatus) status = g_list_model_get_item (statuses, i);

      add_status (table, status);
    }
  ac_table_print (table);
  return AC_EXIT_OK;
}

AcExit
ac_command_drafts_list (AcCli *cli)
{
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) drafts = dex_await_object (ac_client_list_drafts (cli->client), &error);

  if (drafts == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    {
      ac_cli_print_list (drafts, describe_draft);
      return AC_EXIT_OK;
    }

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr(AcDraft) draft = g_list_model_get_item (drafts, i);
      g_autofree char *time = ac_cli_format_time (ac_draft_get_updated_at (draft));
      g_autofree char *excerpt = ac_cli_dup_excerpt (ac_draft_get_text (draft));

      ac_table_add (table, ac_draft_get_id (draft), time, excerpt, NULL);
    }
  ac_table_print (table);
  return AC_EXIT_OK;
}

/* (transfer none): an account's handle, or the service where it is shared by hand. */
static const char *
name_target (AcCli *cli, const AcDraftTarget *target)
{
  g_autoptr(AcAccount) account =
                target->account_id != NULL ? ac_cli_find_account (cli, target->account_id) : NULL;

  if (account != NULL)
    return ac_account_get_handle (account);
  return target->account_id != NULL ? _ ("an account that is gone") : target->service;
}

static void
print_targets (AcCli *cli, AcDraft *draft)
{
  g_autoptr(AcTable) table = ac_table_new ();

  for (guint i = 0; i < ac_draft_get_n_targets (draft); i++)
    {
      const AcDraftTarget *target = ac_draft_get_target (draft, i);

      ac_table_add (table, name_target (cli, target),
                    target->chosen ? ac_words_for_audience (target->audience)
                                   : _ ("not chosen"), NULL);
      ac_cli_add_own_text (table, target->text);
    }
  ac_table_print (table);
}

static void
print_pictures (AcDraft *draft)
{
  GListModel *pictures = ac_draft_get_pictures (draft);
  g_autoptr(AcTable) table = ac_table_new ();

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      const char *alt = ac_picture_get_alt (picture);

      ac_table_add (table, ac_picture_type_to_mime (ac_picture_get_type_of_file (picture)),
                    alt != NULL ? alt : "", NULL);
    }
  ac_table_print (table);
}

/* Its text comes first, as a row for each line, so that it is as harmless as the others. */
static void
print_text (AcDraft *draft)
{
  g_auto(GStrv) lines = g_strsplit (ac_draft_get_text (draft), "\n", -1);
  g_autoptr(AcTable) table = ac_table_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    ac_table_add (table, lines[i], NULL);
  ac_table_print (table);
}

AcExit
ac_command_drafts_show (AcCli *cli)
{
  g_autoptr(AcDraft) draft = NULL;
  g_autoptr(GError) error = NULL;

  draft = dex_await_object (ac_client_load_draft (cli->client, cli->arguments[0]), &error);
  if (draft == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    {
      ac_cli_print_json (ac_draft_to_json (draft));
      return AC_EXIT_OK;
    }

  print_text (draft);
  print_pictures (draft);
  print_targets (cli, draft);
  return AC_EXIT_OK;
}

/* Deleting what isn't there is fine by the backend; a wrong id is the person's mistake. */
AcExit
ac_command_drafts_delete (AcCli *cli)
{
  const char *id = cli->arguments[0];
  g_autoptr(AcDraft) draft = NULL;
  g_autoptr(GError) error = NULL;

  if (!(draft = dex_await_object (ac_client_load_draft (cli->client, id), &error)) ||
      !ac_await (ac_client_delete_draft (cli->client, id), &error))
    return ac_cli_fail (cli, error);

  return AC_EXIT_OK;
}
