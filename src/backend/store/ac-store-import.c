/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-json.h"
#include "ac-store-attempts.h"
#include "ac-store-import.h"
#include "ac-store-parts.h"
#include "ac-store-privacy.h"
#include "ac-store-private.h"

/* Receipts of earlier erasures may stay: they say that there is nothing. */
gboolean
ac_store_check_is_empty (AcStore *self, const char *person, GError **error)
{
  static const char *const questions[] = {
    "SELECT id FROM account WHERE person_id = $1 LIMIT 1",
    "SELECT id FROM status WHERE person_id = $1 AND id > '' LIMIT 1",
    "SELECT id FROM receipt WHERE person_id = $1 AND purpose <> 'erasure' LIMIT 1",
    "SELECT id FROM undoing WHERE person_id = $1 LIMIT 1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error, questions[i],
                                                  "s", person);

      if (rows == NULL)
        return FALSE;
      if (ac_rows_next (rows))
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT,
                               "There is something here already");
          return FALSE;
        }
    }

  return TRUE;
}

/* What is on stays on, also where the other was off. */
static gboolean
import_setting (
    AcStore *self, const char *person, AcSetting setting, const AcSwitch *value, GError **error)
{
  return !value->on || ac_store_put_setting (self, person, setting, value, error);
}

gboolean
ac_store_import_person (AcStore *self,
                        const char *person,
                        const AcImportedPerson *facts,
                        GError **error)
{
  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    if (!import_setting (self, person, i, &facts->privacy.of[i], error))
      return FALSE;
  for (char **wish = facts->wishes; *wish != NULL; wish++)
    if (!ac_store_add_wish (self, person, *wish, error))
      return FALSE;

  return ac_store_set_standing (self, person, facts->region, facts->age, error) &&
         (!facts->sharing_stopped ||
          ac_database_execute (ac_store_get_database (self), NULL, error,
                               "UPDATE person SET sharing_stopped = 1, stopped_until = $1"
                               " WHERE id = $2",
                               "is", facts->stopped_until, person));
}

/* Nothing lets anybody in there until the person signs in again. */
gboolean
ac_store_import_account (AcStore *self, const char *person, AcAccount *account, GError **error)
{
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);

  ac_account_set_state (account, AC_ACCOUNT_ATTENTION, AC_ERROR_SIGN_IN_REQUIRED);
  ac_account_set_proved_at (account, 0);
  return ac_store_add_account (self, person, account, nothing, NULL, error);
}

/* With every switch off: those have rows of their own. */
gboolean
ac_store_import_link (AcStore *self, const char *person, AcLink *link, GError **error)
{
  const char *one = ac_link_get_account_id (link, 0);
  const char *other = ac_link_get_account_id (link, 1);
  const gboolean sorted = strcmp (one, other) < 0;

  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "INSERT INTO link (person_id, id, low_id, high_id, receipt_id, created_at)"
      " VALUES ($1, $2, $3, $4, $5, $6)",
      "sssssi", person, ac_link_get_id (link), sorted ? one : other, sorted ? other : one,
      ac_link_get_receipt_id (link), ac_link_get_created_at (link));
}

gboolean
ac_store_import_choice (AcStore *self,
                        const char *person,
                        const AcImportedChoice *choice,
                        GError **error)
{
  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "INSERT INTO choice (person_id, id, account_id, recipient, purpose, consent, agreed, ends_at,"
      " said_no_at, changed_at, receipt_id, how, terms_version)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      "sssssiiiiisii", person, choice->id, choice->account_id, choice->who,
      ac_use_purpose_to_slug (choice->purpose), AC_INT (choice->consent), AC_INT (choice->agreed),
      choice->ends_at, choice->said_no_at, choice->changed_at, choice->receipt_id,
      AC_INT (choice->how), AC_INT (choice->terms_version));
}

