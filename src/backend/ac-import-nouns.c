/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-archive-reader.h"
#include "ac-attempt.h"
#include "ac-categories.h"
#include "ac-clock.h"
#include "ac-device.h"
#include "ac-draft.h"
#include "ac-export.h"
#include "ac-import-nouns.h"
#include "ac-splitter.h"
#include "ac-json.h"
#include "ac-store-drafts.h"
#include "ac-store-rules.h"

#define MAX_VALUE 8192

static const AcJsonField choice_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "account_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "recipient", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "purpose", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "consent", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "categories", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_N_CATEGORIES },
  { "until", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "said_no_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "changed_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "receipt_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "how", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "terms_version", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField datum_fields[] = {
  { "account_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "category", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "value", AC_JSON_STRING, AC_JSON_REQUIRED, 0 },
  { NULL },
};

static const AcJsonField person_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "region", AC_JSON_STRING, AC_JSON_OPTIONAL, 2 },
  { "age", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "wishes", AC_JSON_ARRAY, AC_JSON_REQUIRED, 256 },
  { "sharing_stopped", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { "sharing_stopped_until", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "keep_separate", AC_JSON_OBJECT, AC_JSON_REQUIRED },
  { "do_not_sell", AC_JSON_OBJECT, AC_JSON_REQUIRED },
  { "signing_key", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

static const AcJsonField status_fields[] = {
  { "status", AC_JSON_OBJECT, AC_JSON_REQUIRED },
  { "copies", AC_JSON_ARRAY, AC_JSON_REQUIRED, 64 },
  { NULL },
};

static const AcJsonField copy_fields[] = {
  { "delivery_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "remote_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "remote_uri", AC_JSON_STRING, AC_JSON_OPTIONAL, 8192 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL, 65536 },
  { "first_sent_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "part", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "parts", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SPLITTER_MAX_PARTS },
  { "attempts", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_ATTEMPTS_KEPT },
  { NULL },
};

static const AcJsonField part_fields[] = {
  { "remote_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "remote_uri", AC_JSON_STRING, AC_JSON_OPTIONAL, 8192 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL, 8192 },
  { "revision", AC_JSON_STRING, AC_JSON_OPTIONAL, 256 },
  { NULL },
};

static const AcJsonField pair_fields[] = {
  { "receipt_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "pair", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

static JsonNode *
parse (const char *line, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (line, strlen (line));

  return ac_json_parse (bytes, AC_JSON_MAX_SIZE, error);
}

static JsonObject *
open_object (const char *line, const AcJsonField *fields, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (line, strlen (line));

  return ac_json_parse_object (bytes, fields, AC_JSON_CLOSED, error);
}

static gboolean
check_id (JsonObject *object, const char *name, GError **error)
{
  return ac_id_is_valid (ac_json_get_string (object, name)) ||
         ac_archive_refuse (error, "an id isn't one");
}

/* Left alone where it is missing. */
static gboolean
read_time (JsonObject *object, const char *name, gint64 *time_ms, GError **error)
{
  const char *text = ac_json_get_string (object, name);

  return text == NULL || ac_clock_parse (text, time_ms) ||
         ac_archive_refuse (error, "a time isn't one");
}

static gboolean
read_number (JsonObject *object, const char *name, guint *value, GError **error)
{
  const gint64 number = ac_json_get_integer (object, name);

  *value = number;
  return (number >= 0 && number <= G_MAXINT) || ac_archive_refuse (error, "a number isn't one");
}

static gboolean
check_known (AcImportReading *self, const char *account_id, GError **error)
{
  return g_hash_table_contains (self->accounts, account_id) ||
         ac_archive_refuse (error, "an account is missing");
}

static gboolean
check_accounts (AcImportReading *self, AcAccount *account, GError **error)
{
  const guint max = self->import->max_accounts;

  if (ac_connectors_get (self->import->connectors, ac_account_get_service (account)) == NULL)
    return ac_archive_refuse (error, "a service isn't known here");
  if (max == 0 || self->counts.accounts < max)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_QUOTA_REACHED, "These are too many accounts");
  return FALSE;
}

gboolean
ac_import_account (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonNode) node = parse (line, error);
  g_autoptr(AcAccount) account = node != NULL ? ac_account_from_json (node, error) : NULL;

  if (account == NULL || !check_accounts (self, account, error))
    return FALSE;
  if (!g_hash_table_add (self->accounts, g_strdup (ac_account_get_id (account))))
    return ac_archive_refuse (error, "an account is there twice");

  self->counts.accounts++;
  /* One that was being removed is gone by now. */
  return self->store == NULL || ac_store_import_account (self->store, self->person, account, error);
}

static gboolean
read_choice (JsonObject *object, AcImportedChoice *choice, GError **error)
{
  *choice = (AcImportedChoice) { .id = ac_json_get_string (object, "id"),
                                 .account_id = ac_json_get_string (object, "account_id"),
                                 .who = ac_json_get_string (object, "recipient"),
                                 .receipt_id = ac_json_get_string (object, "receipt_id") };
  if (!check_id (object, "id", error) || !read_time (object, "until", &choice->ends_at, error) ||
      !read_time (object, "said_no_at", &choice->said_no_at, error) ||
      !read_time (object, "changed_at", &choice->changed_at, error) ||
      !read_number (object, "terms_version", &choice->terms_version, error) ||
      !ac_categories_read (object, "categories", &choice->agreed, error))
    return FALSE;

  return (ac_program_from_slug (ac_json_get_string (object, "how"), &choice->how) &&
          ac_use_purpose_from_slug (ac_json_get_string (object, "purpose"), &choice->purpose) &&
          ac_consent_from_slug (ac_json_get_string (object, "consent"), &choice->consent)) ||
         ac_archive_refuse (error, "a choice isn't understood");
}

gboolean
ac_import_choice (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonObject) object = open_object (line, choice_fields, error);
  AcImportedChoice choice = { 0 };

  if (object == NULL || !read_choice (object, &choice, error) ||
      !check_known (self, choice.account_id, error))
    return FALSE;

  self->counts.choices++;
  return self->store == NULL || ac_store_import_choice (self->store, self->person, &choice, error);
}

gboolean
ac_import_datum (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonObject) object = open_object (line, datum_fields, error);
  AcCategory category = AC_CATEGORY_PROFILE;

  if (object == NULL || !check_known (self, ac_json_get_string (object, "account_id"), error))
    return FALSE;
  if (!ac_category_from_slug (ac_json_get_string (object, "category"), &category))
    return ac_archive_refuse (error, "a value isn't understood");

  return self->store == NULL ||
         ac_store_set_datum (self->store, self->person, ac_json_get_string (object, "account_id"),
                             category, ac_json_get_string (object, "value"), error);
}

gboolean
ac_import_link (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonNode) node = parse (line, error);
  g_autoptr(AcLink) link = node != NULL ? ac_link_from_json (node, error) : NULL;

  if (link == NULL || !check_known (self, ac_link_get_account_id (link, 0), error) ||
      !check_known (self, ac_link_get_account_id (link, 1), error))
    return FALSE;

  self->counts.links++;
  return self->store == NULL || ac_store_import_link (self->store, self->person, link, error);
}

static void
clear_person (AcImportedPerson *facts)
{
  g_clear_pointer (&facts->region, g_free);
  g_clear_pointer (&facts->wishes, g_strfreev);
  ac_privacy_facts_clear (&facts->privacy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcImportedPerson, clear_person)

static gboolean
read_person (JsonObject *object, AcImportedPerson *facts, GError **error)
{
  if (!check_id (object, "id", error) || !read_number (object, "age", &facts->age, error) ||
      !read_time (object, "sharing_stopped_until", &facts->stopped_until, error))
    return FALSE;
  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    if (!ac_switch_read (&facts->privacy.of[i], object, ac_setting_get_member (i), error))
      return FALSE;

  facts->region = g_strdup (ac_json_get_string (object, "region"));
  facts->sharing_stopped = ac_json_get_boolean (object, "sharing_stopped");
  facts->wishes = ac_json_dup_strings (object, "wishes", 64);
  return facts->wishes != NULL || ac_archive_refuse (error, "a wish isn't understood");
}

gboolean
ac_import_person (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonObject) object = open_object (line, person_fields, error);
  g_auto(AcImportedPerson) facts = { 0 };

  if (object == NULL || !read_person (object, &facts, error))
    return FALSE;
  if (self->has_person)
    return ac_archive_refuse (error, "it is of two people");

  self->has_person = TRUE;
  return self->store == NULL || ac_store_import_person (self->store, self->person, &facts, error);
}

gboolean
ac_import_pair (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonObject) object = open_object (line, pair_fields, error);

  if (object == NULL || !check_id (object, "receipt_id", error))
    return FALSE;

  g_hash_table_insert (self->pairs, g_strdup (ac_json_get_string (object, "receipt_id")),
                       g_strdup (ac_json_get_string (object, "pair")));
  return TRUE;
}

