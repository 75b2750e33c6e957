/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "ac-model-sharing.h"
#include "ac-store-edits.h"

/* The outbox's side of the store against a service that fails as it likes, while the backend dies
 * and the person changes their mind, in an order that nobody thought of: single posts and threads,
 * which are taken back, stopped, cut off, answered for, get other words and end by themselves, and
 * an account that is removed. After each event: no post is there twice, what is said to be live,
 * gone or changed is so, and nothing is sent that isn't wanted; in the end all that was wanted is
 * there, with the last words, and nothing else. */

#define MOST_STATUSES 10
#define EVENTS_VARIABLE "AC_EVENTS"
#define USUAL_EVENTS 3000
#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

static AcDelivery *
read_delivery (World *world, Post *post)
{
  g_autoptr(GError) error = NULL;
  AcDelivery *delivery =
      ac_store_get_delivery (world->store, world->f->person, post->delivery, &error);

  g_assert_no_error (error);
  return delivery;
}

static AcDeliveryState
read_state (World *world, Post *post)
{
  g_autoptr(AcDelivery) delivery = read_delivery (world, post);

  return ac_delivery_get_state (delivery);
}

/* What is said of one of its posts. */
static AcDeliveryState
read_copy_state (AcDelivery *delivery, guint i)
{
  GListModel *parts = ac_delivery_get_parts (delivery);
  g_autoptr(AcPart) part = g_list_model_get_item (parts, i);

  return part != NULL ? ac_part_get_state (part) : ac_delivery_get_state (delivery);
}

static gboolean
has_ended (AcDelivery *delivery)
{
  const gint64 ends_at = ac_delivery_get_ends_at (delivery);

  return ends_at != 0 && ends_at <= ac_clock_now_ms ();
}

/* ---- what the service is asked */

/* What is sent for the first time is wanted, and comes after all parts before it. */
static void
check_first_sending (World *world, Post *post, AcStep *step)
{
  g_autoptr(AcDelivery) delivery = read_delivery (world, post);
  const guint place = find_copy (post, step->parcel->key);
  const char *parent = NULL;

  g_assert_true (post->wanted && !world->stopped && !has_ended (delivery));
  g_assert_true (!post->cut && post->copies[place].n_there == 0);
  for (guint i = 0; i < place; i++)
    {
      g_assert_cmpuint (post->copies[i].n_there, ==, 1);
      if (!post->copies[i].said)
        parent = post->copies[i].key;
    }
  g_assert_cmpstr (step->parcel->parent != NULL ? step->parcel->parent->remote_id : NULL, ==,
                   parent);
}

static AcOutcome *
send (World *world, Post *post, AcStep *step, Mood mood)
{
  check_first_sending (world, post, step);
  if (mood != IS_UNLINKED)
    return publish (world, post, step, mood);

  post->cut = TRUE;
  return ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_NOT_LINKED, 0);
}

static AcOutcome *
act (World *world, Post *post, AcStep *step, Mood mood)
{
  switch (step->kind)
    {
    case AC_STEP_PUBLISH:
      return step->state == AC_STEP_UNKNOWN ? look_or_wait (world, post, step, mood)
                                            : send (world, post, step, mood);
    case AC_STEP_REMOVE:
      return delete (world, post, step, mood);
    case AC_STEP_VERIFY:
    case AC_STEP_WATCH:
      return look (world, post, step, mood);
    case AC_STEP_EDIT:
      g_assert_false (world->stopped);
      return edit_or_wait (world, post, step, mood);
    case AC_STEP_REVOKE:
    case AC_STEP_HAND:
    case AC_STEP_END:
    case AC_STEP_LIVE:
    default:
      g_assert_not_reached ();
    }
}

/* The service was asked for this very one, and wouldn't; or only the person knows of it. */
static void
check_out_of_reach (Post *post, AcDelivery *delivery, guint place)
{
  const AcDeliveryState state = read_copy_state (delivery, place);

  if (post->copies[place].n_there == 0 || post->copies[place].left || post->signed_out)
    return;
  g_assert_true (state == AC_DELIVERY_NEEDS_YOU ||
                 (state == AC_DELIVERY_REMOVE_FAILED &&
                  ac_delivery_get_error (delivery) != AC_ERROR_ACCOUNT_GONE));
}

