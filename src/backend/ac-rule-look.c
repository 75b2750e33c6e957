/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-agreement.h"
#include "ac-clock.h"
#include "ac-handlers.h"
#include "ac-rules-private.h"
#include "ac-store-ledger.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define DAY_MS (24 * HOUR_MS)

AcLook *
ac_look_new (AcContext *context, const char *person, AcShareRule *rule)
{
  AcLook *self = g_atomic_rc_box_new0 (AcLook);

  self->context = context;
  self->person = g_strdup (person);
  self->posts = g_ptr_array_new_with_free_func (g_object_unref);
  g_set_object (&self->rule, rule);
  self->rule_id = g_strdup (ac_share_rule_get_id (rule));
  return self;
}

AcLook *
ac_look_ref (AcLook *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_look (gpointer data)
{
  AcLook *self = data;

  g_clear_object (&self->rules);
  g_clear_pointer (&self->request, ac_request_unref);
  g_clear_object (&self->rule);
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->rule_id, g_free);
  g_clear_pointer (&self->posts, g_ptr_array_unref);
}

void
ac_look_unref (AcLook *self)
{
  g_atomic_rc_box_release_full (self, clear_look);
}

static gboolean
add_to_ledger (AcStore *store,
               AcLook *look,
               const char *account_id,
               const char *reason,
               const char *reference,
               GError **error)
{
  g_autoptr(AcAccount) account = ac_store_get_account (store, look->person, account_id, error);

  return account != NULL &&
         ac_store_add_to_ledger (store, look->person,
                                 &(AcLedgerLine) { .deed = AC_DEED_DELIVERY,
                                                   .allowed = TRUE,
                                                   .who = ac_account_get_service (account),
                                                   .account = account_id,
                                                   .reason = reason,
                                                   .reference = reference },
                                 error);
}

static gboolean
end (AcStore *store, AcLook *look, AcShareRuleEnd why, GError **error)
{
  look->over = TRUE;
  return ac_store_end_rule (store, look->person, look->rule_id, why, error);
}

/* The rule as it stands now, or NULL: over, or with an error. */
static AcShareRule *
get_rule (AcStore *store, AcLook *look, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcShareRule) rule = ac_store_get_rule (store, look->person, look->rule_id, &failure);
  gboolean stopped = FALSE;
  gboolean paused = FALSE;

  look->over = look->over || g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND);
  if (rule == NULL && !look->over)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  if (rule == NULL || !ac_store_get_sharing_stopped (store, look->person, &stopped, error) ||
      !ac_store_is_paused (store, look->person, ac_share_rule_get_facts (rule)->to, &paused, error))
    return NULL;

  look->over = stopped || paused || !ac_share_rule_is_on (rule);
  return look->over ? NULL : g_steal_pointer (&rule);
}

/* One of the two accounts may wait for a sign-in: that passes. */
static gboolean
is_linked (
    AcStore *store, AcLook *look, const AcShareRuleFacts *facts, gboolean *linked, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcLink) link = ac_store_get_link (store, look->person, facts->link, &failure);

  *linked = link != NULL && ac_link_is_on (link, AC_PURPOSE_SHARE_STATUS);
  if (link != NULL || g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* As for the one that it is shared to: what can't be had here is not read either. */
static gboolean
may_look (AcStore *store, AcLook *look, GError **error)
{
  AcGate *gate = look->context->gate;
  g_autoptr(AcAccount) from = ac_store_get_account (
      store, look->person, ac_share_rule_get_facts (look->rule)->from, error);

  return from != NULL && ac_gate_admit_account (gate, store, look->person, from, error) &&
         ac_gate_admit (gate, store, look->person, AC_FEATURE_STATUS_SHARING, error);
}

static gboolean
tell_ledger (AcStore *store, AcLook *look, GError **error)
{
  const AcShareRuleFacts *facts = ac_share_rule_get_facts (look->rule);

  return add_to_ledger (store, look, facts->from, "rule-looked", look->rule_id, error) &&
         (look->dry || ac_store_note_told (store, look->person, look->rule_id, error));
}

/* One line stands for the looks of a day that found nothing. */
static gboolean
is_to_be_told (AcLook *look)
{
  return look->dry || look->n_earlier > 0 ||
         ac_share_rule_get_facts (look->rule)->looked_at + DAY_MS <= ac_clock_now_ms ();
}

GObject *
ac_look_begin (AcStore *store, gpointer user_data, GError **error)
{
  AcLook *look = user_data;
  g_autoptr(AcShareRule) rule = NULL;
  gboolean linked = FALSE;

  look->over = FALSE;
  look->told = FALSE;
  rule = look->dry ? g_object_ref (look->rule) : get_rule (store, look, error);
  if (rule == NULL)
    return NULL;

  g_set_object (&look->rule, rule);
  if (!is_linked (store, look, ac_share_rule_get_facts (rule), &linked, error))
    return NULL;
  if (!linked && look->dry)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_LINKED, "The link doesn't share statuses");
  else if (!linked)
    end (store, look, AC_SHARE_RULE_END_LINK, error);
  else if (!look->dry && ac_share_rule_get_facts (rule)->until <= ac_clock_now_ms ())
    end (store, look, AC_SHARE_RULE_END_TIME, error);
  else if (may_look (store, look, error) && (look->told = is_to_be_told (look)))
    tell_ledger (store, look, error);
  return NULL;
}

