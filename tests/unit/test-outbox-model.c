/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "ac-store-private.h"
#include "ac-test-store.h"

/* The outbox's side of the store against a service that loses answers, accepts late, breaks off and
 * refuses as it likes, while the backend dies and the person changes their mind, in an order that
 * nobody thought of. After each event: no status is there twice, what is said to be live or gone is
 * so; and in the end all that was wanted is there, and nothing else.
 *
 * What a service is believed in: a request that got no answer is accepted within the settle time
 * after it was given up, or never. */

#define SETTLE_MS 20000
#define MOST_STATUSES 12
#define EVENTS_VARIABLE "AC_EVENTS"
#define USUAL_EVENTS 3000

typedef struct
{
  char *status;
  char *delivery;
  AcRepeat repeat;
  gboolean wanted;
  guint n_there;
  gboolean touched; /* since it was checked last */
  GArray *late;     /* when what was sent is accepted, as gint64 ms */
} Post;

typedef struct
{
  Fixture *f;
  AcStore *store;
  GRand *dice;
  GPtrArray *posts;
  guint n_posts;
  gboolean honest; /* whether the service answers all that it is asked */
} World;

typedef enum
{
  ANSWERS,
  LOSES_ANSWER,  /* and has done it */
  LOSES_REQUEST, /* and has not */
  IS_LATE,       /* loses the answer, and will do it */
  DIES_BEFORE,   /* the backend */
  DIES_AFTER,
  DIES_AND_IS_LATE,
  IS_AWAY,
  IS_BUSY,
  SIGNS_OUT,
  REFUSES,
  NAMES_NOTHING,
  N_MOODS,
} Mood;

static void
post_free (gpointer data)
{
  Post *self = data;

  g_free (self->status);
  g_free (self->delivery);
  g_array_unref (self->late);
  g_free (self);
}

static Mood
choose_mood (World *world)
{
  return world->honest || g_rand_boolean (world->dice) ? ANSWERS
                                                       : g_rand_int_range (world->dice, 0, N_MOODS);
}

static char *
name_copy (Post *post)
{
  return g_strdup_printf ("https://mastodon.example/%s", post->delivery);
}

/* One key makes one. */
static void
accept (Post *post)
{
  if (post->repeat != AC_REPEAT_KEYED || post->n_there == 0)
    post->n_there++;
}

static void
accept_later (World *world, Post *post)
{
  gint64 at = ac_clock_now_ms () + g_rand_int_range (world->dice, 0, SETTLE_MS);

  g_array_append_val (post->late, at);
}

static void
let_arrive (World *world)
{
  const gint64 now = ac_clock_now_ms ();

  for (guint i = 0; i < world->posts->len; i++)
    {
      Post *post = g_ptr_array_index (world->posts, i);

      for (guint j = post->late->len; j > 0; j--)
        {
          if (g_array_index (post->late, gint64, j - 1) > now)
            continue;
          g_array_remove_index (post->late, j - 1);
          accept (post);
          post->touched = TRUE;
        }
    }
}

static Post *
find_post (World *world, const char *delivery)
{
  for (guint i = 0; i < world->posts->len; i++)
    {
      Post *post = g_ptr_array_index (world->posts, i);

      if (g_str_equal (post->delivery, delivery))
        return post;
    }

  g_assert_not_reached ();
}

static AcOutcome *
say_with_copy (Post *post, AcOutcomeKind kind)
{
  AcOutcome *outcome = ac_outcome_new (kind);
  g_autofree char *uri = name_copy (post);

  ac_outcome_set_copy (outcome, post->delivery, uri, uri);
  return outcome;
}

/* What is the same whatever was asked; NULL: it comes to what was asked. */
static AcOutcome *
say_nothing_done (World *world, Mood mood)
{
  switch (mood)
    {
    case IS_AWAY:
      return ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_UNREACHABLE, 0);
    case IS_BUSY:
      return ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED,
                                    ac_clock_now_ms () +
                                        g_rand_int_range (world->dice, 1000, 3600000));
    case SIGNS_OUT:
      return ac_outcome_new_failed (AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED, 0);
    case ANSWERS:
    case LOSES_ANSWER:
    case LOSES_REQUEST:
    case IS_LATE:
    case DIES_BEFORE:
    case DIES_AFTER:
    case DIES_AND_IS_LATE:
    case REFUSES:
    case NAMES_NOTHING:
    case N_MOODS:
    default:
      return NULL;
    }
}

