/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-data.h"
#include "ac-store-edits.h"
#include "ac-store-parts.h"
#include "ac-store-private.h"

#define MAX_INDEXED 500 /* characters of a text */

/* The first step of a delivery. */
typedef struct
{
  AcStepKind kind;
  AcStepState state;
  AcStepLook look;
  gint64 due_at;
} First;

/* What is shared by hand later is looked at again when its time has come. */
static First
plan_first (gboolean by_hand, gint64 share_at, gint64 now)
{
  if (!by_hand)
    return (First) { AC_STEP_PUBLISH, AC_STEP_PENDING, AC_LOOK_NO, share_at != 0 ? share_at : now };
  if (share_at != 0)
    return (First) { AC_STEP_HAND, AC_STEP_UNKNOWN, AC_LOOK_FIRST, share_at };
  return (First) { AC_STEP_HAND, AC_STEP_NEEDS_YOU, AC_LOOK_NO, 0 };
}

static gboolean
add_delivery (AcStore *self,
              const char *person,
              AcStatus *status,
              AcDelivery *delivery,
              AcParcel *parcel,
              guint place,
              GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autofree char *step_id = ac_id_new ();
  gint64 now = ac_clock_now_ms ();
  gint64 share_at = ac_status_get_share_at (status);
  const char *id = ac_delivery_get_id (delivery);
  const char *named = ac_delivery_get_account_id (delivery);
  const char *account = named != NULL ? named : "";
  const First first = plan_first (parcel->hand_over != NULL, share_at, now);

  return ac_database_execute (
             database, NULL, error,
             "INSERT INTO delivery (person_id, id, status_id, place, account_id, service, handle,"
             " audience, wanted, open, key, payload, first_armed_at, updated_at, form, link_id, "
             "url, share_at, long_text, text, bounds)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, 1, $9, $10, 0, $11, $12, $13,"
             " $14, $15, $16, $17, $18)",
             "sssisssssbisssisss", person, id, ac_delivery_get_status_id (delivery), AC_INT (place),
             account, ac_delivery_get_service (delivery), ac_delivery_get_handle (delivery),
             ac_audience_to_slug (ac_delivery_get_audience (delivery)), parcel->key,
             parcel->payload, now, ac_form_to_slug (ac_delivery_get_form (delivery)),
             ac_delivery_get_link_id (delivery), parcel->hand_over, share_at,
             ac_long_text_to_slug (ac_delivery_get_long_text (delivery)),
             ac_delivery_get_text (delivery), parcel->bounds) &&
         ac_store_add_parts (self, person, id, parcel, error) &&
         ac_database_execute (
             database, NULL, error,
             "INSERT INTO step (person_id, id, delivery_id, account_id, kind, state, look, sent_at,"
             " attempts, resends, due_at, epoch) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0,"
             " NULLIF($8, 0), 0)",
             "ssssiiii", person, step_id, id, account, AC_INT (first.kind), AC_INT (first.state),
             AC_INT (first.look), first.due_at);
}

static void
append_folded (GString *folded, const char *text)
{
  g_autofree char *own = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  if (own != NULL)
    g_string_append_printf (folded, "\x1e%s", own);
}

/* Each text of it stands alone, so that no word is found across two of them. */
static char *
fold_texts (AcStatus *status)
{
  GListModel *deliveries = ac_status_get_deliveries (status);
  g_autofree char *shared = g_utf8_casefold (ac_status_get_text (status), -1);
  g_autoptr(GString) folded = g_string_new (shared);

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      append_folded (folded, ac_delivery_get_text (delivery));
      append_folded (folded, ac_delivery_get_copy_text (delivery));
    }
  append_folded (folded, ac_remarks_get_note (ac_status_get_remarks (status)));

  return g_string_free (g_steal_pointer (&folded), FALSE);
}

/* PostgreSQL takes no more than 2704 bytes into an index. */
AcFolded
ac_store_fold_status (AcStatus *status)
{
  g_autofree char *folded = fold_texts (status);

  if (g_utf8_strlen (folded, -1) > MAX_INDEXED)
    return (AcFolded) { g_strdup (""), g_steal_pointer (&folded) };
  return (AcFolded) { g_steal_pointer (&folded), NULL };
}

