/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement-private.h"
#include "ac-clock.h"
#include "ac-store-rules.h"

#define PROOF_MS (15 * 60 * 1000)

#define LINK_COLUMNS "link.id, link.low_id, link.high_id, link.receipt_id, link.created_at"

static gboolean
read_switches (AcStore *self, const char *person, AcLink *link, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT purpose, value, since, receipt_id FROM link_switch"
                                   " WHERE person_id = $1 AND link_id = $2",
                                   "ss", person, ac_link_get_id (link));

  if (rows == NULL)
    return FALSE;

  while (ac_rows_next (rows))
    {
      AcPurpose purpose = AC_PURPOSE_LINK;

      if (ac_purpose_from_slug (ac_rows_text (rows, 0), &purpose))
        ac_link_set_switch (link, purpose, ac_rows_int (rows, 1) != 0, ac_rows_int (rows, 2),
                            ac_rows_text (rows, 3));
    }

  return TRUE;
}

static AcLink *
read_link (AcStore *self, const char *person, AcRows *rows, GError **error)
{
  g_autoptr(AcLink) link = ac_link_new (ac_rows_text (rows, 0), ac_rows_text (rows, 1),
                                        ac_rows_text (rows, 2), ac_rows_text (rows, 3));

  ac_link_set_created_at (link, ac_rows_int (rows, 4));
  return read_switches (self, person, link, error) ? g_steal_pointer (&link) : NULL;
}

/* Takes rows. */
static GListStore *
read_links (AcStore *self, const char *person, AcRows *rows, GError **error)
{
  g_autoptr(GListStore) links = g_list_store_new (AC_TYPE_LINK);
  g_autoptr(AcRows) owned = rows;

  while (owned != NULL && ac_rows_next (owned))
    {
      g_autoptr(AcLink) link = read_link (self, person, owned, error);

      if (link == NULL)
        return NULL;
      g_list_store_append (links, link);
    }

  return owned != NULL ? g_steal_pointer (&links) : NULL;
}

AcLink *
ac_store_get_link (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT " LINK_COLUMNS " FROM link WHERE person_id = $1 AND id = $2", "ss", person, id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_link (self, person, rows, error);
}

AcLink *
ac_store_find_link (AcStore *self,
                    const char *person,
                    const char *account_id,
                    const char *other_account_id,
                    GError **error)
{
  gboolean sorted = strcmp (account_id, other_account_id) < 0;
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT " LINK_COLUMNS " FROM link WHERE person_id = $1 AND low_id = $2 AND high_id = $3",
      "sss", person, sorted ? account_id : other_account_id,
      sorted ? other_account_id : account_id);

  return rows != NULL && ac_rows_next (rows) ? read_link (self, person, rows, error) : NULL;
}

GListStore *
ac_store_list_links (
    AcStore *self, const char *person, const char *after_id, guint limit, GError **error)
{
  return read_links (self, person,
                     ac_database_query (ac_store_get_database (self), error,
                                        "SELECT " LINK_COLUMNS " FROM link"
                                        " WHERE person_id = $1 AND id > $2 ORDER BY id LIMIT $3",
                                        "ssi", person, after_id != NULL ? after_id : "",
                                        AC_INT (limit)),
                     error);
}

GListStore *
ac_store_list_links_of (AcStore *self, const char *person, const char *account_id, GError **error)
{
  return read_links (self, person,
                     ac_database_query (ac_store_get_database (self), error,
                                        "SELECT " LINK_COLUMNS " FROM link WHERE person_id = $1"
                                        " AND (low_id = $2 OR high_id = $2) ORDER BY id",
                                        "ss", person, account_id),
                     error);
}

static gboolean
is_proved (AcAccount *account)
{
  const gint64 age = ac_clock_now_ms () - ac_account_get_proved_at (account);

  return age >= 0 && age < PROOF_MS;
}

/* At one account that a link with *sign-in* joins with this one; what joins that one with others
 * doesn't count. */
static gboolean
is_proved_next_door (AcStore *self, const char *person, const char *account_id, GError **error)
{
  g_autoptr(GListStore) links = ac_store_list_links_of (self, person, account_id, error);

  for (guint i = 0; links != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (links)); i++)
    {
      g_autoptr(AcLink) link = g_list_model_get_item (G_LIST_MODEL (links), i);
      g_autoptr(AcAccount) other = NULL;

      if (!ac_link_is_on (link, AC_PURPOSE_SIGN_IN))
        continue;
      other = ac_store_get_account (self, person, ac_link_get_other_account_id (link, account_id),
                                    error);
      if (other == NULL || is_proved (other))
        return other != NULL;
    }

  return FALSE;
}

