/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <dlfcn.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ac-store-data.h"
#include "ac-store-ledger.h"
#include "ac-store-privacy.h"
#include "ac-test-store.h"

/* A change of a choice or a setting, killed at each step on its way: before each write to the disk
 * or the server, and in the middle of it. Afterwards there is what was before or what was said,
 * with its receipt and its line; never one without the others. */

#define ACCOUNT "019a0000-0000-7000-8000-000000000003"
#define HOUR (60 * 60 * G_GINT64_CONSTANT (1000))
#define MOST_STEPS 400
#define LEAST_STEPS 2
#define PAGE 4096 /* a kill comes between pages, never within one */

typedef enum
{
  SAY_YES,
  SAY_NO,
  UNDO,
  SET,
  N_CHANGES,
} Change;

/* Where the process dies; 0: nowhere. */
static guint kill_at;

static void
step (void)
{
  if (kill_at > 0 && --kill_at == 0)
    kill (getpid (), SIGKILL);
}

#define REAL(name) ((__typeof__ (&kill_##name)) dlsym (RTLD_NEXT, #name))
#define TAKE(name) __asm__ (#name) __attribute__ ((visibility ("default")))

/* What SQLite writes the store with, and libpq asks the server with. */
ssize_t kill_pwrite64 (int fd, const void *bytes, size_t size, off_t offset) TAKE (pwrite64);
int kill_fdatasync (int fd) TAKE (fdatasync);
int kill_fsync (int fd) TAKE (fsync);
ssize_t kill_send (int fd, const void *bytes, size_t size, int flags) TAKE (send);

ssize_t
kill_pwrite64 (int fd, const void *bytes, size_t size, off_t offset)
{
  if (kill_at == 1 && size >= PAGE)
    REAL (pwrite64) (fd, bytes, size / 2, offset);
  step ();
  return REAL (pwrite64) (fd, bytes, size, offset);
}

int
kill_fdatasync (int fd)
{
  step ();
  return REAL (fdatasync) (fd);
}

int
kill_fsync (int fd)
{
  step ();
  return REAL (fsync) (fd);
}

ssize_t
kill_send (int fd, const void *bytes, size_t size, int flags)
{
  if (kill_at == 1)
    REAL (send) (fd, bytes, size / 2, flags);
  step ();
  return REAL (send) (fd, bytes, size, flags);
}

typedef struct
{
  Fixture f;
  Change change;
  guint at;
} Life;

static const AcAsk about = { ACCOUNT, "facebook", AC_RECIPIENT_SERVICE, AC_USE_ADS,
                             AC_CATEGORY_PHONE_NUMBER };

static void
say (Fixture *f, AcStore *store, AcConsentAct act)
{
  g_autoptr(GError) error = NULL;

  ac_store_say (store, &(AcWord) { f->person, AC_PROGRAM_OTHER, 1 }, &about, act,
                &(AcYes) { 1u << AC_CATEGORY_PHONE_NUMBER, ac_clock_now_ms () + HOUR, 0 }, &error);
  g_assert_no_error (error);
}

static void
undo (Fixture *f, AcStore *store)
{
  g_auto(AcSaid) said = { 0 };
  g_autoptr(AcUseChoice) choice = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (ac_store_get_said (store, f->person, &about, &said, &error));
  choice = ac_store_get_use_choice (store, f->person, said.id, &error);
  g_assert_no_error (error);
  ac_store_undo_answer (store, &(AcWord) { f->person, AC_PROGRAM_OTHER, 1 }, said.id,
                        ac_use_choice_get_facts (choice)->receipt_id, &error);
  g_assert_no_error (error);
}

static void
set (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcPrivacy) privacy = ac_store_get_privacy (store, f->person, &error);

  g_assert_no_error (error);
  ac_store_set_setting (store, &(AcWord) { f->person, AC_PROGRAM_OTHER, 1 }, AC_SETTING_DO_NOT_SELL,
                        !ac_privacy_get_switch (privacy, AC_SETTING_DO_NOT_SELL)->on, &error);
  g_assert_no_error (error);
}

static void
say_yes (Fixture *f, AcStore *store)
{
  say (f, store, AC_CONSENT_ACT_AGREE);
}

static void
say_no (Fixture *f, AcStore *store)
{
  say (f, store, AC_CONSENT_ACT_REFUSE);
}

static void
open_store (Fixture *f)
{
  g_autofree char *heads = g_build_filename (f->dir, "heads", NULL);
  g_autoptr(GError) error = NULL;

  dex_init ();
  f->store = f->engine->open (f->dir, &error);
  g_assert_no_error (error);
  g_assert_true (ac_store_keep_heads (f->store, heads, &error));
  f->person = ac_store_get_embedded_person (f->store, &error);
  g_assert_no_error (error);
}

