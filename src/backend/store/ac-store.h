/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "ac-account.h"
#include "ac-delivery.h"
#include "ac-device.h"
#include "ac-parcel.h"
#include "ac-person.h"
#include "ac-status.h"

G_BEGIN_DECLS

/* What the backend remembers. One thread owns the database; ac_store_run() brings work to it. Every
 * other function here blocks and may only be called from inside such work (asserted). Each
 * AcStoreFunc runs in one transaction: it commits when the function returns without an error, else
 * nothing of it happened. Every row belongs to a person; functions take the person first. */

#define AC_TYPE_STORE (ac_store_get_type ())
G_DECLARE_FINAL_TYPE (AcStore, ac_store, AC, STORE, GObject)

/* Opens the SQLite store in data_dir (made 0700 when missing) for this process alone and migrates
 * it. AC_ERROR_CONFLICT when another has it open, AC_ERROR_STORAGE, AC_ERROR_STORAGE_FULL. Blocks.
 */
AcStore *ac_store_open (const char *data_dir, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Opens the store in a PostgreSQL database, beside other processes, and migrates it. For conninfo
 * see ac-database-postgres.h. AC_ERROR_INVALID, AC_ERROR_BACKEND_UNAVAILABLE, AC_ERROR_STORAGE.
 * Blocks.
 */
AcStore *ac_store_open_postgres (const char *conninfo, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ac_store_close (AcStore *self);
/* Whether other processes may use the database at the same time; any thread. */
gboolean ac_store_is_shared (AcStore *self);
/* Whether it is in another place than the one it was used in before. */
gboolean ac_store_was_moved (AcStore *self);
guint64 ac_store_get_size (AcStore *self); /* bytes on disk, 0 on a server; any thread */

/* Runs func on the store's thread, once or, beside other processes, several times until its
 * transaction stands: it must give the same each time from what it was given. Resolves to a boxed
 * or object value by kind: an object of func is passed on as a GObject (may be NULL → FALSE
 * boolean). */
typedef GObject *(*AcStoreFunc) (AcStore *store, gpointer user_data, GError **error);
DexFuture *ac_store_run (AcStore *self,
                         AcStoreFunc func,
                         gpointer user_data,
                         GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;

/* Emitted on the main context after a commit that wrote events: "events-committed" (). */

/* person */
/* The one person of an embedded store, made on first use: that is before anything else was run on
 * the store. Blocks. AC_ERROR_STORAGE, AC_ERROR_STORAGE_FULL. */
char *ac_store_get_embedded_person (AcStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the row of a person of a hosted store when it isn't there. */
gboolean ac_store_ensure_person (AcStore *self, const char *person, GError **error);

/* What an administrator sees and rules. */
AcPerson *
ac_store_get_person (AcStore *self, const char *person, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GListStore *ac_store_list_people (AcStore *self, const char *after_id, guint limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT; /* of AcPerson */
/* Takes blocked and the quotas of facts over. */
gboolean ac_store_rule_person (AcStore *self, const AcPersonFacts *facts, GError **error);
gboolean ac_store_turn_service (AcStore *self, const char *service, gboolean on, GError **error);
GStrv ac_store_list_services_off (AcStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What was ruled: AC_ERROR_BLOCKED, or, when one more is one too many, AC_ERROR_QUOTA_REACHED.
 * everybodys is the quota of those who have none of their own. */
gboolean ac_store_check_let_in (AcStore *self, const char *person, GError **error);
gboolean
ac_store_check_accounts (AcStore *self, const char *person, guint everybodys, GError **error);
gboolean
ac_store_check_statuses (AcStore *self, const char *person, guint everybodys, GError **error);

/* availability: the last good policy, what people say of themselves, what they want to be told of
 */
/* serial 0 when there is none; file (nullable) is the whole of it. */
gboolean ac_store_get_policy (AcStore *self, gint64 *serial, GBytes **file, GError **error);
gboolean ac_store_set_policy (AcStore *self, gint64 serial, GBytes *file, GError **error);
typedef struct
{
  char *region;    /* or NULL: not told */
  guint age;       /* years, 0: not told */
  GStrv services;  /* that the person has accounts at */
  gboolean shared; /* some status, once */
  GStrv waiting;   /* features that the person wants to be told of */
  GStrv came;      /* those that can be had now, of which nobody has told yet */
} AcStanding;
void ac_standing_free (AcStanding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcStanding, ac_standing_free)
AcStanding *
ac_store_get_standing (AcStore *self, const char *person, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* region NULL, age 0: not told any more. */
gboolean ac_store_set_standing (
    AcStore *self, const char *person, const char *region, guint age, GError **error);
/* Twice is once. */
gboolean ac_store_add_wish (AcStore *self, const char *person, const char *feature, GError **error);
/* AC_ERROR_NOT_FOUND when there is none: of two that ask, one has it. */
gboolean
ac_store_remove_wish (AcStore *self, const char *person, const char *feature, GError **error);
/* It can be had: the event is written, once. */
gboolean
ac_store_fulfil_wish (AcStore *self, const char *person, const char *feature, GError **error);
/* Those who wait for a feature, or whose sharing waits for one, by id; after_id NULL: from the
 * first. */
GStrv ac_store_list_unsettled (AcStore *self, const char *after_id, guint limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* processes: those that share the store. Each says now and then that it lives; one that another has
 * not seen do so for the time of a lease is buried by it, and its work is anybody's. No clocks are
 * compared. */
typedef struct
{
  char *id;
  gint64 beat; /* another number each time it says that it lives */
} AcProcess;
void ac_process_free (AcProcess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcProcess, ac_process_free)
/* held: nobody has buried this process; otherwise it has begun anew, and what it had under way is
 * not its own any more. */
gboolean ac_store_beat (AcStore *self, gboolean *held, GError **error);
GPtrArray *ac_store_list_processes (AcStore *self, GError **error)
    G_GNUC_WARN_UNUSED_RESULT; /* of AcProcess: the others */
/* Unless it has said something since. */
gboolean
ac_store_bury_process (AcStore *self, const AcProcess *process, gboolean *buried, GError **error);
gboolean ac_store_leave (AcStore *self, GError **error); /* the last thing before the end */

/* accounts; credentials are sealed bytes of the vault, with the id of the key */
gboolean ac_store_add_account (
    AcStore *self,
    const char *person,
    AcAccount *account,
    GBytes *sealed,
    const char *key_id,
    GError **error); /* same (service, server, remote_id) already there: AC_ERROR_CONFLICT */
char *
ac_store_find_account (AcStore *self,
                       const char *person,
                       const char *service,
                       const char *server,
                       const char *remote_id,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT; /* id, or NULL without error */
AcAccount *ac_store_get_account (AcStore *self, const char *person, const char *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Also one that nobody has confirmed. */
AcAccount *ac_store_get_any_account (AcStore *self,
                                     const char *person,
                                     const char *id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
GListStore *ac_store_list_accounts (AcStore *self,
                                    const char *person,
                                    const char *after_id,
                                    guint limit,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
ac_store_update_account (AcStore *self, const char *person, AcAccount *account, GError **error);
/* The service has let this account in just now; it is written down once a minute. */
gboolean
ac_store_note_use (AcStore *self, const char *person, const char *account_id, GError **error);
gboolean ac_store_set_sealed (AcStore *self,
                              const char *person,
                              const char *account_id,
                              GBytes *sealed,
                              const char *key_id,
                              GError **error);
GBytes *ac_store_get_sealed (AcStore *self,
                             const char *person,
                             const char *account_id,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Credentials that are to be renewed, by one process at a time. Gives what stands in the store now.
 * locked: it is this process's turn, until it unlocks or renews them or is buried. */
GBytes *ac_store_lock_sealed (AcStore *self,
                              const char *person,
                              const char *account_id,
                              gboolean *locked,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
ac_store_unlock_sealed (AcStore *self, const char *person, const char *account_id, GError **error);
/* Also unlocks. AC_ERROR_CONFLICT when this process has no lock on them and something else than
 * before stands there. */
gboolean ac_store_renew_sealed (AcStore *self,
                                const char *person,
                                const char *account_id,
                                GBytes *before,
                                GBytes *sealed,
                                const char *key_id,
                                GError **error);
gboolean ac_store_delete_account (
    AcStore *self,
    const char *person,
    const char *id,
    GError **error); /* its deliveries stay as history with the handle they had */

/* Kept until the person says that it is the right one; until then it is listed nowhere, and given
 * back at the service when the time has come. */
gboolean ac_store_add_unconfirmed (AcStore *self,
                                   const char *person,
                                   AcAccount *account,
                                   GBytes *sealed,
                                   const char *key_id,
                                   gint64 until,
                                   GError **error);
/* AC_ERROR_NOT_FOUND when it is given back already; AC_ERROR_CONFLICT when the same account was
 * added meanwhile. */
gboolean
ac_store_confirm_account (AcStore *self, const char *person, const char *id, GError **error);
/* Nothing happens when it was confirmed. */
gboolean ac_store_give_back (AcStore *self, const char *person, const char *id, GError **error);
/* The same, for what may be in use for a moment more. */
gboolean ac_store_give_back_at (
    AcStore *self, const char *person, const char *id, gint64 due_at, GError **error);
/* All whose time came before then. */
gboolean ac_store_give_all_back (AcStore *self, gint64 before, GError **error);
/* Whatever of a person may be known at a service. */
GListStore *ac_store_list_all_accounts (AcStore *self,
                                        const char *person,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Of a person at a service, also unconfirmed ones, except for those that are removed or given back;
 * of AcAccount. */
GPtrArray *ac_store_list_accounts_at (AcStore *self,
                                      const char *person,
                                      const char *service,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* statuses and deliveries */
gboolean ac_store_add_status (AcStore *self,
                              const char *person,
                              AcStatus *status,
                              GPtrArray *parcels,
                              GError **error); /* parcels: AcParcel * in the order of the
                                                  deliveries; plans one publish step each */
AcStatus *ac_store_get_status (AcStore *self, const char *person, const char *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Which of them are listed; search NULL: whatever stands in them. */
typedef struct
{
  gboolean by_phase;
  AcPhase phase;
  const char *search;
} AcStatusFilter;
GListStore *ac_store_list_statuses (AcStore *self,
                                    const char *person,
                                    const AcStatusFilter *filter,
                                    const char *before_id,
                                    guint limit,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT; /* newest first */
AcDelivery *ac_store_get_delivery (AcStore *self,
                                   const char *person,
                                   const char *id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
GListStore *ac_store_list_open_deliveries (AcStore *self,
                                           const char *person,
                                           const char *after_id,
                                           guint limit,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What was tried of it, the last first; AC_ATTEMPTS_KEPT at most. Of AcAttempt. */
GListStore *ac_store_list_attempts (AcStore *self,
                                    const char *person,
                                    const char *delivery_id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What the person wants; the outbox makes it so. */
gboolean ac_store_remove_status (AcStore *self, const char *person, const char *id, GError **error);
gboolean
ac_store_remove_delivery (AcStore *self, const char *person, const char *id, GError **error);
/* What was planned and not sent is shared at another time; 0: now. AC_ERROR_CONFLICT when nothing
 * of it waits for its time. */
gboolean ac_store_reschedule (
    AcStore *self, const char *person, const char *status_id, gint64 share_at, GError **error);
gboolean ac_store_retry_delivery (
    AcStore *self,
    const char *person,
    const char *id,
    GError **error); /* AC_ERROR_CONFLICT when it is live, sending or being checked */
gboolean ac_store_resolve_delivery (AcStore *self,
                                    const char *person,
                                    const char *id,
                                    const char *verdict,
                                    GError **error); /* AC_ERROR_CONFLICT unless needs-you */

/* pictures of statuses: their bytes stay until no delivery needs them */
/* AC_ERROR_QUOTA_REACHED when max, or max_size bytes with what was made of them, are here already.
 */
gboolean ac_store_check_pictures (
    AcStore *self, const char *person, guint max, gint64 max_size, GError **error);
gboolean
ac_store_add_picture (AcStore *self, const char *person, AcPicture *picture, GError **error);
/* With its bytes; AC_ERROR_NOT_FOUND also for one that a status has. */
AcPicture *ac_store_get_unused_picture (AcStore *self,
                                        const char *person,
                                        const char *id,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same without its bytes. */
AcPicture *ac_store_describe_unused_picture (AcStore *self,
                                             const char *person,
                                             const char *id,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Those of status are its own from now on. */
gboolean
ac_store_use_pictures (AcStore *self, const char *person, AcStatus *status, GError **error);
/* Adds those that it has to status, without bytes. */
gboolean
ac_store_list_pictures (AcStore *self, const char *person, AcStatus *status, GError **error);
/* Of AcPicture, with the bytes that are here still: the renditions that were made for bounds
 * (nullable), where there are any. */
GListModel *ac_store_load_pictures (AcStore *self,
                                    const char *person,
                                    const char *status_id,
                                    const char *bounds,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lets go of the bytes when no delivery of the status is open. */
gboolean
ac_store_drop_pictures (AcStore *self, const char *person, const char *status_id, GError **error);
/* The picture, or what was made of it for bounds (nullable). name: what it is fetched by until
 * then, ms. */
gboolean ac_store_shelve_picture (AcStore *self,
                                  const char *person,
                                  const char *id,
                                  const char *bounds,
                                  const char *name,
                                  gint64 until,
                                  GError **error);
gboolean ac_store_unshelve_picture (AcStore *self, const char *name, GError **error);
/* With its bytes. AC_ERROR_NOT_FOUND. */
AcPicture *
ac_store_find_shelved (AcStore *self, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What nobody shared within a day. */
gboolean ac_store_sweep_pictures (AcStore *self, GError **error);

/* sessions: from where a person is signed in */
typedef struct
{
  char *id;   /* for a new session */
  char *mark; /* the same for each request of this sign-in, another one for each other */
  char *device;
  gint64 signed_in_at; /* Unix ms; 0: unknown */
} AcVisit;
/* The session of this mark; it and the person are made when they aren't there. When it was last
 * used is written once a minute. One that was ended begins again with a later sign-in, otherwise
 * AC_ERROR_SIGNED_OUT. AC_ERROR_BLOCKED; AC_ERROR_CONFLICT when another process makes it now. */
AcDevice *ac_store_meet_session (AcStore *self,
                                 const char *person,
                                 const AcVisit *visit,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
GListStore *ac_store_list_sessions (AcStore *self, const char *person, guint limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT; /* of AcDevice; those not ended, last used first */
gboolean ac_store_end_session (AcStore *self, const char *person, const char *id, GError **error);
gboolean
ac_store_end_other_sessions (AcStore *self, const char *person, const char *kept, GError **error);

/* settings and counters */
gboolean
ac_store_set_sharing_stopped (AcStore *self, const char *person, gboolean stopped, GError **error);
gboolean
ac_store_get_sharing_stopped (AcStore *self, const char *person, gboolean *stopped, GError **error);
/* The same until a time, when it goes on by itself; 0: until the person says so. */
gboolean
ac_store_stop_sharing_until (AcStore *self, const char *person, gint64 until, GError **error);
gboolean
ac_store_get_stopped_until (AcStore *self, const char *person, gint64 *until, GError **error);
gboolean ac_store_is_paused (
    AcStore *self, const char *person, const char *account_id, gboolean *paused, GError **error);
/* What is not under way to an account waits until then, or AC_PAUSED_OPEN; 0: it goes on. Looking
 * and taking back wait for nothing. */
gboolean ac_store_pause_account (
    AcStore *self, const char *person, const char *account_id, gint64 until, GError **error);
gboolean ac_store_count (AcStore *self,
                         const char *person,
                         guint *accounts,
                         guint *statuses,
                         guint *waiting,
                         GError **error); /* kept as counters or cheap by index */
char *ac_store_get_vault_key_id (AcStore *self, GError **error)
    G_GNUC_WARN_UNUSED_RESULT; /* NULL without error when none was made */
gboolean
ac_store_set_vault_key_id (AcStore *self, const char *key_id, GError **error); /* NULL: none */
/* The ids of the vault's keys that this process has, with a space between, for others to know;
 * before anything is run on the store. */
void ac_store_set_vault_keys (AcStore *self, const char *ids);
/* From now on everything is sealed with this key. AC_ERROR_IN_PROGRESS when another process doesn't
 * have it. */
gboolean ac_store_begin_rotation (AcStore *self, const char *key_id, GError **error);
typedef struct
{
  char *person;
  char *account_id;
  GBytes *bytes;
} AcSealed;
void ac_sealed_free (AcSealed *self);
/* What is sealed with a key, of all people, ordered by the accounts' ids. */
GPtrArray *ac_store_list_sealed (AcStore *self,
                                 const char *key_id,
                                 const char *after_id,
                                 guint limit,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* In the transaction that it was listed in. */
gboolean ac_store_seal_anew (
    AcStore *self, const AcSealed *before, GBytes *sealed, const char *key_id, GError **error);
gboolean
ac_store_count_sealed_otherwise (AcStore *self, const char *key_id, guint *n, GError **error);
gboolean ac_store_erase (AcStore *self, const char *person, GError **error);

/* events: what changed, in order; kept for the last 10,000 */
typedef struct
{
  gint64 seq;
  char *type; /* "account", "account-removed", "status", "delivery", "backend" */
  char *id;
  char *status_id; /* for a delivery */
} AcEvent;
void ac_event_free (AcEvent *self);
GPtrArray *ac_store_list_events (AcStore *self,
                                 const char *person,
                                 gint64 after_seq,
                                 guint limit,
                                 gboolean *complete,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Which events these people (NULL-terminated) had last, in one text: another text means that there
 * are more. NULL on failure. */
char *ac_store_describe_last_events (AcStore *self,
                                     const char *const *people,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 ac_store_get_last_event (AcStore *self, const char *person, GError **error);
gboolean ac_store_add_event (AcStore *self,
                             const char *person,
                             const char *type,
                             const char *id,
                             const char *status_id,
                             GError **error);

/* the keys of the person's own developer apps, sealed */
GStrv ac_store_list_apps (AcStore *self,
                          const char *person,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT; /* the services */
/* AC_ERROR_APP_KEYS when there are none. */
GBytes *ac_store_get_app (AcStore *self, const char *person, const char *service, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* sealed NULL: they are forgotten. */
gboolean ac_store_set_app (AcStore *self,
                           const char *person,
                           const char *service,
                           GBytes *sealed,
                           const char *key_id,
                           GError **error);

/* idempotency keys, for 24 hours */
typedef enum
{
  AC_KEY_FRESH,
  AC_KEY_RUNNING,
  AC_KEY_RUNNING_ELSEWHERE, /* in another process, which lives */
  AC_KEY_DONE,
  AC_KEY_OTHER_BODY
} AcKeyState;
gboolean ac_store_claim_key (AcStore *self,
                             const char *person,
                             const char *key,
                             const char *request_hash,
                             AcKeyState *state,
                             guint *status,
                             GBytes **body,
                             char **location,
                             GError **error);
/* AC_ERROR_IN_PROGRESS when another process has taken the request over. */
gboolean ac_store_finish_key (AcStore *self,
                              const char *person,
                              const char *key,
                              guint status,
                              GBytes *body,
                              const char *location,
                              GError **error);
gboolean
ac_store_drop_key (AcStore *self,
                   const char *person,
                   const char *key,
                   GError **error); /* the request failed: the same key may be tried again */

G_END_DECLS
