/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement.h"
#include "ac-categories.h"
#include "ac-json.h"
#include "ac-ledger-names.h"
#include "ac-draft.h"
#include "ac-store-attempts.h"
#include "ac-store-data.h"
#include "ac-store-drafts.h"
#include "ac-store-export.h"
#include "ac-store-parts.h"
#include "ac-store-privacy.h"
#include "ac-store-private.h"
#include "ac-store-rules.h"

#define PAGE 100
#define PAIR_SIZE 64 /* hexadecimal digits of SHA-256 */
#define MOST 10000   /* of what is few */

void
ac_export_page_clear (AcExportPage *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self->after);
  g_free (self->until);
}

/* Takes node. */
static void
add_node (AcExportPage *page, JsonNode *node)
{
  g_autoptr(JsonNode) owned = node;
  g_autofree char *text = json_to_string (owned, FALSE);

  g_string_append (page->text, text);
  g_string_append_c (page->text, '\n');
}

/* Takes object. */
static void
add_object (AcExportPage *page, JsonObject *object)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  add_node (page, node);
}

/* Takes list, which may be NULL. */
static gboolean
add_list (AcExportPage *page, GListStore *list, JsonNode *(*to_json) (gpointer item))
{
  g_autoptr(GListStore) owned = list;

  for (guint i = 0; owned != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (owned)); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (owned), i);

      add_node (page, to_json (item));
    }

  g_clear_pointer (&page->after, g_free);
  return owned != NULL;
}

static gboolean
add_standing (AcStore *self, const char *person, JsonObject *object, GError **error)
{
  g_autoptr(AcStanding) standing = ac_store_get_standing (self, person, error);

  if (standing == NULL)
    return FALSE;

  ac_json_set_string (object, "region", standing->region);
  if (standing->age != 0)
    json_object_set_int_member (object, "age", standing->age);
  ac_json_set_strings (object, "wishes", (const char *const *) standing->waiting);
  return TRUE;
}

static gboolean
add_settings (AcStore *self, const char *person, JsonObject *object, GError **error)
{
  g_autoptr(AcPrivacy) privacy = ac_store_get_privacy (self, person, error);
  gboolean stopped = FALSE;
  gint64 until = 0;

  if (privacy == NULL || !ac_store_get_sharing_stopped (self, person, &stopped, error) ||
      !ac_store_get_stopped_until (self, person, &until, error))
    return FALSE;

  json_object_set_boolean_member (object, "sharing_stopped", stopped);
  ac_json_set_time (object, "sharing_stopped_until", until);
  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    ac_switch_write (ac_privacy_get_switch (privacy, i), object, ac_setting_get_member (i));
  return TRUE;
}

gboolean
ac_store_export_person (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autofree char *key = NULL;

  ac_json_set_string (object, "id", person);
  if (!add_standing (self, person, object, error) || !add_settings (self, person, object, error) ||
      !(key = ac_store_get_signing_key (self, error)))
    return FALSE;

  ac_json_set_string (object, "signing_key", key);
  add_object (page, g_steal_pointer (&object));
  return TRUE;
}

static JsonNode *
account_to_json (gpointer item)
{
  return ac_account_to_json (item);
}

gboolean
ac_store_export_accounts (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  return add_list (page, ac_store_list_accounts (self, person, NULL, MOST, error), account_to_json);
}

static JsonNode *
link_to_json (gpointer item)
{
  return ac_link_to_json (item);
}

gboolean
ac_store_export_links (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  return add_list (page, ac_store_list_links (self, person, NULL, MOST, error), link_to_json);
}

static JsonNode *
session_to_json (gpointer item)
{
  return ac_device_to_json (item);
}

gboolean
ac_store_export_sessions (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  return add_list (page, ac_store_list_sessions (self, person, MOST, error), session_to_json);
}

static JsonNode *
undoing_to_json (gpointer item)
{
  return ac_undoing_to_json (item);
}

gboolean
ac_store_export_undoings (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  return add_list (page, ac_store_list_undoings (self, person, MOST, error), undoing_to_json);
}

static JsonNode *
rule_to_json (gpointer item)
{
  return ac_share_rule_to_json (item);
}

gboolean
ac_store_export_rules (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  return add_list (page, ac_store_list_rules (self, person, NULL, MOST, error), rule_to_json);
}

