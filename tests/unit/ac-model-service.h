/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdlib.h>

#include "ac-agreement.h"
#include "ac-part.h"
#include "ac-store-private.h"
#include "ac-test-store.h"

/* A service that loses answers, accepts late, breaks off and refuses as it likes.
 *
 * What a service is believed in: a request that got no answer is accepted within the settle time
 * after it was given up, or never. */

#define SETTLE_MS 20000
#define MOST_PARTS 5

/* What is one post there. */
typedef struct
{
  char *key;
  guint n_there;
  GArray *late;       /* of Late: what was sent and is accepted later */
  gboolean published; /* by its container, which makes one */
  gboolean said;      /* the person said that it is there; nobody knows where */
  gboolean left;      /* the person wants nobody to look after it */
} Copy;

typedef struct
{
  char *status;
  char *delivery;
  AcRepeat repeat;
  gboolean contained; /* made in two steps */
  AcLife life;
  Copy copies[MOST_PARTS];
  guint n_copies;
  gboolean wanted;
  gboolean cut;        /* nothing more of it is to be sent, and what is out stays */
  gboolean signed_out; /* the service asks who it is that asks */
  gboolean let_go;     /* the account was removed, and what is out stays, seen or not */
  gboolean touched;    /* since it was checked last */
  guint there;         /* the words that stand there, a number */
  guint wish;          /* the last that the person wanted */
  GArray *late_edits;  /* of Late */
} Post;

/* Words that arrive later. */
typedef struct
{
  gint64 at;
  guint words;
} Late;

typedef struct
{
  Fixture *f;
  AcStore *store;
  GRand *dice;
  GPtrArray *posts;
  guint n_posts;
  gboolean honest;  /* whether the service answers all that it is asked */
  gboolean stopped; /* all sharing */
  gboolean removed; /* the account, and with it ... */
  AcCopies copies;
  gboolean revoked;
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
  IS_UNLINKED, /* the person has turned the link off */
  IS_LOCKED,   /* the keyring */
  N_MOODS,
} Mood;

static inline void
post_free (gpointer data)
{
  Post *self = data;

  for (guint i = 0; i < self->n_copies; i++)
    {
      g_free (self->copies[i].key);
      g_array_unref (self->copies[i].late);
    }
  g_array_unref (self->late_edits);
  g_free (self->status);
  g_free (self->delivery);
  g_free (self);
}

static inline gboolean
is_late (Post *post)
{
  for (guint i = 0; i < post->n_copies; i++)
    if (post->copies[i].late->len > 0)
      return TRUE;
  return post->late_edits->len > 0;
}

static inline Mood
choose_mood (World *world)
{
  return world->honest || g_rand_boolean (world->dice) ? ANSWERS
                                                       : g_rand_int_range (world->dice, 0, N_MOODS);
}

static inline gboolean
is_death (Mood mood)
{
  return mood == DIES_BEFORE || mood == DIES_AFTER || mood == DIES_AND_IS_LATE;
}

/* One key makes one, and so does one container. */
static inline void
accept (Post *post, Copy *copy, guint words)
{
  if (post->contained ? !copy->published : post->repeat != AC_REPEAT_KEYED || copy->n_there == 0)
    {
      copy->n_there++;
      post->there = words;
    }
  copy->published = TRUE;
}

static inline void
append_late (World *world, GArray *to, guint words)
{
  const Late late = { ac_clock_now_ms () + g_rand_int_range (world->dice, 0, SETTLE_MS), words };

  g_array_append_val (to, late);
}

static inline void
let_arrive_of (Post *post, Copy *copy)
{
  const gint64 now = ac_clock_now_ms ();

  for (guint j = copy->late->len; j > 0; j--)
    {
      const Late late = g_array_index (copy->late, Late, j - 1);

      if (late.at > now)
        continue;
      g_array_remove_index (copy->late, j - 1);
      accept (post, copy, late.words);
      post->touched = TRUE;
    }
}

