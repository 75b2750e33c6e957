/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement-private.h"
#include "ac-clock.h"
#include "ac-json.h"
#include "ac-store-erasure.h"

static AcUndoing *
read_undoing (const char *noun, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (noun, strlen (noun));
  g_autoptr(JsonNode) node = ac_json_parse (bytes, AC_JSON_MAX_SIZE, error);

  return node != NULL ? ac_undoing_from_json (node, error) : NULL;
}

static char *
write_undoing (AcUndoing *undoing)
{
  g_autoptr(JsonNode) node = ac_undoing_to_json (undoing);

  return json_to_string (node, FALSE);
}

gboolean
ac_store_add_undoing (AcStore *self,
                      const char *person,
                      AcUndoing *undoing,
                      const char *account_id,
                      const char *link_id,
                      GError **error)
{
  g_autofree char *noun = write_undoing (undoing);

  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "INSERT INTO undoing (person_id, id, account_id, link_id, open, noun)"
                              " VALUES ($1, $2, $3, $4, $5, $6)",
                              "ssssis", person, ac_undoing_get_id (undoing), account_id, link_id,
                              AC_INT (!ac_undoing_get_settled (undoing)), noun) &&
         ac_store_add_event (self, person, "undoing", ac_undoing_get_id (undoing), NULL, error) &&
         ac_store_touch_undoings (self, person, account_id, link_id, error);
}

AcUndoing *
ac_store_get_undoing (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT noun FROM undoing WHERE person_id = $1 AND id = $2", "ss", person, id);

  if (rows == NULL)
    return NULL;
  if (!ac_rows_next (rows))
    return ac_store_not_found (error), NULL;

  return read_undoing (ac_rows_text (rows, 0), error);
}

GListStore *
ac_store_list_undoings (AcStore *self, const char *person, guint limit, GError **error)
{
  g_autoptr(GListStore) undoings = g_list_store_new (AC_TYPE_UNDOING);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT noun FROM undoing WHERE person_id = $1 ORDER BY id LIMIT $2", "si", person,
      AC_INT (limit));

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    {
      g_autoptr(AcUndoing) undoing = read_undoing (ac_rows_text (rows, 0), error);

      if (undoing == NULL)
        return NULL;
      g_list_store_append (undoings, undoing);
    }

  return g_steal_pointer (&undoings);
}

AcUndoing *
ac_store_find_undoing (AcStore *self, const char *person, const char *account_id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT noun FROM undoing WHERE person_id = $1 AND account_id = $2 ORDER BY id DESC LIMIT 1",
      "ss", person, account_id);

  return rows != NULL && ac_rows_next (rows) ? read_undoing (ac_rows_text (rows, 0), error) : NULL;
}

gboolean
ac_store_see_undoing (AcStore *self, const char *person, const char *id, GError **error)
{
  g_autoptr(AcUndoing) undoing = ac_store_get_undoing (self, person, id, error);

  gboolean erasing = FALSE;
  AcCopies copies = AC_COPIES_KEPT;

  if (undoing == NULL || !ac_store_get_erasing (self, person, &erasing, &copies, error))
    return FALSE;
  /* The receipt of an erasure is to tell of it. */
  if (erasing || !ac_undoing_get_settled (undoing))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_IN_PROGRESS, "It is still being undone");
      return FALSE;
    }

  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM undoing WHERE person_id = $1 AND id = $2", "ss", person,
                              id) &&
         ac_store_add_event (self, person, "undoing-removed", id, NULL, error);
}

/* What only the person can do is done when they say so. */
static gboolean
may_go_on (AcUndoing *undoing)
{
  AcUndoingLine *copies = ac_undoing_find_line (undoing, AC_UNDOING_STEP_COPIES, NULL);

  return !ac_undoing_get_settled (undoing) ||
         (copies != NULL && copies->state == AC_UNDOING_STATE_YOURS);
}

