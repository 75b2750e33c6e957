/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-edits.h"

void
ac_edit_wish_free (AcEditWish *self)
{
  g_free (self->delivery_id);
  g_free (self->key);
  g_free (self->hand_over);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_free (self);
}

/* What is under way, or may still arrive, is waited for: its step ends by itself. */
static gboolean
end_step (AcStore *self, const char *person, const char *delivery_id, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM step WHERE person_id = $1 AND edit_of = $2"
                              " AND sent_at = 0 AND state <> $3",
                              "ssi", person, delivery_id, AC_INT (AC_STEP_ARMED));
}

/* It keeps the words that it has, which may be those that are wanted. */
static gboolean
keep (AcStore *self, const char *person, AcStatus *status, const AcEditWish *wish, GError **error)
{
  return end_step (self, person, wish->delivery_id, error) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET edit_error = NULL, edit_text = NULL,"
                              " edit_payload = NULL,"
                              " copy_text = NULLIF(COALESCE(copy_text, text, $1), $2),"
                              " edit = CASE WHEN COALESCE(copy_text, text, $1) = $2 THEN $3"
                              " ELSE $4 END WHERE person_id = $5 AND id = $6",
                              "ssiiss", ac_status_get_text (status), wish->text,
                              AC_INT (AC_EDIT_NONE), AC_INT (AC_EDIT_KEPT), person,
                              wish->delivery_id);
}

static gboolean
add_step (AcStore *self, const char *person, const char *delivery_id, GError **error)
{
  g_autofree char *id = ac_id_new ();

  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "INSERT INTO step (person_id, id, account_id, kind, state, look, sent_at, attempts, resends,"
      " epoch, edit_of) SELECT person_id, $1, account_id, $2, $3, 0, 0, 0, 0, 0, id FROM delivery"
      " WHERE person_id = $4 AND id = $5",
      "siiss", id, AC_INT (AC_STEP_EDIT), AC_INT (AC_STEP_PENDING), person, delivery_id);
}

static gboolean
is_under_way (
    AcStore *self, const char *person, const char *delivery_id, gboolean *under_way, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id FROM step WHERE person_id = $1 AND edit_of = $2", "ss", person, delivery_id);

  *under_way = rows != NULL && ac_rows_next (rows);
  return rows != NULL;
}

/* What is under way goes on with the words of then, and is followed by these. */
static gboolean
plan (AcStore *self, const char *person, const AcEditWish *wish, guint revision, GError **error)
{
  gboolean under_way = FALSE;

  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET edit_text = $1, edit_payload = $2,"
                              " edit_revision = $3 WHERE person_id = $4 AND id = $5",
                              "sbiss", wish->text, wish->payload, AC_INT (revision), person,
                              wish->delivery_id) &&
         is_under_way (self, person, wish->delivery_id, &under_way, error) &&
         (under_way || add_step (self, person, wish->delivery_id, error));
}

static gboolean
change (AcStore *self, const char *person, AcStatus *status, const AcEditWish *wish, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET copy_text = COALESCE(copy_text, text, $1),"
                              " text = COALESCE($2, text), edit = $3, edit_error = NULL"
                              " WHERE person_id = $4 AND id = $5",
                              "ssiss", ac_status_get_text (status), wish->own,
                              AC_INT (AC_EDIT_CHANGING), person, wish->delivery_id) &&
         plan (self, person, wish, ac_status_get_revision (status) + 1, error);
}

/* No byte of it has left, so it is sent with the other words. */
static gboolean
replace (
    AcStore *self, const char *person, AcStatus *status, const AcEditWish *wish, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE delivery SET payload = $1, key = $2, text = COALESCE($3, text),"
                            " url = COALESCE($4, url), edit = $5, edit_error = NULL,"
                            " copy_text = NULL"
                            " WHERE person_id = $6 AND id = $7 AND first_armed_at = 0",
                            "bsssiss", wish->payload, wish->key, wish->own, wish->hand_over,
                            AC_INT (AC_EDIT_NONE), person, wish->delivery_id))
    return FALSE;
  if (changed > 0)
    return TRUE;

  return wish->edits ? change (self, person, status, wish, error)
                     : keep (self, person, status, wish, error);
}

