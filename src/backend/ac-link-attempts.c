/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-grant.h"
#include "ac-link-attempts-private.h"

#define LIFE_SECONDS (10 * 60)
#define MAX_OPEN 16

G_DEFINE_FINAL_TYPE (AcLinkAttempts, ac_link_attempts, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  AcLinkAttempts *owner;
  char *person;
  AcLinkAttempt *attempt;
  AcConnector *connector;
  AcSignIn *sign_in;
  char *expected_account;
  char *response;
  gboolean confirm;
} Finish;

static void
entry_free (gpointer data)
{
  AcLinkEntry *self = data;

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->attempt);
  g_clear_object (&self->connector);
  g_clear_object (&self->redirect);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->access);
  g_clear_pointer (&self->code, ac_link_code_free);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_free (self->held_id);
  g_free (self->redirect_uri);
  g_free (self->person);
  g_free (self->expected_account);
  g_free (self);
}

static void
finish_free (gpointer data)
{
  Finish *self = data;

  g_clear_object (&self->owner);
  g_clear_object (&self->attempt);
  g_clear_object (&self->connector);
  g_clear_object (&self->sign_in);
  g_free (self->expected_account);
  g_free (self->response);
  g_free (self->person);
  g_free (self);
}

void
ac_link_attempts_set_state (AcLinkAttempts *self,
                            const char *person,
                            AcLinkAttempt *attempt,
                            AcLinkAttemptState state,
                            AcError error)
{
  ac_link_attempt_set_state (attempt, state, error);
  g_signal_emit (self, signals[CHANGED], 0, person, attempt);
}

AcLinkEntry *
ac_link_attempts_look_up (AcLinkAttempts *self, const char *person, const char *id, GError **error)
{
  AcLinkEntry *entry = g_hash_table_lookup (self->entries, id);

  if (entry != NULL && !g_str_equal (entry->person, person))
    entry = NULL;
  if (entry == NULL)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such link attempt");
  return entry;
}

void
ac_link_attempts_fail (AcLinkAttempts *self,
                       const char *person,
                       AcLinkAttempt *attempt,
                       const GError *error)
{
  if (ac_link_attempt_is_open (attempt))
    ac_link_attempts_set_state (self, person, attempt, AC_LINK_ATTEMPT_FAILED,
                                error->domain == AC_ERROR ? (AcError) error->code
                                                          : AC_ERROR_FAILED);
}

static DexFuture *
finish_fiber (gpointer user_data)
{
  Finish *finish = user_data;
  AcLinkEnd end = { finish->person, finish->attempt,          finish->connector,
                    NULL,           finish->expected_account, finish->confirm };
  g_autoptr(AcAccess) access = NULL;
  g_autoptr(AcAccess) leftover = NULL;
  g_autoptr(GError) error = NULL;

  access = dex_await_object (
      ac_connector_finish_sign_in (finish->connector, finish->sign_in, finish->response), &error);
  if (access != NULL)
    {
      end.choices = ac_sign_in_get_choices (finish->sign_in);
      ac_link_attempts_end (finish->owner, &end, access, NULL);
      return dex_future_new_true ();
    }

  ac_link_attempts_fail (finish->owner, finish->person, finish->attempt, error);
  if ((leftover = ac_sign_in_steal_leftover (finish->sign_in)))
    ac_grant_give_back (finish->owner->store, finish->connector, finish->person, leftover);
  return dex_future_new_true ();
}

static void
start_finish (AcLinkEntry *entry, const char *response)
{
  Finish *finish = g_new0 (Finish, 1);

  finish->owner = g_object_ref (entry->owner);
  finish->person = g_strdup (entry->person);
  finish->attempt = g_object_ref (entry->attempt);
  finish->connector = g_object_ref (entry->connector);
  finish->sign_in = g_object_ref (entry->sign_in);
  finish->expected_account = g_strdup (entry->expected_account);
  finish->response = g_strdup (response);
  finish->confirm = entry->confirm;

  ac_link_attempts_set_state (entry->owner, entry->person, entry->attempt, AC_LINK_ATTEMPT_WORKING,
                              AC_ERROR_FAILED);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, finish_fiber, finish, finish_free));
}

