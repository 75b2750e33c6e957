/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-agreement.h"
#include "ac-clock.h"
#include "ac-json.h"
#include "ac-store-ledger.h"
#include "ac-store-pauses.h"
#include "ac-store-private.h"
#include "ac-store-rules.h"

#define MAX_NOUN (64 * 1024)
#define MAX_QUIET 3 /* the pause doubles so often */

static AcShareRule *
read_rule (AcRows *rows, guint column, GError **error)
{
  const char *noun = ac_rows_text (rows, column);
  g_autoptr(GBytes) bytes = g_bytes_new (noun, strlen (noun));
  g_autoptr(JsonNode) node = ac_json_parse (bytes, MAX_NOUN, NULL);
  AcShareRule *rule = node != NULL ? ac_share_rule_from_json (node, error) : NULL;

  if (rule == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, AC_ERROR, AC_ERROR_STORAGE, "A rule can't be read");
  return rule;
}

AcShareRule *
ac_store_get_rule (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error, "SELECT noun FROM rule WHERE person_id = $1 AND id = $2",
      "ss", person, id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_rule (rows, 0, error);
}

/* Takes rows. */
static GListStore *
read_rules (AcRows *rows, GError **error)
{
  g_autoptr(GListStore) rules = g_list_store_new (AC_TYPE_SHARE_RULE);
  g_autoptr(AcRows) owned = rows;

  while (owned != NULL && ac_rows_next (owned))
    {
      g_autoptr(AcShareRule) rule = read_rule (owned, 0, error);

      if (rule == NULL)
        return NULL;
      g_list_store_append (rules, rule);
    }

  return owned != NULL ? g_steal_pointer (&rules) : NULL;
}

GListStore *
ac_store_list_rules (
    AcStore *self, const char *person, const char *after_id, guint limit, GError **error)
{
  return read_rules (ac_database_query (ac_store_get_database (self), error,
                                        "SELECT noun FROM rule WHERE person_id = $1 AND id > $2"
                                        " ORDER BY id LIMIT $3",
                                        "ssi", person, after_id != NULL ? after_id : "",
                                        AC_INT (limit)),
                     error);
}

static gboolean
check_room (AcStore *self, const char *person, const AcShareRuleFacts *facts, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT COUNT(*), SUM(CASE WHEN from_id = $2 AND to_id = $3 THEN 1 ELSE 0 END)"
      " FROM rule WHERE person_id = $1",
      "sss", person, facts->from, facts->to);

  if (rows == NULL || !ac_rows_next (rows))
    return FALSE;
  if (ac_rows_int (rows, 1) > 0)
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT,
                                "There is a rule for these accounts already"),
           FALSE;
  if (ac_rows_int (rows, 0) < AC_SHARE_RULE_MAX)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_QUOTA_REACHED, "There are too many rules");
  return FALSE;
}

static char *
write_noun (AcShareRule *rule)
{
  g_autoptr(JsonNode) node = ac_share_rule_to_json (rule);

  return json_to_string (node, FALSE);
}

gboolean
ac_store_add_rule (AcStore *self, const char *person, AcShareRule *rule, GError **error)
{
  const AcShareRuleFacts *facts = ac_share_rule_get_facts (rule);

  return check_room (self, person, facts, error) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO rule (person_id, id, link_id, from_id, to_id, noun)"
                              " VALUES ($1, $2, $3, $4, $5, '')",
                              "sssss", person, facts->id, facts->link, facts->from, facts->to) &&
         ac_store_put_rule (self, person, rule, error);
}

/* Without a look at it being due. */
static gboolean
keep_rule (AcStore *self, const char *person, AcShareRule *rule, GError **error)
{
  g_autofree char *noun = write_noun (rule);

  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE rule SET noun = $1 WHERE person_id = $2 AND id = $3", "sss",
                              noun, person, ac_share_rule_get_id (rule)) &&
         ac_store_add_event (self, person, "rule", ac_share_rule_get_id (rule), NULL, error);
}

gboolean
ac_store_put_rule (AcStore *self, const char *person, AcShareRule *rule, GError **error)
{
  const gint64 due_at = ac_share_rule_is_on (rule) ? ac_clock_now_ms () : 0;

  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE rule SET due_at = NULLIF($1, 0), quiet = 0"
                              " WHERE person_id = $2 AND id = $3",
                              "iss", due_at, person, ac_share_rule_get_id (rule)) &&
         (due_at != 0 ||
          ac_store_cancel_earlier (self, person, ac_share_rule_get_id (rule), error)) &&
         keep_rule (self, person, rule, error);
}

gboolean
ac_store_delete_rule (AcStore *self, const char *person, const char *id, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "DELETE FROM rule WHERE person_id = $1 AND id = $2", "ss", person, id))
    return FALSE;
  if (changed == 0)
    return ac_store_not_found (error);

  return ac_store_cancel_earlier (self, person, id, error) &&
         ac_store_add_event (self, person, "rule-removed", id, NULL, error);
}