/* With the account its key goes: nothing may be there that is taken back, and still could be. */
static void
check_given_back (World *world)
{
  world->revoked = TRUE;
  for (guint i = 0; i < world->posts->len; i++)
    {
      Post *post = g_ptr_array_index (world->posts, i);
      g_autoptr(AcDelivery) delivery = read_delivery (world, post);

      for (guint j = 0; j < post->n_copies && !post->wanted; j++)
        check_out_of_reach (post, delivery, j);
    }
}

static void take_back (World *world, Post *post);

/* A step that is under way belongs to nobody any more when the account went meanwhile. */
static void
check_settled (World *world, AcStep *step, gboolean settled, const GError *error)
{
  if (settled)
    return;

  g_assert_error (error, AC_ERROR, AC_ERROR_CONFLICT);
  g_assert_true (world->removed);
}

static void
finish_step (World *world, AcStep *step, AcOutcome *outcome, AcRepeat repeat)
{
  g_autoptr(GError) error = NULL;
  const gboolean settled = ac_store_settle_step (world->store, step, outcome, repeat,
                                                 SETTLE_MS << step->resends, &error);

  check_settled (world, step, settled, error);
}

static void
work_on (World *world, Post *post, AcStep *step)
{
  const Mood mood = world->revoked ? ANSWERS : choose_mood (world);
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;
  gboolean blocked = FALSE;

  post->touched = TRUE;
  if (world->revoked)
    outcome = ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_ACCOUNT_GONE, 0);
  else if (mood != IS_LOCKED && !(outcome = act (world, post, step, mood)))
    return;
  /* The person doesn't wait for an answer. */
  if (!world->honest && post->wanted && g_rand_int_range (world->dice, 0, 20) == 0)
    take_back (world, post);
  if (outcome != NULL)
    {
      finish_step (world, step, outcome, post->repeat);
      return;
    }
  blocked = ac_store_block_step (world->store, step, AC_ERROR_KEYRING_LOCKED, &error);
  check_settled (world, step, blocked, error);
}

/* Returns: whether something was due */
static gboolean
work (World *world)
{
  g_autoptr(AcStep) step = claim_one (world->store);
  g_autoptr(AcOutcome) done = NULL;

  if (step == NULL)
    return FALSE;
  if (step->kind == AC_STEP_REVOKE)
    {
      check_given_back (world);
      done = ac_outcome_new (AC_OUTCOME_DONE);
      finish_step (world, step, done, AC_REPEAT_PROBE);
    }
  else
    work_on (world, find_post (world, step->delivery_id), step);
  return TRUE;
}

/* ---- what the person wants */

/* Other words, wherever it is by now. */
static void
change_words (World *world, Post *post)
{
  const AcService service = { .edits = TRUE };
  g_autoptr(AcAccount) account = make_account (world->f->account, "1");
  g_autoptr(AcDelivery) delivery = read_delivery (world, post);
  g_autoptr(AcStatus) status =
                ac_store_get_status (world->store, world->f->person, post->status, NULL);
  g_autoptr(GPtrArray) wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_edit_wish_free);
  g_autofree char *text = g_strdup_printf ("%u", post->wish + 1);
  AcEditWish *wish = g_new0 (AcEditWish, 1);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (wishes, wish);
  wish->delivery_id = g_strdup (post->delivery);
  wish->editable = ac_editable_judge (delivery, &service, account);
  wish->edits = TRUE;
  wish->text = text;
  wish->key = g_strdup (post->copies[0].key);
  wish->payload = g_bytes_new (text, strlen (text));
  if (!ac_editable_is_possible (wish->editable))
    return;

  g_assert_cmpuint (post->n_copies, ==, 1);
  post->touched = TRUE;
  post->wish++;
  g_assert_true (
      ac_store_edit_status (world->store, world->f->person, status, text, wishes, &error));
  g_assert_no_error (error);
}

/* The one that is asked about. */
static Copy *
find_asked (World *world, Post *post)
{
  g_autoptr(AcDelivery) delivery = read_delivery (world, post);

  for (guint i = 0; i < post->n_copies; i++)
    if (read_copy_state (delivery, i) == AC_DELIVERY_NEEDS_YOU)
      return &post->copies[i];

  g_assert_not_reached ();
}