static void
response_cb (AcRedirect *redirect, const char *uri, gpointer user_data)
{
  AcLinkEntry *entry = user_data;

  if (ac_link_attempt_get_state (entry->attempt) == AC_LINK_ATTEMPT_WAITING)
    start_finish (entry, uri);
}

static gboolean
expire_cb (gpointer user_data)
{
  AcLinkEntry *entry = user_data;
  g_autoptr(AcLinkAttempts) owner = g_object_ref (entry->owner);

  ac_link_attempts_drop_held (entry);
  if (ac_link_attempt_is_open (entry->attempt))
    ac_link_attempts_set_state (owner, entry->person, entry->attempt, AC_LINK_ATTEMPT_FAILED,
                                AC_ERROR_TIMED_OUT);

  entry->timeout = 0;
  g_hash_table_remove (owner->entries, ac_link_attempt_get_id (entry->attempt));
  return G_SOURCE_REMOVE;
}

static void
ac_link_attempts_finalize (GObject *object)
{
  AcLinkAttempts *self = AC_LINK_ATTEMPTS (object);

  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_object (&self->connectors);
  g_clear_object (&self->accesses);
  g_clear_object (&self->store);
  g_clear_object (&self->outbox);
  g_clear_object (&self->gate);
  g_clear_object (&self->people);
  g_clear_object (&self->numbers);

  G_OBJECT_CLASS (ac_link_attempts_parent_class)->finalize (object);
}

static void
ac_link_attempts_class_init (AcLinkAttemptsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_link_attempts_finalize;

  signals[CHANGED] = g_signal_new ("changed", AC_TYPE_LINK_ATTEMPTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, AC_TYPE_LINK_ATTEMPT);
}

static void
ac_link_attempts_init (AcLinkAttempts *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
}

AcLinkAttempts *
ac_link_attempts_new (AcConnectors *connectors,
                      AcAccessCache *accesses,
                      AcStore *store,
                      AcOutbox *outbox,
                      AcGate *gate)
{
  AcLinkAttempts *self = g_object_new (AC_TYPE_LINK_ATTEMPTS, NULL);

  self->connectors = g_object_ref (connectors);
  self->accesses = g_object_ref (accesses);
  self->store = g_object_ref (store);
  self->outbox = g_object_ref (outbox);
  self->gate = g_object_ref (gate);
  return self;
}

void
ac_link_attempts_let_live (AcLinkEntry *entry, guint seconds)
{
  g_clear_handle_id (&entry->timeout, g_source_remove);
  entry->timeout = g_timeout_add_seconds (seconds, expire_cb, entry);
  ac_link_attempt_set_expires_at (entry->attempt, ac_clock_now_ms () + seconds * 1000);
}

static guint
count_open (AcLinkAttempts *self, const char *person)
{
  GHashTableIter iter;
  gpointer value = NULL;
  guint n_open = 0;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      AcLinkEntry *entry = value;

      if (person == NULL || g_str_equal (entry->person, person))
        n_open += ac_link_attempt_is_open (entry->attempt);
    }

  return n_open;
}

AcLinkEntry *
ac_link_attempts_add (AcLinkAttempts *self,
                      const char *person,
                      AcConnector *connector,
                      const char *server,
                      const char *account_id)
{
  g_autofree char *id = ac_id_new ();
  AcLinkEntry *entry = g_new0 (AcLinkEntry, 1);

  entry->owner = self;
  entry->person = g_strdup (person);
  entry->attempt = ac_link_attempt_new (id, ac_connector_get_service (connector)->id,
                                        server != NULL ? server : "");
  entry->connector = g_object_ref (connector);
  entry->expected_account = g_strdup (account_id);
  g_hash_table_insert (self->entries, (gpointer) ac_link_attempt_get_id (entry->attempt), entry);
  return entry;
}