/* Returns: (nullable): what the backend hears, NULL when it died */
static AcOutcome *
publish (World *world, Post *post, Mood mood)
{
  AcOutcome *outcome = say_nothing_done (world, mood);

  if (outcome != NULL)
    return outcome;
  if (mood == REFUSES)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0);
  if (mood == ANSWERS || mood == LOSES_ANSWER || mood == DIES_AFTER || mood == NAMES_NOTHING)
    accept (post);
  if (mood == DIES_BEFORE || mood == DIES_AFTER || mood == DIES_AND_IS_LATE)
    die_and_recover (world->store);
  if (mood == IS_LATE || mood == DIES_AND_IS_LATE)
    accept_later (world, post);

  if (mood == ANSWERS)
    return say_with_copy (post, AC_OUTCOME_DONE);
  if (mood == NAMES_NOTHING)
    return ac_outcome_new (AC_OUTCOME_DONE_NO_ID);
  return mood == DIES_BEFORE || mood == DIES_AFTER || mood == DIES_AND_IS_LATE
             ? NULL
             : ac_outcome_new (AC_OUTCOME_UNKNOWN);
}

static AcOutcome *
look (World *world, Post *post, Mood mood)
{
  AcOutcome *outcome = say_nothing_done (world, mood);

  if (outcome != NULL)
    return outcome;
  if (mood == DIES_BEFORE || mood == DIES_AFTER || mood == DIES_AND_IS_LATE)
    return die_and_recover (world->store), NULL;
  if (mood == LOSES_ANSWER || mood == LOSES_REQUEST || mood == IS_LATE)
    return ac_outcome_new (AC_OUTCOME_UNKNOWN);
  return post->n_there > 0 ? say_with_copy (post, AC_OUTCOME_FOUND)
                           : ac_outcome_new (AC_OUTCOME_ABSENT);
}

/* Deleting twice is the same as once, also when it comes late. */
static AcOutcome *delete (World *world, Post *post, Mood mood)
{
  AcOutcome *outcome = say_nothing_done (world, mood);
  const gboolean there = post->n_there > 0;

  if (outcome != NULL)
    return outcome;
  if (mood == REFUSES)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0);
  if (mood != LOSES_REQUEST && mood != DIES_BEFORE && there)
    post->n_there--;
  if (mood == DIES_BEFORE || mood == DIES_AFTER || mood == DIES_AND_IS_LATE)
    return die_and_recover (world->store), NULL;
  if (mood == LOSES_ANSWER || mood == LOSES_REQUEST || mood == IS_LATE)
    return ac_outcome_new (AC_OUTCOME_UNKNOWN);
  return ac_outcome_new (there ? AC_OUTCOME_DONE : AC_OUTCOME_ABSENT);
}

/* As the outbox does: what may still arrive is waited for before it is looked for. */
static AcOutcome *
look_or_wait (World *world, Post *post, AcStep *step, Mood mood)
{
  if (!step->look_only && post->repeat == AC_REPEAT_KEYED && step->wanted)
    return publish (world, post, mood);
  if (!step->look_only && (post->repeat == AC_REPEAT_BLIND ||
                           ac_clock_now_ms () < step->sent_at + (SETTLE_MS << step->resends)))
    return ac_outcome_new (AC_OUTCOME_UNKNOWN);
  return look (world, post, mood);
}

static AcOutcome *
act (World *world, Post *post, AcStep *step)
{
  const Mood mood = choose_mood (world);

  switch (step->kind)
    {
    case AC_STEP_PUBLISH:
      return step->state == AC_STEP_UNKNOWN ? look_or_wait (world, post, step, mood)
                                            : publish (world, post, mood);
    case AC_STEP_REMOVE:
      return delete (world, post, mood);
    case AC_STEP_VERIFY:
    case AC_STEP_WATCH:
      return look (world, post, mood);
    case AC_STEP_REVOKE:
    case AC_STEP_HAND:
    case AC_STEP_END:
    case AC_STEP_LIVE:
    default:
      g_assert_not_reached ();
    }
}

