/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-handlers.h"
#include "ac-store-recipients.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define MOST_DAYS 365

static JsonNode *
choice_to_json (gpointer item)
{
  return ac_use_choice_to_json (item);
}

static const char *
choice_id (gpointer item)
{
  return ac_use_choice_get_id (item);
}

static GObject *
list_choices (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) choices = ac_store_list_use_choices (
      store, request->person, request->cursor, request->limit + 1, error);

  return choices != NULL ? G_OBJECT (ac_reply_new_page (G_LIST_MODEL (choices), request->limit,
                                                        choice_to_json, choice_id))
                         : NULL;
}

AcReply *
ac_handle_list_choices (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_choices, error);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, why);
  return FALSE;
}

/* Services come by name; apps are known by the beginning of theirs. */
static gboolean
read_recipient (AcRequest *request, AcAsk *about, GError **error)
{
  const char *who = ac_json_get_string (request->body, "recipient");

  about->who = who;
  about->recipient = AC_RECIPIENT_SERVICE;
  if (ac_connectors_get (request->context->connectors, who) != NULL)
    return TRUE;
  if (g_str_equal (who, "host"))
    return about->recipient = AC_RECIPIENT_HOST, TRUE;

  if (ac_recipients_find (request->context->recipients, who) != NULL)
    return about->recipient = AC_RECIPIENT_SERVER_APP, TRUE;

  about->recipient = AC_RECIPIENT_DESKTOP_APP;
  return g_str_has_prefix (who, "app:") ? TRUE : refuse (error, "There is no such recipient");
}

static gboolean
read_categories (AcRequest *request, guint *agreed, GError **error)
{
  g_auto(GStrv) names = ac_json_get_array (request->body, "categories") != NULL
                            ? ac_json_dup_strings (request->body, "categories", 32)
                            : NULL;

  *agreed = 0;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      AcCategory category = AC_CATEGORY_PROFILE;

      if (!ac_category_from_slug (names[i], &category))
        return refuse (error, "There is no such category");
      *agreed |= 1u << category;
    }

  return *agreed != 0 || !ac_json_get_boolean (request->body, "value") ||
         refuse (error, "A yes needs the categories that it is for");
}

static gboolean
read_days (AcRequest *request, gint64 *until, GError **error)
{
  const gint64 days = json_object_has_member (request->body, "days")
                          ? ac_json_get_integer (request->body, "days")
                          : MOST_DAYS;

  *until = ac_clock_now_ms () + days * DAY_MS;
  return (days >= 1 && days <= MOST_DAYS) || refuse (error, "A yes is for 1 to 365 days");
}

static GObject *
reply_with (AcStore *store, AcRequest *request, const char *id, GError **error)
{
  g_autoptr(AcUseChoice) choice = ac_store_get_use_choice (store, request->person, id, error);

  return choice != NULL ? G_OBJECT (ac_reply_new_json (200, ac_use_choice_to_json (choice))) : NULL;
}

static GObject *
find_choice (AcStore *store, AcRequest *request, const AcAsk *about, GError **error)
{
  g_auto(AcSaid) said = { 0 };

  return ac_store_get_said (store, request->person, about, &said, error)
             ? reply_with (store, request, said.id, error)
             : NULL;
}

/* Whoever says which terms the person saw is told when these are others now. */
static gboolean
read_terms (AcStore *store, AcRequest *request, const AcAsk *about, guint *version, GError **error)
{
  const gint64 seen = ac_json_get_integer (request->body, "terms_version");
  AcTerms terms[AC_N_USES] = { 0 };

  if (!ac_store_get_terms (store, about->who, terms, error))
    return FALSE;
  if (seen != 0 && seen != terms[about->purpose].version)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "These aren't its terms any more");
      return FALSE;
    }

  *version = terms[about->purpose].version;
  return TRUE;
}

static GObject *
set_choice (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  AcWord word = { 0 };
  const gboolean value = ac_json_get_boolean (request->body, "value");
  AcAsk about = { .account_id = ac_json_get_string (request->body, "account_id") };
  AcYes yes = { 0 };

  if (!ac_request_read_word (request, &word, error))
    return NULL;
  if (!ac_id_is_valid (about.account_id) ||
      !ac_use_purpose_from_slug (ac_json_get_string (request->body, "purpose"), &about.purpose))
    return refuse (error, "The choice is not understood"), NULL;

  return read_recipient (request, &about, error) && read_categories (request, &yes.agreed, error) &&
                 read_days (request, &yes.until, error) &&
                 read_terms (store, request, &about, &yes.terms_version, error) &&
                 ac_store_say (store, &word, &about,
                               value ? AC_CONSENT_ACT_AGREE : AC_CONSENT_ACT_REFUSE, &yes, error)
             ? find_choice (store, request, &about, error)
             : NULL;
}

AcReply *
ac_handle_set_choice (AcRequest *request, GError **error)
{
  return ac_request_run (request, set_choice, error);
}

static GObject *
get_choice (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return reply_with (store, request, request->id, error);
}

AcReply *
ac_handle_get_choice (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_choice, error);
}

static JsonNode *
answer_to_json (gpointer item)
{
  return ac_receipt_to_json (item);
}

static const char *
answer_id (gpointer item)
{
  return ac_receipt_get_id (item);
}

static GObject *
list_answers (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) answers = ac_store_list_answers (
      store, request->person, request->id, request->cursor, request->limit + 1, error);

  return answers != NULL ? G_OBJECT (ac_reply_new_page (G_LIST_MODEL (answers), request->limit,
                                                        answer_to_json, answer_id))
                         : NULL;
}

AcReply *
ac_handle_list_answers (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_answers, error);
}

static GObject *
undo_choice (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  AcWord word = { 0 };

  return ac_request_read_word (request, &word, error) &&
                 ac_store_undo_answer (store, &word, request->id,
                                       ac_json_get_string (request->body, "receipt_id"), error)
             ? reply_with (store, request, request->id, error)
             : NULL;
}

AcReply *
ac_handle_undo_choice (AcRequest *request, GError **error)
{
  return ac_request_run (request, undo_choice, error);
}

static GObject *
get_signing_key (AcStore *store, gpointer user_data, GError **error)
{
  g_autofree char *key = ac_store_get_signing_key (store, error);
  g_autoptr(JsonObject) object = json_object_new ();

  if (key == NULL)
    return NULL;

  ac_json_set_string (object, "key", key);
  return G_OBJECT (ac_reply_new_json (200, json_node_init_object (json_node_alloc (), object)));
}

AcReply *
ac_handle_get_signing_key (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_signing_key, error);
}