static const char *
name_end (AcShareRuleEnd why)
{
  switch (why)
    {
    case AC_SHARE_RULE_END_LIMIT:
      return "rule-limit";
    case AC_SHARE_RULE_END_REPEATS:
      return "rule-repeats";
    case AC_SHARE_RULE_END_TIME:
      return "rule-over";
    case AC_SHARE_RULE_END_LINK:
      return "rule-not-linked";
    case AC_SHARE_RULE_END_NONE:
    case AC_SHARE_RULE_END_PERSON:
    default:
      return "rule-off";
    }
}

static gboolean
end_rule (AcStore *self, const char *person, AcShareRule *rule, AcShareRuleEnd why, GError **error)
{
  g_auto(AcShareRuleFacts) facts = { 0 };
  g_autoptr(AcShareRule) ended = NULL;

  if (!ac_share_rule_is_on (rule))
    return TRUE;

  ac_share_rule_facts_copy (ac_share_rule_get_facts (rule), &facts);
  facts.ended = why;
  ended = ac_share_rule_new (&facts);
  return ac_store_put_rule (self, person, ended, error) &&
         ac_store_note_change (self, person, facts.from, name_end (why), error);
}

gboolean
ac_store_end_rule (
    AcStore *self, const char *person, const char *id, AcShareRuleEnd why, GError **error)
{
  g_autoptr(AcShareRule) rule = ac_store_get_rule (self, person, id, error);

  return rule != NULL && end_rule (self, person, rule, why, error);
}

gboolean
ac_store_end_rules_of_link (AcStore *self, const char *person, const char *link_id, GError **error)
{
  g_autoptr(GListStore) rules = read_rules (
      ac_database_query (ac_store_get_database (self), error,
                         "SELECT noun FROM rule WHERE person_id = $1 AND link_id = $2", "ss",
                         person, link_id),
      error);

  for (guint i = 0; rules != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (rules)); i++)
    {
      g_autoptr(AcShareRule) rule = g_list_model_get_item (G_LIST_MODEL (rules), i);

      if (!end_rule (self, person, rule, AC_SHARE_RULE_END_LINK, error))
        return FALSE;
    }

  return rules != NULL;
}

gboolean
ac_store_delete_rules_of_account (AcStore *self,
                                  const char *person,
                                  const char *account_id,
                                  GError **error)
{
  g_autoptr(GListStore) rules =
                read_rules (ac_database_query (ac_store_get_database (self), error,
                                               "SELECT noun FROM rule WHERE person_id = $1"
                                               " AND (from_id = $2 OR to_id = $2)",
                                               "ss", person, account_id),
                            error);

  for (guint i = 0; rules != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (rules)); i++)
    {
      g_autoptr(AcShareRule) rule = g_list_model_get_item (G_LIST_MODEL (rules), i);

      if (!ac_store_delete_rule (self, person, ac_share_rule_get_id (rule), error))
        return FALSE;
    }

  return rules != NULL;
}

gboolean
ac_store_restart_rules (AcStore *self, const char *person, const char *to_id, GError **error)
{
  g_autoptr(GListStore) rules =
                read_rules (ac_database_query (ac_store_get_database (self), error,
                                               "SELECT noun FROM rule WHERE person_id = $1"
                                               " AND due_at IS NOT NULL"
                                               " AND ($2 = '' OR to_id = $2)",
                                               "ss", person, to_id != NULL ? to_id : ""),
                            error);

  for (guint i = 0; rules != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (rules)); i++)
    {
      g_autoptr(AcShareRule) rule = g_list_model_get_item (G_LIST_MODEL (rules), i);
      g_auto(AcShareRuleFacts) facts = { 0 };
      g_autoptr(AcShareRule) anew = NULL;

      ac_share_rule_facts_copy (ac_share_rule_get_facts (rule), &facts);
      facts.since = ac_clock_now_ms ();
      anew = ac_share_rule_new (&facts);
      if (!ac_store_put_rule (self, person, anew, error))
        return FALSE;
    }

  return rules != NULL;
}

void
ac_rule_turn_free (AcRuleTurn *self)
{
  g_free (self->person);
  g_clear_object (&self->rule);
  g_free (self);
}

static gint64
find_next (gint64 now, guint pause_ms, guint quiet)
{
  const gint64 pause = (gint64) pause_ms << MIN (quiet, MAX_QUIET);

  return now + pause + g_random_int_range (0, MAX (pause / 4, 1));
}

/* Another process may have taken it meanwhile. */
static gboolean
claim (AcStore *self, AcRows *rows, gint64 next, gboolean *claimed, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE rule SET due_at = $1, quiet = $2"
                            " WHERE person_id = $3 AND id = $4 AND due_at = $5",
                            "iissi", next, MIN (ac_rows_int (rows, 3) + 1, MAX_QUIET),
                            ac_rows_text (rows, 0), ac_rows_text (rows, 1), ac_rows_int (rows, 4)))
    return FALSE;

  *claimed = changed > 0;
  return TRUE;
}