AcConnector *
ac_link_attempts_choose (AcLinkAttempts *self,
                         const char *person,
                         const char *service,
                         GError **error)
{
  AcConnector *connector = ac_connectors_get (self->connectors, service);

  if (connector == NULL)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "There is no such service");
  else if (count_open (self, person) >= MAX_OPEN)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_RATE_LIMITED, "Too many sign-ins are open");
      return NULL;
    }
  return connector;
}

AcLinkAttempt *
ac_link_attempts_begin (AcLinkAttempts *self,
                        const char *person,
                        const char *service,
                        const char *server,
                        const char *account_id,
                        const char *redirect_uri,
                        gboolean confirm,
                        GError **error)
{
  AcConnector *connector = ac_link_attempts_choose (self, person, service, error);
  g_autoptr(AcRedirect) redirect = NULL;
  g_autoptr(AcSignIn) sign_in = NULL;
  AcLinkEntry *entry = NULL;

  if (connector == NULL)
    return NULL;

  if (redirect_uri == NULL)
    {
      if (!(redirect = ac_redirect_new (getuid (), error)))
        return NULL;
      redirect_uri = ac_redirect_get_uri (redirect);
    }

  sign_in = dex_await_object (ac_connector_begin_sign_in (connector, server, redirect_uri), error);
  if (sign_in == NULL)
    return NULL;

  entry = ac_link_attempts_add (self, person, connector, server, account_id);
  entry->redirect_uri = g_strdup (redirect_uri);
  entry->confirm = confirm;
  if ((entry->redirect = g_steal_pointer (&redirect)))
    g_signal_connect (entry->redirect, "response", G_CALLBACK (response_cb), entry);
  ac_link_attempt_set_authorization_url (entry->attempt,
                                         ac_sign_in_get_authorization_url (sign_in));
  entry->sign_in = g_steal_pointer (&sign_in);
  ac_link_attempts_let_live (entry, LIFE_SECONDS);
  return g_object_ref (entry->attempt);
}

AcLinkAttempt *
ac_link_attempts_get (AcLinkAttempts *self, const char *person, const char *id, GError **error)
{
  AcLinkEntry *entry = ac_link_attempts_look_up (self, person, id, error);

  return entry != NULL ? entry->attempt : NULL;
}

gboolean
ac_link_attempts_respond (
    AcLinkAttempts *self, const char *person, const char *id, const char *uri, GError **error)
{
  AcLinkEntry *entry = ac_link_attempts_look_up (self, person, id, error);
  g_autofree char *start = NULL;

  if (entry == NULL)
    return FALSE;

  if (ac_link_attempt_get_state (entry->attempt) != AC_LINK_ATTEMPT_WAITING)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "This sign-in waits for nothing");
      return FALSE;
    }

  start = g_strconcat (entry->redirect_uri, "?", NULL);
  if (!g_str_has_prefix (uri, start))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                           "This is not the address this sign-in ends at");
      return FALSE;
    }

  start_finish (entry, uri);
  return TRUE;
}

gboolean
ac_link_attempts_cancel (AcLinkAttempts *self, const char *person, const char *id, GError **error)
{
  AcLinkEntry *entry = ac_link_attempts_look_up (self, person, id, error);

  if (entry == NULL)
    return FALSE;

  ac_link_attempts_drop_held (entry);
  if (ac_link_attempt_is_open (entry->attempt))
    ac_link_attempts_set_state (self, person, entry->attempt, AC_LINK_ATTEMPT_CANCELLED,
                                AC_ERROR_CANCELLED);
  g_hash_table_remove (self->entries, id);
  return TRUE;
}

void
ac_link_attempts_cancel_all (AcLinkAttempts *self, const char *person)
{
  g_autoptr(GPtrArray) ids = g_hash_table_get_keys_as_ptr_array (self->entries);

  for (guint i = 0; i < ids->len; i++)
    ac_link_attempts_cancel (self, person, g_ptr_array_index (ids, i), NULL);
}

guint
ac_link_attempts_get_n_open (AcLinkAttempts *self)
{
  return count_open (self, NULL);
}
