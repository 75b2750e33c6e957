/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-json.h"
#include "ac-store-parts.h"

static gboolean
add_part (AcStore *self,
          const char *person,
          const char *delivery_id,
          guint ordinal,
          AcParcel *parcel,
          GError **error)
{
  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "INSERT INTO part (person_id, delivery_id, ordinal, state, text, key, payload,"
      " first_armed_at, sent_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8)",
      "ssiissbi", person, delivery_id, AC_INT (ordinal), AC_INT (AC_PART_UNSENT), parcel->text,
      parcel->key, parcel->payload, ac_clock_now_ms ());
}

gboolean
ac_store_add_parts (
    AcStore *self, const char *person, const char *delivery_id, AcParcel *first, GError **error)
{
  if (first->following == NULL)
    return TRUE;
  if (!add_part (self, person, delivery_id, 1, first, error))
    return FALSE;

  for (guint i = 0; i < first->following->len; i++)
    if (!add_part (self, person, delivery_id, i + 2, g_ptr_array_index (first->following, i),
                   error))
      return FALSE;

  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET part = 1 WHERE person_id = $1 AND id = $2", "ss",
                              person, delivery_id);
}

static gboolean
find_current (
    AcStore *self, const char *person, const char *delivery_id, guint *current, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT part FROM delivery WHERE person_id = $1 AND id = $2", "ss", person, delivery_id);

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error);

  *current = ac_rows_int (rows, 0);
  return TRUE;
}

static gboolean
leave (AcStore *self,
       const char *person,
       const char *delivery_id,
       guint current,
       AcPartState state,
       GError **error)
{
  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "UPDATE part SET state = $1, first_armed_at = (SELECT first_armed_at FROM delivery"
      " WHERE person_id = $2 AND id = $3), updated_at = $4 WHERE person_id = $2"
      " AND delivery_id = $3 AND ordinal = $5",
      "issii", AC_INT (state), person, delivery_id, ac_clock_now_ms (), AC_INT (current));
}

static gboolean
note_sent (AcStore *self,
           const char *person,
           const char *delivery_id,
           guint current,
           gint64 sent_at,
           GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE part SET sent_at = $1 WHERE person_id = $2"
                              " AND delivery_id = $3 AND ordinal = $4",
                              "issi", sent_at, person, delivery_id, AC_INT (current));
}

/* Its time has come with the first part, so none of the others is told to wait for it. */
static gboolean
turn_to (AcStore *self,
         const char *person,
         const char *delivery_id,
         guint ordinal,
         AcPartTurn *turn,
         GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  g_autoptr(GBytes) payload = NULL;
  g_autoptr(AcRows) rows = ac_database_query (
      database, error,
      "SELECT key, payload, first_armed_at, remote_id, remote_uri, url, sent_at FROM part"
      " WHERE person_id = $1 AND delivery_id = $2 AND ordinal = $3",
      "ssi", person, delivery_id, AC_INT (ordinal));

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error);

  payload = ac_rows_blob (rows, 1);
  turn->sent_at = ac_rows_int (rows, 6);
  if (turn->move == AC_PART_SEND && ac_rows_int (rows, 2) != 0)
    turn->move = AC_PART_FIND;
  return ac_database_execute (
             database, NULL, error,
             "UPDATE delivery SET part = $1, key = $2, payload = $3, first_armed_at = $4,"
             " remote_id = $5, remote_uri = $6, url = $7, prepared = NULL, share_at = 0"
             " WHERE person_id = $8 AND id = $9",
             "isbisssss", AC_INT (ordinal), ac_rows_text (rows, 0), payload, ac_rows_int (rows, 2),
             ac_rows_text (rows, 3), ac_rows_text (rows, 4), ac_rows_text (rows, 5), person,
             delivery_id) &&
         ac_database_execute (database, NULL, error,
                              "UPDATE step SET sent_at = $1 WHERE person_id = $2"
                              " AND delivery_id = $3",
                              "iss", turn->sent_at, person, delivery_id);
}