static inline void
let_edits_arrive (Post *post)
{
  const gint64 now = ac_clock_now_ms ();

  for (guint i = post->late_edits->len; i > 0; i--)
    {
      const Late late = g_array_index (post->late_edits, Late, i - 1);

      if (late.at > now)
        continue;
      g_array_remove_index (post->late_edits, i - 1);
      post->there = late.words;
      post->touched = TRUE;
    }
}

static inline void
let_arrive (World *world)
{
  for (guint i = 0; i < world->posts->len; i++)
    {
      Post *post = g_ptr_array_index (world->posts, i);

      let_edits_arrive (post);
      for (guint j = 0; j < post->n_copies; j++)
        let_arrive_of (post, &post->copies[j]);
    }
}

static inline Post *
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

static inline guint
find_copy (Post *post, const char *key)
{
  for (guint i = 0; i < post->n_copies; i++)
    if (g_str_equal (post->copies[i].key, key))
      return i;

  g_assert_not_reached ();
}

static inline AcOutcome *
say_with_copy (Copy *copy, AcOutcomeKind kind)
{
  AcOutcome *outcome = ac_outcome_new (kind);
  g_autofree char *uri = g_strdup_printf ("https://mastodon.example/%s", copy->key);

  ac_outcome_set_copy (outcome, copy->key, uri, uri);
  return outcome;
}

/* What is the same whatever was asked; NULL: it comes to what was asked. */
static inline AcOutcome *
say_nothing_done (World *world, Mood mood)
{
  if (mood == IS_AWAY)
    return ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_UNREACHABLE, 0);
  if (mood == IS_BUSY)
    return ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED,
                                  ac_clock_now_ms () +
                                      g_rand_int_range (world->dice, 1000, 3600000));
  return mood == SIGNS_OUT
             ? ac_outcome_new_failed (AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED, 0)
             : NULL;
}

/* Its delivery waits for a sign-in then. */
static inline AcOutcome *
say_nothing_done_to (World *world, Post *post, Mood mood)
{
  post->signed_out = mood == SIGNS_OUT;
  return say_nothing_done (world, mood);
}

/* What nobody can see. */
static inline AcOutcome *
prepare (World *world, Copy *copy, Mood mood)
{
  AcOutcome *outcome = NULL;

  if (is_death (mood))
    return die_and_recover (world->store), NULL;
  if (mood == LOSES_ANSWER || mood == LOSES_REQUEST || mood == IS_LATE)
    return ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_TIMED_OUT, 0);
  outcome = ac_outcome_new (AC_OUTCOME_PREPARED);
  ac_outcome_set_prepared (outcome, copy->key);
  return outcome;
}

static inline guint
read_words (AcStep *step)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (step->parcel->payload, NULL),
                                     g_bytes_get_size (step->parcel->payload));

  return atoi (text);
}

/* Returns: (nullable): what the backend hears, NULL when it died */
static inline AcOutcome *
publish (World *world, Post *post, AcStep *step, Mood mood)
{
  Copy *copy = &post->copies[find_copy (post, step->parcel->key)];
  const guint words = read_words (step);
  AcOutcome *outcome = say_nothing_done_to (world, post, mood);

  if (outcome != NULL)
    return outcome;
  if (mood == REFUSES)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0);
  if (post->contained && step->parcel->prepared == NULL)
    return prepare (world, copy, mood);
  if (mood == ANSWERS || mood == LOSES_ANSWER || mood == DIES_AFTER || mood == NAMES_NOTHING)
    accept (post, copy, words);
  if (is_death (mood))
    die_and_recover (world->store);
  if (mood == IS_LATE || mood == DIES_AND_IS_LATE)
    append_late (world, copy->late, words);

  if (mood == ANSWERS)
    return say_with_copy (copy, AC_OUTCOME_DONE);
  if (mood == NAMES_NOTHING)
    return ac_outcome_new (AC_OUTCOME_DONE_NO_ID);
  return is_death (mood) ? NULL : ac_outcome_new (AC_OUTCOME_UNKNOWN);
}

