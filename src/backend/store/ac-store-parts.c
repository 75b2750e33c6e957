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

gboolean
ac_store_find_staying (AcStore *self,
                       const char *person,
                       const char *delivery_id,
                       gboolean *stays,
                       AcError *reason,
                       GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT error FROM part WHERE person_id = $1 AND delivery_id = $2"
      " AND state = $3 ORDER BY ordinal DESC LIMIT 1",
      "ssi", person, delivery_id, AC_INT (AC_PART_STAYS));

  if (rows == NULL)
    return FALSE;

  *stays = ac_rows_next (rows);
  if (*stays && ac_rows_text (rows, 0) != NULL)
    ac_error_from_slug (ac_rows_text (rows, 0), reason);
  return TRUE;
}

/* What a person sees of one that is still to be sent, or never is. */
static AcDeliveryState
derive_unsent (AcDeliveryState whole, AcStepKind kind, gboolean wanted)
{
  if (!wanted || kind != AC_STEP_PUBLISH || whole == AC_DELIVERY_CANCELLED ||
      whole == AC_DELIVERY_LIVE)
    return AC_DELIVERY_CANCELLED;
  return whole == AC_DELIVERY_SCHEDULED || whole == AC_DELIVERY_STOPPED ||
                 whole == AC_DELIVERY_MISSED
             ? whole
             : AC_DELIVERY_WAITING;
}

/* What a person sees of one that is looked for before it is sent, or before it is said to be gone.
 */
static AcDeliveryState
derive_maybe (AcDeliveryState whole, gboolean wanted)
{
  if (!wanted)
    return whole == AC_DELIVERY_FAILED || whole == AC_DELIVERY_REMOVE_FAILED
               ? AC_DELIVERY_REMOVE_FAILED
               : AC_DELIVERY_REMOVING;
  return whole == AC_DELIVERY_LIVE || whole == AC_DELIVERY_CANCELLED ? AC_DELIVERY_CANCELLED
                                                                     : AC_DELIVERY_CHECKING;
}

/* What a person sees of a part that the delivery isn't about now. */
static AcDeliveryState
derive_other (AcPartState state, AcStepKind kind, gboolean wanted, AcDeliveryState whole)
{
  if (whole == AC_DELIVERY_GONE && state != AC_PART_UNSENT)
    return whole;

  switch (state)
    {
    case AC_PART_THERE:
      if (kind != AC_STEP_REMOVE && kind != AC_STEP_VERIFY)
        return AC_DELIVERY_LIVE;
      return whole == AC_DELIVERY_REMOVE_FAILED ? AC_DELIVERY_REMOVE_FAILED : AC_DELIVERY_REMOVING;
    case AC_PART_GONE:
      return whole == AC_DELIVERY_EXPIRED ? AC_DELIVERY_EXPIRED : AC_DELIVERY_REMOVED;
    case AC_PART_ASKED:
      return AC_DELIVERY_NEEDS_YOU;
    case AC_PART_STAYS:
      return AC_DELIVERY_REMOVE_FAILED;
    case AC_PART_UNSENT:
      return derive_unsent (whole, kind, wanted);
    case AC_PART_MAYBE:
      return derive_maybe (whole, wanted);
    case AC_PART_LATE:
    default:
      return AC_DELIVERY_CANCELLED;
    }
}

/* The one that it is about; what may come late isn't there. */
static AcDeliveryState
derive_current (AcStepKind kind, AcDeliveryState whole)
{
  return kind == AC_STEP_WATCH && whole != AC_DELIVERY_SIGN_IN_NEEDED ? AC_DELIVERY_CANCELLED
                                                                      : whole;
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
                     gboolean wanted,
                     GError **error)
{
  const AcDeliveryState whole = ac_delivery_get_state (delivery);
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
                                        ? derive_current (kind, whole)
                                        : derive_other (ac_rows_int (rows, 1), kind, wanted, whole);
      g_autoptr(AcPart) part = ac_part_new (ac_rows_text (rows, 2), state,
                                            is_shown (state) ? ac_rows_text (rows, 3) : NULL);

      if (ac_rows_int (rows, 0) == 1 && is_shown (whole))
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

/* Nothing of it is ever sent, so only what is there, or may be, is told from the rest. */
static AcPartState
find_state (AcPart *part)
{
  switch (ac_part_get_state (part))
    {
    case AC_DELIVERY_REMOVED:
    case AC_DELIVERY_EXPIRED:
    case AC_DELIVERY_GONE:
      return AC_PART_GONE;
    case AC_DELIVERY_LIVE:
    case AC_DELIVERY_REMOVING:
    case AC_DELIVERY_REMOVE_FAILED:
      return AC_PART_THERE;
    case AC_DELIVERY_SENDING:
    case AC_DELIVERY_CHECKING:
    case AC_DELIVERY_NEEDS_YOU:
      return AC_PART_ASKED;
    case AC_DELIVERY_WAITING:
    case AC_DELIVERY_FAILED:
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