gboolean
ac_store_check_proved (AcStore *self, const char *person, const char *account_id, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcAccount) account = ac_store_get_account (self, person, account_id, &failure);

  if (account != NULL &&
      (is_proved (account) || is_proved_next_door (self, person, account_id, &failure)))
    return TRUE;

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error_literal (error, AC_ERROR, AC_ERROR_PROOF_REQUIRED, account_id);
  return FALSE;
}

static gboolean
turn (AcStore *self,
      const AcWord *word,
      AcLink *link,
      AcAccount *const accounts[2],
      AcPurpose purpose,
      gboolean on,
      GError **error)
{
  const char *id = ac_link_get_id (link);
  const gint64 now = ac_clock_now_ms ();
  guint n_cancelled = 0;
  g_autofree char *receipt = ac_store_write_receipt (self, word, id, accounts, purpose, on, error);

  if (receipt == NULL ||
      !ac_database_execute (ac_store_get_database (self), NULL, error,
                            "UPDATE link_switch SET value = $1, since = $2, receipt_id = $3"
                            " WHERE person_id = $4 AND link_id = $5 AND purpose = $6",
                            "iissss", AC_INT (on), now, receipt, word->person, id,
                            ac_purpose_to_slug (purpose)))
    return FALSE;

  ac_link_set_switch (link, purpose, on, now, receipt);
  if (purpose != AC_PURPOSE_SHARE_STATUS)
    return TRUE;
  return on ? ac_store_merge_choices (self, word->person, link, accounts, error)
            : ac_store_cancel_unsent (self, word->person, id, NULL, AC_COPIES_KEPT, &n_cancelled,
                                      error) &&
                  ac_store_end_rules_of_link (self, word->person, id, error);
}

static gboolean
turn_all (AcStore *self,
          const AcWord *word,
          AcLink *link,
          AcAccount *const accounts[2],
          const AcAnswers *answers,
          GError **error)
{
  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    if (answers->of[i] != AC_ANSWER_NONE &&
        !turn (self, word, link, accounts, i, answers->of[i] == AC_ANSWER_YES, error))
      return FALSE;

  return ac_store_add_event (self, word->person, "link", ac_link_get_id (link), NULL, error);
}

static gboolean
insert_link (AcStore *self, const char *person, AcLink *link, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  const char *id = ac_link_get_id (link);

  if (!ac_database_execute (database, NULL, error,
                            "INSERT INTO link (person_id, id, low_id, high_id, receipt_id,"
                            " created_at) VALUES ($1, $2, $3, $4, $5, $6)",
                            "sssssi", person, id, ac_link_get_account_id (link, 0),
                            ac_link_get_account_id (link, 1), ac_link_get_receipt_id (link),
                            ac_link_get_created_at (link)))
    return FALSE;

  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    if (!ac_database_execute (database, NULL, error,
                              "INSERT INTO link_switch (person_id, link_id, purpose, value, since)"
                              " VALUES ($1, $2, $3, 0, 0)",
                              "sss", person, id, ac_purpose_to_slug (i)))
      return FALSE;

  return TRUE;
}

AcLink *
ac_store_make_link (AcStore *self,
                    const AcWord *word,
                    AcAccount *const accounts[2],
                    const AcAnswers *answers,
                    GError **error)
{
  g_autofree char *id = ac_id_new ();
  g_autofree char *receipt =
      ac_store_write_receipt (self, word, id, accounts, AC_PURPOSE_LINK, TRUE, error);
  g_autoptr(AcLink) link = NULL;

  if (receipt == NULL)
    return NULL;

  link =
      ac_link_new (id, ac_account_get_id (accounts[0]), ac_account_get_id (accounts[1]), receipt);
  ac_link_set_created_at (link, ac_clock_now_ms ());
  return insert_link (self, word->person, link, error) &&
                 turn_all (self, word, link, accounts, answers, error)
             ? g_steal_pointer (&link)
             : NULL;
}

static gboolean
load_pair (AcStore *self, const char *person, AcLink *link, AcAccount *accounts[2], GError **error)
{
  for (guint i = 0; i < 2; i++)
    if (!(accounts[i] =
              ac_store_get_account (self, person, ac_link_get_account_id (link, i), error)))
      return FALSE;

  return TRUE;
}

/* What stands already as it is asked for is no new word. */
static AcAnswers
leave_out_known (AcLink *link, const AcAnswers *answers)
{
  AcAnswers changes = *answers;

  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    if (ac_link_get_switch (link, i)->since != 0 &&
        ac_link_is_on (link, i) == (answers->of[i] == AC_ANSWER_YES))
      changes.of[i] = AC_ANSWER_NONE;

  return changes;
}

