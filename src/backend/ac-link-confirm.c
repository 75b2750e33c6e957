/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-future.h"
#include "ac-grant.h"
#include "ac-link-attempts-private.h"

/* How a sign-in ends that the service has agreed to: the account is added, or it proves one that is
 * there, or the person is asked whether it is the right one. */

typedef struct
{
  char *person;
  char *id;
  guint quota;
  AcGate *gate;
  AcAccount *account; /* (nullable) */
} Row;

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->person);
  g_free (self->id);
  g_clear_object (&self->gate);
  g_clear_object (&self->account);
  g_free (self);
}

static Row *
row_new (AcLinkAttempts *self, const char *person, const char *id)
{
  Row *row = g_new0 (Row, 1);

  row->person = g_strdup (person);
  row->id = g_strdup (id);
  row->quota = ac_access_cache_get_quota (self->accesses);
  row->gate = g_object_ref (self->gate);
  return row;
}

static DexFuture *
run (AcLinkAttempts *self, AcStoreFunc func, const char *person, const char *id)
{
  return ac_store_run (self->store, func, row_new (self, person, id), row_free);
}

static GObject *
admit (AcStore *store, gpointer user_data, GError **error)
{
  Row *row = user_data;

  ac_gate_admit_account (row->gate, store, row->person, row->account, error);
  return NULL;
}

gboolean
ac_link_attempts_admit (AcLinkAttempts *self,
                        const char *person,
                        AcAccount *account,
                        GError **error)
{
  Row *row = row_new (self, person, NULL);

  row->account = g_object_ref (account);
  return ac_await (ac_store_run (self->store, admit, row, row_free), error);
}

static GPtrArray *
describe_choices (GPtrArray *choices)
{
  GPtrArray *found = NULL;

  if (choices == NULL)
    return NULL;

  found = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_found_account_free);
  for (guint i = 0; i < choices->len; i++)
    g_ptr_array_add (found,
                     ac_found_account_new (ac_access_get_account (g_ptr_array_index (choices, i))));
  return found;
}

static void
ask (AcLinkAttempts *self, const AcLinkEnd *end, AcAccount *account)
{
  AcLinkEntry *entry =
      ac_link_attempts_look_up (self, end->person, ac_link_attempt_get_id (end->attempt), NULL);

  /* Nobody waits for it any more. */
  if (entry == NULL || !ac_link_attempt_is_open (end->attempt))
    {
      ac_link_attempts_give_back (self, end->person, ac_account_get_id (account));
      return;
    }

  entry->held_id = g_strdup (ac_account_get_id (account));
  g_clear_pointer (&entry->choices, g_ptr_array_unref);
  entry->choices = end->choices != NULL ? g_ptr_array_ref (end->choices) : NULL;
  ac_link_attempt_set_found (end->attempt, ac_found_account_new (account),
                             describe_choices (end->choices));
  ac_link_attempts_let_live (entry, AC_CONFIRM_SECONDS);
  ac_link_attempts_set_state (self, end->person, end->attempt, AC_LINK_ATTEMPT_CONFIRM,
                              AC_ERROR_FAILED);
}

static void
be_done (AcLinkAttempts *self, const AcLinkEnd *end, AcFruit *fruit)
{
  ac_link_attempt_set_account_id (end->attempt, ac_account_get_id (ac_fruit_get_account (fruit)));
  ac_link_attempt_set_already (end->attempt, ac_fruit_get_already (fruit));
  if (ac_link_attempt_is_open (end->attempt))
    ac_link_attempts_set_state (self, end->person, end->attempt, AC_LINK_ATTEMPT_DONE,
                                AC_ERROR_FAILED);
}

static GObject *
get_account (AcStore *store, gpointer user_data, GError **error)
{
  Row *row = user_data;

  return G_OBJECT (ac_store_get_account (store, row->person, row->id, error));
}

/* Where one sign-in opens several, the one that is signed in to again is among them. */
static AcAccess *
pick_expected (AcLinkAttempts *self, const AcLinkEnd *end, AcAccess *first)
{
  g_autoptr(AcAccount) expected = NULL;

  if (end->expected_account == NULL || end->choices == NULL)
    return first;

  expected = dex_await_object (run (self, get_account, end->person, end->expected_account), NULL);
  for (guint i = 0; expected != NULL && i < end->choices->len; i++)
    {
      AcAccess *access = g_ptr_array_index (end->choices, i);

      if (g_strcmp0 (ac_account_get_remote_id (ac_access_get_account (access)),
                     ac_account_get_remote_id (expected)) == 0)
        return access;
    }

  return first;
}

static AcFruit *
put (AcLinkAttempts *self, const AcLinkEnd *end, AcAccess *access, GError **error)
{
  AcAccess *picked = NULL;

  if (!ac_link_attempt_is_open (end->attempt))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CANCELLED, "Nobody waits for it any more");
      return NULL;
    }

  picked = pick_expected (self, end, access);
  if (!ac_link_attempts_admit (self, end->person, ac_access_get_account (picked), error))
    return NULL;
  return dex_await_object (ac_access_cache_put (self->accesses, end->person, picked,
                                                end->expected_account,
                                                ac_grant_get_put (end->connector),
                                                end->confirm ? AC_CONFIRM_SECONDS : 0),
                           error);
}