gboolean
ac_import_receipt (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonNode) node = parse (line, error);
  g_autoptr(AcReceipt) receipt = node != NULL ? ac_receipt_from_json (node, error) : NULL;

  if (receipt == NULL)
    return FALSE;

  self->counts.receipts++;
  return self->store == NULL ||
         ac_store_import_receipt (self->store, self->person, receipt,
                                  g_hash_table_lookup (self->pairs, ac_receipt_get_id (receipt)),
                                  error);
}

/* Where somebody was signed in elsewhere is nothing that comes back. */
gboolean
ac_import_session (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonNode) node = parse (line, error);
  g_autoptr(AcDevice) device = node != NULL ? ac_device_from_json (node, error) : NULL;

  return device != NULL;
}

/* What was being undone there is undone by that backend. */
gboolean
ac_import_undoing (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonNode) node = parse (line, error);
  g_autoptr(AcUndoing) undoing = node != NULL ? ac_undoing_from_json (node, error) : NULL;

  return undoing != NULL;
}

/* Nothing is shared by itself until the person says so again. */
gboolean
ac_import_rule (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonNode) node = parse (line, error);
  g_autoptr(AcShareRule) rule = node != NULL ? ac_share_rule_from_json (node, error) : NULL;
  g_auto(AcShareRuleFacts) facts = { 0 };
  g_autoptr(AcShareRule) off = NULL;

  if (rule == NULL || self->store == NULL)
    return rule != NULL;

  ac_share_rule_facts_copy (ac_share_rule_get_facts (rule), &facts);
  if (facts.ended == AC_SHARE_RULE_END_NONE)
    facts.ended = AC_SHARE_RULE_END_PERSON;
  off = ac_share_rule_new (&facts);
  return ac_store_add_rule (self->store, self->person, off, error);
}

