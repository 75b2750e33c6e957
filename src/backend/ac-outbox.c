/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement.h"
#include "ac-alarm.h"
#include "ac-clock.h"
#include "ac-future.h"
#include "ac-grant.h"
#include "ac-lease.h"
#include "ac-outbox.h"
#include "ac-step.h"

#define BATCH 32
#define STORE_RETRY_MS 5000

struct _AcOutbox
{
  GObject parent_instance;
  AcStore *store;
  AcAccessCache *accesses;
  AcConnectors *connectors;
  AcGate *gate;
  AcPictureShelf *shelf;
  AcLease *lease;
  AcNetwork *network; /* (nullable): never waited for */
  GHashTable *busy;   /* ids of the accounts a step of which is under way */
  GCancellable *scope;
  AcAlarm *alarm;
  gboolean started;
  gboolean pumping;
  gboolean again;
  gboolean is_back; /* the network, since the last look */
  gboolean has_work;
};

G_DEFINE_FINAL_TYPE (AcOutbox, ac_outbox, G_TYPE_OBJECT)

/* What one look at the store gave. */
#define AC_TYPE_CLAIM (ac_claim_get_type ())
G_DECLARE_FINAL_TYPE (AcClaim, ac_claim, AC, CLAIM, GObject)

struct _AcClaim
{
  GObject parent_instance;
  GStrv busy;
  gboolean held;
  gboolean is_back;
  GPtrArray *steps;
  gint64 next_due;
  gboolean has_work;
};

G_DEFINE_FINAL_TYPE (AcClaim, ac_claim, G_TYPE_OBJECT)

static void
ac_claim_finalize (GObject *object)
{
  AcClaim *self = AC_CLAIM (object);

  g_clear_pointer (&self->busy, g_strfreev);
  g_clear_pointer (&self->steps, g_ptr_array_unref);

  G_OBJECT_CLASS (ac_claim_parent_class)->finalize (object);
}

static void
ac_claim_class_init (AcClaimClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_claim_finalize;
}

static void
ac_claim_init (AcClaim *self)
{
}

/* One step under way. The settlement is what the store is told at the end. */
#define AC_TYPE_ERRAND (ac_errand_get_type ())
G_DECLARE_FINAL_TYPE (AcErrand, ac_errand, AC, ERRAND, GObject)

struct _AcErrand
{
  GObject parent_instance;
  AcOutbox *outbox;
  AcStep *step;
  const AcService *service; /* the connector's */
  AcOutcome *outcome;
  AcRepeat repeat;
  guint settle_ms;
  AcError block_reason;
  gboolean block;
  char *kept_for;   /* another account that needs the permission that was to be taken back */
  gboolean settled; /* the store knows already what has become of it */
  gboolean offered; /* the account has still the audience that was chosen */
};

G_DEFINE_FINAL_TYPE (AcErrand, ac_errand, G_TYPE_OBJECT)

static void
ac_errand_finalize (GObject *object)
{
  AcErrand *self = AC_ERRAND (object);

  g_clear_object (&self->outbox);
  g_clear_pointer (&self->step, ac_step_free);
  g_clear_object (&self->outcome);
  g_clear_pointer (&self->kept_for, g_free);

  G_OBJECT_CLASS (ac_errand_parent_class)->finalize (object);
}

static void
ac_errand_class_init (AcErrandClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_errand_finalize;
}

static void
ac_errand_init (AcErrand *self)
{
  self->offered = TRUE;
}

static void
ac_outbox_dispose (GObject *object)
{
  AcOutbox *self = AC_OUTBOX (object);

  g_cancellable_cancel (self->scope);
  g_clear_pointer (&self->alarm, ac_alarm_free);

  G_OBJECT_CLASS (ac_outbox_parent_class)->dispose (object);
}

static void
ac_outbox_finalize (GObject *object)
{
  AcOutbox *self = AC_OUTBOX (object);

  g_clear_object (&self->store);
  g_clear_object (&self->accesses);
  g_clear_object (&self->connectors);
  g_clear_object (&self->gate);
  g_clear_object (&self->shelf);
  g_clear_object (&self->lease);
  g_clear_object (&self->network);
  g_clear_object (&self->scope);
  g_clear_pointer (&self->busy, g_hash_table_unref);

  G_OBJECT_CLASS (ac_outbox_parent_class)->finalize (object);
}

static void
ac_outbox_class_init (AcOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_outbox_dispose;
  object_class->finalize = ac_outbox_finalize;
}