void
ac_folded_clear (AcFolded *self)
{
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->long_words, g_free);
}

gboolean
ac_store_add_status (
    AcStore *self, const char *person, AcStatus *status, GPtrArray *parcels, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  GListModel *deliveries = ac_status_get_deliveries (status);
  g_auto(AcFolded) folded = ac_store_fold_status (status);

  g_return_val_if_fail (g_list_model_get_n_items (deliveries) == parcels->len, FALSE);

  if (!ac_database_execute (
          database, NULL, error,
          "INSERT INTO status (person_id, id, text, created_at, removed, life,"
          " share_at, phase, folded, long_folded) VALUES ($1, $2, $3, $4, 0, $5, $6, $7, $8, $9)",
          "sssisiiss", person, ac_status_get_id (status), ac_status_get_text (status),
          ac_status_get_created_at (status), ac_life_to_slug (ac_status_get_life (status)),
          ac_status_get_share_at (status),
          AC_INT (ac_status_get_share_at (status) != 0 ? AC_PHASE_SCHEDULED : AC_PHASE_LIVE),
          folded.words, folded.long_words) ||
      !ac_database_execute (database, NULL, error,
                            "UPDATE person SET n_statuses = n_statuses + 1 WHERE id = $1", "s",
                            person) ||
      !ac_store_keep_remarks (self, person, status, error) ||
      !ac_store_use_pictures (self, person, status, error))
    return FALSE;

  for (guint i = 0; i < parcels->len; i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if (!add_delivery (self, person, status, delivery, g_ptr_array_index (parcels, i), i, error))
        return FALSE;
    }

  return ac_store_add_event (self, person, "status", ac_status_get_id (status), NULL, error);
}

static AcDeliveryState
derive_handed (AcStepState state, gboolean wanted, gboolean stopped)
{
  if (state == AC_STEP_UNKNOWN)
    return stopped ? AC_DELIVERY_STOPPED : AC_DELIVERY_SCHEDULED;
  if (state == AC_STEP_DONE || state == AC_STEP_PENDING)
    return wanted ? AC_DELIVERY_SHARED_BY_YOU : AC_DELIVERY_DELETED_BY_YOU;
  if (state != AC_STEP_NEEDS_YOU)
    return AC_DELIVERY_CANCELLED;
  if (!wanted)
    return AC_DELIVERY_YOURS_TO_DELETE;
  return stopped ? AC_DELIVERY_STOPPED : AC_DELIVERY_HANDED_TO_YOU;
}

/* What a person sees, from what the step knows. */
static AcDeliveryState
derive_state (
    AcStepKind kind, AcStepState state, AcStepLook look, gboolean wanted, gboolean stopped)
{
  gboolean publish = kind == AC_STEP_PUBLISH;

  if (kind == AC_STEP_HAND)
    return derive_handed (state, wanted, stopped);
  if (kind == AC_STEP_WATCH && state != AC_STEP_BLOCKED)
    return AC_DELIVERY_CANCELLED;
  if (kind == AC_STEP_END && wanted && state != AC_STEP_DONE)
    return AC_DELIVERY_LIVE;
  if (kind == AC_STEP_LIVE && state == AC_STEP_PENDING)
    return AC_DELIVERY_LIVE;

  switch (state)
    {
    case AC_STEP_PENDING:
      if (!publish || !wanted)
        return AC_DELIVERY_REMOVING;
      return stopped ? AC_DELIVERY_STOPPED : AC_DELIVERY_WAITING;
    case AC_STEP_ARMED:
      if (!publish || !wanted)
        return AC_DELIVERY_REMOVING;
      return look != AC_LOOK_NO ? AC_DELIVERY_CHECKING : AC_DELIVERY_SENDING;
    case AC_STEP_UNKNOWN:
      return publish && wanted ? AC_DELIVERY_CHECKING : AC_DELIVERY_REMOVING;
    case AC_STEP_BLOCKED:
      return AC_DELIVERY_SIGN_IN_NEEDED;
    case AC_STEP_DONE:
      return publish ? AC_DELIVERY_LIVE : AC_DELIVERY_REMOVED;
    case AC_STEP_FAILED:
      return publish ? AC_DELIVERY_FAILED : AC_DELIVERY_REMOVE_FAILED;
    case AC_STEP_NEEDS_YOU:
      return publish && look == AC_LOOK_NO ? AC_DELIVERY_MISSED : AC_DELIVERY_NEEDS_YOU;
    case AC_STEP_CANCELLED:
    default:
      return AC_DELIVERY_CANCELLED;
    }
}

