/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-alarm.h"
#include "ac-clock.h"
#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-rules-private.h"
#include "ac-rules.h"
#include "ac-store-rules.h"

#define PAUSE_VARIABLE "AC_RULE_PAUSE_MS"
#define PAUSE_MS (60 * 1000)
#define BATCH 16
#define MAX_PAGES 25

struct _AcRules
{
  GObject parent_instance;
  AcContext *context;
  AcAlarm *alarm;
  guint pause_ms;
  guint n_looking;
  gboolean claiming;
  gboolean again;
  gboolean closed;
  gboolean has_rules;
};

G_DEFINE_FINAL_TYPE (AcRules, ac_rules, G_TYPE_OBJECT)

/* What one look at the store gave. */
typedef struct
{
  guint pause_ms;
  GPtrArray *turns;
  gint64 next_due;
} Claim;

static void
clear_claim (gpointer data)
{
  Claim *self = data;

  g_clear_pointer (&self->turns, g_ptr_array_unref);
}

static void
claim_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_claim);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Claim, claim_unref)

static void
ac_rules_dispose (GObject *object)
{
  AcRules *self = AC_RULES (object);

  self->closed = TRUE;
  g_clear_pointer (&self->alarm, ac_alarm_free);

  G_OBJECT_CLASS (ac_rules_parent_class)->dispose (object);
}

static void
ac_rules_class_init (AcRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_rules_dispose;
}

static void
ring (gpointer user_data)
{
  ac_rules_wake (AC_RULES (user_data));
}

static void
ac_rules_init (AcRules *self)
{
  self->alarm = ac_alarm_new (ring, self);
  self->has_rules = TRUE;
}

AcRules *
ac_rules_new (AcContext *context)
{
  AcRules *self = g_object_new (AC_TYPE_RULES, NULL);

  self->context = context;
  self->pause_ms = ac_http_get_length_ms (context->http, PAUSE_VARIABLE, PAUSE_MS);
  return self;
}

static gboolean
run (AcLook *look, AcStoreFunc func, GError **error)
{
  return ac_await (
      ac_store_run (look->context->store, func, ac_look_ref (look), (GDestroyNotify) ac_look_unref),
      error);
}

/* A page of what stands at the account, before the last one that was seen. */
static GListModel *
load_page (AcLook *look, AcAccess *access, AcConnector *connector, GError **error)
{
  const guint n = look->posts->len;
  AcPost *last = n > 0 ? g_ptr_array_index (look->posts, n - 1) : NULL;

  return dex_await_object (
      ac_connector_list_posts (connector, access,
                               last != NULL ? ac_post_get_facts (last)->place : NULL),
      error);
}

static gboolean
is_enough (AcLook *look, guint n_page)
{
  if (look->n_earlier == 0)
    return look->n_fresh == 0;
  return n_page == 0 || look->n_new >= look->n_earlier;
}

/* Newest first, until a page has nothing that is new. */
static gboolean
load_posts (AcLook *look, guint max_pages, GError **error)
{
  AcContext *context = look->context;
  const char *from = ac_share_rule_get_facts (look->rule)->from;
  g_autoptr(AcAccess) access = dex_await_object (
      ac_access_cache_get (context->accesses, look->person, from), error);
  AcConnector *connector =
      access != NULL
          ? ac_connectors_find (context->connectors,
                                ac_account_get_service (ac_access_get_account (access)), error)
          : NULL;

  for (guint i = 0; connector != NULL && i < max_pages; i++)
    {
      g_autoptr(GListModel) page = load_page (look, access, connector, error);

      if (page == NULL)
        return FALSE;
      for (guint j = 0; j < g_list_model_get_n_items (page); j++)
        g_ptr_array_add (look->posts, g_list_model_get_item (page, j));
      if (!run (look, look->n_earlier > 0 ? ac_look_sift_earlier : ac_look_sift, error))
        return FALSE;

      look->n_sifted = look->posts->len;
      look->n_new += look->n_fresh;
      look->told = look->told || look->n_fresh > 0;
      if (is_enough (look, g_list_model_get_n_items (page)))
        break;
    }

  return connector != NULL;
}

/* What can't be shared there is not tried again; all else may be otherwise in a minute. */
static gboolean
is_for_good (const GError *error)
{
  return g_error_matches (error, AC_ERROR, AC_ERROR_TOO_LONG) ||
         g_error_matches (error, AC_ERROR, AC_ERROR_INVALID) ||
         g_error_matches (error, AC_ERROR, AC_ERROR_PICTURE_NEEDED);
}

