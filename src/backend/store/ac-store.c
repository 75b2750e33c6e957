/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ac-clock.h"
#include "ac-database-postgres.h"
#include "ac-database-sqlite.h"
#include "ac-installation.h"
#include "ac-ledger-heads.h"
#include "ac-migrations.h"
#include "ac-store-clock.h"
#include "ac-store-data.h"
#include "ac-store-ledger.h"
#include "ac-store-private.h"
#include "ac-store-rules.h"

#define FILE_NAME "store.sqlite"
#define LOCK_NAME "store.lock"
#define LOCK_TRIES 100
#define LOCK_PAUSE 20000 /* µs */
#define MIGRATIONS "/org/accountscenter/AccountsCenter/store/"

struct _AcStore
{
  GObject parent_instance;
  AcDatabase *database;
  GThread *thread;
  GAsyncQueue *jobs;
  int lock_fd;
  gboolean shared; /* other processes may use the database at the same time */
  gboolean moved;
  char *path; /* of the file, or NULL on a server */
  char *person;
  char *process;         /* the name of this one; NULL when it is alone */
  char *vault_keys;      /* the ids of the keys that it has, with a space between */
  AcLedgerHeads *heads;  /* or NULL: they aren't kept */
  GHashTable *new_heads; /* person → AcLedgerHead of the transaction under way */
  GHashTable *held;      /* people whose ledger this process has gone on with */
  AcClockRecord *clock;  /* when it was used last; NULL beside other processes */
  GHashTable *lives;     /* id of a delivery → gint64 *, ac_clock_boot_ms() when it ends */
  gboolean wrote_events;
  gboolean erased;
};

G_DEFINE_FINAL_TYPE (AcStore, ac_store, G_TYPE_OBJECT)

enum
{
  EVENTS_COMMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A job without a function ends the thread. */
typedef struct
{
  AcStoreFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
  DexPromise *promise;
} Job;

static void
job_free (Job *job)
{
  if (job->destroy != NULL)
    job->destroy (job->user_data);
  dex_clear (&job->promise);
  g_free (job);
}

static gboolean
emit_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[EVENTS_COMMITTED], 0);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  AcStore *store;
  Job *job;
  GObject *result;
} Run;