/* The person has looked, and says what is so, or that they don't mind. */
static void
answer (World *world, Post *post)
{
  Copy *copy = find_asked (world, post);
  const gboolean there = copy->n_there > 0;
  const gboolean drops = g_rand_int_range (world->dice, 0, 6) == 0;
  g_autoptr(GError) error = NULL;

  if (is_late (post))
    return;
  copy->left = drops;
  copy->said = there && !drops;
  post->cut = post->cut || drops;
  g_assert_true (ac_store_resolve_delivery (world->store, world->f->person, post->delivery,
                                            drops   ? "drop"
                                            : there ? "posted"
                                                    : "not-posted",
                                            &error));
  g_assert_no_error (error);
}

static void
sign_in (World *world)
{
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < world->posts->len; i++)
    ((Post *) g_ptr_array_index (world->posts, i))->signed_out = FALSE;
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
    g_assert_true (g_error_matches (error, AC_ERROR, AC_ERROR_CONFLICT) ||
                   (g_error_matches (error, AC_ERROR, AC_ERROR_ACCOUNT_GONE) && world->removed));
}

static void
do_something (World *world, Post *post)
{
  const AcDeliveryState state = read_state (world, post);

  post->touched = TRUE;
  if (state == AC_DELIVERY_NEEDS_YOU)
    answer (world, post);
  else if (state == AC_DELIVERY_SIGN_IN_NEEDED && !world->removed)
    sign_in (world);
  else if (state == AC_DELIVERY_FAILED || state == AC_DELIVERY_REMOVE_FAILED ||
           state == AC_DELIVERY_CANCELLED || state == AC_DELIVERY_REMOVED)
    try_again (world, post);
  else if (post->wanted && g_rand_int_range (world->dice, 0, 4) == 0)
    take_back (world, post);
}

static void
stop_or_resume (World *world)
{
  g_autoptr(GError) error = NULL;

  world->stopped = !world->stopped;
  g_assert_true (
      ac_store_set_sharing_stopped (world->store, world->f->person, world->stopped, &error));
}

/* Which of them are sent no further can be seen only then. */
static void
cut_unsent (World *world)
{
  g_autoptr(GArray) before = g_array_new (FALSE, FALSE, sizeof (AcDeliveryState));
  g_autoptr(GError) error = NULL;
  guint n = 0;

  for (guint i = 0; i < world->posts->len; i++)
    {
      const AcDeliveryState state = read_state (world, g_ptr_array_index (world->posts, i));

      g_array_append_val (before, state);
    }
  g_assert_true (ac_store_cancel_unsent (world->store, world->f->person, NULL, world->f->account,
                                         AC_COPIES_KEPT, &n, &error));
  for (guint i = 0; i < world->posts->len; i++)
    {
      Post *post = g_ptr_array_index (world->posts, i);
      const AcDeliveryState now = read_state (world, post);

      if (now != g_array_index (before, AcDeliveryState, i))
        {
          g_assert_true (now == AC_DELIVERY_CANCELLED || now == AC_DELIVERY_LIVE);
          post->cut = post->touched = TRUE;
        }
    }
}

static void
begin_undoing (World *world)
{
  g_autofree char *id = ac_id_new ();
  g_autoptr(AcUndoing) undoing = ac_undoing_new (id, AC_UNDOING_ACCOUNT, NULL, ac_clock_now_ms ());
  const AcUndoingLine line = { .step = AC_UNDOING_STEP_COPIES,
                               .state = AC_UNDOING_STATE_WORKING,
                               .count = 1,
                               .copies = AC_COPIES_DELETED,
                               .updated_at = ac_clock_now_ms () };
  g_autoptr(GError) error = NULL;

  ac_undoing_add_account (undoing, world->f->account, "mastodon", "@ada@mastodon.example");
  ac_undoing_add_line (undoing, &line);
  g_assert_true (ac_store_add_undoing (world->store, world->f->person, undoing, world->f->account,
                                       NULL, &error));
  g_assert_no_error (error);
}

