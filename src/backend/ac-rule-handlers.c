/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement.h"
#include "ac-clock.h"
#include "ac-handlers.h"
#include "ac-request-key.h"
#include "ac-rules.h"
#include "ac-store-ledger.h"
#include "ac-store-rules.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static JsonNode *
rule_to_json (gpointer item)
{
  return ac_share_rule_to_json (item);
}

static const char *
rule_id (gpointer item)
{
  return ac_share_rule_get_id (item);
}

static GObject *
list_rules (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) rules = ac_store_list_rules (store, request->person, request->cursor,
                                                     request->limit + 1, error);

  return rules != NULL ? G_OBJECT (ac_reply_new_page (G_LIST_MODEL (rules), request->limit,
                                                      rule_to_json, rule_id))
                       : NULL;
}

AcReply *
ac_handle_list_rules (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_rules, error);
}

static GObject *
get_rule (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcShareRule) rule = ac_store_get_rule (store, request->person, request->id, error);

  return rule != NULL ? G_OBJECT (ac_reply_new_json (200, ac_share_rule_to_json (rule))) : NULL;
}

AcReply *
ac_handle_get_rule (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_rule, error);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, why);
  return FALSE;
}

/* Whether what stands at the one can be read and the other takes words. */
static gboolean
check_accounts (AcStore *store, AcRequest *request, const AcShareRuleFacts *facts, GError **error)
{
  AcContext *context = request->context;
  g_autoptr(AcAccount) from = ac_store_get_account (store, request->person, facts->from, error);
  g_autoptr(AcAccount) to = from != NULL
                                ? ac_store_get_account (store, request->person, facts->to, error)
                                : NULL;
  AcContents contents = { .text = ".", .audience = facts->audience };
  AcConnector *source = NULL;
  AcConnector *target = NULL;
  AcParcel *parcel = NULL;
  gboolean by_hand = FALSE;

  if (to == NULL ||
      !(source = ac_connectors_find (context->connectors, ac_account_get_service (from), error)) ||
      !(target = ac_connectors_find (context->connectors, ac_account_get_service (to), error)))
    return FALSE;
  if (!ac_connector_get_service (source)->lists_posts)
    return refuse (error, "What is posted at this service can't be read yet");

  parcel = ac_connector_render (target, to, facts->id, &contents, error);
  if (parcel == NULL)
    return FALSE;
  by_hand = parcel->hand_over != NULL;
  ac_parcel_free (parcel);
  return by_hand ? refuse (error, "Nothing is shared at this service without a person's hand")
                 : TRUE;
}

static gboolean
read_days (AcShareRuleFacts *facts, JsonObject *body, GError **error)
{
  const gboolean given = json_object_has_member (body, "days");
  const gint64 days = given ? ac_json_get_integer (body, "days") : AC_SHARE_RULE_MAX_DAYS;

  if (days < 1 || days > AC_SHARE_RULE_MAX_DAYS)
    return refuse (error, "A rule holds for 1 to 90 days");
  if (given || facts->until == 0)
    facts->until = ac_clock_now_ms () + days * DAY_MS;
  return TRUE;
}

/* Nothing that was posted before it is shared. It is asked for as any sharing because of the link
 * is. */
static gboolean
turn_on (AcStore *store, AcRequest *request, AcShareRuleFacts *facts, GError **error)
{
  g_autofree char *other = NULL;

  if (facts->until <= ac_clock_now_ms ())
    return refuse (error, "The rule is over; say for how many days it is to hold");
  if (!ac_gate_admit (request->context->gate, store, request->person, AC_FEATURE_STATUS_SHARING,
                      error) ||
      !(other = ac_store_admit_target (store, request->person, facts->link, facts->to, error)))
    return FALSE;

  facts->ended = AC_SHARE_RULE_END_NONE;
  facts->since = ac_clock_now_ms ();
  return TRUE;
}

static gboolean
turn (AcStore *store, AcRequest *request, AcShareRuleFacts *facts, GError **error)
{
  const gboolean on = ac_json_get_boolean (request->body, "on");
  const gboolean was_on = facts->ended == AC_SHARE_RULE_END_NONE;

  if (!json_object_has_member (request->body, "on") || on == was_on)
    return TRUE;
  if (on && !turn_on (store, request, facts, error))
    return FALSE;

  if (!on)
    facts->ended = AC_SHARE_RULE_END_PERSON;
  return ac_store_note_change (store, request->person, facts->from, on ? "rule-on" : "rule-off",
                               error);
}

/* Between which accounts; the link says the other one. */
static gboolean
read_accounts (AcStore *store, AcRequest *request, AcShareRuleFacts *facts, GError **error)
{
  const char *from = ac_json_get_string (request->body, "from");
  g_autoptr(AcLink) link = ac_store_get_link (store, request->person,
                                              ac_json_get_string (request->body, "link"), error);
  const char *to = link != NULL ? ac_link_get_other_account_id (link, from) : NULL;

  if (link == NULL)
    return FALSE;
  if (to == NULL)
    return refuse (error, "The account is none of the link's");

  facts->id = ac_id_new ();
  facts->link = g_strdup (ac_link_get_id (link));
  facts->from = g_strdup (from);
  facts->to = g_strdup (to);
  return TRUE;
}

