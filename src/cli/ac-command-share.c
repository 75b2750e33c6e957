/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "ac-cli-pictures.h"
#include "ac-cli-remarks.h"
#include "ac-cli-texts.h"
#include "ac-cli-time.h"
#include "ac-cli-trials.h"
#include "ac-cli.h"
#include "ac-clock.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-qr-text.h"
#include "ac-service-item.h"
#include "ac-words.h"

#define MAX_TEXT 400000
#define PATIENCE (60 * G_USEC_PER_SEC)

static gboolean
is_under_way (AcDelivery *delivery)
{
  const AcDeliveryState state = ac_delivery_get_state (delivery);

  if (state == AC_DELIVERY_LIVE)
    return ac_delivery_get_edit (delivery) == AC_EDIT_CHANGING;
  return state == AC_DELIVERY_WAITING || state == AC_DELIVERY_SENDING ||
         state == AC_DELIVERY_CHECKING || state == AC_DELIVERY_REMOVING;
}

static AcExit
judge_edit (AcDelivery *delivery)
{
  switch (ac_delivery_get_edit (delivery))
    {
    case AC_EDIT_CHANGING:
      return AC_EXIT_WAITING;
    case AC_EDIT_FAILED:
      return AC_EXIT_FAILED;
    case AC_EDIT_STOPPED:
    case AC_EDIT_BLOCKED:
      return AC_EXIT_NEEDS_YOU;
    case AC_EDIT_CHANGED:
    case AC_EDIT_KEPT:
    case AC_EDIT_NONE:
    default:
      return AC_EXIT_OK;
    }
}

static AcExit
judge (AcDelivery *delivery)
{
  switch (ac_delivery_get_state (delivery))
    {
    case AC_DELIVERY_LIVE:
      return judge_edit (delivery);
    case AC_DELIVERY_REMOVED:
    case AC_DELIVERY_CANCELLED:
    case AC_DELIVERY_SHARED_BY_YOU:
    case AC_DELIVERY_DELETED_BY_YOU:
    case AC_DELIVERY_EXPIRED:
    case AC_DELIVERY_GONE:
      return AC_EXIT_OK;
    case AC_DELIVERY_FAILED:
      return AC_EXIT_REJECTED;
    case AC_DELIVERY_NEEDS_YOU:
    case AC_DELIVERY_SIGN_IN_NEEDED:
    case AC_DELIVERY_STOPPED:
    case AC_DELIVERY_HANDED_TO_YOU:
    case AC_DELIVERY_YOURS_TO_DELETE:
    case AC_DELIVERY_MISSED:
      return AC_EXIT_NEEDS_YOU;
    case AC_DELIVERY_REMOVE_FAILED:
      return AC_EXIT_FAILED;
    case AC_DELIVERY_WAITING:
    case AC_DELIVERY_SENDING:
    case AC_DELIVERY_CHECKING:
    case AC_DELIVERY_REMOVING:
    case AC_DELIVERY_SCHEDULED:
    default:
      return AC_EXIT_WAITING;
    }
}

/* The worst of all: what was refused before what needs the person, before what failed, before what
 * waits. */
static AcExit
judge_all (AcStatus *status, gboolean *under_way)
{
  static const AcExit order[] = { AC_EXIT_REJECTED, AC_EXIT_NEEDS_YOU, AC_EXIT_FAILED,
                                  AC_EXIT_WAITING };
  GListModel *deliveries = ac_status_get_deliveries (status);
  gboolean seen[AC_EXIT_REJECTED + 1] = { FALSE };

  *under_way = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      seen[judge (delivery)] = TRUE;
      *under_way = *under_way || is_under_way (delivery);
    }

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (seen[order[i]])
      return order[i];

  return AC_EXIT_OK;
}

static void
event_cb (
    AcClient *client, const char *type, const char *id, const char *status_id, DexPromise **changed)
{
  if (dex_future_is_pending (DEX_FUTURE (*changed)))
    dex_promise_resolve_boolean (*changed, TRUE);
}