/* What is from before the rule is looked at as though it weren't. */
AcShareRuleFacts
ac_look_get_choices (AcLook *look, AcShareRule *rule)
{
  AcShareRuleFacts facts = *ac_share_rule_get_facts (rule);

  if (look->dry || look->n_earlier > 0)
    facts.since = 0;
  return facts;
}

/* What is held stays so, and is told when it is asked for. */
gboolean
ac_look_know (AcStore *store,
              AcLook *look,
              const AcShareRuleFacts *facts,
              const AcPostFacts *post,
              AcPostKnown *known,
              GError **error)
{
  if (!ac_store_know_post (store, look->person, facts, post, known, error))
    return FALSE;

  known->held = known->held && look->dry;
  /* Those have a pace of their own. */
  if (look->n_earlier > 0)
    known->last_hour = known->same = 0;
  return TRUE;
}

GObject *
ac_look_sift (AcStore *store, gpointer user_data, GError **error)
{
  AcLook *look = user_data;
  const AcShareRuleFacts choices = ac_look_get_choices (look, look->rule);
  const AcShareRuleFacts *facts = &choices;

  look->n_fresh = 0;
  for (guint i = look->n_sifted; !look->dry && i < look->posts->len; i++)
    {
      AcPost *post = g_ptr_array_index (look->posts, i);
      AcPostKnown known = { FALSE };
      AcPostVerdict verdict = AC_POST_VERDICT_SHARE;

      if (!ac_look_know (store, look, facts, ac_post_get_facts (post), &known, error))
        return NULL;
      verdict = ac_rule_match (facts, ac_post_get_facts (post), &known);
      ac_post_set_verdict (post, verdict);
      look->n_fresh += verdict != AC_POST_VERDICT_BEFORE && verdict != AC_POST_VERDICT_COPIED;
    }

  if (look->n_fresh > 0 && !look->told)
    tell_ledger (store, look, error);
  return NULL;
}

/* The one decision, for dry and real runs: text is set when it is to be shared. */
gboolean
ac_look_judge (AcStore *store,
               AcLook *look,
               const AcShareRuleFacts *facts,
               const AcPostFacts *post,
               const AcPostKnown *known,
               AcPostVerdict *verdict,
               char **text,
               GError **error)
{
  g_autoptr(AcAccount) to = NULL;

  *verdict = ac_rule_match (facts, post, known);
  if (*verdict == AC_POST_VERDICT_SHARE && strlen (post->text) > 4 * AC_STATUS_MAX_TEXT)
    *verdict = AC_POST_VERDICT_REFUSED;
  if (*verdict != AC_POST_VERDICT_SHARE)
    return TRUE;
  if (!(to = ac_store_get_account (store, look->person, facts->to, error)))
    return FALSE;

  *text = ac_rule_write_text (post, ac_account_get_limits (to));
  if (!ac_text_fits (*text, ac_account_get_limits (to)))
    *verdict = AC_POST_VERDICT_REFUSED;
  return TRUE;
}

static JsonObject *
make_body (const AcShareRuleFacts *facts,
           const AcPostFacts *post,
           const char *text,
           gint64 share_at)
{
  const char *language = post->languages != NULL ? post->languages[0] : NULL;

  JsonObject *body = json_object_new ();
  JsonObject *target = json_object_new ();
  JsonArray *targets = json_array_new ();

  json_object_set_string_member (target, "account_id", facts->to);
  json_object_set_string_member (target, "audience", ac_audience_to_slug (facts->audience));
  json_object_set_string_member (target, "link", facts->link);
  json_array_add_object_element (targets, target);
  json_object_set_string_member (body, "text", text);
  if (language != NULL && ac_language_is_valid (language))
    json_object_set_string_member (body, "language", language);
  json_object_set_array_member (body, "targets", targets);
  ac_json_set_time (body, "share_at", share_at);
  return body;
}

/* By the way of any other sharing, with what is asked there. */
static AcStatus *
make_status (
    AcStore *store, AcLook *look, const AcShareRuleFacts *facts, const char *text, GError **error)
{
  g_autoptr(AcRequest) request = ac_request_new (look->context);

  request->person = g_strdup (look->person);
  request->body = make_body (facts, ac_post_get_facts (look->post), text, look->share_at);
  return ac_request_share (request, store, facts->from, error);
}