static char *
name_about (const AcReceiptFacts *facts, const char *pair)
{
  switch (facts->kind)
    {
    case AC_RECEIPT_OF_USE:
      return ac_store_name_use (facts->accounts[0].id, facts->recipient);
    case AC_RECEIPT_OF_SETTING:
      return g_strdup (AC_STORE_ABOUT_SETTINGS);
    case AC_RECEIPT_OF_ERASURE:
    case AC_RECEIPT_OF_LINK:
    default:
      return g_strdup (pair != NULL ? pair : "");
    }
}

gboolean
ac_store_import_receipt (
    AcStore *self, const char *person, AcReceipt *receipt, const char *pair, GError **error)
{
  g_autofree char *about = name_about (ac_receipt_get_facts (receipt), pair);

  return ac_store_keep_receipt (self, person, receipt, about, error);
}

/* As a step of the outbox ended, or would if it had ended now. */
typedef struct
{
  AcStepKind kind;
  AcStepState state;
  gboolean wanted;
  gboolean open;
  const char *error;
  gint64 due_at;    /* when it ends, as it was said when it was shared */
  gboolean expired; /* that was what ended it */
} End;

/* What was to end some day still does: it is looked after once the account is signed in. */
static End
find_end_of_live (AcDelivery *delivery, const AcImportedCopy *copy)
{
  const gint64 ends_at = ac_delivery_get_ends_at (delivery);

  if (ac_delivery_get_form (delivery) != AC_FORM_POST)
    return (End) { AC_STEP_END, AC_STEP_PENDING,
                   TRUE,        FALSE,
                   NULL,        copy->first_sent_at + AC_FORM_LIFE_MS };
  if (ends_at != 0)
    return (End) { AC_STEP_LIVE, AC_STEP_PENDING, TRUE, FALSE, NULL, ends_at };

  return (End) { AC_STEP_PUBLISH, AC_STEP_DONE, TRUE, FALSE, NULL };
}

static End
find_end_of_handed (AcDelivery *delivery)
{
  const gint64 ends_at = ac_delivery_get_ends_at (delivery);

  return (End) { AC_STEP_HAND, ends_at != 0 ? AC_STEP_PENDING : AC_STEP_DONE, TRUE, FALSE, NULL,
                 ends_at };
}

/* Whatever was to be sent isn't; what can't be told ends as that. */
static End
find_end (AcDelivery *delivery, const AcImportedCopy *copy)
{
  const char *error = ac_error_get_slug (ac_delivery_get_error (delivery));
  const char *unknown = ac_error_get_slug (AC_ERROR_UNKNOWN_OUTCOME);

  switch (ac_delivery_get_state (delivery))
    {
    case AC_DELIVERY_LIVE:
      return find_end_of_live (delivery, copy);
    case AC_DELIVERY_EXPIRED:
      return (End) { AC_STEP_VERIFY, AC_STEP_DONE, FALSE, FALSE, NULL, 0, TRUE };
    case AC_DELIVERY_GONE:
      return (End) { AC_STEP_VERIFY, AC_STEP_DONE, TRUE, FALSE, NULL };
    case AC_DELIVERY_REMOVED:
      return (End) { AC_STEP_VERIFY, AC_STEP_DONE, FALSE, FALSE, NULL };
    case AC_DELIVERY_FAILED:
      return (End) { AC_STEP_PUBLISH, AC_STEP_FAILED, FALSE, FALSE, error };
    case AC_DELIVERY_SENDING:
    case AC_DELIVERY_CHECKING:
    case AC_DELIVERY_NEEDS_YOU:
      return (End) { AC_STEP_PUBLISH, AC_STEP_FAILED, FALSE, FALSE, unknown };
    case AC_DELIVERY_REMOVING:
      return (End) { AC_STEP_REMOVE, AC_STEP_FAILED, FALSE, TRUE,
                     ac_error_get_slug (AC_ERROR_SIGN_IN_REQUIRED) };
    case AC_DELIVERY_REMOVE_FAILED:
      return (End) { AC_STEP_REMOVE, AC_STEP_FAILED, FALSE, TRUE, error };
    case AC_DELIVERY_SHARED_BY_YOU:
      return find_end_of_handed (delivery);
    case AC_DELIVERY_YOURS_TO_DELETE:
      return (End) { AC_STEP_HAND, AC_STEP_NEEDS_YOU, FALSE, TRUE, NULL };
    case AC_DELIVERY_DELETED_BY_YOU:
      return (End) { AC_STEP_HAND, AC_STEP_DONE, FALSE, FALSE, NULL };
    case AC_DELIVERY_HANDED_TO_YOU:
      return (End) { AC_STEP_HAND, AC_STEP_CANCELLED, FALSE, FALSE, NULL };
    case AC_DELIVERY_SCHEDULED:
    case AC_DELIVERY_MISSED:
    case AC_DELIVERY_WAITING:
    case AC_DELIVERY_SIGN_IN_NEEDED:
    case AC_DELIVERY_STOPPED:
    case AC_DELIVERY_CANCELLED:
    default:
      return (End) { AC_STEP_PUBLISH, AC_STEP_CANCELLED, FALSE, FALSE, NULL };
    }
}