/* Looks again after each event until nothing is under way, a minute at most. */
static AcStatus *
wait_for_status (AcCli *cli, const char *id, GError **error)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE;
  DexPromise *changed = dex_promise_new ();
  const gulong handler = g_signal_connect (cli->client, "event", G_CALLBACK (event_cb), &changed);
  g_autoptr(AcStatus) status = NULL;

  while (TRUE)
    {
      g_autoptr(AcStatus) now = NULL;
      gboolean under_way = FALSE;
      const gint64 left = (end - g_get_monotonic_time ()) / 1000;

      if (!dex_future_is_pending (DEX_FUTURE (changed)))
        {
          dex_clear (&changed);
          changed = dex_promise_new ();
        }

      now = dex_await_object (ac_client_load_status (cli->client, id), error);
      g_set_object (&status, now);
      if (status != NULL)
        judge_all (status, &under_way);
      if (!under_way || left <= 0 ||
          !ac_await (
              dex_future_first (dex_ref (DEX_FUTURE (changed)), ac_future_delay (left), NULL),
              error))
        break;
    }

  g_signal_handler_disconnect (cli->client, handler);
  dex_clear (&changed);
  return g_steal_pointer (&status);
}

/* What a phone's camera takes from the screen. */
static void
print_codes (GListModel *deliveries)
{
  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);
      g_autofree char *code = NULL;

      if (ac_delivery_get_state (delivery) != AC_DELIVERY_HANDED_TO_YOU)
        continue;
      g_print (
          _ ("Nothing was sent. Open the link, also with your phone, share the text there, then "
                  "say “acctl resolve %s posted”.\n"),
            ac_delivery_get_id (delivery));
      if (isatty (STDOUT_FILENO) && g_get_charset (NULL) &&
          (code = ac_qr_text_new (ac_delivery_get_url (delivery))))
        g_print ("%s", code);
    }
}

static void
print_status (AcCli *cli, AcStatus *status)
{
  GListModel *deliveries = ac_status_get_deliveries (status);
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    {
      ac_cli_print_json (ac_status_to_json (status));
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      ac_cli_add_delivery (cli, table, delivery);
    }
  g_print (_ ("Status %s\n"), ac_status_get_id (status));
  ac_table_print (table);
  print_codes (deliveries);
}

AcExit
ac_cli_finish_status (AcCli *cli, DexFuture *work)
{
  g_autoptr(AcStatus) status = NULL;
  g_autoptr(AcStatus) settled = NULL;
  g_autoptr(GError) error = NULL;
  gboolean under_way = FALSE;

  if (!(status = dex_await_object (work, &error)))
    return ac_cli_fail (cli, error);

  if (!cli->wait)
    {
      print_status (cli, status);
      return AC_EXIT_OK;
    }

  settled = wait_for_status (cli, ac_status_get_id (status), &error);
  if (settled == NULL)
    return ac_cli_fail (cli, error);

  print_status (cli, settled);
  return judge_all (settled, &under_way);
}

static gboolean
is_wanted (AcCli *cli, AcAccount *account)
{
  if (ac_account_get_state (account) == AC_ACCOUNT_REMOVING)
    return FALSE;

  for (guint i = 0; cli->to[i] != NULL; i++)
    if (ac_cli_account_matches (account, cli->to[i]) ||
        g_str_equal (ac_account_get_service (account), cli->to[i]))
      return TRUE;

  return FALSE;
}

/* (nullable): a service where the person shares by hand. */
static const AcService *
find_by_hand (AcCli *cli, const char *name)
{
  GListModel *services = ac_client_get_services (cli->client);

  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr(AcServiceItem) item = g_list_model_get_item (services, i);
      const AcService *service = ac_service_item_get_service (item);

      if (g_str_equal (service->id, name))
        return service->by_hand ? service : NULL;
    }
  return NULL;
}

static gboolean
is_account (GPtrArray *accounts, const char *name)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      AcAccount *account = g_ptr_array_index (accounts, i);

      if (ac_cli_account_matches (account, name) ||
          g_str_equal (ac_account_get_service (account), name))
        return TRUE;
    }
  return FALSE;
}

/* A name that stands for no account is a mistake, not a smaller share. */
static gboolean
all_found (AcCli *cli, GPtrArray *accounts)
{
  for (guint i = 0; cli->to[i] != NULL; i++)
    if (!is_account (accounts, cli->to[i]) && find_by_hand (cli, cli->to[i]) == NULL)
      {
        g_printerr (_ ("acctl: There is no account “%s”.\n"), cli->to[i]);
        return FALSE;
      }

  return TRUE;
}

static GPtrArray *
choose_accounts (AcCli *cli)
{
  GListModel *model = ac_client_get_accounts (cli->client);
  GPtrArray *accounts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (model, i);

      if (is_wanted (cli, account))
        g_ptr_array_add (accounts, g_steal_pointer (&account));
    }

  return accounts;
}

static gboolean
check_audience (const char *name, guint audiences, AcAudience audience)
{
  if ((audiences & (1u << audience)) != 0)
    return TRUE;
  g_printerr (_ ("acctl: %s has no such audience: %s\n"), name, ac_words_for_audience (audience));
  return FALSE;
}