/* Returns: whether something was due */
static gboolean
work (World *world)
{
  g_autoptr(AcStep) step = claim_one (world->store);
  g_autoptr(AcOutcome) outcome = NULL;
  Post *post = NULL;

  if (step == NULL)
    return FALSE;

  post = find_post (world, step->delivery_id);
  post->touched = TRUE;
  if ((outcome = act (world, post, step)) != NULL)
    settle (world->store, step, outcome, post->repeat, SETTLE_MS << step->resends);
  return TRUE;
}

static void
share (World *world)
{
  g_autoptr(GBytes) payload = g_bytes_new_static ("{}", 2);
  g_autoptr(AcStatus) status = NULL;
  g_autoptr(AcDelivery) delivery = NULL;
  g_autoptr(GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
  g_autoptr(GError) error = NULL;
  Post *post = g_new0 (Post, 1);

  post->status = ac_id_new ();
  post->delivery = ac_id_new ();
  post->repeat = g_rand_int_range (world->dice, AC_REPEAT_KEYED, AC_REPEAT_BLIND + 1);
  post->wanted = TRUE;
  post->late = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (world->posts, post);
  world->n_posts++;

  status = ac_status_new (post->status, "Hello", ac_clock_now_ms ());
  delivery = ac_delivery_new (post->delivery, post->status, world->f->account);
  ac_delivery_set_account_facts (delivery, "mastodon", "@ada@mastodon.example");
  ac_delivery_set_audience (delivery, AC_AUDIENCE_FOLLOWERS);
  ac_status_add_delivery (status, delivery);
  g_ptr_array_add (parcels, ac_parcel_new (post->delivery, payload, AC_AUDIENCE_FOLLOWERS));
  g_assert_true (ac_store_add_status (world->store, world->f->person, status, parcels, &error));
  g_assert_no_error (error);
}

static AcDeliveryState
read_state (World *world, Post *post)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcDelivery) delivery =
                ac_store_get_delivery (world->store, world->f->person, post->delivery, &error);

  g_assert_no_error (error);
  return ac_delivery_get_state (delivery);
}

/* The person has looked, and says what is so. */
static void
answer (World *world, Post *post)
{
  g_autoptr(GError) error = NULL;

  if (post->late->len > 0)
    return;
  g_assert_true (ac_store_resolve_delivery (world->store, world->f->person, post->delivery,
                                            post->n_there > 0 ? "posted" : "not-posted", &error));
  g_assert_no_error (error);
}

static void
sign_in (World *world)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (
      ac_store_unblock_steps (world->store, world->f->person, world->f->account, &error));
}

static void
take_back (World *world, Post *post)
{
  g_autoptr(GError) error = NULL;

  post->wanted = FALSE;
  g_assert_true (ac_store_remove_status (world->store, world->f->person, post->status, &error));
}

static void
try_again (World *world, Post *post)
{
  g_autoptr(GError) error = NULL;

  if (!ac_store_retry_delivery (world->store, world->f->person, post->delivery, &error))
    g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
}

static void
do_something (World *world, Post *post)
{
  const AcDeliveryState state = read_state (world, post);

  post->touched = TRUE;
  if (state == AC_DELIVERY_NEEDS_YOU)
    answer (world, post);
  else if (state == AC_DELIVERY_SIGN_IN_NEEDED)
    sign_in (world);
  else if (state == AC_DELIVERY_FAILED || state == AC_DELIVERY_REMOVE_FAILED)
    try_again (world, post);
  else if (post->wanted && g_rand_int_range (world->dice, 0, 4) == 0)
    take_back (world, post);
}

static void
check (World *world, Post *post)
{
  const AcDeliveryState state = read_state (world, post);

  g_assert_cmpuint (post->n_there, <=, 1);
  if (state == AC_DELIVERY_LIVE)
    g_assert_cmpuint (post->n_there, ==, 1);
  if (state == AC_DELIVERY_REMOVED || state == AC_DELIVERY_CANCELLED || state == AC_DELIVERY_FAILED)
    g_assert_cmpuint (post->n_there + post->late->len, ==, 0);
}