/* 0: there is none. */
static gboolean
find_part (AcStore *self,
           const char *person,
           const char *delivery_id,
           AcPartState state,
           guint *ordinal,
           GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT CASE WHEN $4 = 0 THEN MIN(ordinal) ELSE MAX(ordinal) END FROM part"
      " WHERE person_id = $1 AND delivery_id = $2 AND state = $3",
      "ssii", person, delivery_id, AC_INT (state), AC_INT (state));

  if (rows == NULL)
    return FALSE;

  *ordinal = ac_rows_next (rows) ? ac_rows_int (rows, 0) : 0;
  return TRUE;
}
G_STATIC_ASSERT (AC_PART_UNSENT == 0);

gboolean
ac_store_turn_on (AcStore *self,
                  const char *person,
                  const char *delivery_id,
                  gint64 sent_at,
                  AcPartTurn *turn,
                  GError **error)
{
  guint current = 0;
  guint next = 0;

  turn->move = AC_PART_STAY;
  if (!find_current (self, person, delivery_id, &current, error))
    return FALSE;
  if (current == 0)
    return TRUE;
  if (!leave (self, person, delivery_id, current, AC_PART_THERE, error) ||
      !note_sent (self, person, delivery_id, current, sent_at, error) ||
      !find_part (self, person, delivery_id, AC_PART_UNSENT, &next, error))
    return FALSE;
  if (next == 0)
    return TRUE;

  turn->move = AC_PART_SEND;
  return turn_to (self, person, delivery_id, next, turn, error);
}

gboolean
ac_store_turn_back (AcStore *self,
                    const char *person,
                    const char *delivery_id,
                    AcPartState left,
                    AcPartTurn *turn,
                    GError **error)
{
  guint current = 0;
  guint there = 0;

  turn->move = AC_PART_STAY;
  if (!find_current (self, person, delivery_id, &current, error))
    return FALSE;
  if (current == 0)
    return TRUE;
  if (!leave (self, person, delivery_id, current, left, error) ||
      !find_part (self, person, delivery_id, AC_PART_THERE, &there, error))
    return FALSE;

  turn->move = AC_PART_TAKE;
  if (there == 0 && left == AC_PART_GONE)
    {
      turn->move = AC_PART_WATCH;
      if (!find_part (self, person, delivery_id, AC_PART_LATE, &there, error))
        return FALSE;
    }
  if (there == 0)
    turn->move = AC_PART_STAY;
  return there == 0 || turn_to (self, person, delivery_id, there, turn, error);
}

gboolean
ac_store_note_part (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error)
{
  return step->part == 0 ||
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE part SET remote_id = COALESCE($1, remote_id),"
                              " remote_uri = COALESCE($2, remote_uri), url = COALESCE($3, url),"
                              " revision = COALESCE($4, revision)"
                              " WHERE person_id = $5 AND delivery_id = $6 AND ordinal = $7",
                              "ssssssi", ac_outcome_get_remote_id (outcome),
                              ac_outcome_get_remote_uri (outcome), ac_outcome_get_url (outcome),
                              ac_outcome_get_revision (outcome), step->person, step->delivery_id,
                              AC_INT (step->part));
}

static AcParent *
read_parent (AcRows *rows)
{
  return ac_parent_new (ac_rows_text (rows, 0), ac_rows_text (rows, 1), ac_rows_text (rows, 2));
}

gboolean
ac_store_load_parents (AcStore *self, AcStep *step, GError **error)
{
  g_autoptr(AcRows) rows = NULL;

  if (step->part < 2)
    return TRUE;

  rows = ac_database_query (ac_store_get_database (self), error,
                            "SELECT remote_id, remote_uri, revision FROM part"
                            " WHERE person_id = $1 AND delivery_id = $2 AND ordinal < $3"
                            " AND remote_id IS NOT NULL ORDER BY ordinal",
                            "ssi", step->person, step->delivery_id, AC_INT (step->part));
  while (rows != NULL && ac_rows_next (rows))
    {
      if (step->parcel->first == NULL)
        step->parcel->first = read_parent (rows);
      g_clear_pointer (&step->parcel->parent, ac_parent_free);
      step->parcel->parent = read_parent (rows);
    }

  return rows != NULL;
}

