/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-eraser.h"
#include "ac-future.h"
#include "ac-store-erasure.h"
#include "ac-undo.h"

#define SETTLE_MS 200
#define LOOK_MS 100
/* Not for longer than somebody waits: what can't be taken back at a service must not keep the data
 * here. */
#define PATIENCE_MS 25000

struct _AcEraser
{
  GObject parent_instance;
  AcContext *context;
  guint look_id;
  gboolean looking;
  gboolean again;
  gboolean open; /* somebody's data is being erased */
};

G_DEFINE_FINAL_TYPE (AcEraser, ac_eraser, G_TYPE_OBJECT)

/* What is asked of the store for one person. */
typedef struct
{
  AcConnectors *connectors;
  char *person;
  AcProgram how;
  AcCopies copies;
  AcTold told;
  GStrv people;
} Job;

static void
clear_job (gpointer data)
{
  Job *self = data;

  g_clear_object (&self->connectors);
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->people, g_strfreev);
}

static void
job_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_unref)

static Job *
job_new (AcEraser *self, const char *person, AcProgram how)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->connectors = g_object_ref (self->context->connectors);
  job->person = g_strdup (person);
  job->how = how;
  return job;
}

static DexFuture *
run (AcEraser *self, AcStoreFunc func, Job *job)
{
  return ac_store_run (self->context->store, func, g_atomic_rc_box_acquire (job), job_unref);
}

static gboolean
remove_account (AcStore *store, Job *job, AcAccount *account, GError **error)
{
  const AcUndo undo = { store, job->connectors, { job->person, job->how, 0 }, job->copies };
  g_autoptr(AcUndoing) undoing = NULL;

  if (ac_account_get_state (account) == AC_ACCOUNT_REMOVING)
    return TRUE;

  undoing = ac_undo_account (&undo, account, error);
  return undoing != NULL;
}

/* Those that nobody confirmed are listed nowhere, and only given back. */
static gboolean
remove_accounts (AcStore *store, Job *job, GError **error)
{
  g_autoptr(GListStore) accounts = ac_store_list_all_accounts (store, job->person, error);

  for (guint i = 0; accounts != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);
      g_autoptr(AcAccount) known = NULL;
      g_autoptr(GError) failure = NULL;

      known = ac_store_get_account (store, job->person, ac_account_get_id (account), &failure);
      if (known != NULL
              ? !remove_account (store, job, known, error)
              : !ac_store_give_back (store, job->person, ac_account_get_id (account), error))
        return FALSE;
    }

  return accounts != NULL;
}

static GObject *
begin (AcStore *store, gpointer user_data, GError **error)
{
  Job *job = user_data;
  gboolean begun = FALSE;
  AcCopies before = AC_COPIES_KEPT;

  if (!ac_store_get_erasing (store, job->person, &begun, &before, error) ||
      (!begun && !ac_store_set_erasing (store, job->person, job->copies, error)))
    return NULL;

  if (begun)
    job->copies = before;
  remove_accounts (store, job, error);
  return NULL;
}

static GObject *
judge (AcStore *store, gpointer user_data, GError **error)
{
  Job *job = user_data;

  ac_store_judge_told (store, job->person, &job->told, error);
  return NULL;
}

static GObject *
list_people (AcStore *store, gpointer user_data, GError **error)
{
  Job *job = user_data;

  g_clear_pointer (&job->people, g_strfreev);
  job->people = ac_store_list_erasing (store, error);
  return NULL;
}

static GObject *
erase (AcStore *store, gpointer user_data, GError **error)
{
  Job *job = user_data;
  const AcWord word = { job->person, job->how, 0 };
  gboolean begun = FALSE;
  g_autofree char *receipt = NULL;

  if (!ac_store_get_erasing (store, job->person, &begun, &job->copies, error))
    return NULL;

  /* Another process, or whoever was faster, has done it. */
  receipt = begun ? ac_store_erase_all (store, &word, error)
                  : ac_store_find_erasure (store, job->person, error);
  return receipt != NULL ? G_OBJECT (ac_store_get_receipt (store, job->person, receipt, error))
                         : NULL;
}

/* What stands elsewhere than in the store. */
static AcReceipt *
erase_all (AcEraser *self, Job *job, GError **error)
{
  AcContext *context = self->context;
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcReceipt) receipt = NULL;

  ac_link_attempts_cancel_all (context->attempts, job->person);
  if (!(receipt = dex_await_object (run (self, erase, job), error)))
    return NULL;

  ac_access_cache_forget_person (context->accesses, job->person);
  /* Without what it sealed the key is of no use to anybody. */
  if (!ac_await (ac_vault_forget (context->vault), &failure))
    g_message ("The key could not be deleted from the keyring: %s", failure->message);
  ac_outbox_wake (context->outbox);
  return g_steal_pointer (&receipt);
}