/* Begun and not shared: it stays that. Its pictures came before. */
gboolean
ac_import_draft (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonNode) node = parse (line, error);
  g_autoptr(AcDraft) draft = node != NULL ? ac_draft_from_json (node, error) : NULL;
  g_autoptr(GError) failure = NULL;

  if (draft == NULL || self->store == NULL ||
      ac_store_put_draft (self->store, self->person, draft, &failure))
    return draft != NULL;
  if (g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
    return ac_archive_refuse (error, "a picture is missing");

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* As many as the delivery has, and what it is about is one of them. */
static gboolean
read_parts (JsonObject *object, AcDelivery *delivery, AcImportedCopy *copy, GError **error)
{
  const guint n = g_list_model_get_n_items (ac_delivery_get_parts (delivery));

  copy->parts = ac_json_get_array (object, "parts");
  copy->part = ac_json_get_integer (object, "part");
  if ((copy->parts != NULL ? json_array_get_length (copy->parts) : 0) != n || copy->part > n ||
      (copy->part == 0) != (n == 0))
    return ac_archive_refuse (error, "the posts of a thread aren't understood");

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (copy->parts, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) ||
          !ac_json_check (json_node_get_object (node), part_fields, AC_JSON_CLOSED, NULL))
        return ac_archive_refuse (error, "a post of a thread isn't understood");
    }

  return TRUE;
}

