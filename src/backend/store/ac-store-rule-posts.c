/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-store-private.h"
#include "ac-store-rules.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define AWAY_MS (7 * 24 * HOUR_MS)
#define AGAIN_MS (HOUR_MS / 4)

/* What the service calls the account: it is the same one when it was removed and added again. */
static char *
name_target (AcStore *self, const char *person, const AcShareRuleFacts *rule, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT service, remote_id FROM account WHERE person_id = $1 AND id = $2", "ss", person,
      rule->to);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return g_strjoin (" ", ac_rows_text (rows, 0), ac_rows_text (rows, 1), NULL);
}

static gboolean
has_row (AcRows *rows, gboolean *has)
{
  g_autoptr(AcRows) owned = rows;

  *has = owned != NULL && ac_rows_next (owned);
  return owned != NULL;
}

static const char *
find_key (const AcPostFacts *post)
{
  const char *slash = strrchr (post->uri, '/');

  return slash != NULL ? slash + 1 : post->uri;
}

/* The key was frozen before anything was sent, so it tells also what is under way. Each question
 * has an index of its own: with OR between them SQLite reads all that an account was sent. */
static gboolean
is_ours (AcStore *self,
         const char *person,
         const AcShareRuleFacts *rule,
         const AcPostFacts *post,
         gboolean *ours,
         GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  return has_row (ac_database_query (database, error,
                                     "SELECT 1 FROM delivery WHERE person_id = $1"
                                     " AND account_id = $2 AND remote_uri = $3"
                                     " UNION ALL SELECT 1 FROM delivery WHERE person_id = $1"
                                     " AND account_id = $2 AND key = $4"
                                     " UNION ALL SELECT 1 FROM part WHERE person_id = $1"
                                     " AND remote_uri = $3 LIMIT 1",
                                     "ssss", person, rule->from, post->uri, find_key (post)),
                  ours);
}

static gboolean
has_words (AcRows *rows, guint column, const char *name)
{
  const char *text = ac_rows_text (rows, column);
  g_autofree char *other = text != NULL ? ac_rule_name_words (text) : NULL;

  return g_strcmp0 (name, other) == 0;
}

/* Takes rows: words, what else the post would be known by, and the words that it has until it is
 * changed, or is to have then. */
static gboolean
is_among (AcRows *rows, const AcPostFacts *post, gboolean *among)
{
  g_autoptr(AcRows) owned = rows;
  g_autofree char *name = ac_rule_name_words (post->text);

  while (owned != NULL && !*among && ac_rows_next (owned))
    *among = has_words (owned, 0, name) || has_words (owned, 2, name) ||
             has_words (owned, 3, name) ||
             g_strcmp0 (ac_rows_text (owned, 1), find_key (post)) == 0;

  return owned != NULL;
}

/* What has no key of its own is known by its words until it has been seen. After that people may
 * say the same again, but hardly in the same quarter of an hour. */
static gboolean
has_our_words (AcStore *self,
               const char *person,
               const AcShareRuleFacts *rule,
               const AcPostFacts *post,
               gboolean *words,
               GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  const gint64 away = ac_clock_now_ms () - AWAY_MS;
  const gint64 begin = post->created_at - AGAIN_MS;
  const gint64 end = post->created_at + AGAIN_MS;

  *words = FALSE;
  return is_among (
             ac_database_query (database, error,
                                "SELECT COALESCE(delivery.text, status.text), delivery.key,"
                                " delivery.copy_text, delivery.edit_text FROM delivery JOIN status"
                                " ON status.person_id = delivery.person_id"
                                " AND status.id = delivery.status_id WHERE delivery.person_id = $1"
                                " AND delivery.account_id = $2 AND delivery.first_armed_at > $3"
                                " AND (delivery.remote_uri IS NULL"
                                " OR delivery.first_armed_at BETWEEN $4 AND $5)",
                                "ssiii", person, rule->from, away, begin, end),
             post, words) &&
         is_among (ac_database_query (database, error,
                                      "SELECT part.text, part.key, NULL, NULL"
                                      " FROM part JOIN delivery"
                                      " ON delivery.person_id = part.person_id"
                                      " AND delivery.id = part.delivery_id"
                                      " WHERE part.person_id = $1 AND delivery.account_id = $2"
                                      " AND part.updated_at > $3 AND (part.remote_uri IS NULL"
                                      " OR part.updated_at BETWEEN $4 AND $5)",
                                      "ssiii", person, rule->from, away, begin, end),
                   post, words);
}