static gboolean
do_wish (
    AcStore *self, const char *person, AcStatus *status, const AcEditWish *wish, GError **error)
{
  gboolean done = FALSE;

  if (wish->payload == NULL)
    done = keep (self, person, status, wish, error);
  else if (wish->editable == AC_EDITABLE_BEFORE)
    done = replace (self, person, status, wish, error);
  else
    done = change (self, person, status, wish, error);
  return done && ac_store_touch_delivery (self, person, wish->delivery_id, error);
}

static gboolean
write_status (AcStore *self, const char *person, AcStatus *status, const char *text, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE status SET text = COALESCE($1, text), revision = revision + 1"
                            " WHERE person_id = $2 AND id = $3 AND revision = $4",
                            "sssi", text, person, ac_status_get_id (status),
                            AC_INT (ac_status_get_revision (status))))
    return FALSE;
  if (changed > 0)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "The status was changed meanwhile");
  return FALSE;
}

gboolean
ac_store_fold_words (AcStore *self, const char *person, const char *status_id, GError **error)
{
  g_autoptr(AcStatus) status = ac_store_get_status (self, person, status_id, error);
  g_auto(AcFolded) folded = { NULL };

  if (status == NULL)
    return FALSE;

  folded = ac_store_fold_status (status);
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE status SET folded = $1, long_folded = $2"
                              " WHERE person_id = $3 AND id = $4",
                              "ssss", folded.words, folded.long_words, person, status_id);
}

gboolean
ac_store_edit_status (AcStore *self,
                      const char *person,
                      AcStatus *status,
                      const char *text,
                      GPtrArray *wishes,
                      GError **error)
{
  const char *id = ac_status_get_id (status);

  if (!write_status (self, person, status, text, error))
    return FALSE;
  for (guint i = 0; i < wishes->len; i++)
    if (!do_wish (self, person, status, g_ptr_array_index (wishes, i), error))
      return FALSE;

  return ac_store_fold_words (self, person, id, error) &&
         ac_store_add_event (self, person, "status", id, NULL, error);
}

GListModel *
ac_store_load_pictures_of (AcStore *self,
                           const char *person,
                           const char *delivery_id,
                           GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT status_id, bounds FROM delivery WHERE person_id = $1 AND id = $2", "ss", person,
      delivery_id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return ac_store_load_pictures (self, person, ac_rows_text (rows, 0), ac_rows_text (rows, 1),
                                 error);
}

static gboolean
drop (AcStore *self, const char *person, const char *delivery_id, GError **error)
{
  return end_step (self, person, delivery_id, error) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET edit = $1, edit_text = NULL, edit_payload = NULL"
                              " WHERE person_id = $2 AND id = $3",
                              "iss", AC_INT (AC_EDIT_NONE), person, delivery_id);
}

static gboolean
is_taken_back (AcDeliveryState state)
{
  return state == AC_DELIVERY_REMOVING || state == AC_DELIVERY_REMOVED ||
         state == AC_DELIVERY_REMOVE_FAILED || state == AC_DELIVERY_CANCELLED ||
         state == AC_DELIVERY_EXPIRED || state == AC_DELIVERY_GONE;
}

gboolean
ac_store_touch_edit (AcStore *self, const char *person, AcDelivery *delivery, GError **error)
{
  const char *id = ac_delivery_get_id (delivery);

  if (!ac_edit_is_under_way (ac_delivery_get_edit (delivery)))
    return TRUE;
  if (is_taken_back (ac_delivery_get_state (delivery)))
    return drop (self, person, id, error);
  if (ac_delivery_get_state (delivery) != AC_DELIVERY_LIVE)
    return TRUE;

  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE step SET due_at = $1 WHERE person_id = $2 AND edit_of = $3"
                              " AND state = $4 AND due_at IS NULL",
                              "issi", ac_clock_now_ms (), person, id, AC_INT (AC_STEP_PENDING));
}

gboolean
ac_store_end_edits (
    AcStore *self, const char *person, const char *account_id, AcError reason, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM step WHERE person_id = $1 AND account_id = $2"
                              " AND edit_of IS NOT NULL AND state <> $3",
                              "ssi", person, account_id, AC_INT (AC_STEP_ARMED)) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE delivery SET edit = $1, edit_error = $2, edit_text = NULL,"
                              " edit_payload = NULL WHERE person_id = $3 AND account_id = $4"
                              " AND edit = $5",
                              "isssi", AC_INT (AC_EDIT_FAILED), ac_error_get_slug (reason), person,
                              account_id, AC_INT (AC_EDIT_CHANGING));
}