/* Each has a number of its own. */
static gboolean
read_attempts (JsonObject *object, AcImportedCopy *copy, GError **error)
{
  guint last = 0;

  copy->attempts = ac_json_get_array (object, "attempts");
  for (guint i = 0; copy->attempts != NULL && i < json_array_get_length (copy->attempts); i++)
    {
      g_autoptr(AcAttempt) attempt =
                    ac_attempt_from_json (json_array_get_element (copy->attempts, i), error);

      if (attempt == NULL)
        return FALSE;
      if (ac_attempt_get_facts (attempt)->number <= last)
        return ac_archive_refuse (error, "tries stand in another order");
      last = ac_attempt_get_facts (attempt)->number;
    }

  return TRUE;
}

static gboolean
read_copy (JsonNode *node, AcDelivery *delivery, AcImportedCopy *copy, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL || !ac_json_check (object, copy_fields, AC_JSON_CLOSED, error) ||
      !read_time (object, "first_sent_at", &copy->first_sent_at, error))
    return object != NULL ? FALSE : ac_archive_refuse (error, "a copy isn't understood");

  copy->remote_id = ac_json_get_string (object, "remote_id");
  copy->remote_uri = ac_json_get_string (object, "remote_uri");
  copy->url = ac_json_get_string (object, "url");
  if (!read_parts (object, delivery, copy, error) || !read_attempts (object, copy, error))
    return FALSE;
  return g_strcmp0 (ac_json_get_string (object, "delivery_id"), ac_delivery_get_id (delivery)) ==
             0 ||
         ac_archive_refuse (error, "a copy is of another delivery");
}

static gboolean
read_copies (JsonArray *array, AcStatus *status, AcImportedCopy *copies, GError **error)
{
  GListModel *deliveries = ac_status_get_deliveries (status);
  const guint n = json_array_get_length (array);

  if (n != g_list_model_get_n_items (deliveries))
    return ac_archive_refuse (error, "a copy is missing");

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      if (g_strcmp0 (ac_delivery_get_status_id (delivery), ac_status_get_id (status)) != 0)
        return ac_archive_refuse (error, "a delivery is of another status");
      if (!read_copy (json_array_get_element (array, i), delivery, &copies[i], error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ac_import_status (AcImportReading *self, const char *line, GError **error)
{
  g_autoptr(JsonObject) object = open_object (line, status_fields, error);
  g_autoptr(AcStatus) status = NULL;
  g_autofree AcImportedCopy *copies = NULL;
  JsonArray *array = NULL;

  if (object == NULL ||
      !(status = ac_status_from_json (json_object_get_member (object, "status"), error)))
    return FALSE;

  array = ac_json_get_array (object, "copies");
  copies = g_new0 (AcImportedCopy, json_array_get_length (array) + 1);
  if (!read_copies (array, status, copies, error))
    return FALSE;

  self->counts.statuses++;
  return self->store == NULL ||
         ac_store_import_status (self->store, self->person, status, copies, error);
}

/* "media/" and the id. */
static char *
find_id (const char *name)
{
  const char *id = name + strlen (AC_EXPORT_MEDIA);
  const char *dot = strchr (id, '.');
  g_autofree char *text = dot != NULL ? g_strndup (id, dot - id) : NULL;

  return text != NULL && ac_id_is_valid (text) ? g_steal_pointer (&text) : NULL;
}

/* Whatever isn't needed to show it was taken out when it came here first. */
gboolean
ac_import_picture (AcImportReading *self, const char *name, GBytes *bytes, GError **error)
{
  AcPictureFacts facts = { 0 };
  g_autoptr(GBytes) clean = ac_picture_file_clean (bytes, &facts, NULL);
  g_autofree char *id = find_id (name);
  g_autofree char *expected = id != NULL ? ac_export_name_picture (id, facts.type) : NULL;
  g_autoptr(AcPicture) picture = NULL;

  if (clean == NULL || g_strcmp0 (expected, name) != 0 || !g_bytes_equal (clean, bytes))
    return ac_archive_refuse (error, "a picture isn't one");

  self->counts.pictures++;
  if (self->store == NULL)
    return TRUE;

  picture = ac_picture_new (id, &facts, g_bytes_get_size (bytes));
  ac_picture_set_bytes (picture, bytes);
  return ac_store_add_picture (self->store, self->person, picture, error);
}