/* Nobody waits for a removal that isn't counted, and the key goes at once. */
static void
check_none_under_way (World *world)
{
  for (guint i = 0; i < world->posts->len; i++)
    g_assert_cmpint (read_state (world, g_ptr_array_index (world->posts, i)), !=,
                     AC_DELIVERY_REMOVING);
}

static void
take_all_back (World *world)
{
  for (guint i = 0; i < world->posts->len; i++)
    take_back (world, g_ptr_array_index (world->posts, i));
}

static void
let_go (Post *post, AcCopies copies)
{
  post->let_go = post->wanted && copies == AC_COPIES_KEPT;
  post->wanted = post->let_go;
}

/* As ac-undo.c does. */
static void
remove_account (World *world)
{
  const char *person = world->f->person;
  const char *id = world->f->account;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcAccount) account = NULL;
  guint n = 0;

  if (g_rand_int_range (world->dice, 0, 3) == 0)
    take_all_back (world);
  world->removed = TRUE;
  world->copies = g_rand_int_range (world->dice, 0, 3) > 0 ? AC_COPIES_DELETED : AC_COPIES_KEPT;
  cut_unsent (world);
  account = ac_store_get_account (world->store, person, id, &error);
  ac_account_set_state (account, AC_ACCOUNT_REMOVING, AC_ERROR_FAILED);
  g_assert_true (ac_store_update_account (world->store, person, account, &error));
  g_assert_true (
      ac_store_settle_copies (world->store, person, NULL, id, world->copies, &n, &error));
  for (guint i = 0; i < world->posts->len; i++)
    let_go (g_ptr_array_index (world->posts, i), world->copies);
  if (world->copies == AC_COPIES_DELETED && n == 0)
    check_none_under_way (world);
  if (world->copies == AC_COPIES_DELETED && n > 0)
    begin_undoing (world);
  else
    g_assert_true (ac_store_plan_revoke (world->store, person, id, &error));
  g_assert_no_error (error);
}

static void
add_account (World *world)
{
  g_autoptr(AcAccount) account = NULL;
  g_autoptr(GBytes) sealed = g_bytes_new_static ("sealed", 6);
  g_autoptr(GError) error = NULL;

  g_free (world->f->account);
  world->f->account = ac_id_new ();
  account = make_account (world->f->account, world->f->account);
  g_assert_true (
      ac_store_add_account (world->store, world->f->person, account, sealed, "key", &error));
  g_assert_no_error (error);
}

/* ---- what must be so */

static gboolean
is_gone (AcDeliveryState state)
{
  return state == AC_DELIVERY_REMOVED || state == AC_DELIVERY_CANCELLED ||
         state == AC_DELIVERY_EXPIRED || state == AC_DELIVERY_FAILED ||
         state == AC_DELIVERY_WAITING || state == AC_DELIVERY_STOPPED;
}

/* What is left to be found out is given up with the key, where nobody is to look for it, or can. */
static gboolean
is_out_of_reach (Post *post, AcDelivery *delivery, AcDeliveryState state)
{
  return state == AC_DELIVERY_FAILED && ac_delivery_get_error (delivery) == AC_ERROR_ACCOUNT_GONE &&
         (post->let_go || post->signed_out);
}

static void
check_words (Post *post, AcDelivery *delivery)
{
  if (ac_delivery_get_edit (delivery) != AC_EDIT_CHANGED ||
      ac_delivery_get_state (delivery) != AC_DELIVERY_LIVE)
    return;

  g_assert_cmpuint (post->there, ==, post->wish);
  for (guint i = 0; i < post->late_edits->len; i++)
    g_assert_cmpuint (g_array_index (post->late_edits, Late, i).words, ==, post->wish);
}