static gboolean
count_last_hour (AcStore *self,
                 const char *person,
                 const char *id,
                 const AcPostFacts *post,
                 AcPostKnown *known,
                 GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT status.text FROM rule_post LEFT JOIN status"
                                   " ON status.person_id = rule_post.person_id"
                                   " AND status.id = rule_post.status_id"
                                   " WHERE rule_post.person_id = $1 AND rule_post.rule_id = $2"
                                   " AND rule_post.seen_at > $3 AND rule_post.earlier = 0"
                                   " AND rule_post.status_id IS NOT NULL",
                                   "ssi", person, id, ac_clock_now_ms () - HOUR_MS);

  while (rows != NULL && ac_rows_next (rows))
    {
      const char *copy = ac_rows_text (rows, 0);

      known->last_hour++;
      known->same += copy != NULL && !post->boost && ac_rule_says_same (copy, post->text);
    }

  return rows != NULL;
}

/* What was held for its words is told again when somebody asks. */
static gboolean
is_copied (AcStore *self,
           const char *person,
           const char *target,
           const AcPostFacts *post,
           AcPostKnown *known,
           GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT verdict FROM rule_post WHERE person_id = $1"
                                              " AND target = $2 AND uri = $3",
                                              "sss", person, target, post->uri);

  known->copied = rows != NULL && ac_rows_next (rows);
  known->held = known->copied && g_str_equal (ac_rows_text (rows, 0),
                                              ac_post_verdict_to_slug (AC_POST_VERDICT_WORDS));
  return rows != NULL;
}

gboolean
ac_store_know_post (AcStore *self,
                    const char *person,
                    const AcShareRuleFacts *rule,
                    const AcPostFacts *post,
                    AcPostKnown *known,
                    GError **error)
{
  g_autofree char *target = name_target (self, person, rule, error);

  return target != NULL && is_copied (self, person, target, post, known, error) &&
         is_ours (self, person, rule, post, &known->ours, error) &&
         has_our_words (self, person, rule, post, &known->words, error) &&
         count_last_hour (self, person, rule->id, post, known, error);
}

gboolean
ac_store_note_post (AcStore *self,
                    const char *person,
                    AcShareRule *rule,
                    const AcPostFacts *post,
                    AcPostVerdict verdict,
                    const char *status_id,
                    GError **error)
{
  g_autofree char *target = name_target (self, person, ac_share_rule_get_facts (rule), error);

  return target != NULL &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO rule_post (person_id, target, uri, rule_id, verdict,"
                              " status_id, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                              "ssssssi", person, target, post->uri, ac_share_rule_get_id (rule),
                              ac_post_verdict_to_slug (verdict), status_id, ac_clock_now_ms ()) &&
         (status_id == NULL || ac_store_count_shared (self, person, rule, error));
}

gboolean
ac_store_note_earlier (AcStore *self,
                       const char *person,
                       const char *rule_id,
                       const char *status_id,
                       gint64 share_at,
                       GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE rule_post SET earlier = 1, seen_at = $1 WHERE person_id = $2"
                              " AND rule_id = $3 AND status_id = $4",
                              "isss", share_at != 0 ? share_at : ac_clock_now_ms (), person,
                              rule_id, status_id);
}

/* An hour after the one that is so many before it. */
gboolean
ac_store_find_turn (AcStore *self,
                    const char *person,
                    const char *rule_id,
                    guint per_hour,
                    gint64 *share_at,
                    GError **error)
{
  const gint64 now = ac_clock_now_ms ();
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT seen_at FROM rule_post WHERE person_id = $1 AND rule_id = $2 AND earlier = 1"
      " AND status_id IS NOT NULL ORDER BY seen_at DESC LIMIT 1 OFFSET $3",
      "ssi", person, rule_id, AC_INT (per_hour - 1));

  *share_at = rows != NULL && ac_rows_next (rows) ? ac_rows_int (rows, 0) + HOUR_MS : 0;
  if (*share_at <= now)
    *share_at = 0;
  return rows != NULL;
}