static gboolean
run_once (AcDatabase *database, gpointer user_data, GError **error)
{
  Run *run = user_data;
  g_autoptr(GError) failure = NULL;

  run->store->wrote_events = FALSE;
  run->store->erased = FALSE;
  g_hash_table_remove_all (run->store->new_heads);
  g_clear_object (&run->result);
  run->result = run->job->func (run->store, run->job->user_data, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* After the commit: what stands outside is never ahead of the store. */
static void
keep_heads (AcStore *self)
{
  GHashTableIter iter;
  gpointer person = NULL;
  gpointer head = NULL;

  g_hash_table_iter_init (&iter, self->new_heads);
  while (self->heads != NULL && g_hash_table_iter_next (&iter, &person, &head))
    if (!ac_ledger_heads_set (self->heads, person, head))
      g_warning ("The ledger's head could not be kept outside the store: %s", g_strerror (errno));

  g_hash_table_iter_init (&iter, self->new_heads);
  while (g_hash_table_iter_next (&iter, &person, NULL))
    g_hash_table_add (self->held, g_strdup (person));
  g_hash_table_remove_all (self->new_heads);
}

static GObject *
run_in_transaction (AcStore *self, Job *job, GError **error)
{
  Run run = { self, job, NULL };
  g_autoptr(GObject) result = NULL;
  g_autoptr(GError) failure = NULL;
  gboolean done = ac_store_follow_clock (self, error) &&
                  ac_database_transact (self->database, run_once, &run, error);

  result = run.result;
  if (!done)
    return NULL;

  keep_heads (self);
  if (self->erased && !ac_database_scrub (self->database, &failure))
    g_warning ("Deleted data may still stand in the log of the store: %s", failure->message);
  if (self->wrote_events)
    g_idle_add_full (G_PRIORITY_DEFAULT, emit_cb, g_object_ref (self), g_object_unref);
  return g_steal_pointer (&result);
}

static gpointer
run_jobs (gpointer user_data)
{
  AcStore *self = user_data;

  while (TRUE)
    {
      Job *job = g_async_queue_pop (self->jobs);
      g_autoptr(GObject) result = NULL;
      g_autoptr(GError) error = NULL;
      gboolean last = job->func == NULL;

      if (!last)
        {
          result = run_in_transaction (self, job, &error);
          if (error != NULL)
            dex_promise_reject (job->promise, g_steal_pointer (&error));
          else if (result != NULL)
            dex_promise_resolve_object (job->promise, g_steal_pointer (&result));
          else
            dex_promise_resolve_boolean (job->promise, FALSE);
        }

      job_free (job);
      if (last)
        return NULL;
    }
}

static void
ac_store_finalize (GObject *object)
{
  AcStore *self = AC_STORE (object);

  ac_store_close (self);
  g_clear_pointer (&self->jobs, g_async_queue_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->process, g_free);
  g_clear_pointer (&self->vault_keys, g_free);
  g_clear_pointer (&self->heads, ac_ledger_heads_free);
  g_clear_pointer (&self->new_heads, g_hash_table_unref);
  g_clear_pointer (&self->held, g_hash_table_unref);
  g_clear_pointer (&self->lives, g_hash_table_unref);
  g_clear_pointer (&self->clock, ac_clock_record_free);

  G_OBJECT_CLASS (ac_store_parent_class)->finalize (object);
}

static void
ac_store_class_init (AcStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_store_finalize;

  signals[EVENTS_COMMITTED] = g_signal_new ("events-committed", AC_TYPE_STORE, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ac_store_init (AcStore *self)
{
  self->jobs = g_async_queue_new ();
  self->new_heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lives = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lock_fd = -1;
}

static gboolean
fail (GError **error, const char *what)
{
  AcError code = errno == ENOSPC || errno == EDQUOT ? AC_ERROR_STORAGE_FULL : AC_ERROR_STORAGE;

  g_set_error (error, AC_ERROR, code, "%s: %s", what, g_strerror (errno));
  return FALSE;
}

/* Two outboxes on one store would send everything twice. A predecessor that is just ending is
 * waited for. */
static gboolean
take_lock (AcStore *self, const char *data_dir, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, LOCK_NAME, NULL);
  gboolean locked = FALSE;

  self->lock_fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock_fd < 0)
    return fail (error, "The data folder can't be locked");

  for (guint i = 0; !locked && i < LOCK_TRIES; i++)
    {
      locked = flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0;
      if (!locked)
        g_usleep (LOCK_PAUSE);
    }

  if (!locked)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT,
                           "A backend runs already on this data folder");
      return FALSE;
    }

  return TRUE;
}