static AcForm
get_form (AcCli *cli)
{
  return cli->story ? AC_FORM_STORY : cli->ghost ? AC_FORM_GHOST : AC_FORM_POST;
}

static AcLongText
get_long_text (AcCli *cli, AcAccount *account)
{
  if (!cli->thread || !ac_cli_has_threads (cli, ac_account_get_service (account)))
    return AC_LONG_TEXT_REFUSE;
  return cli->numbered ? AC_LONG_TEXT_NUMBERED_THREAD : AC_LONG_TEXT_THREAD;
}

/* What stands for no account is shared by hand. */
static gboolean
fill_targets (AcCli *cli, GPtrArray *accounts, AcAudience audience, GArray *targets)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      AcAccount *account = g_ptr_array_index (accounts, i);
      AcTarget target = { .account_id = ac_account_get_id (account),
                          .audience = audience,
                          .form = get_form (cli),
                          .long_text = get_long_text (cli, account) };

      if (!check_audience (ac_account_get_handle (account), ac_account_get_audiences (account),
                           audience))
        return FALSE;
      g_array_append_val (targets, target);
    }

  for (guint i = 0; cli->to[i] != NULL; i++)
    {
      AcTarget target = { .audience = audience, .service = cli->to[i] };

      if (is_account (accounts, cli->to[i]))
        continue;
      if (!check_audience (cli->to[i], find_by_hand (cli, cli->to[i])->audiences, audience))
        return FALSE;
      g_array_append_val (targets, target);
    }

  return TRUE;
}

static char *
read_text (AcCli *cli)
{
  return g_str_equal (cli->arguments[0], "-") ? ac_cli_read_input (MAX_TEXT)
                                              : g_strdup (cli->arguments[0]);
}

static gboolean
read_plan (AcCli *cli, AcPlan *plan)
{
  if (cli->life != NULL && !ac_life_from_slug (cli->life, &plan->life))
    return ac_cli_usage (
        _ ("The copies stay for 1h, 24h or 7d, or with keep until you delete them.")), FALSE;
  if (cli->share_at == NULL)
    return TRUE;

  plan->share_at = ac_cli_read_time (cli->share_at);
  return plan->share_at != 0;
}

/* Then nothing of the shared one is posted. */
static gboolean
have_own_texts (GArray *targets)
{
  for (guint i = 0; i < targets->len; i++)
    if (g_array_index (targets, AcTarget, i).text == NULL)
      return FALSE;

  return TRUE;
}

AcExit
ac_command_share (AcCli *cli)
{
  guint n_pictures = cli->pictures != NULL ? g_strv_length (cli->pictures) : 0;
  g_autoptr(GListModel) pictures = NULL;
  g_autoptr(AcRemarks) remarks = NULL;
  AcExit exit = AC_EXIT_OK;
  g_autoptr(GPtrArray) accounts = NULL;
  g_autoptr(GArray) targets = g_array_new (FALSE, FALSE, sizeof (AcTarget));
  g_autofree char *text = NULL;
  g_autofree char *key = ac_random_token (18);
  AcAudience audience = AC_AUDIENCE_DIRECT;
  AcPlan plan = { AC_LIFE_KEEP };

  if (cli->to == NULL)
    return ac_cli_usage (_ ("Say where to share it: name accounts or services with --to."));
  if (cli->audience == NULL || !ac_audience_from_slug (cli->audience, &audience))
    return ac_cli_usage (
        _ ("Say who may see it: --audience is direct, followers, unlisted or public."));

  accounts = choose_accounts (cli);
  if (!all_found (cli, accounts))
    return AC_EXIT_USAGE;

  if (!fill_targets (cli, accounts, audience, targets) ||
      !ac_cli_fill_texts (cli, accounts, targets, FALSE))
    return AC_EXIT_USAGE;

  if (!read_plan (cli, &plan))
    return AC_EXIT_USAGE;
  if (cli->dry_run && cli->wait)
    return ac_cli_usage (_ ("--dry-run and --wait don’t go together."));
  if (cli->story && cli->ghost)
    return ac_cli_usage (_ ("--story and --ghost don’t go together."));
  if (cli->numbered && !cli->thread)
    return ac_cli_usage (_ ("--numbered is for --thread."));
  if (cli->thread && (cli->story || cli->ghost))
    return ac_cli_usage (_ ("A thread is of posts, not of a story or a ghost post."));
  if (cli->alts != NULL && g_strv_length (cli->alts) > n_pictures)
    return ac_cli_usage (_ ("There are more --alt than --picture."));

  text = read_text (cli);
  if (text == NULL || (*text == '\0' && n_pictures == 0 && !have_own_texts (targets)) ||
      !g_utf8_validate (text, -1, NULL))
    return ac_cli_usage (_ ("There is no text, or it is too long or not UTF-8."));

  if (!(pictures = ac_cli_read_pictures (cli, &exit)) ||
      !(remarks = ac_cli_read_remarks (cli, text, accounts, targets, &exit)))
    return exit;
  plan.remarks = remarks;
  ac_cli_tell_changes (cli, accounts, pictures);

  if (cli->dry_run)
    return ac_cli_finish_trials (cli, ac_client_try_status (cli->client, text, pictures,
                                                            (const AcTarget *) targets->data,
                                                            targets->len, &plan));
  return ac_cli_finish_status (cli, ac_client_share (cli->client, key, text, pictures,
                                                     (const AcTarget *) targets->data, targets->len,
                                                     &plan));
}

