/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-json.h"
#include "ac-store-drafts.h"
#include "ac-store-private.h"

static gboolean
let_pictures_go (AcStore *self, const char *person, const char *id, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE picture SET draft_id = NULL, created_at = $1"
                              " WHERE person_id = $2 AND draft_id = $3 AND status_id IS NULL",
                              "iss", ac_clock_now_ms (), person, id);
}

/* A picture belongs to one draft or one status. */
static gboolean
hold_pictures (AcStore *self, const char *person, AcDraft *draft, GError **error)
{
  GListModel *pictures = ac_draft_get_pictures (draft);
  const char *id = ac_draft_get_id (draft);

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      gint64 changed = 0;

      if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                                "UPDATE picture SET draft_id = $1, place = $2, alt = $3"
                                " WHERE person_id = $4 AND id = $5 AND status_id IS NULL"
                                " AND draft_id IS NULL",
                                "sisss", id, AC_INT (i), ac_picture_get_alt (picture), person,
                                ac_picture_get_id (picture)))
        return FALSE;
      if (changed == 0)
        return ac_store_not_found (error);
    }

  return TRUE;
}

static AcDraft *
read_draft (AcStore *self, const char *person, AcRows *rows, GError **error)
{
  const char *noun = ac_rows_text (rows, 0);
  g_autoptr(GBytes) bytes = g_bytes_new (noun, strlen (noun));
  g_autoptr(JsonNode) node = ac_json_parse (bytes, AC_JSON_MAX_SIZE, NULL);
  g_autoptr(AcDraft) draft = node != NULL ? ac_draft_from_json (node, NULL) : NULL;

  if (draft == NULL)
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_STORAGE, "A draft can't be read"), NULL;

  return ac_store_list_pictures_of_draft (self, person, draft, error) ? g_steal_pointer (&draft)
                                                                      : NULL;
}

AcDraft *
ac_store_get_draft (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT noun FROM draft WHERE person_id = $1 AND id = $2", "ss", person, id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_draft (self, person, rows, error);
}

GListStore *
ac_store_list_drafts (
    AcStore *self, const char *person, const char *after_id, guint limit, GError **error)
{
  g_autoptr(GListStore) drafts = g_list_store_new (AC_TYPE_DRAFT);
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT noun FROM draft WHERE person_id = $1 AND id > $2"
                                   " ORDER BY id LIMIT $3",
                                   "ssi", person, after_id != NULL ? after_id : "", AC_INT (limit));

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    {
      g_autoptr(AcDraft) draft = read_draft (self, person, rows, error);

      if (draft == NULL)
        return NULL;
      g_list_store_append (drafts, draft);
    }

  return g_steal_pointer (&drafts);
}

static gboolean
check_room (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT COUNT(*) FROM draft WHERE person_id = $1 AND id <> $2", "ss", person, id);

  if (rows == NULL)
    return FALSE;
  if (ac_rows_next (rows) && ac_rows_int (rows, 0) < AC_DRAFT_MAX)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_QUOTA_REACHED, "There are too many drafts");
  return FALSE;
}

/* Its pictures stand in their own table. */
static char *
write_noun (AcDraft *draft)
{
  g_autoptr(JsonNode) node = ac_draft_to_json (draft);

  json_object_remove_member (json_node_get_object (node), "pictures");
  return json_to_string (node, FALSE);
}

gboolean
ac_store_put_draft (AcStore *self, const char *person, AcDraft *draft, GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  const char *id = ac_draft_get_id (draft);
  g_autofree char *noun = NULL;

  ac_draft_set_updated_at (draft, ac_clock_now_ms ());
  noun = write_noun (draft);
  return check_room (self, person, id, error) && let_pictures_go (self, person, id, error) &&
         hold_pictures (self, person, draft, error) &&
         ac_database_execute (database, NULL, error,
                              "DELETE FROM draft WHERE person_id = $1 AND id = $2", "ss", person,
                              id) &&
         ac_database_execute (database, NULL, error,
                              "INSERT INTO draft (person_id, id, updated_at, noun)"
                              " VALUES ($1, $2, $3, $4)",
                              "ssis", person, id, ac_draft_get_updated_at (draft), noun) &&
         ac_store_add_event (self, person, "draft", id, NULL, error);
}