static GBytes *
find_migration (guint version)
{
  g_autofree char *path = g_strdup_printf (MIGRATIONS "%04u", version);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static gboolean
find_person (AcDatabase *database, gpointer user_data, GError **error)
{
  AcStore *self = user_data;
  g_autoptr(AcRows) rows = ac_database_query (
      database, error, "SELECT id FROM person ORDER BY created_at, id LIMIT 1", "");

  if (rows == NULL)
    return FALSE;

  g_clear_pointer (&self->person, g_free);
  if (ac_rows_next (rows))
    {
      self->person = g_strdup (ac_rows_text (rows, 0));
      return TRUE;
    }

  self->person = ac_id_new ();
  return ac_database_execute (
      database, NULL, error,
      "INSERT INTO person (id, created_at, sharing_stopped, n_accounts, n_statuses,"
      " last_event) VALUES ($1, $2, 0, 0, 0, 0)",
      "si", self->person, ac_clock_now_ms ());
}

gboolean
ac_store_join (AcStore *self, GError **error)
{
  g_autofree char *id = ac_id_new ();

  if (!ac_database_execute (ac_store_get_database (self), NULL, error,
                            "INSERT INTO process (id, beat) VALUES ($1, 0)", "s", id))
    return FALSE;

  g_set_str (&self->process, id);
  return TRUE;
}

/* A request that was under way when its process died will never finish. */
static gboolean
begin (AcDatabase *database, gpointer user_data, GError **error)
{
  AcStore *self = user_data;

  return self->shared ? ac_store_join (self, error)
                      : ac_database_execute (database, NULL, error,
                                             "DELETE FROM request_key WHERE status = 0", "");
}

static gboolean
make_ready (AcStore *self, const char *place, GError **error)
{
  return ac_database_guard (self->database, error) &&
         (place == NULL || ac_installation_check (self->database, place, &self->moved, error)) &&
         (self->shared || ac_store_meet_clock (self, &self->moved, error)) &&
         ac_database_transact (self->database, begin, self, error);
}

AcStore *
ac_store_open (const char *data_dir, GError **error)
{
  g_autoptr(AcStore) self = g_object_new (AC_TYPE_STORE, NULL);
  g_autofree char *place = NULL;

  if (g_mkdir_with_parents (data_dir, 0700) != 0)
    {
      fail (error, "The data folder could not be made");
      return NULL;
    }

  self->path = g_build_filename (data_dir, FILE_NAME, NULL);
  if (!take_lock (self, data_dir, error) ||
      !(self->database = ac_database_sqlite_open (self->path, error)) ||
      !ac_migrations_run (self->database, find_migration, error))
    return NULL;

  place = ac_installation_find_file (self->path);
  return make_ready (self, place, error) ? g_steal_pointer (&self) : NULL;
}

#ifdef HAVE_POSTGRESQL
AcStore *
ac_store_open_postgres (const char *conninfo, GError **error)
{
  g_autoptr(AcStore) self = g_object_new (AC_TYPE_STORE, NULL);
  g_autofree char *place = NULL;

  self->shared = TRUE;
  if (!(self->database = ac_database_postgres_open (conninfo, error)) ||
      !ac_migrations_run (self->database, find_migration, error) ||
      !(place = ac_database_postgres_get_place (self->database, error)))
    return NULL;

  return make_ready (self, place, error) ? g_steal_pointer (&self) : NULL;
}
#else
AcStore *
ac_store_open_postgres (const char *conninfo, GError **error)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                       "This program was built without PostgreSQL");
  return NULL;
}
#endif

void
ac_store_close (AcStore *self)
{
  if (self->thread != NULL)
    {
      g_async_queue_push (self->jobs, g_new0 (Job, 1));
      g_thread_join (g_steal_pointer (&self->thread));
    }
  g_clear_object (&self->database);
  g_clear_fd (&self->lock_fd, NULL);
}

static guint64
get_file_size (const char *path, const char *suffix)
{
  g_autofree char *full = g_strconcat (path, suffix, NULL);
  GStatBuf info;

  return g_stat (full, &info) == 0 ? info.st_size : 0;
}

guint64
ac_store_get_size (AcStore *self)
{
  return self->path != NULL ? get_file_size (self->path, "") + get_file_size (self->path, "-wal")
                            : 0;
}

AcDatabase *
ac_store_get_database (AcStore *self)
{
  g_assert (self->thread == NULL || g_thread_self () == self->thread);

  return self->database;
}

GHashTable *
ac_store_get_lives (AcStore *self)
{
  return self->lives;
}

AcClockRecord *
ac_store_get_clock (AcStore *self)
{
  return self->clock;
}

void
ac_store_set_clock (AcStore *self, AcClockRecord *record)
{
  g_clear_pointer (&self->clock, ac_clock_record_free);
  self->clock = record;
}

gboolean
ac_store_is_shared (AcStore *self)
{
  return self->shared;
}

gboolean
ac_store_was_moved (AcStore *self)
{
  return self->moved;
}

const char *
ac_store_get_process (AcStore *self)
{
  return self->process;
}

const char *
ac_store_get_vault_keys (AcStore *self)
{
  return self->vault_keys;
}

void
ac_store_set_vault_keys (AcStore *self, const char *ids)
{
  g_assert (self->thread == NULL);

  g_set_str (&self->vault_keys, ids);
}

gboolean
ac_store_keep_heads (AcStore *self, const char *path, GError **error)
{
  g_assert (self->thread == NULL && self->heads == NULL);

  self->heads = ac_ledger_heads_open (path, error);
  return self->heads != NULL;
}

void
ac_store_note_head (AcStore *self, const char *person, const AcLedgerHead *head)
{
  g_hash_table_insert (self->new_heads, g_strdup (person), g_memdup2 (head, sizeof *head));
}

