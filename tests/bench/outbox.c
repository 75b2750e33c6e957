/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-step.h"
#include "ac-store-private.h"
#include "ac-test.h"

/* outbox FOLDER|POSTGRES STATUSES: what the outbox asks of its store, with no service behind it. So
 * many statuses for four accounts each are put in, to be sent in an hour (seconds); looked for what
 * is due while nothing is (ms, 1 of 2); sent and answered one after the other, each in a
 * transaction of its own (ms for one of the two), and for 500 accounts at once (µs); and 200
 * deliveries come due each second (ms until each is sent, 99 of 100). One JSON line. */

#define N_ACCOUNTS 500
#define N_TARGETS 4
#define AT_ONCE 100 /* statuses, in one transaction */
#define N_LOOKS 400
#define N_ALONE 400
#define N_ROUNDS 5
#define RATE 200 /* a second */
#define SECONDS 10
#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

typedef struct
{
  AcStore *store;
  char *person;
  guint n_made;
  guint n; /* statuses to be added */
  guint n_targets;
  gint64 share_at; /* of the first of them; 0: at once */
  gint64 apart_ms; /* and of each one after it */
  guint limit;
  GPtrArray *claimed; /* of AcStep */
  GHashTable *due;    /* delivery id -> gint64 ms */
  GArray *delays;     /* of double, ms */
} Bench;

static char *
make_id (char kind, guint number)
{
  return g_strdup_printf ("%c%07x-0000-7000-8000-000000000000", kind, number);
}

static GObject *
add_accounts (AcStore *store, gpointer user_data, GError **error)
{
  Bench *self = user_data;
  g_autoptr(GBytes) sealed = g_bytes_new_static ("sealed", 6);

  for (guint i = 0; i < N_ACCOUNTS; i++)
    {
      g_autofree char *id = make_id ('a', i);
      g_autoptr(AcAccount) account = ac_account_new (id, "mastodon");

      ac_account_set_server (account, "https://mastodon.example");
      ac_account_set_remote_id (account, id);
      ac_account_set_handle (account, "@ada@mastodon.example");
      ac_account_set_audiences (account, 1u << AC_AUDIENCE_PUBLIC);
      ac_account_set_created_at (account, ac_clock_now_ms ());
      g_assert_true (ac_store_add_account (store, self->person, account, sealed, "key", error));
    }
  return NULL;
}