gboolean
ac_store_delete_draft (AcStore *self, const char *person, const char *id, GError **error)
{
  gint64 changed = 0;

  if (!let_pictures_go (self, person, id, error) ||
      !ac_database_execute (ac_store_get_database (self), &changed, error,
                            "DELETE FROM draft WHERE person_id = $1 AND id = $2", "ss", person, id))
    return FALSE;

  return changed == 0 || ac_store_add_event (self, person, "draft-removed", id, NULL, error);
}

static gboolean
may_be_undone (AcStore *self, const char *person, const char *status_id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT delivery.id FROM delivery CROSS JOIN step WHERE step.person_id = delivery.person_id"
      " AND step.delivery_id = delivery.id AND delivery.person_id = $1 AND delivery.status_id = $2"
      " AND (delivery.wanted = 0 OR delivery.first_armed_at <> 0 OR delivery.part > 1"
      " OR step.look = 2"
      " OR (step.kind = 5 AND step.state IN (0, 4)))",
      "ss", person, status_id);

  if (rows == NULL)
    return FALSE;
  if (!ac_rows_next (rows))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "It is being sent already");
  return FALSE;
}
G_STATIC_ASSERT (AC_STEP_HAND == 5 && AC_STEP_PENDING == 0 && AC_STEP_DONE == 4 &&
                 AC_LOOK_ONLY == 2);

static void
add_target (AcDraft *draft, AcDelivery *delivery)
{
  const char *account = ac_delivery_get_account_id (delivery);
  const AcDraftTarget target = {
    (char *) account,
    account == NULL ? (char *) ac_delivery_get_service (delivery) : NULL,
    (char *) ac_delivery_get_link_id (delivery),
    ac_delivery_get_audience (delivery),
    ac_delivery_get_form (delivery),
    ac_delivery_get_long_text (delivery),
    (char *) ac_delivery_get_text (delivery),
    TRUE,
  };

  ac_draft_add_target (draft, &target);
}

static gboolean
is_taken_back (AcDelivery *delivery)
{
  const AcDeliveryState state = ac_delivery_get_state (delivery);

  return state == AC_DELIVERY_REMOVING || state == AC_DELIVERY_REMOVED ||
         state == AC_DELIVERY_REMOVE_FAILED || state == AC_DELIVERY_CANCELLED ||
         state == AC_DELIVERY_YOURS_TO_DELETE || state == AC_DELIVERY_DELETED_BY_YOU ||
         state == AC_DELIVERY_GONE;
}

/* Without its pictures. */
static AcDraft *
make_draft (AcStatus *status)
{
  g_autofree char *id = ac_id_new ();
  AcDraft *draft = ac_draft_new (id, ac_status_get_text (status));
  GListModel *deliveries = ac_status_get_deliveries (status);

  ac_draft_set_remarks (draft, ac_status_get_remarks (status));
  ac_draft_set_life (draft, ac_status_get_life (status));
  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if (!is_taken_back (delivery))
        add_target (draft, delivery);
    }

  return draft;
}

/* Those whose bytes are gone, as all copies are there, stay with the status. */
static gboolean
move_pictures (AcStore *self, const char *person, AcStatus *status, AcDraft *draft, GError **error)
{
  GListModel *pictures = ac_status_get_pictures (status);

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      gint64 changed = 0;

      if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                                "UPDATE picture SET status_id = NULL, draft_id = NULL"
                                " WHERE person_id = $1 AND id = $2 AND bytes IS NOT NULL",
                                "ss", person, ac_picture_get_id (picture)))
        return FALSE;
      if (changed > 0)
        ac_draft_add_picture (draft, picture);
    }

  return TRUE;
}