static void
check (World *world, Post *post)
{
  g_autoptr(AcDelivery) delivery = read_delivery (world, post);

  check_words (post, delivery);
  for (guint i = 0; i < post->n_copies; i++)
    {
      const Copy *copy = &post->copies[i];
      const AcDeliveryState state = read_copy_state (delivery, i);

      g_assert_cmpuint (copy->n_there, <=, 1);
      if (state == AC_DELIVERY_LIVE)
        g_assert_cmpuint (copy->n_there, ==, 1);
      if (is_gone (state) && !copy->left && !is_out_of_reach (post, delivery, state))
        g_assert_cmpuint (copy->n_there + copy->late->len, ==, 0);
      if (state == AC_DELIVERY_LIVE && post->life != AC_LIFE_KEEP)
        g_assert_cmpint (ac_delivery_get_ends_at (delivery), !=, 0);
    }
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

/* Nobody's answer is needed to take back what is known to be there. */
static void
check_ended (World *world, Post *post)
{
  g_autoptr(AcDelivery) delivery = read_delivery (world, post);

  if (post->wanted && !has_ended (delivery))
    return;
  for (guint i = 0; i < post->n_copies; i++)
    {
      const AcDeliveryState state = read_copy_state (delivery, i);

      if (state != AC_DELIVERY_NEEDS_YOU && state != AC_DELIVERY_REMOVE_FAILED &&
          !post->copies[i].left)
        g_assert_cmpuint (post->copies[i].n_there, ==, 0);
    }
}

/* ---- what happens */

/* What is on its way makes for the worst moments. Returns: (nullable): one of those, or any */
static Post *
choose_post (World *world)
{
  const guint from =
      world->posts->len > 0 ? g_rand_int_range (world->dice, 0, world->posts->len) : 0;

  for (guint i = 0; i < world->posts->len; i++)
    {
      Post *post = g_ptr_array_index (world->posts, (from + i) % world->posts->len);

      if (is_late (post))
        return post;
    }

  return world->posts->len > 0 ? g_ptr_array_index (world->posts, from) : NULL;
}

static void
want_something (World *world)
{
  switch (g_rand_int_range (world->dice, 0, 10))
    {
    case 0:
      if (!world->removed)
        stop_or_resume (world);
      break;
    case 1:
      if (!world->removed)
        cut_unsent (world);
      break;
    default:
      if (!world->removed && world->posts->len < MOST_STATUSES)
        share (world);
    }
}

static void
happen (World *world)
{
  Post *post = choose_post (world);

  switch (g_rand_int_range (world->dice, 0, 9))
    {
    case 0:
      want_something (world);
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
    case 4:
      if (post != NULL && !world->removed && g_rand_boolean (world->dice))
        change_words (world, post);
      break;
    default:
      work (world);
    }
  let_arrive (world);
}

/* Two days of a service that answers all, while the person only signs in, or opens the keyring. */
static void
let_settle (World *world)
{
  world->honest = TRUE;
  for (guint i = 0; i < 12; i++)
    {
      pass_time (4 * HOUR_MS);
      let_arrive (world);
      sign_in (world);
      while (work (world))
        ;
      check_all (world);
    }
  for (guint i = 0; i < world->posts->len && !world->revoked; i++)
    check_ended (world, g_ptr_array_index (world->posts, i));
}

/* Where nobody knows, only the person can delete it. */
static gboolean
waits_for_person (World *world, Post *post)
{
  g_autoptr(AcDelivery) delivery = read_delivery (world, post);
  const AcDeliveryState state = ac_delivery_get_state (delivery);

  if (state == AC_DELIVERY_NEEDS_YOU || state == AC_DELIVERY_SIGN_IN_NEEDED ||
      state == AC_DELIVERY_FAILED)
    return TRUE;
  for (guint i = 0; i < post->n_copies; i++)
    if (read_copy_state (delivery, i) == AC_DELIVERY_REMOVE_FAILED && !post->copies[i].said)
      return TRUE;
  return FALSE;
}

static void
check_end (World *world, Post *post)
{
  g_autoptr(AcDelivery) delivery = read_delivery (world, post);
  const AcDeliveryState state = ac_delivery_get_state (delivery);
  const gboolean stays = post->wanted && ac_delivery_get_ends_at (delivery) == 0;
  gboolean kept = FALSE;

  for (guint i = 0; i < post->n_copies; i++)
    {
      const Copy *copy = &post->copies[i];

      kept = kept || copy->said;
      if (copy->left || (copy->said && !stays))
        continue;
      if (stays && post->cut)
        g_assert_cmpuint (copy->n_there, ==,
                          read_copy_state (delivery, i) == AC_DELIVERY_LIVE ? 1 : 0);
      else
        g_assert_cmpuint (copy->n_there, ==, stays ? 1 : 0);
    }
  if (stays && state == AC_DELIVERY_LIVE)
    g_assert_cmpuint (post->there, ==, post->wish);

  if (stays)
    g_assert_true (state == AC_DELIVERY_LIVE || (post->cut && state == AC_DELIVERY_CANCELLED));
  else
    g_assert_true (state == AC_DELIVERY_REMOVED || state == AC_DELIVERY_CANCELLED ||
                   state == AC_DELIVERY_EXPIRED || (kept && state == AC_DELIVERY_REMOVE_FAILED));
}

/* Returns: whether it asked for something */
static gboolean
settle_words (World *world, Post *post)
{
  g_autoptr(AcDelivery) delivery = read_delivery (world, post);

  if (ac_delivery_get_state (delivery) != AC_DELIVERY_LIVE)
    return FALSE;
  if (ac_delivery_get_edit (delivery) == AC_EDIT_CHANGING)
    sign_in (world);
  if (ac_delivery_get_edit (delivery) != AC_EDIT_FAILED)
    return FALSE;

  change_words (world, post);
  return TRUE;
}

/* With a person who does what they are asked. */
static void
let_person_settle (World *world)
{
  for (guint quiet = 0; quiet < 8 && !world->revoked;)
    {
      gboolean busy = FALSE;

      pass_time (4 * HOUR_MS);
      let_arrive (world);
      for (guint i = 0; i < world->posts->len; i++)
        {
          busy = (!world->removed && settle_words (world, g_ptr_array_index (world->posts, i))) ||
                 busy;
          if (waits_for_person (world, g_ptr_array_index (world->posts, i)))
            do_something (world, g_ptr_array_index (world->posts, i)), busy = TRUE;
        }
      while (work (world))
        busy = TRUE;
      check_all (world);
      quiet = busy ? 0 : quiet + 1;
    }

  for (guint i = 0; i < world->posts->len && !world->removed; i++)
    check_end (world, g_ptr_array_index (world->posts, i));
}

/* Days later, with a service that answers all; and then all is taken back. */
static void
come_to_rest (World *world)
{
  let_settle (world);
  if (world->stopped)
    stop_or_resume (world);
  let_person_settle (world);
  for (guint i = 0; i < world->posts->len && !world->removed; i++)
    if (((Post *) g_ptr_array_index (world->posts, i))->wanted)
      take_back (world, g_ptr_array_index (world->posts, i));
  let_settle (world);
  let_person_settle (world);
}

/* Nothing is due, now or ever. */
static void
check_quiet (World *world)
{
  gint64 next_due = 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) steps = ac_store_claim_steps (world->store, ac_clock_now_ms (), NULL, 10,
                                                     &next_due, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, ==, 0);
  if (ac_store_get_process (world->store) == NULL)
    g_assert_cmpint (next_due, ==, 0);
}