static void
ring (gpointer user_data)
{
  ac_outbox_wake (AC_OUTBOX (user_data));
}

static void
ac_outbox_init (AcOutbox *self)
{
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->scope = g_cancellable_new ();
  self->alarm = ac_alarm_new (ring, self);
  self->has_work = TRUE;
}

AcOutbox *
ac_outbox_new (AcStore *store,
               AcAccessCache *accesses,
               AcConnectors *connectors,
               AcGate *gate,
               AcPictureShelf *shelf,
               guint lease_ms)
{
  AcOutbox *self = g_object_new (AC_TYPE_OUTBOX, NULL);

  self->store = g_object_ref (store);
  self->accesses = g_object_ref (accesses);
  self->connectors = g_object_ref (connectors);
  self->gate = g_object_ref (gate);
  self->shelf = g_object_ref (shelf);
  self->lease = ac_lease_new (store, lease_ms);
  g_signal_connect_object (self->lease, "taken-over", G_CALLBACK (ac_outbox_wake), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
network_changed_cb (AcOutbox *self)
{
  self->is_back = ac_network_is_there (self->network);
  ac_outbox_wake (self);
}

void
ac_outbox_follow_network (AcOutbox *self, AcNetwork *network)
{
  g_return_if_fail (AC_IS_OUTBOX (self) && AC_IS_NETWORK (network));
  g_return_if_fail (self->network == NULL);

  self->network = g_object_ref (network);
  g_signal_connect_object (network, "changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Looking first: too early, and a request that is still on its way would be missed. What was taken
 * back in the meantime is not sent again to find out, and neither is what has a key and was sent by
 * nobody we know of: whatever holds it back must be asked. */
static DexFuture *
look_or_wait (AcErrand *errand, AcConnector *connector, AcAccess *access)
{
  AcStep *step = errand->step;

  if (ac_step_is_sent_again (step, errand->repeat))
    return ac_connector_publish (connector, access, step->parcel);
  if (!step->look_only && (errand->repeat == AC_REPEAT_BLIND ||
                           ac_clock_now_ms () < step->sent_at + (gint64) errand->settle_ms))
    return dex_future_new_take_object (ac_outcome_new (AC_OUTCOME_UNKNOWN));

  return ac_connector_find (connector, access, step->parcel);
}

/* An earlier request with other words may still be on its way, also when none are wanted now. */
static DexFuture *
edit_or_wait (AcErrand *errand, AcConnector *connector, AcAccess *access)
{
  AcStep *step = errand->step;
  const gint64 settled_at = step->sent_at + (gint64) errand->settle_ms;

  if (step->state == AC_STEP_UNKNOWN && ac_clock_now_ms () < settled_at)
    return dex_future_new_take_object (
        ac_outcome_new_failed (AC_OUTCOME_LATER, AC_ERROR_UNKNOWN_OUTCOME, settled_at));
  if (!step->wanted)
    return dex_future_new_take_object (ac_outcome_new (AC_OUTCOME_NOT_SENT));

  return ac_connector_edit (connector, access, step->parcel);
}

static DexFuture *
act (AcErrand *errand, AcConnector *connector, AcAccess *access)
{
  AcStep *step = errand->step;

  switch (step->kind)
    {
    case AC_STEP_PUBLISH:
      return step->state == AC_STEP_UNKNOWN
                 ? look_or_wait (errand, connector, access)
                 : ac_connector_publish (connector, access, step->parcel);
    case AC_STEP_REMOVE:
      return ac_connector_remove (connector, access, step->parcel);
    case AC_STEP_VERIFY:
    case AC_STEP_WATCH:
    case AC_STEP_END:
      return ac_connector_find (connector, access, step->parcel);
    case AC_STEP_EDIT:
      return edit_or_wait (errand, connector, access);
    case AC_STEP_HAND:
    case AC_STEP_LIVE:
      return dex_future_new_reject (AC_ERROR, AC_ERROR_FAILED, "Only the person does this");
    case AC_STEP_REVOKE:
    default:
      return ac_connector_revoke (connector, access);
    }
}

/* Without its credentials a step waits for the person; without its account it has failed. What
 * passes by itself is tried again. */
static void
give_up_access (AcErrand *errand, const GError *error)
{
  AcError code = error->domain == AC_ERROR ? (AcError) error->code : AC_ERROR_FAILED;

  if (code == AC_ERROR_NOT_FOUND)
    errand->outcome = ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_ACCOUNT_GONE, 0);
  else if (code == AC_ERROR_SECRET_LOST)
    errand->outcome = ac_outcome_new_failed (AC_OUTCOME_SIGN_IN, AC_ERROR_SECRET_LOST, 0);
  else if (code == AC_ERROR_KEYRING_LOCKED || code == AC_ERROR_KEYRING_MISSING)
    {
      errand->block = TRUE;
      errand->block_reason = code;
    }
  else
    errand->outcome = ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, code, 0);
}

/* Nothing of it is at the service yet. What may be there is looked after also where nothing new may
 * be shared. */
static gboolean
is_first_publish (AcStep *step)
{
  return step->kind == AC_STEP_PUBLISH && step->state != AC_STEP_UNKNOWN;
}

/* Something leaves that isn't there yet: a status, or other words. */
static gboolean
shares (AcStep *step)
{
  return is_first_publish (step) || (step->kind == AC_STEP_EDIT && step->wanted);
}

/* What another account needs as well is not taken back with this one. */
static GObject *
look_for_other (AcStore *store, AcErrand *errand, GError **error)
{
  AcStep *step = errand->step;
  AcConnector *connector = ac_connectors_get (errand->outbox->connectors, errand->service->id);
  g_autoptr(AcAccount) account =
                ac_store_get_any_account (store, step->person, step->account_id, error);

  g_clear_pointer (&errand->kept_for, g_free);
  if (account != NULL)
    errand->kept_for = ac_grant_find_other (store, connector, step->person, account, error);
  return NULL;
}

/* In one transaction with the answer that the link doesn't share any more, so that nothing is sent
 * after a kill. */
static void
cancel_unlinked (AcStore *store, AcErrand *errand, GError **error)
{
  g_autoptr(AcOutcome) outcome =
                ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_NOT_LINKED, 0);

  errand->settled =
      ac_store_settle_step (store, errand->step, outcome, errand->repeat, errand->settle_ms, error);
}

static GObject *
check_step (AcStore *store, gpointer user_data, GError **error)
{
  AcErrand *errand = user_data;
  AcStep *step = errand->step;
  AcGate *gate = errand->outbox->gate;
  gboolean allowed = FALSE;
  g_autoptr(AcAccount) account = NULL;

  errand->settled = FALSE;

  if (ac_store_is_shared (store) && !ac_store_check_step (store, step, error))
    return NULL;
  if (step->kind == AC_STEP_REVOKE)
    return look_for_other (store, errand, error);
  if (!shares (step) ||
      !ac_store_check_link_of (store, step->person, step->delivery_id, &allowed, error))
    return NULL;
  if (!allowed)
    {
      cancel_unlinked (store, errand, error);
      return NULL;
    }

  if (!(account = ac_store_get_account (store, step->person, step->account_id, error)))
    return NULL;
  errand->offered = (ac_account_get_audiences (account) & (1u << step->parcel->audience)) != 0;
  if (ac_gate_admit_account (gate, store, step->person, account, error))
    ac_gate_admit (gate, store, step->person, AC_FEATURE_STATUS_SHARING, error);
  return NULL;
}

/* Beside other processes: whether the step is still ours, which holds for as long as the lease that
 * is read after it. And whether what is shared may still be shared. */
static gboolean
confirm (AcErrand *errand, GError **error)
{
  AcOutbox *self = errand->outbox;

  if (!ac_store_is_shared (self->store) && !shares (errand->step) &&
      errand->step->kind != AC_STEP_REVOKE)
    return TRUE;
  if (!ac_await (ac_store_run (self->store, check_step, g_object_ref (errand), g_object_unref),
                 error))
    {
      errand->settled = FALSE;
      return FALSE;
    }

  if (errand->step->parcel != NULL)
    errand->step->parcel->begin_before = ac_lease_get_end (self->lease);
  return TRUE;
}

/* Whether the service comes for the pictures now. */
static gboolean
are_fetched (AcErrand *errand)
{
  AcParcel *parcel = errand->step->parcel;

  return is_first_publish (errand->step) && errand->service->pictures.fetched &&
         parcel->prepared == NULL && parcel->pictures != NULL &&
         g_list_model_get_n_items (parcel->pictures) > 0;
}

static void
act_with_pictures (AcErrand *errand, AcConnector *connector, AcAccess *access)
{
  AcPictureShelf *shelf = errand->outbox->shelf;
  AcStep *step = errand->step;
  gboolean fetched = are_fetched (errand);
  g_autoptr(GError) error = NULL;

  if (fetched && !ac_picture_shelf_put (shelf, step->person, step->parcel->bounds,
                                        step->parcel->pictures, &error))
    {
      errand->outcome = ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_FAILED, 0);
      return;
    }

  if (step->parcel != NULL)
    step->parcel->tally = ac_http_tally_new ();
  errand->outcome = dex_await_object (act (errand, connector, access), &error);
  if (errand->outcome == NULL)
    errand->outcome = ac_outcome_new (AC_OUTCOME_UNKNOWN);
  if (fetched)
    ac_picture_shelf_clear (shelf, step->parcel->pictures);
}