static gboolean
update_undoing (AcStore *self, const char *person, AcUndoing *undoing, GError **error)
{
  g_autofree char *noun = write_undoing (undoing);

  return ac_database_execute (
             ac_store_get_database (self), NULL, error,
             "UPDATE undoing SET noun = $1, open = $2 WHERE person_id = $3 AND id = $4", "siss",
             noun, AC_INT (may_go_on (undoing)), person, ac_undoing_get_id (undoing)) &&
         ac_store_add_event (self, person, "undoing", ac_undoing_get_id (undoing), NULL, error);
}

#define REMOVALS                                                                                   \
  " FROM delivery CROSS JOIN step WHERE step.person_id = delivery.person_id"                       \
  " AND step.delivery_id = delivery.id AND delivery.person_id = $1 AND delivery.open = 1"          \
  " AND delivery.wanted = 0"

static AcUndoingState
judge_removal (AcStepKind kind, AcStepState step, AcError reason)
{
  if (kind == AC_STEP_HAND)
    return AC_UNDOING_STATE_YOURS;
  /* What came out too wide and is gone has failed for all that. */
  if (step == AC_STEP_DONE)
    return AC_UNDOING_STATE_DONE;
  if (step == AC_STEP_PENDING || step == AC_STEP_ARMED || step == AC_STEP_UNKNOWN)
    return AC_UNDOING_STATE_WORKING;

  return step == AC_STEP_BLOCKED && reason != AC_ERROR_SIGN_IN_REQUIRED ? AC_UNDOING_STATE_WAITING
                                                                        : AC_UNDOING_STATE_FAILED;
}

/* The least settled of all removals is what people see. */
static const int unsettled[] = {
  [AC_UNDOING_STATE_DONE] = 0,    [AC_UNDOING_STATE_YOURS] = 1,   [AC_UNDOING_STATE_FAILED] = 2,
  [AC_UNDOING_STATE_WAITING] = 3, [AC_UNDOING_STATE_WORKING] = 4,
};

static gboolean
look_at_removals (AcRows *rows, AcUndoingState *state, AcError *reason)
{
  while (rows != NULL && ac_rows_next (rows))
    {
      AcUndoingState found = AC_UNDOING_STATE_DONE;

      if (ac_rows_text (rows, 2) != NULL)
        ac_error_from_slug (ac_rows_text (rows, 2), reason);
      found = judge_removal (ac_rows_int (rows, 0), ac_rows_int (rows, 1), *reason);
      if (unsettled[found] > unsettled[*state])
        *state = found;
    }

  return rows != NULL;
}

static AcRows *
list_removals (AcStore *self, const char *person, const char *account_id, GError **error)
{
  return ac_database_query (ac_store_get_database (self), error,
                            "SELECT step.kind, step.state, step.error" REMOVALS
                            " AND delivery.account_id = $2",
                            "ss", person, account_id);
}

gboolean
ac_store_is_taking_back (AcStore *self,
                         const char *person,
                         const char *account_id,
                         gboolean *taking_back,
                         GError **error)
{
  AcUndoingState state = AC_UNDOING_STATE_DONE;
  AcError reason = AC_ERROR_FAILED;
  g_autoptr(AcRows) rows = list_removals (self, person, account_id, error);

  if (!look_at_removals (rows, &state, &reason))
    return FALSE;

  *taking_back = state < AC_UNDOING_STATE_DONE;
  return TRUE;
}

static gboolean
look_at_copies (AcStore *self,
                const char *person,
                AcUndoingLine *line,
                const char *account_id,
                const char *link_id,
                GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  AcUndoingState state = AC_UNDOING_STATE_DONE;
  AcError reason = AC_ERROR_FAILED;
  g_autoptr(AcRows) there = list_removals (self, person, account_id, error);
  g_autoptr(AcRows) linked = ac_database_query (database, error,
                                                "SELECT step.kind, step.state, step.error" REMOVALS
                                                " AND delivery.link_id = $2",
                                                "ss", person, link_id);

  if (!look_at_removals (there, &state, &reason) || !look_at_removals (linked, &state, &reason))
    return FALSE;

  ac_undoing_line_set (line, state, ac_clock_now_ms ());
  if (state == AC_UNDOING_STATE_WAITING || state == AC_UNDOING_STATE_FAILED)
    ac_undoing_line_set_reason (line, reason);
  return TRUE;
}