static void
add_one (Fixture *f, AcStore *store)
{
  g_autoptr(AcAccount) account = make_account (ACCOUNT, "1");
  g_autoptr(GBytes) sealed = g_bytes_new_static ("sealed", 6);
  g_autoptr(GError) error = NULL;

  ac_store_add_account (store, f->person, account, sealed, "key", &error);
  g_assert_no_error (error);
}

static void
prepare (Life *life)
{
  open_store (&life->f);
  on_store (&life->f, add_one);
}

static void
change (Life *life)
{
  static void (*const changes[]) (Fixture *f, AcStore *store) = { say_yes, say_no, undo, set };

  G_STATIC_ASSERT (G_N_ELEMENTS (changes) == N_CHANGES);

  open_store (&life->f);
  if (life->change == UNDO)
    {
      on_store (&life->f, say_yes);
      on_store (&life->f, say_no);
    }
  kill_at = life->at;
  on_store (&life->f, changes[life->change]);
  kill_at = 0;
}

static char *
ask_text (Fixture *f, AcStore *store, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (store), &error, sql, "s", f->person);

  g_assert_no_error (error);
  return ac_rows_next (rows) ? g_strdup (ac_rows_text (rows, 0)) : NULL;
}

#define NEWEST(purpose)                                                                            \
  "SELECT id FROM receipt WHERE person_id = $1 AND purpose = '" purpose "' ORDER BY id DESC "      \
  "LIMIT 1"
#define COUNT(table, purpose)                                                                      \
  "SELECT CAST(COUNT(*) AS TEXT) FROM " table " WHERE person_id = $1 AND " purpose

static void
check_same (Fixture *f, AcStore *store, const char *one_sql, const char *other_sql)
{
  g_autofree char *one = ask_text (f, store, one_sql);
  g_autofree char *other = ask_text (f, store, other_sql);

  g_assert_cmpstr (one, ==, other);
}

static gboolean
take (gint64 seq, const char *line, GBytes *hash, gpointer user_data)
{
  g_assert_true (ac_ledger_head_take (user_data, line, g_bytes_get_data (hash, NULL)));
  return TRUE;
}

static void
check_all (Fixture *f, AcStore *store)
{
  g_autofree char *invalid = NULL;
  g_autoptr(GError) error = NULL;
  AcLedgerHead head = { 0 };

  g_assert_true (ac_store_check_ledger (store, f->person, &error));
  check_same (f, store, "SELECT receipt_id FROM choice WHERE person_id = $1", NEWEST ("ads"));
  check_same (f, store, "SELECT not_sold_receipt FROM person WHERE id = $1",
              NEWEST ("do-not-sell"));
  check_same (f, store, COUNT ("receipt", "purpose IN ('ads', 'do-not-sell')"),
              COUNT ("ledger", "(line LIKE '%\"purpose\":\"ads\"%' OR"
                               " line LIKE '%\"purpose\":\"do-not-sell\"%')"));
  /* That it was killed looks like no backup. */
  invalid = ask_text (f, store, COUNT ("choice", "consent = 9"));
  g_assert_cmpstr (invalid, ==, "0");

  ac_ledger_head_init (&head, f->person);
  g_assert_true (ac_store_read_ledger (store, f->person, 0, 2000, take, &head, &error));
}

static void
check (Life *life)
{
  open_store (&life->f);
  on_store (&life->f, check_all);
}

/* In a process of its own, which may die. */
static gboolean
live (Life *life, void (*run) (Life *life))
{
  const pid_t pid = fork ();
  int status = 0;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      run (life);
      ac_store_close (life->f.store);
      _exit (0);
    }

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL)
    return FALSE;

  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return TRUE;
}

static void
clear_folder (const char *dir)
{
  g_autoptr(GDir) files = g_dir_open (dir, 0, NULL);

  for (const char *name = NULL; (name = g_dir_read_name (files)) != NULL;)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

static void
test_each_step (gconstpointer data)
{
  Life life = { .f.engine = data };
  g_autofree char *dir = g_dir_make_tmp ("ac-kills-XXXXXX", NULL);

  life.f.dir = dir;
  if (!life.f.engine->in_files)
    make_database (dir);
  g_assert_true (live (&life, prepare));

  for (life.change = 0; life.change < N_CHANGES; life.change++)
    {
      for (life.at = 1; !live (&life, change); life.at++)
        {
          g_assert_cmpuint (life.at, <, MOST_STEPS);
          g_assert_true (live (&life, check));
        }
      g_assert_true (live (&life, check));
      g_assert_cmpuint (life.at, >, LEAST_STEPS);
      g_test_message ("change %u was killed at %u steps", life.change, life.at - 1);
    }

  clear_folder (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (AC_CONSENT_INVALIDATED, ==, 9);
  for (gsize i = 0; i < G_N_ELEMENTS (engines); i++)
    {
      g_autofree char *path = g_strdup_printf ("/kills/%s", engines[i].name);

      g_test_add_data_func (path, &engines[i], test_each_step);
    }
  return g_test_run ();
}