/* The last part of a thread that is live; 0: none. */
static guint
find_last_live (AcDelivery *delivery)
{
  GListModel *parts = ac_delivery_get_parts (delivery);

  for (guint i = g_list_model_get_n_items (parts); i > 0; i--)
    {
      g_autoptr(AcPart) part = g_list_model_get_item (parts, i - 1);

      if (ac_part_get_state (part) == AC_DELIVERY_LIVE)
        return i;
    }

  return 0;
}

/* Nothing more of a thread is sent, so what is out of one that never became whole is all of it. */
static void
rest_at_live (AcDelivery *delivery, AcImportedCopy *copy, End *end)
{
  const guint last = find_last_live (delivery);
  const char *error = end->error;
  JsonObject *place = NULL;

  if (last == 0 || end->kind != AC_STEP_PUBLISH || end->state == AC_STEP_DONE)
    return;

  place = json_array_get_object_element (copy->parts, last - 1);
  copy->part = last;
  copy->remote_id = ac_json_get_string (place, "remote_id");
  copy->remote_uri = ac_json_get_string (place, "remote_uri");
  copy->url = ac_json_get_string (place, "url");
  *end = find_end_of_live (delivery, copy);
  end->error = error;
}

/* What was to be changed isn't any more. */
static gboolean
import_edit (AcStore *self, const char *person, AcDelivery *delivery, GError **error)
{
  const gboolean under_way = ac_edit_is_under_way (ac_delivery_get_edit (delivery));
  const AcEdit edit = under_way ? AC_EDIT_FAILED : ac_delivery_get_edit (delivery);
  const AcError reason =
      under_way ? AC_ERROR_SIGN_IN_REQUIRED : ac_delivery_get_edit_error (delivery);

  return ac_database_execute (
      ac_store_get_database (self), NULL, error,
      "UPDATE delivery SET edit = $1, edit_error = $2, copy_text = $3"
      " WHERE person_id = $4 AND id = $5",
      "issss", AC_INT (edit), edit == AC_EDIT_FAILED ? ac_error_get_slug (reason) : NULL,
      ac_delivery_get_copy_text (delivery), person, ac_delivery_get_id (delivery));
}