static JsonNode *
draft_to_json (gpointer item)
{
  return ac_draft_to_json (item);
}

gboolean
ac_store_export_drafts (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  return add_list (page, ac_store_list_drafts (self, person, NULL, MOST, error), draft_to_json);
}

static void
add_choice (AcExportPage *page, AcRows *rows)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "id", ac_rows_text (rows, 0));
  ac_json_set_string (object, "account_id", ac_rows_text (rows, 1));
  ac_json_set_string (object, "recipient", ac_rows_text (rows, 2));
  ac_json_set_string (object, "purpose", ac_rows_text (rows, 3));
  ac_json_set_string (object, "consent", ac_consent_to_slug (ac_rows_int (rows, 4)));
  ac_categories_write (object, "categories", ac_rows_int (rows, 5));
  ac_json_set_time (object, "until", ac_rows_int (rows, 6));
  ac_json_set_time (object, "said_no_at", ac_rows_int (rows, 7));
  ac_json_set_time (object, "changed_at", ac_rows_int (rows, 8));
  ac_json_set_string (object, "receipt_id", ac_rows_text (rows, 9));
  ac_json_set_string (object, "how", ac_program_to_slug (ac_rows_int (rows, 10)));
  json_object_set_int_member (object, "terms_version", ac_rows_int (rows, 11));
  add_object (page, object);
}

gboolean
ac_store_export_choices (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id, account_id, recipient, purpose, consent, agreed, ends_at, said_no_at, changed_at,"
      " receipt_id, how, terms_version FROM choice WHERE person_id = $1 ORDER BY id",
      "s", person);

  while (rows != NULL && ac_rows_next (rows))
    add_choice (page, rows);

  return rows != NULL;
}

static void
add_value (AcExportPage *page, const char *account_id, AcCategory category, const char *value)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "account_id", account_id);
  ac_json_set_string (object, "category", ac_category_to_slug (category));
  ac_json_set_string (object, "value", value);
  add_object (page, object);
}

static gboolean
add_values_of (
    AcStore *self, const char *person, const char *account, AcExportPage *page, GError **error)
{
  for (AcCategory i = 0; i < AC_N_CATEGORIES; i++)
    {
      g_autofree char *value = NULL;

      if (!ac_store_read_own (self, person, account, i, &value, error))
        return FALSE;
      if (value != NULL)
        add_value (page, account, i, value);
    }

  return TRUE;
}

gboolean
ac_store_export_data (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id FROM account WHERE person_id = $1 AND unconfirmed IS NULL ORDER BY id", "s",
      person);

  while (rows != NULL && ac_rows_next (rows))
    if (!add_values_of (self, person, ac_rows_text (rows, 0), page, error))
      return FALSE;

  return rows != NULL;
}

static void
add_name (AcExportPage *page, const char *mark, const AcNamedAccount *account)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "mark", mark);
  json_object_set_object_member (object, "account", ac_named_account_write (account));
  add_object (page, object);
}

gboolean
ac_store_export_names (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  g_autoptr(GHashTable) names = ac_ledger_names_open (self, person, error);
  g_autoptr(GPtrArray) marks = NULL;

  if (names == NULL)
    return FALSE;

  marks = g_hash_table_get_keys_as_ptr_array (names);
  g_ptr_array_sort_values (marks, (GCompareFunc) strcmp);
  for (guint i = 0; i < marks->len; i++)
    add_name (page, g_ptr_array_index (marks, i),
              g_hash_table_lookup (names, g_ptr_array_index (marks, i)));
  return TRUE;
}

/* Where a copy is: what the noun doesn't say. */
static gboolean
add_copy (AcStore *self, const char *person, AcRows *rows, JsonArray *copies, GError **error)
{
  JsonObject *object = json_object_new ();

  json_array_add_object_element (copies, object);
  ac_json_set_string (object, "delivery_id", ac_rows_text (rows, 0));
  ac_json_set_string (object, "remote_id", ac_rows_text (rows, 1));
  ac_json_set_string (object, "remote_uri", ac_rows_text (rows, 2));
  ac_json_set_string (object, "url", ac_rows_text (rows, 3));
  ac_json_set_time (object, "first_sent_at", ac_rows_int (rows, 4));
  return (ac_rows_int (rows, 5) == 0 ||
          ac_store_export_parts (self, person, ac_rows_text (rows, 0), ac_rows_int (rows, 5),
                                 object, error)) &&
         ac_store_export_attempts (self, person, ac_rows_text (rows, 0), object, error);
}