/* Every third one ends with the account; the next one has an account of its own. */
static guint
live_through (Fixture *f, AcStore *store, guint32 seed)
{
  World world = { .f = f,
                  .store = store,
                  .dice = g_rand_new_with_seed (seed),
                  .posts = g_ptr_array_new_with_free_func (post_free) };
  const guint removed_at = g_rand_int_range (world.dice, 0, 900);

  for (guint i = 0; i < 300; i++)
    {
      if (i == removed_at)
        remove_account (&world);
      happen (&world);
      check_all (&world);
    }
  come_to_rest (&world);
  check_quiet (&world);
  g_assert_true (world.revoked || !world.removed);
  add_account (&world);
  g_ptr_array_unref (world.posts);
  g_rand_free (world.dice);
  return world.n_posts;
}

static void
check_any_order (Fixture *f, AcStore *store)
{
  const char *events = g_getenv (EVENTS_VARIABLE);
  const guint n_events = events != NULL ? (guint) atoi (events) : USUAL_EVENTS;
  guint n_posts = 0;
  g_autoptr(GError) error = NULL;

  stop_clock ();
  g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  for (guint done = 0; done < n_events; done += 300)
    {
      const guint32 seed = g_test_rand_int ();

      g_test_message ("seed %u", seed);
      n_posts += live_through (f, store, seed);
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