static void
add_one (Bench *self, guint number, gint64 share_at)
{
  g_autofree char *id = make_id ('b', number);
  g_autoptr(AcStatus) status = ac_status_new (id, "The oven is warm again", ac_clock_now_ms ());
  g_autoptr(GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
  g_autoptr(GBytes) payload = g_bytes_new_static ("{}", 2);

  ac_status_set_share_at (status, share_at);
  for (guint i = 0; i < self->n_targets; i++)
    {
      const guint account = (number * self->n_targets + i) % N_ACCOUNTS;
      g_autofree char *delivery_id = make_id ('c', number * N_TARGETS + i);
      g_autofree char *account_id = make_id ('a', account);
      g_autoptr(AcDelivery) delivery = ac_delivery_new (delivery_id, id, account_id);
      gint64 *due = g_new (gint64, 1);

      ac_delivery_set_account_facts (delivery, "mastodon", "@ada@mastodon.example");
      ac_delivery_set_audience (delivery, AC_AUDIENCE_PUBLIC);
      ac_status_add_delivery (status, delivery);
      g_ptr_array_add (parcels, ac_parcel_new (delivery_id, payload, AC_AUDIENCE_PUBLIC));
      *due = share_at;
      g_hash_table_insert (self->due, g_strdup (delivery_id), due);
    }
  g_assert_true (ac_store_add_status (self->store, self->person, status, parcels, NULL));
}

static GObject *
add_statuses (AcStore *store, gpointer user_data, GError **error)
{
  Bench *self = user_data;

  for (guint i = 0; i < self->n; i++)
    add_one (self, self->n_made + i, self->share_at == 0 ? 0 : self->share_at + i * self->apart_ms);
  self->n_made += self->n;
  return NULL;
}

static GObject *
claim (AcStore *store, gpointer user_data, GError **error)
{
  Bench *self = user_data;
  gint64 next_due = 0;

  g_clear_pointer (&self->claimed, g_ptr_array_unref);
  self->claimed =
      ac_store_claim_steps (store, ac_clock_now_ms (), NULL, self->limit, &next_due, error);
  return NULL;
}

static GObject *
settle (AcStore *store, gpointer user_data, GError **error)
{
  Bench *self = user_data;
  g_autoptr(GError) failure = NULL;

  for (guint i = 0; i < self->claimed->len; i++)
    {
      AcStep *step = g_ptr_array_index (self->claimed, i);
      g_autoptr(AcOutcome) done = ac_outcome_new (AC_OUTCOME_DONE);

      ac_outcome_set_copy (done, step->delivery_id, step->delivery_id, "https://mastodon.example");
      ac_store_settle_step (store, step, done, AC_REPEAT_KEYED, 0, &failure);
      g_assert_no_error (failure);
    }
  return NULL;
}

/* Returns: µs */
static gint64
run (Bench *self, AcStoreFunc func)
{
  const gint64 began = g_get_monotonic_time ();
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (ac_store_run (self->store, func, self, NULL), &error);
  g_assert_no_error (error);
  return g_get_monotonic_time () - began;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static double
choose (GArray *figures, guint percent)
{
  g_array_sort (figures, compare);
  return g_array_index (figures, double, (figures->len - 1) * percent / 100);
}

static double
fill (Bench *self, guint n_statuses)
{
  gint64 took = 0;

  self->n = AT_ONCE;
  self->n_targets = N_TARGETS;
  self->share_at = ac_clock_now_ms () + HOUR_MS;
  while (self->n_made < n_statuses)
    took += run (self, add_statuses);
  return took / 1e6;
}

static double
look (Bench *self)
{
  g_autoptr(GArray) looks = g_array_new (FALSE, FALSE, sizeof (double));

  self->limit = 16;
  for (guint i = 0; i < N_LOOKS; i++)
    {
      const double took = run (self, claim) / 1e3;

      g_assert_cmpuint (self->claimed->len, ==, 0);
      g_array_append_val (looks, took);
    }
  return choose (looks, 50);
}

/* Returns: µs for each of the two transitions of n deliveries, limit at once */
static double
deliver (Bench *self, guint n, guint limit)
{
  gint64 took = 0;
  guint n_done = 0;

  self->n = n;
  self->n_targets = 1;
  self->share_at = 0;
  run (self, add_statuses);
  self->limit = limit;
  while (n_done < n)
    {
      took += run (self, claim);
      g_assert_cmpuint (self->claimed->len, >, 0);
      took += run (self, settle);
      n_done += self->claimed->len;
    }
  return (double) took / n / 2;
}

static void
note_delays (Bench *self)
{
  const gint64 now = ac_clock_now_ms ();

  for (guint i = 0; i < self->claimed->len; i++)
    {
      AcStep *step = g_ptr_array_index (self->claimed, i);
      const gint64 *due = g_hash_table_lookup (self->due, step->delivery_id);
      const double delay = now - *due;

      g_array_append_val (self->delays, delay);
    }
}

static double
keep_up (Bench *self)
{
  self->delays = g_array_new (FALSE, FALSE, sizeof (double));
  self->n = RATE * SECONDS;
  self->n_targets = 1;
  self->share_at = ac_clock_now_ms () + 5000;
  self->apart_ms = 1000 / RATE;
  run (self, add_statuses);
  self->limit = 64;
  while (self->delays->len < self->n)
    {
      run (self, claim);
      note_delays (self);
      if (self->claimed->len > 0)
        run (self, settle);
      else
        g_usleep (2000);
    }
  return choose (self->delays, 99);
}

int
main (int argc, char *argv[])
{
  g_autoptr(GError) error = NULL;
  double filled = 0, looked = 0, alone = 0, together = 0;
  Bench self = { NULL };

  dex_init ();
  g_assert_cmpint (argc, ==, 3);
  self.store = strchr (argv[1], '=') != NULL ? ac_store_open_postgres (argv[1], &error)
                                             : ac_store_open (argv[1], &error);
  g_assert_no_error (error);
  self.person = ac_store_get_embedded_person (self.store, &error);
  g_assert_no_error (error);
  self.due = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  run (&self, add_accounts);
  filled = fill (&self, g_ascii_strtoull (argv[2], NULL, 10));
  looked = look (&self);
  alone = deliver (&self, N_ALONE, 1);
  for (guint i = 0; i < N_ROUNDS; i++)
    together += deliver (&self, N_ACCOUNTS, N_ACCOUNTS) / N_ROUNDS;
  g_print (
      "{\"fill\": %.3f, \"look\": %.4f, \"alone\": %.4f, \"together\": %.2f, \"late\": %.1f}\n",
      filled, looked, alone / 1e3, together, keep_up (&self));

  ac_store_close (self.store);
  g_clear_pointer (&self.claimed, g_ptr_array_unref);
  g_array_unref (self.delays);
  g_hash_table_unref (self.due);
  g_free (self.person);
  return 0;
}