/* While all sharing is stopped, or paused to where it would be shared, nothing is looked for. */
#define UNLESS_STOPPED                                                                             \
  " AND NOT EXISTS (SELECT 1 FROM person WHERE person.id = rule.person_id"                         \
  " AND person.sharing_stopped <> 0) AND NOT EXISTS (SELECT 1 FROM account"                        \
  " WHERE account.person_id = rule.person_id AND account.id = rule.to_id"                          \
  " AND account.paused_until > 0)"

static gboolean
find_next_due (AcStore *self, gint64 *next_due, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT MIN(due_at) FROM rule WHERE due_at IS NOT NULL" UNLESS_STOPPED, "");

  *next_due = rows != NULL && ac_rows_next (rows) ? ac_rows_int (rows, 0) : 0;
  return rows != NULL;
}

static AcRows *
list_due (AcStore *self, gint64 now_ms, guint limit, GError **error)
{
  return ac_database_query (
      ac_store_get_database (self), error,
      "SELECT person_id, id, noun, quiet, due_at FROM rule WHERE due_at <= $1" UNLESS_STOPPED
      " ORDER BY due_at LIMIT $2",
      "ii", now_ms, AC_INT (limit));
}

GPtrArray *
ac_store_claim_rules (
    AcStore *self, gint64 now_ms, guint pause_ms, guint limit, gint64 *next_due, GError **error)
{
  g_autoptr(GPtrArray) turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_rule_turn_free);
  g_autoptr(AcRows) rows = NULL;
  gint64 next_pause = 0;

  if (!ac_store_end_pauses (self, now_ms, ac_clock_get_doubt_ms (), &next_pause, error) ||
      !(rows = list_due (self, now_ms, limit, error)))
    return NULL;

  while (rows != NULL && ac_rows_next (rows))
    {
      const gint64 next = find_next (now_ms, pause_ms, ac_rows_int (rows, 3));
      gboolean claimed = FALSE;
      AcRuleTurn *turn = NULL;

      if (!claim (self, rows, next, &claimed, error))
        return NULL;
      if (!claimed)
        continue;

      turn = g_new0 (AcRuleTurn, 1);
      turn->person = g_strdup (ac_rows_text (rows, 0));
      g_ptr_array_add (turns, turn);
      if (!(turn->rule = read_rule (rows, 2, error)))
        return NULL;
    }

  if (!find_next_due (self, next_due, error))
    return NULL;
  if (next_pause != 0 && (*next_due == 0 || next_pause < *next_due))
    *next_due = next_pause;
  return g_steal_pointer (&turns);
}

static gboolean
note_trouble (
    AcStore *self, const char *person, AcShareRule *rule, const GError *trouble, GError **error)
{
  g_auto(AcShareRuleFacts) facts = { 0 };
  const AcError code =
      trouble != NULL && trouble->domain == AC_ERROR ? (AcError) trouble->code : AC_ERROR_FAILED;
  g_autoptr(AcShareRule) changed = NULL;

  ac_share_rule_facts_copy (ac_share_rule_get_facts (rule), &facts);
  if (facts.troubled == (trouble != NULL) && (trouble == NULL || facts.trouble == code))
    return TRUE;

  facts.troubled = trouble != NULL;
  facts.trouble = trouble != NULL ? code : AC_ERROR_FAILED;
  changed = ac_share_rule_new (&facts);
  return keep_rule (self, person, changed, error);
}

gboolean
ac_store_note_look (AcStore *self,
                    const char *person,
                    const char *id,
                    gboolean found,
                    const GError *trouble,
                    GError **error)
{
  g_autoptr(AcShareRule) rule = ac_store_get_rule (self, person, id, error);

  return rule != NULL && note_trouble (self, person, rule, trouble, error) &&
         (!found || ac_database_execute (ac_store_get_database (self), NULL, error,
                                         "UPDATE rule SET quiet = 0"
                                         " WHERE person_id = $1 AND id = $2",
                                         "ss", person, id));
}

gboolean
ac_store_note_told (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcShareRule) rule = ac_store_get_rule (self, person, id, error);
  g_auto(AcShareRuleFacts) facts = { 0 };
  g_autoptr(AcShareRule) told = NULL;

  if (rule == NULL)
    return FALSE;

  ac_share_rule_facts_copy (ac_share_rule_get_facts (rule), &facts);
  facts.looked_at = ac_clock_now_ms ();
  told = ac_share_rule_new (&facts);
  return keep_rule (self, person, told, error);
}

gboolean
ac_store_count_shared (AcStore *self, const char *person, AcShareRule *rule, GError **error)
{
  g_auto(AcShareRuleFacts) facts = { 0 };
  g_autoptr(AcShareRule) counted = NULL;

  ac_share_rule_facts_copy (ac_share_rule_get_facts (rule), &facts);
  facts.shared++;
  counted = ac_share_rule_new (&facts);
  return keep_rule (self, person, counted, error);
}
