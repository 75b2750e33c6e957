/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-link-attempts-private.h"

#define MAX_OPEN 16

G_DEFINE_FINAL_TYPE (AcLinkAttempts, ac_link_attempts, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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

/* What the store's thread is given. */
typedef struct
{
  char *person;
  char *id;
} Held;

static void
held_free (gpointer data)
{
  Held *self = data;

  g_free (self->person);
  g_free (self->id);
  g_free (self);
}

static GObject *
give_back (AcStore *store, gpointer user_data, GError **error)
{
  Held *held = user_data;

  ac_store_give_back (store, held->person, held->id, error);
  return NULL;
}

static DexFuture *
given_back_cb (DexFuture *future, gpointer user_data)
{
  ac_outbox_wake (user_data);
  return dex_ref (future);
}

/* The store remembers it from the start: if this is lost, it is given back all the same. */
void
ac_link_attempts_give_back (AcLinkAttempts *self, const char *person, const char *id)
{
  Held *held = g_new0 (Held, 1);

  held->person = g_strdup (person);
  held->id = g_strdup (id);
  dex_future_disown (dex_future_finally (ac_store_run (self->store, give_back, held, held_free),
                                         given_back_cb, g_object_ref (self->outbox),
                                         g_object_unref));
}

void
ac_link_attempts_drop_held (AcLinkEntry *entry)
{
  g_autofree char *id = g_steal_pointer (&entry->held_id);

  if (id != NULL)
    ac_link_attempts_give_back (entry->owner, entry->person, id);
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
ac_link_attempts_get (AcLinkAttempts *self, const char *person, const char *id, GError **error)
{
  AcLinkEntry *entry = ac_link_attempts_look_up (self, person, id, error);

  return entry != NULL ? entry->attempt : NULL;
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
