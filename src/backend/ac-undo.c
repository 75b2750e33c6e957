/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-step.h"
#include "ac-undo.h"

/* What has happened so far. */
typedef struct
{
  const AcUndo *undo;
  AcUndoing *undoing;
  AcLinkEnd end; /* of all links together; the receipt is the last one's */
  guint n_copies;
} Work;

static void
clear_work (Work *work)
{
  g_clear_object (&work->undoing);
  ac_link_end_clear (&work->end);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, clear_work)

static void
begin (Work *work, AcUndoingWhat what, const char *link_id)
{
  g_autofree char *id = ac_id_new ();

  work->undoing = ac_undoing_new (id, what, link_id, ac_clock_now_ms ());
}

static void
name_account (Work *work, AcAccount *account)
{
  ac_undoing_add_account (work->undoing, ac_account_get_id (account),
                          ac_account_get_service (account), ac_account_get_handle (account));
}

static void
add_line (Work *work, AcUndoingLine line)
{
  line.updated_at = ac_clock_now_ms ();
  ac_undoing_add_line (work->undoing, &line);
}

static gboolean
is_deleting (const Work *work)
{
  return work->undo->copies == AC_COPIES_DELETED && work->n_copies > 0;
}

static void
add_link_lines (Work *work)
{
  add_line (work, (AcUndoingLine) { .step = AC_UNDOING_STEP_QUEUE_CLEARED,
                                    .state = AC_UNDOING_STATE_DONE,
                                    .count = work->end.n_cancelled });
  add_line (work, (AcUndoingLine) { .step = AC_UNDOING_STEP_CHOICES_RESTORED,
                                    .state = AC_UNDOING_STATE_DONE,
                                    .count = work->end.n_restored });
  add_line (work, (AcUndoingLine) { .step = AC_UNDOING_STEP_COPIES,
                                    .state = is_deleting (work) ? AC_UNDOING_STATE_WORKING
                                                                : AC_UNDOING_STATE_DONE,
                                    .count = (int) work->n_copies,
                                    .copies = work->undo->copies });
}

static void
add_account_lines (Work *work, AcAccount *account)
{
  AcConnector *connector =
      ac_connectors_get (work->undo->connectors, ac_account_get_service (account));
  g_autofree char *page = connector != NULL
                              ? ac_service_dup_access_page (ac_connector_get_service (connector),
                                                            ac_account_get_server (account))
                              : NULL;
  char *id = (char *) ac_account_get_id (account);
  const gboolean proved_by_code =
      connector != NULL && ac_connector_get_service (connector)->sign_in == AC_SIGN_IN_CODE;

  add_line (work, (AcUndoingLine) { .step = AC_UNDOING_STEP_REVOKED,
                                    .state = AC_UNDOING_STATE_WAITING,
                                    .account_id = id,
                                    .count = proved_by_code ? 0 : -1,
                                    .url = page });
  add_line (work, (AcUndoingLine) { .step = AC_UNDOING_STEP_KEY_REMOVED,
                                    .state = AC_UNDOING_STATE_WAITING,
                                    .account_id = id,
                                    .count = -1 });
}

static void
add_receipt_line (Work *work)
{
  if (work->end.receipt_id != NULL)
    add_line (work, (AcUndoingLine) { .step = AC_UNDOING_STEP_RECEIPT,
                                      .state = AC_UNDOING_STATE_DONE,
                                      .count = -1,
                                      .receipt_id = work->end.receipt_id });
}

static gboolean
end_link (Work *work, AcLink *link, GError **error)
{
  AcLinkEnd end = { .copies = work->undo->copies };
  gboolean ended = ac_store_end_link (work->undo->store, &work->undo->word, link, &end, error);

  work->end.n_cancelled += end.n_cancelled;
  work->end.n_restored += end.n_restored;
  g_free (work->end.receipt_id);
  work->end.receipt_id = end.receipt_id;
  return ended;
}

static gboolean
settle_copies (Work *work, const char *link_id, const char *account_id, GError **error)
{
  return ac_store_settle_copies (work->undo->store, work->undo->word.person, link_id, account_id,
                                 work->undo->copies, &work->n_copies, error);
}

static gboolean
end_links_of (Work *work, AcAccount *account, GError **error)
{
  const AcUndo *undo = work->undo;
  g_autoptr(GListStore) links = ac_store_list_links_of (undo->store, undo->word.person,
                                                        ac_account_get_id (account), error);

  for (guint i = 0; links != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (links)); i++)
    {
      g_autoptr(AcLink) link = g_list_model_get_item (G_LIST_MODEL (links), i);

      if (!end_link (work, link, error))
        return FALSE;
    }

  return links != NULL;
}

/* Out of use at once. The service is told when the copies are gone, as far as they can be, because
 * nobody could take them back after that. */
static gboolean
take_out_of_use (Work *work, AcAccount *account, GError **error)
{
  const AcUndo *undo = work->undo;
  const char *person = undo->word.person;
  const char *id = ac_account_get_id (account);
  g_autoptr(AcAccount) stored = NULL;

  if (!end_links_of (work, account, error) ||
      !ac_store_cancel_unsent (undo->store, person, NULL, id, undo->copies, &work->end.n_cancelled,
                               error) ||
      !(stored = ac_store_get_account (undo->store, person, id, error)))
    return FALSE;

  ac_account_set_state (stored, AC_ACCOUNT_REMOVING, AC_ERROR_FAILED);
  return ac_store_update_account (undo->store, person, stored, error) &&
         settle_copies (work, NULL, id, error) &&
         (is_deleting (work) || ac_store_plan_revoke (undo->store, person, id, error));
}

static AcUndoing *
finish (Work *work, AcAccount *removed, const char *link_id, GError **error)
{
  const AcUndo *undo = work->undo;

  add_link_lines (work);
  if (removed != NULL)
    add_account_lines (work, removed);
  add_receipt_line (work);
  return ac_store_add_undoing (undo->store, undo->word.person, work->undoing,
                               removed != NULL ? ac_account_get_id (removed) : NULL, link_id, error)
             ? ac_store_get_undoing (undo->store, undo->word.person,
                                     ac_undoing_get_id (work->undoing), error)
             : NULL;
}

AcUndoing *
ac_undo_link (const AcUndo *self, AcLink *link, AcAccount *removed, GError **error)
{
  g_auto(Work) work = { self, NULL, { NULL }, 0 };
  const char *id = ac_link_get_id (link);

  begin (&work, AC_UNDOING_LINK, id);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(AcAccount) account = ac_store_get_account (self->store, self->word.person,
                                                           ac_link_get_account_id (link, i), error);

      if (account == NULL)
        return NULL;
      name_account (&work, account);
    }

  if (!end_link (&work, link, error) || !settle_copies (&work, id, NULL, error) ||
      (removed != NULL && !take_out_of_use (&work, removed, error)))
    return NULL;

  return finish (&work, removed, id, error);
}

AcUndoing *
ac_undo_account (const AcUndo *self, AcAccount *account, GError **error)
{
  g_auto(Work) work = { self, NULL, { NULL }, 0 };

  begin (&work, AC_UNDOING_ACCOUNT, NULL);
  name_account (&work, account);
  return take_out_of_use (&work, account, error) ? finish (&work, account, NULL, error) : NULL;
}
