/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-handlers.h"
#include "ac-preview.h"
#include "ac-request-key.h"
#include "ac-undo.h"

static JsonNode *
link_to_json (gpointer item)
{
  return ac_link_to_json (item);
}

static const char *
link_id (gpointer item)
{
  return ac_link_get_id (item);
}

static GObject *
list_links (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) links = ac_store_list_links (store, request->person, request->cursor,
                                                     request->limit + 1, error);

  return links != NULL ? G_OBJECT (ac_reply_new_page (G_LIST_MODEL (links), request->limit,
                                                      link_to_json, link_id))
                       : NULL;
}

AcReply *
ac_handle_list_links (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_links, error);
}

static GObject *
get_link (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcLink) link = ac_store_get_link (store, request->person, request->id, error);

  return link != NULL ? G_OBJECT (ac_reply_new_json (200, ac_link_to_json (link))) : NULL;
}

AcReply *
ac_handle_get_link (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_link, error);
}

static void
clear_pair (AcAccount **accounts)
{
  g_clear_object (&accounts[0]);
  g_clear_object (&accounts[1]);
}

static gboolean
find_pair (AcStore *store, AcRequest *request, AcAccount *accounts[2], GError **error)
{
  g_auto(GStrv) ids = ac_json_dup_strings (request->body, "accounts", 36);

  if (ids == NULL || g_strv_length (ids) != 2 || g_str_equal (ids[0], ids[1]))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "A link needs two accounts");
      return FALSE;
    }

  for (guint i = 0; i < 2; i++)
    if (!(accounts[i] = ac_store_get_account (store, request->person, ids[i], error)))
      return FALSE;

  return TRUE;
}

static gboolean
read_answers (AcRequest *request, AcAnswers *answers, GError **error)
{
  return ac_answers_from_json (ac_json_get_object (request->body, "switches"), answers, error);
}

static gboolean
check_proofs (AcStore *store, const char *person, const char *a, const char *b, GError **error)
{
  return ac_store_check_proved (store, person, a, error) &&
         ac_store_check_proved (store, person, b, error);
}

/* Whether a status may be shared at all is asked before somebody agrees to share more of it. */
static gboolean
check_sharing (AcStore *store, AcRequest *request, const AcAnswers *answers, GError **error)
{
  return answers->of[AC_PURPOSE_SHARE_STATUS] != AC_ANSWER_YES ||
         ac_gate_admit (request->context->gate, store, request->person, AC_FEATURE_STATUS_SHARING,
                        error);
}

static gboolean
check_stays (AcAccount *account, GError **error)
{
  if (ac_account_get_state (account) != AC_ACCOUNT_REMOVING)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "An account is being removed");
  return FALSE;
}

static gboolean
check_not_linked (AcStore *store, AcRequest *request, AcAccount *const accounts[2], GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcLink) link =
                ac_store_find_link (store, request->person, ac_account_get_id (accounts[0]),
                                    ac_account_get_id (accounts[1]), &failure);

  if (link != NULL)
    g_set_error_literal (&failure, AC_ERROR, AC_ERROR_CONFLICT, "The two are linked already");
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return link == NULL && failure == NULL;
}

static AcReply *
link_made (AcLink *link)
{
  g_autofree char *location = g_strconcat ("/v1/links/", ac_link_get_id (link), NULL);
  AcReply *reply = ac_reply_new_json (201, ac_link_to_json (link));

  ac_reply_set_location (reply, location);
  return reply;
}

static AcLink *
make_of_pair (AcStore *store, AcRequest *request, AcAccount *const accounts[2], GError **error)
{
  AcAnswers answers = { 0 };
  AcWord word = { NULL };

  return read_answers (request, &answers, error) && ac_request_read_word (request, &word, error) &&
                 check_stays (accounts[0], error) && check_stays (accounts[1], error) &&
                 check_not_linked (store, request, accounts, error) &&
                 check_proofs (store, request->person, ac_account_get_id (accounts[0]),
                               ac_account_get_id (accounts[1]), error) &&
                 check_sharing (store, request, &answers, error)
             ? ac_store_make_link (store, &word, accounts, &answers, error)
             : NULL;
}

/* The receipts, the link and the answer under the request's key are one transaction. */
static GObject *
make_link (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  AcAccount *accounts[2] = { NULL };
  g_autoptr(AcLink) link = find_pair (store, request, accounts, error)
                               ? make_of_pair (store, request, accounts, error)
                               : NULL;
  g_autoptr(AcReply) reply = link != NULL ? link_made (link) : NULL;

  clear_pair (accounts);
  return reply != NULL && ac_request_key_store (request, store, reply, error)
             ? G_OBJECT (g_steal_pointer (&reply))
             : NULL;
}

