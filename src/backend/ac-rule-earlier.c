/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-backfill.h"
#include "ac-clock.h"
#include "ac-request-key.h"
#include "ac-rules-private.h"
#include "ac-store-rules.h"

static guint
count_same (GPtrArray *posts, const AcPostFacts *post)
{
  guint n = 0;

  for (guint i = 0; i < posts->len && !post->boost; i++)
    {
      const AcPostFacts *other = ac_post_get_facts (g_ptr_array_index (posts, i));

      n += !other->boost && ac_rule_says_same (other->text, post->text);
    }

  return n;
}

/* Adds it to those that were chosen if it may be shared. What came after the rule began is for the
 * rule to look at, and words that come again and again are no reason to go on. */
static gboolean
judge (AcStore *store, AcLook *look, AcPost *post, GPtrArray *chosen, GError **error)
{
  const AcShareRuleFacts choices = ac_look_get_choices (look, look->rule);
  const gint64 since = ac_share_rule_get_facts (look->rule)->since;
  const AcPostFacts *facts = ac_post_get_facts (post);
  AcPostVerdict verdict = AC_POST_VERDICT_COPIED;
  AcPostKnown known = { FALSE };
  g_autofree char *text = NULL;

  if (since == 0 || facts->created_at < since)
    {
      if (!ac_look_know (store, look, &choices, facts, &known, error))
        return FALSE;
      known.same = count_same (chosen, facts);
      if (!ac_look_judge (store, look, &choices, facts, &known, &verdict, &text, error))
        return FALSE;
    }

  ac_post_set_verdict (post, verdict);
  if (verdict == AC_POST_VERDICT_SHARE)
    g_ptr_array_add (chosen, g_object_ref (post));
  return TRUE;
}

GObject *
ac_look_sift_earlier (AcStore *store, gpointer user_data, GError **error)
{
  AcLook *look = user_data;
  g_autoptr(GPtrArray) chosen = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = 0;

  for (guint i = 0; i < look->n_sifted; i++)
    {
      AcPost *post = g_ptr_array_index (look->posts, i);

      if (ac_post_get_verdict (post) == AC_POST_VERDICT_SHARE)
        g_ptr_array_add (chosen, g_object_ref (post));
    }

  n_before = chosen->len;
  for (guint i = look->n_sifted; i < look->posts->len; i++)
    if (!judge (store, look, g_ptr_array_index (look->posts, i), chosen, error))
      return NULL;

  look->n_fresh = chosen->len - n_before;
  return NULL;
}

/* Services list them in the order in which they came there, which for some is another one. */
static int
compare_age (gconstpointer one, gconstpointer other)
{
  const gint64 a = ac_post_get_facts (*(AcPost *const *) one)->created_at;
  const gint64 b = ac_post_get_facts (*(AcPost *const *) other)->created_at;

  return (a < b) - (a > b);
}

/* The newest of them. */
GObject *
ac_look_choose (AcStore *store, gpointer user_data, GError **error)
{
  AcLook *look = user_data;
  g_autoptr(GPtrArray) chosen = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_sort (look->posts, compare_age);
  for (guint i = 0; i < look->posts->len && chosen->len < look->n_earlier; i++)
    if (!judge (store, look, g_ptr_array_index (look->posts, i), chosen, error))
      return NULL;

  g_ptr_array_unref (look->posts);
  look->posts = g_steal_pointer (&chosen);
  return NULL;
}

gboolean
ac_look_refuse_over (GError **error)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "The rule shares nothing now");
  return FALSE;
}

/* When it may be, and then whether it was. */
static gboolean
share (AcStore *store, AcLook *look, GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (!ac_store_find_turn (store, look->person, look->rule_id,
                           ac_share_rule_get_facts (look->rule)->per_hour, &look->share_at, error))
    return FALSE;

  ac_look_share (store, look, &failure);
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (look->over)
    return ac_look_refuse_over (error);
  if (!look->shared)
    return TRUE;

  look->n_shared++;
  look->last_at = look->share_at != 0 ? look->share_at : ac_clock_now_ms ();
  return TRUE;
}

/* Oldest first. */
GObject *
ac_look_share_earlier (AcStore *store, gpointer user_data, GError **error)
{
  AcLook *look = user_data;
  g_autoptr(AcBackfill) backfill = NULL;
  g_autoptr(AcReply) reply = NULL;

  look->over = FALSE;
  look->n_shared = 0;
  look->last_at = 0;
  for (guint i = look->posts->len; i > 0 && look->n_shared < look->n_earlier; i--)
    {
      look->post = g_ptr_array_index (look->posts, i - 1);
      if (!share (store, look, error))
        return NULL;
    }

  backfill = ac_backfill_new (look->n_shared, look->last_at);
  reply = ac_reply_new_json (202, ac_backfill_to_json (backfill));
  return ac_request_key_store (look->request, store, reply, error)
             ? G_OBJECT (g_steal_pointer (&reply))
             : NULL;
}
