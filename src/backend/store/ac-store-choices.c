/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement-private.h"
#include "ac-merge.h"

/* What links have done to an account's audience lies in a pile: each entry knows what stood there
 * before it and what it made of it. Whichever is taken away, what the person had chosen themself
 * comes back with the last of them. */

typedef struct
{
  gint64 place;
  AcAudience earlier;
  AcAudience later;
} Choice;

static void
read_choice (AcRows *rows, Choice *choice)
{
  choice->place = ac_rows_int (rows, 0);
  ac_audience_from_slug (ac_rows_text (rows, 1), &choice->earlier);
  ac_audience_from_slug (ac_rows_text (rows, 2), &choice->later);
}

static gboolean
find_choice (AcStore *self,
             const char *person,
             const char *account_id,
             const char *link_id,
             Choice *choice,
             gboolean *found,
             GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT place, earlier, later FROM link_choice"
                                   " WHERE person_id = $1 AND account_id = $2 AND link_id = $3",
                                   "sss", person, account_id, link_id);

  *found = rows != NULL && ac_rows_next (rows);
  if (*found)
    read_choice (rows, choice);
  return rows != NULL;
}

static gint64
count_place (AcStore *self, const char *person, const char *account_id)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), NULL,
      "SELECT MAX(place) FROM link_choice WHERE person_id = $1 AND account_id = $2", "ss", person,
      account_id);

  return rows != NULL && ac_rows_next (rows) ? ac_rows_int (rows, 0) + 1 : 1;
}

/* The next entry above knows what stood there before it: that is now what stood below this one. */
static gboolean
hand_up (AcStore *self,
         const char *person,
         const char *account_id,
         const Choice *choice,
         gboolean *is_top,
         GError **error)
{
  Choice above = { 0 };
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT place, earlier, later FROM link_choice"
      " WHERE person_id = $1 AND account_id = $2 AND place > $3 ORDER BY place LIMIT 1",
      "ssi", person, account_id, choice->place);

  *is_top = rows != NULL && !ac_rows_next (rows);
  if (rows == NULL || *is_top)
    return rows != NULL;

  read_choice (rows, &above);
  return above.earlier != choice->later ||
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE link_choice SET earlier = $1"
                              " WHERE person_id = $2 AND account_id = $3 AND place = $4",
                              "sssi", ac_audience_to_slug (choice->earlier), person, account_id,
                              above.place);
}

static gboolean
take_from_pile (AcStore *self,
                const char *person,
                AcAccount *account,
                const char *link_id,
                guint *n_restored,
                GError **error)
{
  const char *account_id = ac_account_get_id (account);
  Choice choice = { 0 };
  gboolean found = FALSE;
  gboolean is_top = FALSE;

  if (!find_choice (self, person, account_id, link_id, &choice, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  if (!hand_up (self, person, account_id, &choice, &is_top, error) ||
      !ac_database_execute (
          ac_store_get_database (self), NULL, error,
          "DELETE FROM link_choice WHERE person_id = $1 AND account_id = $2 AND link_id = $3",
          "sss", person, account_id, link_id))
    return FALSE;
  if (!is_top || choice.earlier == choice.later ||
      ac_account_get_audience (account) != choice.later)
    return TRUE;

  *n_restored += 1;
  ac_account_set_audience (account, choice.earlier);
  return ac_store_update_account (self, person, account, error);
}

static gboolean
put_on_pile (AcStore *self,
             const char *person,
             AcAccount *account,
             const char *link_id,
             AcAudience later,
             GError **error)
{
  const char *account_id = ac_account_get_id (account);
  const char *earlier = ac_audience_to_slug (ac_account_get_audience (account));

  ac_account_set_audience (account, later);
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO link_choice (person_id, account_id, link_id, place,"
                              " earlier, later) VALUES ($1, $2, $3, $4, $5, $6)",
                              "sssiss", person, account_id, link_id,
                              count_place (self, person, account_id), earlier,
                              ac_audience_to_slug (later)) &&
         ac_store_update_account (self, person, account, error);
}

gboolean
ac_store_merge_choices (
    AcStore *self, const char *person, AcLink *link, AcAccount *const accounts[2], GError **error)
{
  const char *link_id = ac_link_get_id (link);
  AcAudience merged[2] = { AC_AUDIENCE_DIRECT };
  guint n_restored = 0;

  ac_merge_audiences (accounts, merged);
  for (guint i = 0; i < 2; i++)
    /* Where the switch was on before, the pile has an entry already. */
    if (!take_from_pile (self, person, accounts[i], link_id, &n_restored, error) ||
        !put_on_pile (self, person, accounts[i], link_id, merged[i], error))
      return FALSE;

  return TRUE;
}

gboolean
ac_store_restore_choices (
    AcStore *self, const char *person, AcLink *link, guint *n_restored, GError **error)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(AcAccount) account =
                    ac_store_get_account (self, person, ac_link_get_account_id (link, i), error);

      if (account == NULL ||
          !take_from_pile (self, person, account, ac_link_get_id (link), n_restored, error))
        return FALSE;
    }

  return TRUE;
}