gboolean
ac_store_set_link (
    AcStore *self, const AcWord *word, AcLink *link, const AcAnswers *answers, GError **error)
{
  AcAnswers changes = leave_out_known (link, answers);
  AcAccount *accounts[2] = { NULL };
  gboolean done = load_pair (self, word->person, link, accounts, error) &&
                  turn_all (self, word, link, accounts, &changes, error);

  g_clear_object (&accounts[0]);
  g_clear_object (&accounts[1]);
  return done;
}

void
ac_link_end_clear (AcLinkEnd *self)
{
  g_clear_pointer (&self->receipt_id, g_free);
}

static gboolean
delete_link (AcStore *self, const char *person, const char *id, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM link_switch WHERE person_id = $1 AND link_id = $2",
    "DELETE FROM link WHERE person_id = $1 AND id = $2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!ac_database_execute (ac_store_get_database (self), NULL, error, statements[i], "ss",
                              person, id))
      return FALSE;

  return ac_store_add_event (self, person, "link-removed", id, NULL, error);
}

/* What was on is withdrawn with it. */
static gboolean
write_end (AcStore *self,
           const AcWord *word,
           AcLink *link,
           AcAccount *const accounts[2],
           AcLinkEnd *end,
           GError **error)
{
  const char *id = ac_link_get_id (link);

  for (AcPurpose i = AC_FIRST_SWITCH; i <= AC_LAST_SWITCH; i++)
    {
      g_autofree char *receipt = NULL;

      if (ac_link_is_on (link, i) &&
          !(receipt = ac_store_write_receipt (self, word, id, accounts, i, FALSE, error)))
        return FALSE;
    }

  end->receipt_id =
      ac_store_write_receipt (self, word, id, accounts, AC_PURPOSE_LINK, FALSE, error);
  return end->receipt_id != NULL;
}

gboolean
ac_store_end_link (AcStore *self, const AcWord *word, AcLink *link, AcLinkEnd *end, GError **error)
{
  const char *id = ac_link_get_id (link);
  AcAccount *accounts[2] = { NULL };
  gboolean done = load_pair (self, word->person, link, accounts, error) &&
                  write_end (self, word, link, accounts, end, error) &&
                  ac_store_cancel_unsent (self, word->person, id, NULL, end->copies,
                                          &end->n_cancelled, error) &&
                  ac_store_end_rules_of_link (self, word->person, id, error) &&
                  ac_store_restore_choices (self, word->person, link, &end->n_restored, error) &&
                  delete_link (self, word->person, id, error);

  g_clear_object (&accounts[0]);
  g_clear_object (&accounts[1]);
  return done;
}

static gboolean
refuse_target (GError **error, const char *why)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_LINKED, why);
  return FALSE;
}

static gboolean
check_pair_is_on (AcStore *self, const char *person, AcLink *link, GError **error)
{
  AcAccount *accounts[2] = { NULL };
  gboolean on = load_pair (self, person, link, accounts, error) &&
                ((ac_account_get_state (accounts[0]) == AC_ACCOUNT_ON &&
                  ac_account_get_state (accounts[1]) == AC_ACCOUNT_ON) ||
                 refuse_target (error, "One of the two accounts is not on"));

  g_clear_object (&accounts[0]);
  g_clear_object (&accounts[1]);
  return on;
}

char *
ac_store_admit_target (
    AcStore *self, const char *person, const char *link_id, const char *account_id, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcLink) link = ac_store_get_link (self, person, link_id, &failure);
  const char *other = link != NULL ? ac_link_get_other_account_id (link, account_id) : NULL;

  if (link == NULL && !g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  if (other == NULL || !ac_link_is_on (link, AC_PURPOSE_SHARE_STATUS))
    return refuse_target (error, "No link shares a status with this account"), NULL;

  return check_pair_is_on (self, person, link, error) ? g_strdup (other) : NULL;
}

gboolean
ac_store_check_link_of (
    AcStore *self, const char *person, const char *delivery_id, gboolean *allowed, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT delivery.link_id, link_switch.value FROM delivery"
      " LEFT JOIN link_switch"
      " ON link_switch.person_id = delivery.person_id"
      " AND link_switch.link_id = delivery.link_id"
      " AND link_switch.purpose = $3"
      " WHERE delivery.person_id = $1 AND delivery.id = $2",
      "sss", person, delivery_id, ac_purpose_to_slug (AC_PURPOSE_SHARE_STATUS));

  if (rows == NULL)
    return FALSE;

  *allowed = !ac_rows_next (rows) || ac_rows_text (rows, 0) == NULL || ac_rows_int (rows, 1) != 0;
  return TRUE;
}