static void
share (AcStore *store, AcLook *look, AcShareRule *rule, const char *text, GError **error)
{
  const AcShareRuleFacts *facts = ac_share_rule_get_facts (rule);
  g_autoptr(AcStatus) status = make_status (store, look, facts, text, error);

  if (status == NULL ||
      !ac_store_note_post (store, look->person, rule, ac_post_get_facts (look->post),
                           AC_POST_VERDICT_SHARE, ac_status_get_id (status), error) ||
      (look->n_earlier > 0 &&
       !ac_store_note_earlier (store, look->person, look->rule_id, ac_status_get_id (status),
                               look->share_at, error)) ||
      !add_to_ledger (store, look, facts->to, "rule-shared", ac_status_get_id (status), error))
    return;

  look->shared = TRUE;
}

/* What else comes of a post that isn't shared. */
static gboolean
follow (AcStore *store, AcLook *look, AcShareRule *rule, AcPostVerdict verdict, GError **error)
{
  if (verdict == AC_POST_VERDICT_LIMIT)
    return end (store, look, AC_SHARE_RULE_END_LIMIT, error);
  if (verdict == AC_POST_VERDICT_REPEATED)
    return end (store, look, AC_SHARE_RULE_END_REPEATS, error);

  return verdict != AC_POST_VERDICT_WORDS ||
         ac_store_note_change (store, look->person, ac_share_rule_get_facts (rule)->from,
                               "rule-held", error);
}

GObject *
ac_look_share (AcStore *store, gpointer user_data, GError **error)
{
  AcLook *look = user_data;
  const AcPostFacts *post = ac_post_get_facts (look->post);
  g_autoptr(AcShareRule) rule = get_rule (store, look, error);
  AcPostVerdict verdict = AC_POST_VERDICT_SHARE;
  AcPostKnown known = { FALSE };
  AcShareRuleFacts facts = { 0 };
  g_autofree char *text = NULL;

  look->shared = FALSE;
  if (rule == NULL)
    return NULL;

  facts = ac_look_get_choices (look, rule);
  if (!ac_look_know (store, look, &facts, post, &known, error) ||
      !ac_look_judge (store, look, &facts, post, &known, &verdict, &text, error) ||
      verdict == AC_POST_VERDICT_BEFORE || verdict == AC_POST_VERDICT_COPIED)
    return NULL;

  if (verdict == AC_POST_VERDICT_SHARE)
    share (store, look, rule, text, error);
  else if (look->n_earlier > 0)
    return NULL;
  else if (ac_store_note_post (store, look->person, rule, post, verdict, NULL, error))
    follow (store, look, rule, verdict, error);
  return NULL;
}

GObject *
ac_look_refuse (AcStore *store, gpointer user_data, GError **error)
{
  AcLook *look = user_data;
  g_autoptr(AcShareRule) rule = get_rule (store, look, error);

  if (rule != NULL)
    ac_store_note_post (store, look->person, rule, ac_post_get_facts (look->post),
                        AC_POST_VERDICT_REFUSED, NULL, error);
  return NULL;
}

GObject *
ac_look_end (AcStore *store, gpointer user_data, GError **error)
{
  AcLook *look = user_data;
  g_autoptr(AcShareRule) rule = NULL;

  if (look->over)
    return NULL;
  if ((rule = get_rule (store, look, error)) != NULL)
    ac_store_note_look (store, look->person, look->rule_id, look->n_new > 0, look->trouble, error);
  return NULL;
}

/* How many of those before it would have been shared in the hour up to its own time. */
static void
count_hour (AcLook *look, guint place, AcPostKnown *known)
{
  const AcPostFacts *post = ac_post_get_facts (g_ptr_array_index (look->posts, place));

  known->last_hour = 0;
  known->same = 0;

  for (guint i = place + 1; i < look->posts->len; i++)
    {
      AcPost *other = g_ptr_array_index (look->posts, i);
      const AcPostFacts *facts = ac_post_get_facts (other);

      if (ac_post_get_verdict (other) != AC_POST_VERDICT_SHARE ||
          facts->created_at <= post->created_at - HOUR_MS)
        continue;
      known->last_hour++;
      known->same += !post->boost && !facts->boost && ac_rule_says_same (facts->text, post->text);
    }
}

/* As though the rule had been there, and had not looked yet. */
GObject *
ac_look_try (AcStore *store, gpointer user_data, GError **error)
{
  AcLook *look = user_data;
  AcShareRuleFacts facts = ac_look_get_choices (look, look->rule);

  for (guint i = look->posts->len; i > 0; i--)
    {
      AcPost *post = g_ptr_array_index (look->posts, i - 1);
      AcPostVerdict verdict = AC_POST_VERDICT_SHARE;
      AcPostKnown known = { FALSE };
      g_autofree char *text = NULL;

      if (!ac_look_know (store, look, &facts, ac_post_get_facts (post), &known, error))
        return NULL;
      count_hour (look, i - 1, &known);
      if (!ac_look_judge (store, look, &facts, ac_post_get_facts (post), &known, &verdict, &text,
                          error))
        return NULL;
      ac_post_set_verdict (post, verdict);
    }

  return NULL;
}