#define DELIVERY_COLUMNS                                                                           \
  "delivery.id, delivery.status_id, delivery.account_id, delivery.service, delivery.handle, "      \
  "delivery.audience,"                                                                             \
  " delivery.wanted, delivery.url, delivery.updated_at, step.kind, step.state, step.look, "        \
  "step.attempts,"                                                                                 \
  " step.due_at, step.error, person.sharing_stopped, delivery.form, delivery.link_id,"             \
  " delivery.share_at, delivery.ends_at, delivery.expired, delivery.first_armed_at, "              \
  "delivery.part,"                                                                                 \
  " delivery.long_text, delivery.text, delivery.edit, delivery.edit_error, delivery.copy_text,"    \
  " CASE WHEN delivery.edit = 1 THEN (SELECT change.error FROM step change"                        \
  " WHERE change.person_id = delivery.person_id AND change.edit_of = delivery.id"                  \
  " AND change.state = 3) END,"                                                                    \
  " (SELECT account.paused_until FROM account WHERE account.person_id = delivery.person_id"        \
  " AND account.id = delivery.account_id), person.stopped_until,"                                  \
  " (SELECT MAX(attempt.number) FROM attempt WHERE attempt.person_id = delivery.person_id"         \
  " AND attempt.delivery_id = delivery.id)"
G_STATIC_ASSERT (AC_EDIT_CHANGING == 1 && AC_STEP_BLOCKED == 3);
/* CROSS JOIN keeps the order: SQLite would begin with all steps of the person. */
#define DELIVERY_TABLES                                                                            \
  " FROM delivery CROSS JOIN step CROSS JOIN person WHERE step.person_id = delivery.person_id AND" \
  " step.delivery_id = delivery.id AND person.id = delivery.person_id AND delivery.person_id = $1"

/* A thread that is taken back but for what may come late: the others are gone, or stay. */
static gboolean
judge_watched (AcStore *self,
               const char *person,
               AcRows *rows,
               AcDeliveryState *state,
               AcError *reason,
               GError **error)
{
  gboolean stays = FALSE;

  if (*state != AC_DELIVERY_CANCELLED || ac_rows_int (rows, 9) != AC_STEP_WATCH ||
      ac_rows_int (rows, 22) < 2)
    return TRUE;
  if (!ac_store_find_staying (self, person, ac_rows_text (rows, 0), &stays, reason, error))
    return FALSE;

  *state = stays ? AC_DELIVERY_REMOVE_FAILED : AC_DELIVERY_REMOVED;
  return TRUE;
}

static void
read_edit (AcDelivery *delivery, AcRows *rows)
{
  const char *held = ac_rows_text (rows, 28);
  const char *slug = held != NULL ? held : ac_rows_text (rows, 26);
  AcEdit edit = ac_rows_int (rows, 25);
  AcError reason = AC_ERROR_FAILED;

  if (held != NULL)
    edit = AC_EDIT_BLOCKED;
  else if (edit == AC_EDIT_CHANGING && (ac_rows_int (rows, 15) != 0 || ac_rows_int (rows, 29) > 0))
    edit = AC_EDIT_STOPPED;
  if (slug != NULL)
    ac_error_from_slug (slug, &reason);
  ac_delivery_set_edit (delivery, edit, reason, ac_rows_text (rows, 27));
}

/* What the person shares by hand waits for no account. */
static gboolean
is_held (AcRows *rows)
{
  return ac_rows_int (rows, 15) != 0 ||
         (ac_rows_int (rows, 29) > 0 && ac_rows_int (rows, 9) != AC_STEP_HAND);
}

/* What holds it longest. */
static void
read_pause (AcDelivery *delivery, AcRows *rows)
{
  const gboolean stopped = ac_rows_int (rows, 15) != 0;
  const gint64 paused = ac_rows_int (rows, 29);
  const gint64 until = ac_rows_int (rows, 30);

  if (ac_delivery_get_state (delivery) != AC_DELIVERY_STOPPED &&
      ac_delivery_get_edit (delivery) != AC_EDIT_STOPPED)
    return;
  if (stopped && (until == 0 || until >= paused))
    ac_delivery_set_pause (delivery, FALSE, until);
  else
    ac_delivery_set_pause (delivery, paused > 0, paused != AC_PAUSED_OPEN ? paused : 0);
}