/* Oldest first, each with what it makes in one transaction. */
static gboolean
share_posts (AcLook *look, GError **error)
{
  for (guint i = look->posts->len; i > 0 && !look->over; i--)
    {
      g_autoptr(GError) failure = NULL;

      look->post = g_ptr_array_index (look->posts, i - 1);
      if (ac_post_get_verdict (look->post) == AC_POST_VERDICT_BEFORE ||
          ac_post_get_verdict (look->post) == AC_POST_VERDICT_COPIED)
        continue;
      if (run (look, ac_look_share, &failure))
        {
          look->n_shared += look->shared;
          continue;
        }
      if (is_for_good (failure) && run (look, ac_look_refuse, error))
        continue;

      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static DexFuture *
look_fiber (gpointer user_data)
{
  AcLook *look = user_data;
  AcRules *self = look->rules;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) unkept = NULL;

  if (run (look, ac_look_begin, &error) && !look->over && load_posts (look, MAX_PAGES, &error))
    share_posts (look, &error);

  look->trouble = error;
  if (!run (look, ac_look_end, &unkept))
    g_message ("What a rule found could not be kept: %s", unkept->message);
  look->trouble = NULL;
  if (error != NULL)
    g_message ("A rule could not look at what was posted: %s", error->message);

  self->n_looking--;
  if (look->n_shared > 0 && !self->closed)
    ac_outbox_wake (self->context->outbox);
  ac_rules_wake (self);
  return dex_future_new_true ();
}

static void
start_look (AcRules *self, AcRuleTurn *turn)
{
  AcLook *look = ac_look_new (self->context, turn->person, turn->rule);

  look->rules = g_object_ref (self);
  self->n_looking++;
  dex_future_disown (
      dex_scheduler_spawn (NULL, 0, look_fiber, look, (GDestroyNotify) ac_look_unref));
}

static GObject *
claim_turns (AcStore *store, gpointer user_data, GError **error)
{
  Claim *claim = user_data;

  g_clear_pointer (&claim->turns, g_ptr_array_unref);
  claim->turns = ac_store_claim_rules (store, ac_clock_now_ms (), claim->pause_ms, BATCH,
                                       &claim->next_due, error);
  return NULL;
}

/* What another process was told of is looked for, too. */
static void
set_alarm (AcRules *self, gint64 next_due)
{
  const gint64 soon = ac_clock_now_ms () + self->pause_ms;

  if (ac_store_is_shared (self->context->store) && (next_due == 0 || next_due > soon))
    next_due = soon;
  if (self->alarm != NULL)
    ac_alarm_set (self->alarm, next_due);
}

static void
claim_once (AcRules *self)
{
  g_autoptr(Claim) claim = g_atomic_rc_box_new0 (Claim);
  g_autoptr(GError) error = NULL;

  claim->pause_ms = self->pause_ms;
  if (!ac_await (ac_store_run (self->context->store, claim_turns, g_atomic_rc_box_acquire (claim),
                               claim_unref),
                 &error))
    {
      g_message ("Rules could not be looked at: %s", error->message);
      set_alarm (self, ac_clock_now_ms () + self->pause_ms);
      return;
    }

  self->has_rules = claim->next_due != 0;
  for (guint i = 0; i < claim->turns->len; i++)
    start_look (self, g_ptr_array_index (claim->turns, i));
  set_alarm (self, claim->next_due);
}

static DexFuture *
claim_fiber (gpointer user_data)
{
  AcRules *self = AC_RULES (user_data);

  while (self->again && !self->closed && self->n_looking < BATCH)
    {
      self->again = FALSE;
      claim_once (self);
    }

  self->claiming = FALSE;
  return dex_future_new_true ();
}

void
ac_rules_wake (AcRules *self)
{
  g_return_if_fail (AC_IS_RULES (self));

  self->again = TRUE;
  if (self->claiming || self->closed)
    return;

  self->claiming = TRUE;
  dex_future_disown (
      dex_scheduler_spawn (NULL, 0, claim_fiber, g_object_ref (self), g_object_unref));
}

gboolean
ac_rules_is_idle (AcRules *self)
{
  g_return_val_if_fail (AC_IS_RULES (self), TRUE);

  return !self->has_rules && !self->claiming && self->n_looking == 0;
}

void
ac_rules_close (AcRules *self)
{
  g_return_if_fail (AC_IS_RULES (self));

  self->closed = TRUE;
  g_clear_pointer (&self->alarm, ac_alarm_free);
}

static GListModel *
list_tried (AcLook *look)
{
  GListStore *posts = g_list_store_new (AC_TYPE_POST);

  for (guint i = 0; i < MIN (look->posts->len, AC_SHARE_RULE_TRIED); i++)
    g_list_store_append (posts, g_ptr_array_index (look->posts, i));
  return G_LIST_MODEL (posts);
}

GListModel *
ac_rules_try (AcRules *self, const char *person, AcShareRule *rule, GError **error)
{
  g_autoptr(AcLook) look = ac_look_new (self->context, person, rule);

  look->dry = TRUE;
  return run (look, ac_look_begin, error) && load_posts (look, 1, error) &&
                 run (look, ac_look_try, error)
             ? list_tried (look)
             : NULL;
}

static AcReply *
run_earlier (AcLook *look, GError **error)
{
  return dex_await_object (ac_store_run (look->context->store, ac_look_share_earlier,
                                         ac_look_ref (look), (GDestroyNotify) ac_look_unref),
                           error);
}

/* What can't be shared there is left out, and so is what is over a limit of the person's: with what
 * is left it is begun anew. */
static AcReply *
share_earlier (AcLook *look, GError **error)
{
  while (TRUE)
    {
      g_autoptr(GError) failure = NULL;
      AcReply *reply = run_earlier (look, &failure);

      if (reply != NULL)
        return reply;

      look->request->key_stored = FALSE;
      if (is_for_good (failure) && g_ptr_array_remove (look->posts, look->post))
        continue;
      if (look->n_shared > 0 && g_error_matches (failure, AC_ERROR, AC_ERROR_QUOTA_REACHED))
        {
          look->n_earlier = look->n_shared;
          continue;
        }

      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
}

AcReply *
ac_rules_backfill (
    AcRules *self, AcRequest *request, AcShareRule *rule, guint count, GError **error)
{
  g_autoptr(AcLook) look = ac_look_new (self->context, request->person, rule);
  AcReply *reply = NULL;

  look->request = ac_request_ref (request);
  look->n_earlier = count;
  if (!run (look, ac_look_begin, error))
    return NULL;
  if (look->over)
    return ac_look_refuse_over (error), NULL;
  if (!load_posts (look, MAX_PAGES, error) || !run (look, ac_look_choose, error))
    return NULL;

  reply = share_earlier (look, error);
  if (reply != NULL && look->n_shared > 0 && !self->closed)
    ac_outbox_wake (self->context->outbox);
  return reply;
}