/* The pictures first: those of a status that is over are let go. */
static AcDraft *
turn_into_draft (
    AcStore *self, const char *person, AcStatus *status, AcDraft *draft, GError **error)
{
  return move_pictures (self, person, status, draft, error) &&
                 ac_store_put_draft (self, person, draft, error) &&
                 ac_store_remove_status (self, person, ac_status_get_id (status), error)
             ? g_object_ref (draft)
             : NULL;
}

AcDraft *
ac_store_undo_status (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcStatus) status = ac_store_get_status (self, person, id, error);
  g_autoptr(AcDraft) draft = NULL;

  if (status == NULL || !may_be_undone (self, person, id, error))
    return NULL;

  draft = make_draft (status);
  ac_draft_set_share_at (draft, ac_status_get_share_at (status));
  return turn_into_draft (self, person, status, draft, error);
}

/* Also what waits with that for a sign-in, and what was taken back unseen. */
static gboolean
is_looked_for (
    AcStore *self, const char *person, AcStatus *status, gboolean *looked, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT step.id FROM delivery CROSS JOIN step WHERE step.person_id = delivery.person_id"
      " AND step.delivery_id = delivery.id AND delivery.person_id = $1 AND delivery.status_id = $2"
      " AND ((step.kind = 0 AND step.look <> 0 AND step.state IN (1, 2, 3))"
      " OR (step.kind = 4 AND step.state IN (0, 1, 3))) LIMIT 1",
      "ss", person, ac_status_get_id (status));

  *looked = rows != NULL && ac_rows_next (rows);
  return rows != NULL;
}
G_STATIC_ASSERT (AC_STEP_PUBLISH == 0 && AC_STEP_WATCH == 4 && AC_STEP_ARMED == 1 &&
                 AC_STEP_UNKNOWN == 2 && AC_STEP_BLOCKED == 3 && AC_LOOK_NO == 0);

/* What is being sent needs its pictures until that is known to be over. */
static gboolean
may_be_shared_again (AcStore *self, const char *person, AcStatus *status, GError **error)
{
  GListModel *deliveries = ac_status_get_deliveries (status);
  gboolean live = FALSE;
  gboolean sent = FALSE;

  if (!is_looked_for (self, person, status, &sent, error))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);
      const AcDeliveryState state = ac_delivery_get_state (delivery);

      sent = sent || state == AC_DELIVERY_SENDING || state == AC_DELIVERY_CHECKING;
      live = live || state == AC_DELIVERY_LIVE;
    }
  if (sent)
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "It is being sent"), FALSE;
  if (live)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "No copy of it is there");
  return FALSE;
}

AcDraft *
ac_store_share_again (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcStatus) status = ac_store_get_status (self, person, id, error);
  g_autoptr(AcDraft) draft = NULL;

  if (status == NULL || !may_be_shared_again (self, person, status, error))
    return NULL;

  draft = make_draft (status);
  return turn_into_draft (self, person, status, draft, error);
}

gboolean
ac_store_delay_status (
    AcStore *self, const char *person, const char *id, guint seconds, GError **error)
{
  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "UPDATE step SET due_at = $1 WHERE person_id = $2 AND kind = $3 AND state = $4 AND due_at < "
      "$1"
      " AND delivery_id IN (SELECT id FROM delivery WHERE person_id = $2 AND status_id = $5)",
      "isiis", ac_clock_now_ms () + seconds * G_GINT64_CONSTANT (1000), person,
      AC_INT (AC_STEP_PUBLISH), AC_INT (AC_STEP_PENDING), id);
}

gboolean
ac_store_get_undo_seconds (AcStore *self, const char *person, guint *seconds, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT undo_seconds FROM person WHERE id = $1", "s", person);

  if (rows == NULL)
    return FALSE;

  *seconds = ac_rows_next (rows) ? ac_rows_int (rows, 0) : AC_UNDO_USUAL;
  return TRUE;
}

gboolean
ac_store_set_undo_seconds (AcStore *self, const char *person, guint seconds, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE person SET undo_seconds = $1 WHERE id = $2", "is",
                              AC_INT (seconds), person) &&
         ac_store_add_event (self, person, "backend", person, NULL, error);
}