static void
check_all (World *world)
{
  for (guint i = 0; i < world->posts->len; i++)
    {
      Post *post = g_ptr_array_index (world->posts, i);

      if (post->touched)
        check (world, post);
      post->touched = FALSE;
    }
}

static gboolean
is_over (World *world, Post *post)
{
  const AcDeliveryState state = read_state (world, post);

  return !post->wanted && (state == AC_DELIVERY_REMOVED || state == AC_DELIVERY_CANCELLED);
}

/* What is on its way makes for the worst moments. Returns: (nullable): one of those, or any */
static Post *
choose_post (World *world)
{
  const guint from =
      world->posts->len > 0 ? g_rand_int_range (world->dice, 0, world->posts->len) : 0;

  for (guint i = 0; i < world->posts->len; i++)
    {
      Post *post = g_ptr_array_index (world->posts, (from + i) % world->posts->len);

      if (post->late->len > 0)
        return post;
    }

  return world->posts->len > 0 ? g_ptr_array_index (world->posts, from) : NULL;
}

static void
happen (World *world)
{
  Post *post = choose_post (world);

  switch (g_rand_int_range (world->dice, 0, 8))
    {
    case 0:
      if (world->posts->len < MOST_STATUSES)
        share (world);
      break;
    case 1:
      if (post != NULL)
        do_something (world, post);
      break;
    case 2:
      pass_time (g_rand_int_range (world->dice, 1, 20 * 60 * 1000));
      break;
    case 3:
      pass_time (g_rand_int_range (world->dice, 1, SETTLE_MS * 2));
      break;
    default:
      work (world);
    }
  let_arrive (world);
}

/* Days later, with a service that answers all, and a person who does what they are asked. */
static void
come_to_rest (World *world)
{
  world->honest = TRUE;
  for (guint quiet = 0; quiet < 8;)
    {
      gboolean busy = FALSE;

      pass_time (4 * 60 * 60 * 1000);
      let_arrive (world);
      for (guint i = 0; i < world->posts->len; i++)
        {
          Post *post = g_ptr_array_index (world->posts, i);
          const AcDeliveryState state = read_state (world, post);

          if (state == AC_DELIVERY_NEEDS_YOU || state == AC_DELIVERY_SIGN_IN_NEEDED ||
              state == AC_DELIVERY_FAILED || state == AC_DELIVERY_REMOVE_FAILED)
            do_something (world, post), busy = TRUE;
        }
      while (work (world))
        busy = TRUE;
      check_all (world);
      quiet = busy ? 0 : quiet + 1;
    }

  for (guint i = 0; i < world->posts->len; i++)
    {
      Post *post = g_ptr_array_index (world->posts, i);

      g_assert_cmpuint (post->n_there, ==, post->wanted ? 1 : 0);
      g_assert_true (post->wanted ? read_state (world, post) == AC_DELIVERY_LIVE
                                  : is_over (world, post));
    }
}

static void
check_any_order (Fixture *f, AcStore *store)
{
  const char *events = g_getenv (EVENTS_VARIABLE);
  const guint n_events = events != NULL ? (guint) atoi (events) : USUAL_EVENTS;
  guint n_posts = 0;

  stop_clock ();
  settle_next (store, AC_OUTCOME_DONE, AC_REPEAT_PROBE);
  for (guint done = 0; done < n_events;)
    {
      const guint32 seed = g_test_rand_int ();
      World world = {
        f, store, g_rand_new_with_seed (seed), g_ptr_array_new_with_free_func (post_free), 0, FALSE
      };

      g_test_message ("seed %u", seed);
      for (guint i = 0; i < 300; i++, done++)
        {
          happen (&world);
          check_all (&world);
        }
      come_to_rest (&world);
      n_posts += world.n_posts;
      g_ptr_array_unref (world.posts);
      g_rand_free (world.dice);
    }
  g_test_message ("%u events with %u statuses", n_events, n_posts);
}

static const StoreCase cases[] = {
  { "any-order", .check = check_any_order },
};

int
main (int argc, char *argv[])
{
  return run_cases (&argc, &argv, "outbox-model", cases, G_N_ELEMENTS (cases));
}