static void
run_errand (AcErrand *errand)
{
  AcOutbox *self = errand->outbox;
  AcConnector *connector = NULL;
  g_autoptr(AcAccess) access = NULL;
  g_autoptr(GError) error = NULL;

  access = dex_await_object (
      ac_access_cache_get (self->accesses, errand->step->person, errand->step->account_id), &error);
  if (access == NULL ||
      !(connector = ac_connectors_find (
            self->connectors, ac_account_get_service (ac_access_get_account (access)), &error)))
    {
      give_up_access (errand, error);
      return;
    }

  errand->service = ac_connector_get_service (connector);
  errand->repeat = ac_connector_get_repeat (connector, access);
  errand->settle_ms = ac_connector_get_settle_ms (connector, access) << errand->step->resends;
  if (!confirm (errand, &error))
    {
      errand->block = g_error_matches (error, AC_ERROR, AC_ERROR_NOT_AVAILABLE);
      errand->block_reason = AC_ERROR_NOT_AVAILABLE;
      errand->outcome = ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_TIMED_OUT, 0);
      return;
    }

  if (errand->kept_for != NULL)
    {
      errand->outcome = ac_outcome_new (AC_OUTCOME_DONE);
      return;
    }

  if (errand->settled)
    return;

  if (!errand->offered)
    {
      errand->outcome = ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_PERMISSION_DENIED, 0);
      return;
    }

  act_with_pictures (errand, connector, access);
}