gboolean
ac_link_attempts_end (AcLinkAttempts *self, const AcLinkEnd *end, AcAccess *access, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcFruit) fruit = put (self, end, access, &failure);

  if (fruit == NULL)
    {
      ac_grant_give_back (self->store, end->connector, end->person, access);
      ac_link_attempts_fail (self, end->person, end->attempt, failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (end->confirm && !ac_fruit_get_already (fruit))
    ask (self, end, ac_fruit_get_account (fruit));
  else
    be_done (self, end, fruit);
  return TRUE;
}

AcLinkAttempt *
ac_link_attempts_take (AcLinkAttempts *self,
                       const char *person,
                       AcConnector *connector,
                       const char *server,
                       const char *account_id,
                       AcAccess *access,
                       GError **error)
{
  AcLinkEntry *entry = ac_link_attempts_add (self, person, connector, server, account_id);
  g_autoptr(AcLinkAttempt) attempt = g_object_ref (entry->attempt);
  const AcLinkEnd end = { person, attempt, connector, NULL, account_id, TRUE };

  ac_link_attempts_let_live (entry, AC_CONFIRM_SECONDS);
  return ac_link_attempts_end (self, &end, access, error) ? g_steal_pointer (&attempt) : NULL;
}

static GObject *
confirm (AcStore *store, gpointer user_data, GError **error)
{
  Row *row = user_data;

  if (row->quota == 0 || ac_store_check_accounts (store, row->person, row->quota, error))
    ac_store_confirm_account (store, row->person, row->id, error);
  return NULL;
}

static AcAccess *
find_choice (GPtrArray *choices, const char *remote_id)
{
  for (guint i = 0; i < choices->len; i++)
    if (g_strcmp0 (
            ac_account_get_remote_id (ac_access_get_account (g_ptr_array_index (choices, i))),
            remote_id) == 0)
      return g_ptr_array_index (choices, i);

  return NULL;
}

/* The account that the person has chosen takes the place of the first one. */
static AcFruit *
put_choice (AcLinkAttempts *self,
            const AcLinkEnd *end,
            const char *held_id,
            AcAccess *access,
            GError **error)
{
  AcFruit *fruit =
      dex_await_object (ac_access_cache_put (self->accesses, end->person, access, NULL,
                                             ac_grant_get_put (end->connector), AC_CONFIRM_SECONDS),
                        error);

  if (fruit != NULL)
    ac_link_attempts_give_back (self, end->person, held_id);
  return fruit;
}

static gboolean
add (AcLinkAttempts *self,
     const AcLinkEnd *end,
     const char *held_id,
     AcAccess *choice,
     GError **error)
{
  g_autoptr(AcFruit) fruit = choice != NULL ? put_choice (self, end, held_id, choice, error) : NULL;
  const char *id = held_id;

  if (choice != NULL && fruit == NULL)
    return FALSE;
  if (fruit != NULL)
    {
      id = ac_account_get_id (ac_fruit_get_account (fruit));
      ac_link_attempt_set_already (end->attempt, ac_fruit_get_already (fruit));
    }
  if ((fruit == NULL || !ac_fruit_get_already (fruit)) &&
      !ac_await (run (self, confirm, end->person, id), error))
    {
      ac_link_attempts_give_back (self, end->person, id);
      return FALSE;
    }

  ac_link_attempt_set_account_id (end->attempt, id);
  return TRUE;
}

/* (nullable): the first one is the right one. */
static gboolean
choose (AcLinkEntry *entry, const char *remote_id, AcAccess **choice, GError **error)
{
  AcAccess *found = NULL;

  if (entry->choices == NULL && remote_id == NULL)
    return TRUE;
  if (entry->choices != NULL && remote_id != NULL)
    found = find_choice (entry->choices, remote_id);
  if (found == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "There is no such choice");
      return FALSE;
    }

  if (found != g_ptr_array_index (entry->choices, 0))
    *choice = g_object_ref (found);
  return TRUE;
}

AcLinkAttempt *
ac_link_attempts_confirm (
    AcLinkAttempts *self, const char *person, const char *id, const char *remote_id, GError **error)
{
  AcLinkEntry *entry = ac_link_attempts_look_up (self, person, id, error);
  g_autoptr(AcLinkAttempt) attempt = NULL;
  g_autoptr(AcConnector) connector = NULL;
  g_autoptr(AcAccess) choice = NULL;
  g_autoptr(GError) failure = NULL;
  g_autofree char *held_id = NULL;
  AcLinkEnd end = { NULL };

  if (entry == NULL)
    return NULL;
  if (entry->held_id == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "This sign-in asks nothing");
      return NULL;
    }
  if (!choose (entry, remote_id, &choice, error))
    return NULL;

  attempt = g_object_ref (entry->attempt);
  connector = g_object_ref (entry->connector);
  held_id = g_steal_pointer (&entry->held_id);
  end = (AcLinkEnd) { person, attempt, connector, NULL, NULL, TRUE };
  ac_link_attempts_set_state (self, person, attempt, AC_LINK_ATTEMPT_WORKING, AC_ERROR_FAILED);
  if (!add (self, &end, held_id, choice, &failure))
    {
      ac_link_attempts_give_back (self, person, held_id);
      ac_link_attempts_fail (self, person, attempt, failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  ac_link_attempts_set_state (self, person, attempt, AC_LINK_ATTEMPT_DONE, AC_ERROR_FAILED);
  return g_steal_pointer (&attempt);
}