/* Nobody here has wanted it to be taken back. */
static gboolean
is_gone (AcRows *rows)
{
  return ac_rows_int (rows, 9) == AC_STEP_VERIFY && ac_rows_int (rows, 6) != 0;
}

static AcDelivery *
read_delivery (AcStore *self, const char *person, AcRows *rows, GError **error)
{
  const char *account = ac_rows_text (rows, 2);
  g_autoptr(AcDelivery) delivery = ac_delivery_new (ac_rows_text (rows, 0), ac_rows_text (rows, 1),
                                                    *account != '\0' ? account : NULL);
  AcAudience audience = AC_AUDIENCE_PUBLIC;
  AcForm form = AC_FORM_POST;
  AcLongText long_text = AC_LONG_TEXT_REFUSE;
  AcError reason = AC_ERROR_FAILED;
  gint64 next_at = ac_rows_int (rows, 13);
  AcDeliveryState state =
      derive_state (ac_rows_int (rows, 9), ac_rows_int (rows, 10), ac_rows_int (rows, 11),
                    ac_rows_int (rows, 6) != 0, is_held (rows));

  ac_audience_from_slug (ac_rows_text (rows, 5), &audience);
  ac_form_from_slug (ac_rows_text (rows, 16), &form);
  if (ac_rows_text (rows, 14) != NULL)
    ac_error_from_slug (ac_rows_text (rows, 14), &reason);
  ac_long_text_from_slug (ac_rows_text (rows, 23), &long_text);

  if (!judge_watched (self, person, rows, &state, &reason, error))
    return NULL;

  /* A copy that came out wider than asked was taken back: that is a failure, not a wish. */
  if (state == AC_DELIVERY_REMOVED && reason == AC_ERROR_AUDIENCE_WIDENED)
    state = AC_DELIVERY_FAILED;

  if (state == AC_DELIVERY_REMOVED && ac_rows_int (rows, 20) != 0)
    state = AC_DELIVERY_EXPIRED;

  if (state == AC_DELIVERY_REMOVED && is_gone (rows))
    state = AC_DELIVERY_GONE;

  if (state == AC_DELIVERY_WAITING && ac_rows_int (rows, 18) != 0 && ac_rows_int (rows, 21) == 0)
    state = AC_DELIVERY_SCHEDULED;

  /* What can't be had here any more waits for nobody's sign-in. */
  if (state == AC_DELIVERY_SIGN_IN_NEEDED && reason == AC_ERROR_NOT_AVAILABLE)
    state = AC_DELIVERY_STOPPED;

  ac_delivery_set_account_facts (delivery, ac_rows_text (rows, 3), ac_rows_text (rows, 4));
  ac_delivery_set_audience (delivery, audience);
  ac_delivery_set_form (delivery, form);
  ac_delivery_set_link_id (delivery, ac_rows_text (rows, 17));
  ac_delivery_set_text (delivery, ac_rows_text (rows, 24));
  read_edit (delivery, rows);
  ac_delivery_set_long_text (delivery, long_text);
  ac_delivery_set_state (delivery, state, reason);
  read_pause (delivery, rows);
  if (state == AC_DELIVERY_LIVE || state == AC_DELIVERY_REMOVING ||
      state == AC_DELIVERY_REMOVE_FAILED || state == AC_DELIVERY_HANDED_TO_YOU)
    ac_delivery_set_url (delivery, ac_rows_text (rows, 7));
  ac_delivery_set_ends_at (delivery, ac_rows_int (rows, 19));
  ac_delivery_set_tried (delivery, ac_rows_int (rows, 31) > 0);
  if (state == AC_DELIVERY_MISSED)
    next_at = ac_rows_int (rows, 18);
  if (ac_rows_int (rows, 9) == AC_STEP_LIVE)
    next_at = 0; /* it is when it ends */
  ac_delivery_set_progress (delivery, ac_rows_int (rows, 12), next_at, ac_rows_int (rows, 8));
  return ac_store_list_parts (self, person, delivery, ac_rows_int (rows, 22), ac_rows_int (rows, 9),
                              ac_rows_int (rows, 6) != 0, error)
             ? g_steal_pointer (&delivery)
             : NULL;
}