static GObject *
settle (AcStore *store, gpointer user_data, GError **error)
{
  AcErrand *errand = user_data;

  if (errand->kept_for != NULL &&
      !ac_store_note_kept (store, errand->step->person, errand->step->account_id, errand->kept_for,
                           error))
    return NULL;

  if (errand->block)
    ac_store_block_step (store, errand->step, errand->block_reason, error);
  else
    ac_store_settle_step (store, errand->step, errand->outcome, errand->repeat, errand->settle_ms,
                          error);
  return NULL;
}

/* A full disk must not lose what has happened: it is told until the store takes it. */
static void
settle_errand (AcErrand *errand)
{
  while (!errand->settled)
    {
      g_autoptr(GError) error = NULL;

      if (ac_await (
              ac_store_run (errand->outbox->store, settle, g_object_ref (errand), g_object_unref),
              &error) ||
          g_error_matches (error, AC_ERROR, AC_ERROR_CONFLICT) ||
          g_error_matches (error, AC_ERROR, AC_ERROR_NOT_FOUND))
        return;

      g_message ("An outcome could not be stored yet: %s", error->message);
      if (g_cancellable_is_cancelled (errand->outbox->scope) ||
          !ac_await (ac_future_delay (STORE_RETRY_MS), NULL))
        return;
    }
}

static DexFuture *
errand_fiber (gpointer user_data)
{
  AcErrand *errand = user_data;
  AcOutbox *self = errand->outbox;

  run_errand (errand);
  settle_errand (errand);
  if (errand->step->kind == AC_STEP_REVOKE)
    ac_access_cache_forget (self->accesses, errand->step->person, errand->step->account_id);

  g_hash_table_remove (self->busy, errand->step->account_id);
  ac_outbox_wake (self);
  return dex_future_new_true ();
}

static GObject *
claim (AcStore *store, gpointer user_data, GError **error)
{
  AcClaim *result = user_data;

  g_clear_pointer (&result->steps, g_ptr_array_unref);
  if (result->is_back && !ac_store_retry_unreachable (store, error))
    return NULL;

  result->steps = result->held ? g_ptr_array_new ()
                               : ac_store_claim_steps (store, ac_clock_now_ms (), result->busy,
                                                       BATCH, &result->next_due, error);
  if (result->steps == NULL || !ac_store_has_work (store, &result->has_work, error))
    return NULL;

  return g_object_ref (G_OBJECT (result));
}