AcReply *
ac_handle_make_link (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, make_link, error);

  if (reply == NULL)
    request->key_stored = FALSE;
  return reply;
}

static GObject *
set_link (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcLink) link = ac_store_get_link (store, request->person, request->id, error);
  AcAnswers answers = { 0 };
  AcWord word = { NULL };
  gboolean turns_sign_in_on = FALSE;

  if (link == NULL || !read_answers (request, &answers, error) ||
      !ac_request_read_word (request, &word, error))
    return NULL;

  turns_sign_in_on =
      answers.of[AC_PURPOSE_SIGN_IN] == AC_ANSWER_YES && !ac_link_is_on (link, AC_PURPOSE_SIGN_IN);
  if ((turns_sign_in_on && !check_proofs (store, request->person, ac_link_get_account_id (link, 0),
                                          ac_link_get_account_id (link, 1), error)) ||
      !check_sharing (store, request, &answers, error) ||
      !ac_store_set_link (store, &word, link, &answers, error))
    return NULL;

  return G_OBJECT (ac_reply_new_json (200, ac_link_to_json (link)));
}

AcReply *
ac_handle_set_link (AcRequest *request, GError **error)
{
  return ac_request_run (request, set_link, error);
}

static gboolean
find_removed (AcStore *store, AcRequest *request, AcLink *link, AcAccount **removed, GError **error)
{
  if (request->account_id == NULL)
    return TRUE;

  if (ac_link_get_other_account_id (link, request->account_id) == NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "The link has no such account");
      return FALSE;
    }

  *removed = ac_store_get_account (store, request->person, request->account_id, error);
  return *removed != NULL && check_stays (*removed, error);
}

static GObject *
end_link (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  const AcUndo undo = {
    store, request->context->connectors, { request->person, request->program, 0 }, request->copies
  };
  g_autoptr(AcLink) link = ac_store_get_link (store, request->person, request->id, error);
  g_autoptr(AcAccount) removed = NULL;
  g_autoptr(AcUndoing) undoing = NULL;

  if (link == NULL || !find_removed (store, request, link, &removed, error) ||
      !(undoing = ac_undo_link (&undo, link, removed, error)))
    return NULL;

  return G_OBJECT (ac_reply_new_json (202, ac_undoing_to_json (undoing)));
}

AcReply *
ac_handle_end_link (AcRequest *request, GError **error)
{
  AcReply *reply = ac_request_run (request, end_link, error);

  if (reply != NULL)
    ac_outbox_wake (request->context->outbox);
  return reply;
}

static void
clear_known (AcPreviewKnown *known)
{
  clear_pair (known->accounts);
  g_clear_object (&known->link);
  for (guint i = 0; i < AC_N_PURPOSES; i++)
    {
      g_clear_object (&known->last[i][0]);
      g_clear_object (&known->last[i][1]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcPreviewKnown, clear_known)

static gboolean
look_at_proof (
    AcStore *store, AcRequest *request, AcAccount *account, gboolean *unproved, GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (ac_store_check_proved (store, request->person, ac_account_get_id (account), &failure))
    return TRUE;

  *unproved = g_error_matches (failure, AC_ERROR, AC_ERROR_PROOF_REQUIRED);
  if (!*unproved)
    g_propagate_error (error, g_steal_pointer (&failure));
  return *unproved;
}

static gboolean
find_unproved (AcStore *store, AcRequest *request, AcPreviewKnown *known, GError **error)
{
  return look_at_proof (store, request, known->accounts[0], &known->unproved[0], error) &&
         look_at_proof (store, request, known->accounts[1], &known->unproved[1], error);
}

static gboolean
find_known (AcStore *store, AcRequest *request, AcPreviewKnown *known, GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (!find_pair (store, request, known->accounts, error) ||
      !find_unproved (store, request, known, error))
    return FALSE;

  known->link = ac_store_find_link (store, request->person, ac_account_get_id (known->accounts[0]),
                                    ac_account_get_id (known->accounts[1]), &failure);
  for (AcPurpose i = AC_FIRST_SWITCH; failure == NULL && i <= AC_LAST_SWITCH; i++)
    ac_store_find_last_receipts (store, request->person, known->accounts, i, known->last[i],
                                 &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}

static GObject *
preview_link (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_auto(AcPreviewKnown) known = { { NULL } };
  g_autoptr(AcLinkPreview) preview = NULL;
  AcAnswers answers = { 0 };

  if (!read_answers (request, &answers, error) || !find_known (store, request, &known, error))
    return NULL;

  preview = ac_preview_make (&known, &answers, ac_clock_now_ms ());
  return G_OBJECT (ac_reply_new_json (200, ac_link_preview_to_json (preview)));
}

AcReply *
ac_handle_preview_link (AcRequest *request, GError **error)
{
  return ac_request_run (request, preview_link, error);
}