gboolean
ac_store_holds_ledger (AcStore *self, const char *person)
{
  return g_hash_table_contains (self->held, person);
}

gboolean
ac_store_get_kept_head (AcStore *self, const char *person, AcLedgerHead *head)
{
  *head = (AcLedgerHead) { 0 };
  if (self->heads != NULL)
    ac_ledger_heads_get (self->heads, person, head);
  return self->heads != NULL;
}

void
ac_process_free (AcProcess *self)
{
  g_free (self->id);
  g_free (self);
}

gboolean
ac_store_check_alive (AcStore *self, GError **error)
{
  g_autoptr(AcRows) rows = NULL;

  if (!ac_store_is_shared (self))
    return TRUE;

  rows =
      ac_database_query (ac_store_get_database (self), error,
                         "SELECT id FROM process WHERE id = $1", "s", ac_store_get_process (self));
  if (rows == NULL || ac_rows_next (rows))
    return rows != NULL;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "Others took this process for dead");
  return FALSE;
}

DexFuture *
ac_store_run (AcStore *self, AcStoreFunc func, gpointer user_data, GDestroyNotify destroy)
{
  Job *job = g_new0 (Job, 1);
  DexPromise *promise = dex_promise_new ();

  if (self->thread == NULL)
    self->thread = g_thread_new ("store", run_jobs, self);

  job->func = func;
  job->user_data = user_data;
  job->destroy = destroy;
  job->promise = dex_ref (promise);
  g_async_queue_push (self->jobs, job);
  return DEX_FUTURE (promise);
}

gboolean
ac_store_not_found (GError **error)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such thing");
  return FALSE;
}

char *
ac_store_get_embedded_person (AcStore *self, GError **error)
{
  if (self->person == NULL)
    {
      g_assert (self->thread == NULL);
      if (!ac_database_transact (self->database, find_person, self, error))
        return NULL;
    }

  return g_strdup (self->person);
}

gboolean
ac_store_get_sharing_stopped (AcStore *self, const char *person, gboolean *stopped, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT sharing_stopped FROM person WHERE id = $1", "s", person);

  if (rows == NULL)
    return FALSE;

  *stopped = ac_rows_next (rows) && ac_rows_int (rows, 0) != 0;
  return TRUE;
}

gboolean
ac_store_count (AcStore *self,
                const char *person,
                guint *accounts,
                guint *statuses,
                guint *waiting,
                GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT n_accounts, n_statuses,"
                                              " (SELECT COUNT(*) FROM delivery WHERE person_id = "
                                              "person.id AND open = 1) FROM person WHERE id = $1",
                                              "s", person);

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error);

  *accounts = ac_rows_int (rows, 0);
  *statuses = ac_rows_int (rows, 1);
  *waiting = ac_rows_int (rows, 2);
  return TRUE;
}

gboolean
ac_store_erase (AcStore *self, const char *person, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM rule_post WHERE person_id = $1",
    "DELETE FROM rule WHERE person_id = $1",
    "DELETE FROM step WHERE person_id = $1",
    "DELETE FROM attempt WHERE person_id = $1",
    "DELETE FROM part WHERE person_id = $1",
    "DELETE FROM delivery WHERE person_id = $1",
    "DELETE FROM shelf WHERE person_id = $1",
    "DELETE FROM rendition WHERE person_id = $1",
    "DELETE FROM picture WHERE person_id = $1",
    "DELETE FROM status WHERE person_id = $1",
    "DELETE FROM draft WHERE person_id = $1",
    "DELETE FROM account WHERE person_id = $1",
    "DELETE FROM link_choice WHERE person_id = $1",
    "DELETE FROM link_switch WHERE person_id = $1",
    "DELETE FROM link WHERE person_id = $1",
    "DELETE FROM undoing WHERE person_id = $1",
    "DELETE FROM receipt WHERE person_id = $1",
    "DELETE FROM request_key WHERE person_id = $1",
    "DELETE FROM event WHERE person_id = $1",
    "DELETE FROM wish WHERE person_id = $1",
    "DELETE FROM app_keys WHERE person_id = $1",
    "DELETE FROM heed WHERE person_id = $1",
    "DELETE FROM pairwise WHERE person_id = $1",
    "DELETE FROM session WHERE person_id = $1 AND ended_at IS NULL",
    "UPDATE session SET device = '' WHERE person_id = $1",
    "UPDATE person SET n_accounts = 0, n_statuses = 0, sharing_stopped = 0, stopped_until = 0, "
    "region = NULL, age = 0,"
    " erasing = 0 WHERE id = $1",
  };

  self->erased = TRUE;
  if (!ac_store_forget_all_data (self, person, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!ac_database_execute (ac_store_get_database (self), NULL, error, statements[i], "s",
                              person))
      return FALSE;

  return ac_store_forget_ledger_names (self, person, error) &&
         ac_store_add_event (self, person, "backend", person, NULL, error);
}