/* What stands in the body, over what is usual. */
static gboolean
read_new (AcStore *store, AcRequest *request, AcShareRuleFacts *facts, GError **error)
{
  *facts = (AcShareRuleFacts) { .audience = AC_AUDIENCE_PUBLIC,
                                .posts = AC_AUDIENCE_PUBLIC,
                                .per_hour = AC_SHARE_RULE_USUAL_PER_HOUR,
                                .ended = AC_SHARE_RULE_END_PERSON,
                                .created_at = ac_clock_now_ms () };

  return read_accounts (store, request, facts, error) &&
         ac_share_rule_facts_read (facts, request->body, error) &&
         read_days (facts, request->body, error) && check_accounts (store, request, facts, error);
}

/* The rule and the answer under the request's key are one transaction. */
static GObject *
make_rule (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_auto(AcShareRuleFacts) facts = { 0 };
  g_autoptr(AcShareRule) rule = NULL;
  g_autoptr(AcReply) reply = NULL;
  g_autofree char *location = NULL;

  if (!read_new (store, request, &facts, error) || !turn (store, request, &facts, error))
    return NULL;

  rule = ac_share_rule_new (&facts);
  reply = ac_reply_new_json (201, ac_share_rule_to_json (rule));
  location = g_strconcat ("/v1/rules/", facts.id, NULL);
  ac_reply_set_location (reply, location);
  return ac_store_add_rule (store, request->person, rule, error) &&
                 ac_request_key_store (request, store, reply, error)
             ? G_OBJECT (g_steal_pointer (&reply))
             : NULL;
}

AcReply *
ac_handle_make_rule (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, make_rule, error);

  if (reply != NULL)
    ac_rules_wake (request->context->rules);
  else
    request->key_stored = FALSE;
  return reply;
}

static GObject *
change_rule (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcShareRule) rule = ac_store_get_rule (store, request->person, request->id, error);
  g_auto(AcShareRuleFacts) facts = { 0 };
  g_autoptr(AcShareRule) changed = NULL;

  if (rule == NULL)
    return NULL;

  ac_share_rule_facts_copy (ac_share_rule_get_facts (rule), &facts);
  if (!ac_share_rule_facts_read (&facts, request->body, error) ||
      !read_days (&facts, request->body, error) ||
      (json_object_has_member (request->body, "audience") &&
       !check_accounts (store, request, &facts, error)) ||
      !turn (store, request, &facts, error))
    return NULL;

  changed = ac_share_rule_new (&facts);
  return ac_store_put_rule (store, request->person, changed, error)
             ? G_OBJECT (ac_reply_new_json (200, ac_share_rule_to_json (changed)))
             : NULL;
}

AcReply *
ac_handle_change_rule (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, change_rule, error);

  if (reply != NULL)
    ac_rules_wake (request->context->rules);
  return reply;
}

static GObject *
delete_rule (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcShareRule) rule = ac_store_get_rule (store, request->person, request->id, error);

  return rule != NULL && ac_store_delete_rule (store, request->person, request->id, error) &&
                 ac_store_note_change (store, request->person, ac_share_rule_get_facts (rule)->from,
                                       "rule-deleted", error)
             ? G_OBJECT (ac_reply_new (204))
             : NULL;
}

AcReply *
ac_handle_delete_rule (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, delete_rule, error);

  if (reply != NULL)
    ac_rules_wake (request->context->rules);
  return reply;
}

static JsonNode *
post_to_json (gpointer item)
{
  return ac_post_to_json (item);
}

static const char *
post_id (gpointer item)
{
  return ac_post_get_facts (item)->uri;
}

static GObject *
load_rule (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return (GObject *) ac_store_get_rule (store, request->person, request->id, error);
}

static GObject *
read_choices (AcStore *store, gpointer user_data, GError **error)
{
  g_auto(AcShareRuleFacts) facts = { 0 };

  return read_new (store, user_data, &facts, error) ? G_OBJECT (ac_share_rule_new (&facts)) : NULL;
}

static AcReply *
try_rule (AcRequest *request, AcStoreFunc find, GError **error)
{
  g_autoptr(AcShareRule) rule = dex_await_object (ac_store_run (request->context->store, find,
                                                                ac_request_ref (request),
                                                                (GDestroyNotify) ac_request_unref),
                                                  error);
  g_autoptr(GListModel) posts = NULL;

  if (rule == NULL)
    return NULL;

  posts = ac_rules_try (request->context->rules, request->person, rule, error);
  return posts != NULL ? ac_reply_new_page (posts, AC_SHARE_RULE_TRIED, post_to_json, post_id)
                       : NULL;
}

AcReply *
ac_handle_try_rule (AcRequest *request, GError **error)
{
  return try_rule (request, load_rule, error);
}

AcReply *
ac_handle_try_choices (AcRequest *request, GError **error)
{
  return try_rule (request, read_choices, error);
}

AcReply *
ac_handle_backfill_rule (AcRequest *request, GError **error)
{
  const gint64 count = ac_json_get_integer (request->body, "count");
  g_autoptr(AcShareRule) rule = NULL;

  if (count < 1 || count > AC_SHARE_RULE_MAX_EARLIER)
    return refuse (error, "1 to 100 earlier posts are shared at a time"), NULL;

  rule =
      dex_await_object (ac_store_run (request->context->store, load_rule, ac_request_ref (request),
                                      (GDestroyNotify) ac_request_unref),
                        error);
  return rule != NULL ? ac_rules_backfill (request->context->rules, request, rule, count, error)
                      : NULL;
}