static gboolean
add_deliveries (AcStore *self, const char *person, AcStatus *status, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT " DELIVERY_COLUMNS DELIVERY_TABLES
                                   " AND delivery.status_id = $2 ORDER BY delivery.place",
                                   "ss", person, ac_status_get_id (status));

  if (rows == NULL)
    return FALSE;

  while (ac_rows_next (rows))
    {
      g_autoptr(AcDelivery) delivery = read_delivery (self, person, rows, error);

      if (delivery == NULL)
        return FALSE;
      ac_status_add_delivery (status, delivery);
    }

  return TRUE;
}

#define STATUS_COLUMNS                                                                             \
  "id, text, created_at, removed, life, share_at, note, language, card, revision"

static AcStatus *
read_status (AcStore *self, const char *person, AcRows *rows, GError **error)
{
  g_autoptr(AcStatus) status = ac_status_new (ac_rows_text (rows, 0), ac_rows_text (rows, 1),
                                              ac_rows_int (rows, 2));
  g_autoptr(AcRemarks) remarks = ac_store_read_remarks (rows, 6);
  AcLife life = AC_LIFE_KEEP;

  ac_life_from_slug (ac_rows_text (rows, 4), &life);
  ac_status_set_remarks (status, remarks);
  ac_status_set_removed (status, ac_rows_int (rows, 3) != 0);
  ac_status_set_life (status, life);
  ac_status_set_share_at (status, ac_rows_int (rows, 5));
  ac_status_set_revision (status, ac_rows_int (rows, 9));
  return add_deliveries (self, person, status, error) &&
                 ac_store_list_pictures (self, person, status, error)
             ? g_steal_pointer (&status)
             : NULL;
}

AcStatus *
ac_store_get_status (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT " STATUS_COLUMNS " FROM status WHERE person_id = $1 AND id = $2", "ss", person, id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_status (self, person, rows, error);
}