static gboolean
go_on (AcStore *self,
       const char *person,
       AcUndoing *undoing,
       const char *account_id,
       const char *link_id,
       GError **error)
{
  AcUndoingLine *copies = ac_undoing_find_line (undoing, AC_UNDOING_STEP_COPIES, NULL);
  AcUndoingState before = AC_UNDOING_STATE_DONE;

  if (copies == NULL || copies->state == AC_UNDOING_STATE_DONE)
    return TRUE;

  before = copies->state;
  if (!look_at_copies (self, person, copies, account_id, link_id, error))
    return FALSE;
  /* A second try counts when it has ended. */
  if (copies->state == before ||
      (before >= AC_UNDOING_STATE_DONE && copies->state < AC_UNDOING_STATE_DONE))
    return TRUE;

  return update_undoing (self, person, undoing, error) &&
         (account_id == NULL || before >= AC_UNDOING_STATE_DONE ||
          copies->state < AC_UNDOING_STATE_DONE ||
          ac_store_plan_revoke (self, person, account_id, error));
}

static gboolean
is_same (const char *id, const char *other)
{
  return id != NULL && g_strcmp0 (id, other) == 0;
}

gboolean
ac_store_touch_undoings (
    AcStore *self, const char *person, const char *account_id, const char *link_id, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT account_id, link_id, noun FROM undoing WHERE person_id = $1 AND open = 1", "s",
      person);

  while (rows != NULL && ac_rows_next (rows))
    {
      g_autoptr(AcUndoing) undoing = NULL;

      if (!is_same (ac_rows_text (rows, 0), account_id) &&
          !is_same (ac_rows_text (rows, 1), link_id))
        continue;
      undoing = read_undoing (ac_rows_text (rows, 2), error);
      if (undoing == NULL ||
          !go_on (self, person, undoing, ac_rows_text (rows, 0), ac_rows_text (rows, 1), error))
        return FALSE;
    }

  return rows != NULL;
}

gboolean
ac_store_note_kept (
    AcStore *self, const char *person, const char *account_id, const char *other, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcUndoing) undoing = ac_store_find_undoing (self, person, account_id, &failure);
  AcUndoingLine *line =
      undoing != NULL ? ac_undoing_find_line (undoing, AC_UNDOING_STEP_REVOKED, account_id) : NULL;

  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (line == NULL)
    return TRUE;

  g_set_str (&line->kept_for, other);
  return update_undoing (self, person, undoing, error);
}

gboolean
ac_store_note_revoke (AcStore *self,
                      const char *person,
                      const char *account_id,
                      AcUndoingState state,
                      const AcError *reason,
                      gboolean gone,
                      GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcUndoing) undoing = ac_store_find_undoing (self, person, account_id, &failure);
  AcUndoingLine *revoked = NULL;
  AcUndoingLine *key = NULL;

  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (undoing == NULL)
    return TRUE;

  revoked = ac_undoing_find_line (undoing, AC_UNDOING_STEP_REVOKED, account_id);
  key = ac_undoing_find_line (undoing, AC_UNDOING_STEP_KEY_REMOVED, account_id);
  if (revoked != NULL)
    {
      ac_undoing_line_set (revoked, state, ac_clock_now_ms ());
      if (reason != NULL)
        ac_undoing_line_set_reason (revoked, *reason);
    }
  if (key != NULL && gone)
    ac_undoing_line_set (key, AC_UNDOING_STATE_DONE, ac_clock_now_ms ());
  return update_undoing (self, person, undoing, error);
}
