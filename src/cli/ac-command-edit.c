/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-cli-texts.h"
#include "ac-cli.h"

#define MAX_TEXT 400000

/* Those with a text of their own; by_hand: those that the person shares, which have no account. */
static void
list_copies (AcCli *cli,
             AcStatus *status,
             gboolean by_hand,
             GPtrArray *accounts,
             GPtrArray *ids,
             GArray *targets)
{
  GListModel *deliveries = ac_status_get_deliveries (status);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);
      const char *account_id = ac_delivery_get_account_id (delivery);
      AcAccount *account =
          account_id != NULL ? ac_client_find_account (cli->client, account_id) : NULL;
      AcTarget target = { .account_id = account_id,
                          .service = by_hand ? ac_delivery_get_service (delivery) : NULL };

      if (ac_delivery_get_text (delivery) == NULL || by_hand != (account_id == NULL) ||
          (account == NULL && !by_hand))
        continue;
      if (account != NULL)
        g_ptr_array_add (accounts, g_object_ref (account));
      g_ptr_array_add (ids, (gpointer) ac_delivery_get_id (delivery));
      g_array_append_val (targets, target);
    }
}

/* Those of the status that have a text of their own and are named in --text-for. */
static gboolean
fill_own_texts (AcCli *cli, AcStatus *status, GArray *texts)
{
  g_autoptr(GPtrArray) accounts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autoptr(GArray) targets = g_array_new (FALSE, TRUE, sizeof (AcTarget));

  list_copies (cli, status, FALSE, accounts, ids, targets);
  list_copies (cli, status, TRUE, accounts, ids, targets);
  if (!ac_cli_fill_texts (cli, accounts, targets, TRUE))
    return FALSE;
  for (guint i = 0; i < targets->len; i++)
    {
      AcOwnText text = { g_ptr_array_index (ids, i), g_array_index (targets, AcTarget, i).text };

      if (text.text != NULL)
        g_array_append_val (texts, text);
    }
  return TRUE;
}

/* (nullable): with --text-for alone there is none. */
static char *
read_text (AcCli *cli, gboolean *good)
{
  const char *given = cli->n_arguments > 1 ? cli->arguments[1] : NULL;
  char *text = g_strcmp0 (given, "-") == 0 ? ac_cli_read_input (MAX_TEXT) : g_strdup (given);

  *good = text != NULL ? *text != '\0' && g_utf8_validate (text, -1, NULL)
                       : given == NULL && cli->texts != NULL;
  return text;
}

AcExit
ac_command_statuses_edit (AcCli *cli)
{
  g_autoptr(GArray) texts = g_array_new (FALSE, FALSE, sizeof (AcOwnText));
  g_autoptr(AcStatus) status = NULL;
  g_autoptr(GError) error = NULL;
  gboolean good = FALSE;
  g_autofree char *text = read_text (cli, &good);

  if (!good)
    return ac_cli_usage (_ ("There is no text, or it is too long or not UTF-8."));
  if (!(status = dex_await_object (ac_client_load_status (cli->client, cli->arguments[0]), &error)))
    return ac_cli_fail (cli, error);
  if (!fill_own_texts (cli, status, texts))
    return AC_EXIT_USAGE;

  return ac_cli_finish_status (
      cli, ac_client_edit_status (cli->client, cli->arguments[0], ac_status_get_revision (status),
                                  text, (const AcOwnText *) texts->data, texts->len));
}