/* What a text must be like to hold these words, whatever their case. */
static char *
make_pattern (const char *search)
{
  g_autofree char *folded = g_utf8_casefold (search, -1);
  g_autoptr(GString) pattern = g_string_new ("%");

  for (const char *c = folded; *c != '\0'; c++)
    {
      if (*c == '%' || *c == '_' || *c == '!')
        g_string_append_c (pattern, '!');
      g_string_append_c (pattern, *c);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

/* Words are looked for in an index that has all that is asked about; the status itself is read when
 * it is found, or where its text is too long for the index. */
static AcRows *
query_search (AcStore *self,
              const char *person,
              const AcStatusFilter *filter,
              const char *before_id,
              guint limit,
              GError **error)
{
  g_autofree char *pattern = make_pattern (filter->search);

  return ac_database_query (
      ac_store_get_database (self), error,
      "SELECT " STATUS_COLUMNS " FROM status WHERE person_id = $1 AND id IN"
      " (SELECT id FROM status WHERE person_id = $1 AND id < $2 AND ($3 = 0 OR phase = $4)"
      " AND (folded LIKE $5 ESCAPE '!' OR (folded = '' AND (SELECT other.long_folded"
      " FROM status other WHERE other.person_id = status.person_id AND other.id = status.id)"
      " LIKE $5 ESCAPE '!')) ORDER BY id DESC LIMIT $6) ORDER BY id DESC",
      "ssiisi", person, before_id, AC_INT (filter->by_phase), AC_INT (filter->phase), pattern,
      AC_INT (limit));
}

/* Ids sort by time of making, so the page before an id is a walk down the primary key, or down the
 * index of phases. */
static AcRows *
query_page (AcStore *self,
            const char *person,
            const AcStatusFilter *filter,
            const char *before_id,
            guint limit,
            GError **error)
{
  AcDatabase *database = ac_store_get_database (self);

  if (filter->search != NULL)
    return query_search (self, person, filter, before_id, limit, error);
  if (filter->by_phase)
    return ac_database_query (database, error,
                              "SELECT " STATUS_COLUMNS " FROM status WHERE person_id = $1"
                              " AND phase = $2 AND id < $3 ORDER BY id DESC LIMIT $4",
                              "sisi", person, AC_INT (filter->phase), before_id, AC_INT (limit));
  return ac_database_query (database, error,
                            "SELECT " STATUS_COLUMNS " FROM status WHERE person_id = $1"
                            " AND id < $2 ORDER BY id DESC LIMIT $3",
                            "ssi", person, before_id, AC_INT (limit));
}

GListStore *
ac_store_list_statuses (AcStore *self,
                        const char *person,
                        const AcStatusFilter *filter,
                        const char *before_id,
                        guint limit,
                        GError **error)
{
  g_autoptr(GListStore) statuses = g_list_store_new (AC_TYPE_STATUS);
  g_autoptr(AcRows) rows = query_page (self, person, filter, before_id != NULL ? before_id : "g",
                                       limit, error);

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    {
      g_autoptr(AcStatus) status = read_status (self, person, rows, error);

      if (status == NULL)
        return NULL;
      g_list_store_append (statuses, status);
    }

  return g_steal_pointer (&statuses);
}

AcDelivery *
ac_store_get_delivery (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT " DELIVERY_COLUMNS DELIVERY_TABLES " AND delivery.id = $2", "ss", person, id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_delivery (self, person, rows, error);
}

GListStore *
ac_store_list_open_deliveries (
    AcStore *self, const char *person, const char *after_id, guint limit, GError **error)
{
  g_autoptr(GListStore) deliveries = g_list_store_new (AC_TYPE_DELIVERY);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT " DELIVERY_COLUMNS DELIVERY_TABLES " AND delivery.open = 1 AND delivery.id > $2"
      " ORDER BY delivery.id LIMIT $3",
      "ssi", person, after_id != NULL ? after_id : "", AC_INT (limit));

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    {
      g_autoptr(AcDelivery) delivery = read_delivery (self, person, rows, error);

      if (delivery == NULL)
        return NULL;
      g_list_store_append (deliveries, delivery);
    }

  return g_steal_pointer (&deliveries);
}

gboolean
ac_store_touch_phase (AcStore *self, const char *person, const char *status_id, GError **error)
{
  g_autoptr(AcStatus) status = ac_store_get_status (self, person, status_id, error);

  return status != NULL &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE status SET phase = $1 WHERE person_id = $2 AND id = $3"
                              " AND phase <> $1",
                              "iss", AC_INT (ac_status_get_phase (status)), person, status_id);
}

gboolean
ac_store_touch_delivery (AcStore *self, const char *person, const char *delivery_id, GError **error)
{
  g_autoptr(AcDelivery) delivery = ac_store_get_delivery (self, person, delivery_id, error);
  AcDeliveryState state = AC_DELIVERY_WAITING;
  gboolean closed = FALSE;

  if (delivery == NULL)
    return FALSE;

  state = ac_delivery_get_state (delivery);
  closed = state == AC_DELIVERY_LIVE || state == AC_DELIVERY_REMOVED ||
           state == AC_DELIVERY_CANCELLED || state == AC_DELIVERY_SHARED_BY_YOU ||
           state == AC_DELIVERY_DELETED_BY_YOU || state == AC_DELIVERY_EXPIRED ||
           state == AC_DELIVERY_GONE;
  return ac_database_execute (
             ac_store_get_database (self), NULL, error,
             "UPDATE delivery SET open = $1, updated_at = $2 WHERE person_id = $3 AND id = $4",
             "iiss", AC_INT (!closed), ac_clock_now_ms (), person, delivery_id) &&
         (!closed ||
          ac_store_drop_pictures (self, person, ac_delivery_get_status_id (delivery), error)) &&
         ac_store_touch_edit (self, person, delivery, error) &&
         ac_store_touch_phase (self, person, ac_delivery_get_status_id (delivery), error) &&
         ac_store_note_shared (self, person, delivery, error) &&
         ac_store_touch_undoings (self, person, ac_delivery_get_account_id (delivery),
                                  ac_delivery_get_link_id (delivery), error) &&
         ac_store_add_event (self, person, "delivery", delivery_id,
                             ac_delivery_get_status_id (delivery), error);
}