static inline AcOutcome *
look (World *world, Post *post, AcStep *step, Mood mood)
{
  Copy *copy = &post->copies[find_copy (post, step->parcel->key)];
  AcOutcome *outcome = say_nothing_done_to (world, post, mood);

  if (outcome != NULL)
    return outcome;
  if (is_death (mood))
    return die_and_recover (world->store), NULL;
  if (mood == LOSES_ANSWER || mood == LOSES_REQUEST || mood == IS_LATE)
    return ac_outcome_new (AC_OUTCOME_UNKNOWN);
  if (post->contained && step->parcel->remote_id == NULL && step->parcel->prepared == NULL)
    return ac_outcome_new (AC_OUTCOME_PREPARED);
  return copy->n_there > 0 ? say_with_copy (copy, AC_OUTCOME_FOUND)
                           : ac_outcome_new (AC_OUTCOME_ABSENT);
}

/* Deleting twice is the same as once, also when it comes late. */
static inline AcOutcome *delete (World *world, Post *post, AcStep *step, Mood mood)
{
  Copy *copy = &post->copies[find_copy (post, step->parcel->key)];
  AcOutcome *outcome = say_nothing_done_to (world, post, mood);
  const gboolean there = copy->n_there > 0;

  if (outcome != NULL)
    return outcome;
  if (step->parcel->remote_id == NULL)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND, 0);
  if (mood == REFUSES)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0);
  if (mood != LOSES_REQUEST && mood != DIES_BEFORE && there)
    copy->n_there--;
  if (is_death (mood))
    return die_and_recover (world->store), NULL;
  if (mood == LOSES_ANSWER || mood == LOSES_REQUEST || mood == IS_LATE)
    return ac_outcome_new (AC_OUTCOME_UNKNOWN);
  return ac_outcome_new (there ? AC_OUTCOME_DONE : AC_OUTCOME_ABSENT);
}

static inline AcOutcome *
edit (World *world, Post *post, AcStep *step, Mood mood)
{
  AcOutcome *outcome = say_nothing_done (world, mood);
  const guint words = read_words (step);

  if (outcome != NULL)
    return outcome;
  if (mood == REFUSES || post->copies[0].n_there == 0)
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_REJECTED, 0);
  if (mood == ANSWERS || mood == LOSES_ANSWER || mood == DIES_AFTER || mood == NAMES_NOTHING)
    post->there = words;
  if (mood == IS_LATE || mood == DIES_AND_IS_LATE)
    append_late (world, post->late_edits, words);
  if (is_death (mood))
    return die_and_recover (world->store), NULL;
  return ac_outcome_new (mood == ANSWERS || mood == NAMES_NOTHING ? AC_OUTCOME_DONE
                                                                  : AC_OUTCOME_UNKNOWN);
}

static inline AcOutcome *
edit_or_wait (World *world, Post *post, AcStep *step, Mood mood)
{
  const gint64 settled_at = step->sent_at + (SETTLE_MS << step->resends);

  if (step->state == AC_STEP_UNKNOWN && ac_clock_now_ms () < settled_at)
    return ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_UNKNOWN_OUTCOME, settled_at);
  return step->wanted ? edit (world, post, step, mood) : ac_outcome_new (AC_OUTCOME_NOT_SENT);
}

/* As the outbox does: what may still arrive is waited for before it is looked for. */
static inline AcOutcome *
look_or_wait (World *world, Post *post, AcStep *step, Mood mood)
{
  if (ac_step_is_sent_again (step, post->repeat))
    return publish (world, post, step, mood);
  if (!step->look_only && post->repeat == AC_REPEAT_KEYED && step->wanted)
    return ac_outcome_new (AC_OUTCOME_ABSENT);
  if (!step->look_only && (post->repeat == AC_REPEAT_BLIND ||
                           ac_clock_now_ms () < step->sent_at + (SETTLE_MS << step->resends)))
    return ac_outcome_new (AC_OUTCOME_UNKNOWN);
  return look (world, post, step, mood);
}