static gboolean
import_delivery (AcStore *self,
                 const char *person,
                 AcDelivery *delivery,
                 AcImportedCopy *copy,
                 guint place,
                 GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  End end = find_end (delivery, copy);
  const char *named = ac_delivery_get_account_id (delivery);
  const char *account = named != NULL ? named : "";
  const char *id = ac_delivery_get_id (delivery);
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autofree char *step = ac_id_new ();

  rest_at_live (delivery, copy, &end);
  return ac_database_execute (
             database, NULL, error,
             "INSERT INTO delivery (person_id, id, status_id, place, account_id, service, handle,"
             " audience, wanted, open, key, payload, first_armed_at, remote_id, remote_uri, url,"
             " updated_at, form, link_id, ends_at, expired, part, long_text, text)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $23, $11,"
             " $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $24)",
             "sssissssiibisssissiiisss", person, id, ac_delivery_get_status_id (delivery),
             AC_INT (place), account, ac_delivery_get_service (delivery),
             ac_delivery_get_handle (delivery),
             ac_audience_to_slug (ac_delivery_get_audience (delivery)), AC_INT (end.wanted),
             AC_INT (end.open), nothing, copy->first_sent_at, copy->remote_id, copy->remote_uri,
             copy->url, ac_delivery_get_updated_at (delivery),
             ac_form_to_slug (ac_delivery_get_form (delivery)), ac_delivery_get_link_id (delivery),
             ac_delivery_get_ends_at (delivery), AC_INT (end.expired), AC_INT (copy->part),
             ac_long_text_to_slug (ac_delivery_get_long_text (delivery)),
             copy->remote_id != NULL ? copy->remote_id : "", ac_delivery_get_text (delivery)) &&
         import_edit (self, person, delivery, error) &&
         ac_store_import_parts (self, person, delivery, copy->parts, copy->first_sent_at, error) &&
         ac_store_import_attempts (self, person, id, copy->attempts, error) &&
         ac_database_execute (
             database, NULL, error,
             "INSERT INTO step (person_id, id, delivery_id, account_id, kind, state, look, sent_at,"
             " attempts, resends, error, due_at, epoch)"
             " VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, 0, $8, NULLIF($9, 0), 0)",
             "ssssiiisi", person, step, id, account, AC_INT (end.kind), AC_INT (end.state),
             AC_INT (ac_delivery_get_attempts (delivery)), end.error, end.due_at);
}

/* Its bytes came before, or are gone. */
static gboolean
import_picture (AcStore *self,
                const char *person,
                AcStatus *status,
                AcPicture *picture,
                guint place,
                GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  const char *id = ac_picture_get_id (picture);
  gint64 changed = 0;

  if (!ac_database_execute (database, &changed, error,
                            "UPDATE picture SET width = width WHERE person_id = $1 AND id = $2",
                            "ss", person, id))
    return FALSE;

  return (changed > 0 || ac_store_add_picture (self, person, picture, error)) &&
         ac_database_execute (database, NULL, error,
                              "UPDATE picture SET status_id = $1, place = $2, alt = $3"
                              " WHERE person_id = $4 AND id = $5",
                              "sisss", ac_status_get_id (status), AC_INT (place),
                              ac_picture_get_alt (picture), person, id);
}

gboolean
ac_store_import_status (AcStore *self,
                        const char *person,
                        AcStatus *status,
                        const AcImportedCopy *copies,
                        GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  GListModel *deliveries = ac_status_get_deliveries (status);
  GListModel *pictures = ac_status_get_pictures (status);
  g_auto(AcFolded) folded = ac_store_fold_status (status);

  if (!ac_database_execute (
          database, NULL, error,
          "INSERT INTO status (person_id, id, text, created_at, removed, life,"
          " share_at, folded, long_folded, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
          "$10)",
          "sssiisissi", person, ac_status_get_id (status), ac_status_get_text (status),
          ac_status_get_created_at (status), AC_INT (ac_status_get_removed (status)),
          ac_life_to_slug (ac_status_get_life (status)), ac_status_get_share_at (status),
          folded.words, folded.long_words, AC_INT (ac_status_get_revision (status))) ||
      !ac_database_execute (database, NULL, error,
                            "UPDATE person SET n_statuses = n_statuses + 1 WHERE id = $1", "s",
                            person) ||
      !ac_store_keep_remarks (self, person, status, error))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);
      AcImportedCopy copy = copies[i];

      if (!import_delivery (self, person, delivery, &copy, i, error))
        return FALSE;
    }
  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);

      if (!import_picture (self, person, status, picture, i, error))
        return FALSE;
    }

  return ac_store_touch_phase (self, person, ac_status_get_id (status), error);
}