gboolean
ac_store_is_part (AcStore *self, AcStep *step, const char *remote_uri)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), NULL,
      "SELECT part.ordinal FROM part JOIN delivery ON delivery.person_id = part.person_id"
      " AND delivery.id = part.delivery_id WHERE part.person_id = $1 AND part.remote_uri = $2"
      " AND delivery.account_id = $3 AND (part.delivery_id <> $4 OR part.ordinal <> $5)",
      "ssssi", step->person, remote_uri, step->account_id, step->delivery_id, AC_INT (step->part));

  return rows != NULL && ac_rows_next (rows);
}

static gboolean
is_over (AcStore *self, AcStep *step, gint64 now_ms, gboolean *over, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id FROM delivery WHERE person_id = $1 AND id = $2 AND part > 1"
      " AND ends_at > 0 AND ends_at <= $3",
      "ssi", step->person, step->delivery_id, now_ms);

  if (rows == NULL)
    return FALSE;

  *over = ac_rows_next (rows);
  return TRUE;
}

gboolean
ac_store_end_thread (AcStore *self, AcStep *step, gint64 now_ms, gboolean *ended, GError **error)
{
  AcPartTurn turn = { AC_PART_STAY };

  if (!is_over (self, step, now_ms, ended, error))
    return FALSE;
  if (!*ended)
    return TRUE;
  if (!ac_store_turn_back (self, step->person, step->delivery_id, AC_PART_UNSENT, &turn, error))
    return FALSE;

  step->sent_at = turn.sent_at;
  return ac_store_end_life (self, step, error);
}

/* What a person sees of a part that the delivery isn't about now. */
static AcDeliveryState
derive_other (AcPartState state, AcStepKind kind, AcDelivery *delivery)
{
  const AcDeliveryState whole = ac_delivery_get_state (delivery);
  const gboolean taken_back = kind == AC_STEP_REMOVE || kind == AC_STEP_VERIFY;

  switch (state)
    {
    case AC_PART_THERE:
      return taken_back ? AC_DELIVERY_REMOVING : AC_DELIVERY_LIVE;
    case AC_PART_GONE:
      return whole == AC_DELIVERY_EXPIRED ? AC_DELIVERY_EXPIRED : AC_DELIVERY_REMOVED;
    case AC_PART_UNSENT:
      if (kind == AC_STEP_PUBLISH && whole != AC_DELIVERY_CANCELLED)
        return whole == AC_DELIVERY_SCHEDULED || whole == AC_DELIVERY_STOPPED ||
                       whole == AC_DELIVERY_MISSED
                   ? whole
                   : AC_DELIVERY_WAITING;
      G_GNUC_FALLTHROUGH;
    case AC_PART_LATE:
    default:
      return AC_DELIVERY_CANCELLED;
    }
}

static gboolean
is_shown (AcDeliveryState state)
{
  return state == AC_DELIVERY_LIVE || state == AC_DELIVERY_REMOVING ||
         state == AC_DELIVERY_REMOVE_FAILED;
}

gboolean
ac_store_list_parts (AcStore *self,
                     const char *person,
                     AcDelivery *delivery,
                     guint current,
                     AcStepKind kind,
                     GError **error)
{
  g_autoptr(AcRows) rows = NULL;

  if (current == 0)
    return TRUE;

  rows = ac_database_query (ac_store_get_database (self), error,
                            "SELECT ordinal, state, text, url FROM part WHERE person_id = $1"
                            " AND delivery_id = $2 ORDER BY ordinal",
                            "ss", person, ac_delivery_get_id (delivery));
  while (rows != NULL && ac_rows_next (rows))
    {
      const AcDeliveryState state = ac_rows_int (rows, 0) == current
                                        ? ac_delivery_get_state (delivery)
                                        : derive_other (ac_rows_int (rows, 1), kind, delivery);
      g_autoptr(AcPart) part = ac_part_new (ac_rows_text (rows, 2), state,
                                            is_shown (state) ? ac_rows_text (rows, 3) : NULL);

      if (ac_rows_int (rows, 0) == 1 && is_shown (ac_delivery_get_state (delivery)))
        ac_delivery_set_url (delivery, ac_rows_text (rows, 3));
      ac_delivery_add_part (delivery, G_OBJECT (part));
    }

  return rows != NULL;
}