static gboolean
add_status (AcStore *self, const char *person, const char *id, AcExportPage *page, GError **error)
{
  g_autoptr(AcStatus) status = ac_store_get_status (self, person, id, error);
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT id, remote_id, remote_uri, url, first_armed_at, part"
                                   " FROM delivery WHERE person_id = $1 AND status_id = $2"
                                   " ORDER BY place",
                                   "ss", person, id);
  g_autoptr(JsonArray) copies = json_array_new ();
  JsonObject *object = NULL;

  if (status == NULL || rows == NULL)
    return FALSE;

  while (ac_rows_next (rows))
    if (!add_copy (self, person, rows, copies, error))
      return FALSE;
  object = json_object_new ();
  json_object_set_member (object, "status", ac_status_to_json (status));
  json_object_set_array_member (object, "copies", g_steal_pointer (&copies));
  add_object (page, object);
  return TRUE;
}

/* A page of ids; the last one is where the next begins. */
static AcRows *
list_page (AcStore *self, const char *person, const char *sql, AcExportPage *page, GError **error)
{
  return ac_database_query (ac_store_get_database (self), error, sql, "sssi", person,
                            page->after != NULL ? page->after : "", page->until, AC_INT (PAGE));
}

static void
go_on (AcExportPage *page, guint n, const char *last)
{
  if (n == PAGE)
    g_set_str (&page->after, last);
  else
    g_clear_pointer (&page->after, g_free);
}

gboolean
ac_store_export_statuses (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  g_autoptr(AcRows) rows = list_page (self, person,
                                      "SELECT id FROM status WHERE person_id = $1 AND id > $2"
                                      " AND id <= $3 ORDER BY id LIMIT $4",
                                      page, error);
  g_autofree char *last = NULL;
  guint n = 0;

  for (; rows != NULL && ac_rows_next (rows); n++)
    {
      g_set_str (&last, ac_rows_text (rows, 0));
      if (!add_status (self, person, last, page, error))
        return FALSE;
    }

  go_on (page, n, last);
  return rows != NULL;
}

gboolean
ac_store_export_receipts (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  g_autoptr(AcRows) rows =
                list_page (self, person,
                           "SELECT id, noun FROM receipt WHERE person_id = $1 AND id > $2"
                           " AND id <= $3 ORDER BY id LIMIT $4",
                           page, error);
  g_autofree char *last = NULL;
  guint n = 0;

  for (; rows != NULL && ac_rows_next (rows); n++)
    {
      g_set_str (&last, ac_rows_text (rows, 0));
      g_string_append (page->text, ac_rows_text (rows, 1));
      g_string_append_c (page->text, '\n');
    }

  go_on (page, n, last);
  return rows != NULL;
}

/* Those of uses and settings say themselves what they are found by. */
static void
add_pair (AcExportPage *page, AcRows *rows)
{
  JsonObject *object = NULL;

  if (strlen (ac_rows_text (rows, 1)) != PAIR_SIZE || strchr (ac_rows_text (rows, 1), ' ') != NULL)
    return;

  object = json_object_new ();
  ac_json_set_string (object, "receipt_id", ac_rows_text (rows, 0));
  ac_json_set_string (object, "pair", ac_rows_text (rows, 1));
  add_object (page, object);
}

gboolean
ac_store_export_pairs (AcStore *self, const char *person, AcExportPage *page, GError **error)
{
  g_autoptr(AcRows) rows =
                list_page (self, person,
                           "SELECT id, pair FROM receipt WHERE person_id = $1 AND id > $2"
                           " AND id <= $3 ORDER BY id LIMIT $4",
                           page, error);
  g_autofree char *last = NULL;
  guint n = 0;

  for (; rows != NULL && ac_rows_next (rows); n++)
    {
      g_set_str (&last, ac_rows_text (rows, 0));
      add_pair (page, rows);
    }

  go_on (page, n, last);
  return rows != NULL;
}