void
ac_event_free (AcEvent *self)
{
  g_free (self->type);
  g_free (self->id);
  g_free (self->status_id);
  g_free (self);
}

#define KEPT_EVENTS 10000

gint64
ac_store_get_last_event (AcStore *self, const char *person, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT last_event FROM person WHERE id = $1", "s", person);

  return rows != NULL && ac_rows_next (rows) ? ac_rows_int (rows, 0) : 0;
}

/* Many at a time: who polls asks for everybody who listens. */
#define ASKED_AT_ONCE 8

char *
ac_store_describe_last_events (AcStore *self, const char *const *people, GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = g_strv_length ((GStrv) people);

  for (guint at = 0; at < n; at += ASKED_AT_ONCE)
    {
      const char *asked[ASKED_AT_ONCE] = { NULL };
      g_autoptr(AcRows) rows = NULL;

      for (guint i = 0; i < MIN (ASKED_AT_ONCE, n - at); i++)
        asked[i] = people[at + i];
      rows = ac_database_query (ac_store_get_database (self), error,
                                "SELECT id, last_event FROM person WHERE id IN"
                                " ($1, $2, $3, $4, $5, $6, $7, $8) ORDER BY id",
                                "ssssssss", asked[0], asked[1], asked[2], asked[3], asked[4],
                                asked[5], asked[6], asked[7]);
      if (rows == NULL)
        return NULL;

      while (ac_rows_next (rows))
        g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", ac_rows_text (rows, 0),
                                ac_rows_int (rows, 1));
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

gboolean
ac_store_add_event (AcStore *self,
                    const char *person,
                    const char *type,
                    const char *id,
                    const char *status_id,
                    GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  gint64 seq = 0;

  if (!ac_database_execute (database, NULL, error,
                            "UPDATE person SET last_event = last_event + 1 WHERE id = $1", "s",
                            person))
    return FALSE;

  seq = ac_store_get_last_event (self, person, NULL);
  self->wrote_events = TRUE;
  return ac_database_execute (
             database, NULL, error,
             "INSERT INTO event (person_id, seq, type, id, status_id) VALUES ($1, $2, $3, $4, $5)",
             "sisss", person, seq, type, id, status_id) &&
         ac_database_execute (database, NULL, error,
                              "DELETE FROM event WHERE person_id = $1 AND seq <= $2", "si", person,
                              seq - KEPT_EVENTS);
}

GPtrArray *
ac_store_list_events (AcStore *self,
                      const char *person,
                      gint64 after_seq,
                      guint limit,
                      gboolean *complete,
                      GError **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_event_free);
  gint64 last = ac_store_get_last_event (self, person, NULL);
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT seq, type, id, status_id FROM event"
                                   " WHERE person_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                                   "sii", person, after_seq, AC_INT (limit));

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    {
      AcEvent *event = g_new0 (AcEvent, 1);

      event->seq = ac_rows_int (rows, 0);
      event->type = g_strdup (ac_rows_text (rows, 1));
      event->id = g_strdup (ac_rows_text (rows, 2));
      event->status_id = g_strdup (ac_rows_text (rows, 3));
      g_ptr_array_add (events, event);
    }

  /* A gap after the caller's number, or a number from a store that was erased. */
  *complete =
      after_seq == last ||
      (events->len > 0 && ((AcEvent *) g_ptr_array_index (events, 0))->seq == after_seq + 1);
  return g_steal_pointer (&events);
}