typedef struct
{
  AcEraser *eraser;
  Job *job;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_object_unref (self->eraser);
  job_unref (self->job);
  g_free (self);
}

static DexFuture *
spawn (AcEraser *self, DexFiberFunc fiber, Job *job)
{
  Work *work = g_new0 (Work, 1);

  work->eraser = g_object_ref (self);
  work->job = job;
  return dex_scheduler_spawn (NULL, 0, fiber, work, work_free);
}

/* One person's; whatever was added since it began goes the same way. */
static void
go_on (AcEraser *self, const char *person)
{
  g_autoptr(Job) job = job_new (self, person, AC_PROGRAM_OTHER);
  g_autoptr(AcReceipt) receipt = NULL;
  g_autoptr(GError) error = NULL;

  if (ac_await (run (self, begin, job), &error) && ac_await (run (self, judge, job), &error) &&
      job->told == AC_TOLD_ALL)
    receipt = erase_all (self, job, &error);
  if (error != NULL)
    g_warning ("What was to be erased is still here: %s", error->message);
}

static DexFuture *
look_fiber (gpointer user_data)
{
  Work *work = user_data;
  AcEraser *self = work->eraser;

  do
    {
      self->again = FALSE;
      if (!ac_await (run (self, list_people, work->job), NULL))
        continue;
      self->open = *work->job->people != NULL;
      for (char **person = work->job->people; *person != NULL; person++)
        go_on (self, *person);
    }
  while (self->again);

  self->looking = FALSE;
  return dex_future_new_true ();
}

static void
look (gpointer user_data)
{
  AcEraser *self = user_data;

  self->look_id = 0;
  self->again = TRUE;
  if (self->looking)
    return;

  self->looking = TRUE;
  dex_future_disown (spawn (self, look_fiber, job_new (self, NULL, AC_PROGRAM_OTHER)));
}

static void
committed_cb (AcEraser *self)
{
  if (self->open && self->look_id == 0)
    self->look_id = g_timeout_add_once (SETTLE_MS, look, self);
}

static void
ac_eraser_dispose (GObject *object)
{
  g_clear_handle_id (&AC_ERASER (object)->look_id, g_source_remove);

  G_OBJECT_CLASS (ac_eraser_parent_class)->dispose (object);
}

static void
ac_eraser_class_init (AcEraserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_eraser_dispose;
}

static void
ac_eraser_init (AcEraser *self)
{
}

AcEraser *
ac_eraser_new (AcContext *context)
{
  AcEraser *self = g_object_new (AC_TYPE_ERASER, NULL);

  self->context = context;
  g_signal_connect_object (context->store, "events-committed", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
ac_eraser_start (AcEraser *self)
{
  self->open = TRUE;
  look (self);
}

static DexFuture *
begin_fiber (gpointer user_data)
{
  Work *work = user_data;
  g_autoptr(GError) error = NULL;

  if (!ac_await (run (work->eraser, begin, work->job), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  work->eraser->open = TRUE;
  committed_cb (work->eraser);
  ac_outbox_wake (work->eraser->context->outbox);
  return dex_future_new_true ();
}

DexFuture *
ac_eraser_begin (AcEraser *self, const char *person, AcProgram how, AcCopies copies)
{
  Job *job = job_new (self, person, how);

  job->copies = copies;
  return spawn (self, begin_fiber, job);
}

static DexFuture *
finish_fiber (gpointer user_data)
{
  Work *work = user_data;
  AcReceipt *receipt = NULL;
  g_autoptr(GError) error = NULL;

  work->job->told = AC_TOLD_SOME;
  for (guint waited = 0; work->job->told == AC_TOLD_SOME && waited < PATIENCE_MS; waited += LOOK_MS)
    {
      if (!ac_await (run (work->eraser, judge, work->job), &error))
        return dex_future_new_for_error (g_steal_pointer (&error));
      if (work->job->told == AC_TOLD_SOME)
        ac_await (ac_future_delay (LOOK_MS), NULL);
    }

  if (!(receipt = erase_all (work->eraser, work->job, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (receipt);
}

DexFuture *
ac_eraser_finish (AcEraser *self, const char *person, AcProgram how)
{
  return spawn (self, finish_fiber, job_new (self, person, how));
}