gboolean
ac_store_export_parts (AcStore *self,
                       const char *person,
                       const char *delivery_id,
                       guint current,
                       JsonObject *copy,
                       GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT remote_id, remote_uri, url, revision FROM part"
                                   " WHERE person_id = $1 AND delivery_id = $2 ORDER BY ordinal",
                                   "ss", person, delivery_id);
  JsonArray *parts = json_array_new ();

  json_object_set_int_member (copy, "part", current);
  json_object_set_array_member (copy, "parts", parts);
  while (rows != NULL && ac_rows_next (rows))
    {
      JsonObject *part = json_object_new ();

      ac_json_set_string (part, "remote_id", ac_rows_text (rows, 0));
      ac_json_set_string (part, "remote_uri", ac_rows_text (rows, 1));
      ac_json_set_string (part, "url", ac_rows_text (rows, 2));
      ac_json_set_string (part, "revision", ac_rows_text (rows, 3));
      json_array_add_object_element (parts, part);
    }

  return rows != NULL;
}

/* Nothing of it is ever sent, so only what is there is told from the rest. */
static AcPartState
find_state (AcPart *part)
{
  switch (ac_part_get_state (part))
    {
    case AC_DELIVERY_REMOVED:
    case AC_DELIVERY_EXPIRED:
      return AC_PART_GONE;
    case AC_DELIVERY_LIVE:
    case AC_DELIVERY_REMOVING:
    case AC_DELIVERY_REMOVE_FAILED:
      return AC_PART_THERE;
    case AC_DELIVERY_WAITING:
    case AC_DELIVERY_SENDING:
    case AC_DELIVERY_CHECKING:
    case AC_DELIVERY_FAILED:
    case AC_DELIVERY_NEEDS_YOU:
    case AC_DELIVERY_SIGN_IN_NEEDED:
    case AC_DELIVERY_STOPPED:
    case AC_DELIVERY_CANCELLED:
    case AC_DELIVERY_HANDED_TO_YOU:
    case AC_DELIVERY_SHARED_BY_YOU:
    case AC_DELIVERY_YOURS_TO_DELETE:
    case AC_DELIVERY_DELETED_BY_YOU:
    case AC_DELIVERY_SCHEDULED:
    case AC_DELIVERY_MISSED:
    default:
      return AC_PART_UNSENT;
    }
}

static gboolean
import_part (AcStore *self,
             const char *person,
             const char *delivery_id,
             guint ordinal,
             AcPart *part,
             JsonObject *place,
             gint64 first_sent_at,
             GError **error)
{
  const char *remote_id = ac_json_get_string (place, "remote_id");
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);

  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "INSERT INTO part (person_id, delivery_id, ordinal, state, text, key, payload,"
      " first_armed_at, sent_at, updated_at, remote_id, remote_uri, url, revision)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $12, 0, 0, $8, $9, $10, $11)",
      "ssiissbssssi", person, delivery_id, AC_INT (ordinal), AC_INT (find_state (part)),
      ac_part_get_text (part), remote_id != NULL ? remote_id : "", nothing, remote_id,
      ac_json_get_string (place, "remote_uri"), ac_json_get_string (place, "url"),
      ac_json_get_string (place, "revision"), first_sent_at);
}

gboolean
ac_store_import_parts (AcStore *self,
                       const char *person,
                       AcDelivery *delivery,
                       JsonArray *places,
                       gint64 first_sent_at,
                       GError **error)
{
  GListModel *parts = ac_delivery_get_parts (delivery);

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(AcPart) part = g_list_model_get_item (parts, i);

      if (!import_part (self, person, ac_delivery_get_id (delivery), i + 1, part,
                        json_array_get_object_element (places, i), first_sent_at, error))
        return FALSE;
    }

  return TRUE;
}