AcExit
ac_command_statuses_plan (AcCli *cli)
{
  gint64 share_at = 0;

  if (!g_str_equal (cli->arguments[1], "now") &&
      (share_at = ac_cli_read_time (cli->arguments[1])) == 0)
    return AC_EXIT_USAGE;

  return ac_cli_finish_status (cli,
                               ac_client_plan_status (cli->client, cli->arguments[0], share_at));
}

AcExit
ac_command_delete (AcCli *cli)
{
  return ac_cli_finish_status (cli, ac_client_delete_status (cli->client, cli->arguments[0]));
}

static JsonNode *
describe_delivery (gpointer item)
{
  return ac_delivery_to_json (item);
}

/* Here the ids are wanted: “retry”, “resolve” and “delete” take them. */
static void
add_with_ids (AcCli *cli, AcTable *table, AcDelivery *delivery)
{
  g_autofree char *ids =
      g_strdup_printf (_ ("  delivery %s of status %s"), ac_delivery_get_id (delivery),
                         ac_delivery_get_status_id (delivery));

  ac_cli_add_delivery (cli, table, delivery);
  ac_table_add (table, ids, NULL);
}

AcExit
ac_command_deliveries (AcCli *cli)
{
  g_autoptr(GListModel) deliveries = NULL;
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GError) error = NULL;

  if (!(deliveries = dex_await_object (ac_client_list_deliveries (cli->client), &error)))
    return ac_cli_fail (cli, error);

  if (cli->json)
    {
      ac_cli_print_list (deliveries, describe_delivery);
      return AC_EXIT_OK;
    }

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      add_with_ids (cli, table, delivery);
    }
  ac_table_print (table);
  if (g_list_model_get_n_items (deliveries) == 0)
    g_print ("%s\n", _ ("Everything is settled."));
  return AC_EXIT_OK;
}

/* Takes work, which resolves to a delivery. */
static AcExit
finish_delivery (AcCli *cli, DexFuture *work)
{
  g_autoptr(AcDelivery) delivery = NULL;
  g_autoptr(AcTable) table = ac_table_new ();
  g_autoptr(GError) error = NULL;

  if (!(delivery = dex_await_object (work, &error)))
    return ac_cli_fail (cli, error);

  if (cli->json)
    {
      ac_cli_print_json (ac_delivery_to_json (delivery));
      return AC_EXIT_OK;
    }

  ac_cli_add_delivery (cli, table, delivery);
  ac_table_print (table);
  return AC_EXIT_OK;
}

AcExit
ac_command_deliveries_verify (AcCli *cli)
{
  return finish_delivery (cli, ac_client_verify_delivery (cli->client, cli->arguments[0]));
}

AcExit
ac_command_retry (AcCli *cli)
{
  return finish_delivery (cli, ac_client_retry_delivery (cli->client, cli->arguments[0]));
}

AcExit
ac_command_resolve (AcCli *cli)
{
  static const char *const verdicts[] = { "posted", "not-posted", "drop", NULL };
  const char *url = cli->arguments[2];

  if (!g_strv_contains (verdicts, cli->arguments[1]))
    return ac_cli_usage (_ ("The verdict is one of posted, not-posted and drop."));
  if (url != NULL && !g_str_equal (cli->arguments[1], "posted"))
    return ac_cli_usage (_ ("Only what was posted has an address."));

  return finish_delivery (
      cli, ac_client_resolve_delivery (cli->client, cli->arguments[0], cli->arguments[1], url));
}