static void
start_errand (AcOutbox *self, AcStep *step)
{
  AcErrand *errand = g_object_new (AC_TYPE_ERRAND, NULL);

  errand->outbox = g_object_ref (self);
  errand->step = step;
  g_hash_table_add (self->busy, g_strdup (step->account_id));
  dex_future_disown (dex_scheduler_spawn (NULL, 0, errand_fiber, errand, g_object_unref));
}

/* After the end there is none. */
static void
set_alarm (AcOutbox *self, gint64 next_due)
{
  if (self->alarm != NULL)
    ac_alarm_set (self->alarm, next_due);
}

static GStrv
list_busy (AcOutbox *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer id = NULL;

  g_hash_table_iter_init (&iter, self->busy);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_strv_builder_add (builder, id);

  return g_strv_builder_end (builder);
}

static AcClaim *
ask_for_due (AcOutbox *self)
{
  AcClaim *claim = g_object_new (AC_TYPE_CLAIM, NULL);

  claim->busy = list_busy (self);
  claim->held = self->network != NULL && !ac_network_is_there (self->network);
  claim->is_back = self->is_back;
  self->is_back = FALSE;
  return claim;
}

static DexFuture *
pump_fiber (gpointer user_data)
{
  AcOutbox *self = AC_OUTBOX (user_data);

  while (self->again && !g_cancellable_is_cancelled (self->scope))
    {
      g_autoptr(AcClaim) asked = ask_for_due (self);
      g_autoptr(AcClaim) claimed = NULL;
      g_autoptr(GError) error = NULL;

      self->again = FALSE;
      claimed = dex_await_object (
          ac_store_run (self->store, claim, g_object_ref (asked), g_object_unref), &error);
      if (claimed == NULL)
        {
          g_message ("The outbox could not read what is due: %s", error->message);
          self->is_back = self->is_back || asked->is_back;
          set_alarm (self, ac_clock_now_ms () + STORE_RETRY_MS);
          break;
        }

      self->has_work = claimed->has_work;
      set_alarm (self, claimed->next_due);
      g_ptr_array_set_free_func (claimed->steps, NULL);
      for (guint i = 0; i < claimed->steps->len; i++)
        start_errand (self, g_ptr_array_index (claimed->steps, i));
      if (claimed->steps->len == BATCH)
        self->again = TRUE;
    }

  self->pumping = FALSE;
  return dex_future_new_true ();
}

void
ac_outbox_wake (AcOutbox *self)
{
  self->again = TRUE;
  if (!self->started || self->pumping || g_cancellable_is_cancelled (self->scope))
    return;

  self->pumping = TRUE;
  dex_future_disown (
      dex_scheduler_spawn (NULL, 0, pump_fiber, g_object_ref (self), g_object_unref));
}

static GObject *
recover (AcStore *store, gpointer user_data, GError **error)
{
  ac_store_recover_steps (store, error);
  return NULL;
}

static DexFuture *
start_fiber (gpointer user_data)
{
  AcOutbox *self = AC_OUTBOX (user_data);
  g_autoptr(GError) error = NULL;

  while (!ac_await (ac_store_run (self->store, recover, NULL, NULL), &error))
    {
      if (!g_error_matches (error, AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE))
        return dex_future_new_for_error (g_steal_pointer (&error));
      g_clear_error (&error);
      ac_await (ac_future_delay (STORE_RETRY_MS), NULL);
    }

  self->started = TRUE;
  ac_lease_start (self->lease);
  ac_outbox_wake (self);
  return dex_future_new_true ();
}

DexFuture *
ac_outbox_start (AcOutbox *self)
{
  return dex_scheduler_spawn (NULL, 0, start_fiber, g_object_ref (self), g_object_unref);
}

gboolean
ac_outbox_is_idle (AcOutbox *self)
{
  return self->started && !self->pumping && !self->again && !self->has_work &&
         g_hash_table_size (self->busy) == 0;
}

void
ac_outbox_close (AcOutbox *self)
{
  g_cancellable_cancel (self->scope);
}

gboolean
ac_outbox_is_busy (AcOutbox *self)
{
  return self->pumping || g_hash_table_size (self->busy) > 0;
}

DexFuture *
ac_outbox_leave (AcOutbox *self)
{
  return ac_lease_leave (self->lease);
}
