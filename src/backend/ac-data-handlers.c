/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-categories.h"
#include "ac-clock.h"
#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-store-recipients.h"

/* What recipients ask for, with a token of their own. They learn no more than that they may not. */

#define FEWEST 20     /* people: fewer are nobody's business */
#define ROUNDED_TO 10 /* people */
#define MAX_KEPT_DAYS 36500

static AcReply *
reply_with_items (JsonArray *items, const char *next)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_set_array_member (object, "items", items);
  ac_json_set_string (object, "next", next);
  json_object_unref (object);
  return ac_reply_new_json (200, node);
}

static GObject *
list_pairwise (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_auto(GStrv) ids = ac_store_list_pairwise (store, request->recipient->who, request->cursor,
                                              request->limit + 1, error);
  JsonArray *items = NULL;
  guint n = 0;

  if (ids == NULL)
    return NULL;

  items = json_array_new ();
  for (n = 0; n < request->limit && ids[n] != NULL; n++)
    {
      JsonObject *item = json_object_new ();

      ac_json_set_string (item, "id", ids[n]);
      json_array_add_object_element (items, item);
    }

  return G_OBJECT (reply_with_items (items, n > 0 && ids[n] != NULL ? ids[n - 1] : NULL));
}

AcReply *
ac_handle_list_pairwise (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_pairwise, error);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, why);
  return FALSE;
}

static gboolean
read_ask (AcRequest *request, AcAsk *ask, GError **error)
{
  const char *purpose = ac_request_get_query (request, "purpose");
  const char *category = ac_request_get_query (request, "category");

  *ask = (AcAsk) { .who = request->recipient->who, .recipient = request->recipient->kind };
  return (purpose != NULL && ac_use_purpose_from_slug (purpose, &ask->purpose) &&
          category != NULL && ac_category_from_slug (category, &ask->category)) ||
         refuse (error, "A purpose and a category must be named");
}

/* Each account is a question of its own, with a line in the ledger. */
static gboolean
ask_account (AcStore *store,
             const char *person,
             AcAccount *account,
             AcAsk *ask,
             JsonArray *items,
             GError **error)
{
  AcChoiceReason reason = AC_CHOICE_NOT_UNDERSTOOD;
  g_autofree char *value = NULL;
  JsonObject *item = NULL;

  ask->account_id = ac_account_get_id (account);
  if (!ac_store_ask (store, person, ask, &reason, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;

  item = json_object_new ();
  ac_json_set_string (item, "service", ac_account_get_service (account));
  ac_json_set_string (item, "value", value);
  json_array_add_object_element (items, item);
  return TRUE;
}

static gboolean
ask_all (AcStore *store,
         AcRequest *request,
         const char *person,
         AcAsk *ask,
         JsonArray *items,
         GError **error)
{
  const char *service = ac_request_get_query (request, "service");
  g_autoptr(GListStore) accounts = ac_store_list_all_accounts (store, person, error);

  for (guint i = 0; accounts != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);

      if ((service == NULL || g_str_equal (service, ac_account_get_service (account))) &&
          !ask_account (store, person, account, ask, items, error))
        return FALSE;
    }

  return accounts != NULL;
}

/* A refusal is an answer, not a failure: its lines stay in the ledger. It is the same whether the
 * person is unknown, has no such thing, or says no. */
static AcReply *
reply_refused (void)
{
  g_autoptr(GError) error = g_error_new_literal (AC_ERROR, AC_ERROR_USE_REFUSED,
                                                 "This may not be used for that");

  return ac_reply_new_problem (error, 0);
}

static GObject *
read_data (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(JsonArray) items = json_array_new ();
  g_autofree char *person = NULL;
  gboolean failed = FALSE;
  AcAsk ask = { 0 };

  if (!read_ask (request, &ask, error))
    return NULL;

  person = ac_store_find_pairwise (store, ask.who, request->id, &failed, error);
  if (failed || (person != NULL && !ask_all (store, request, person, &ask, items, error)))
    return NULL;

  return json_array_get_length (items) == 0
             ? G_OBJECT (reply_refused ())
             : G_OBJECT (reply_with_items (json_array_ref (items), NULL));
}

AcReply *
ac_handle_read_data (AcRequest *request, GError **error)
{
  return ac_request_run (request, read_data, error);
}

static const AcJsonField terms_fields[] = {
  { "purpose", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "categories", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_N_CATEGORIES },
  { "kept_days", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static gboolean
read_terms (JsonNode *node, AcTerms terms[AC_N_USES], GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  AcUsePurpose purpose = AC_USE_PROVIDE;
  AcTerms read = { 0 };
  gint64 days = 0;

  if (object == NULL || !ac_json_check (object, terms_fields, AC_JSON_CLOSED, NULL) ||
      !ac_use_purpose_from_slug (ac_json_get_string (object, "purpose"), &purpose) ||
      !ac_categories_read (object, "categories", &read.categories, NULL) ||
      (days = ac_json_get_integer (object, "kept_days")) < 0 || days > MAX_KEPT_DAYS)
    return refuse (error, "These terms are not understood");

  read.kept_days = days;
  terms[purpose] = read;
  return TRUE;
}

static GObject *
declare_terms (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  JsonArray *array = ac_json_get_array (request->body, "terms");
  AcTerms terms[AC_N_USES] = { 0 };

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_terms (json_array_get_element (array, i), terms, error))
      return NULL;

  return ac_store_declare_terms (store, request->recipient->who, terms, error)
             ? G_OBJECT (ac_reply_new (204))
             : NULL;
}

AcReply *
ac_handle_declare_terms (AcRequest *request, GError **error)
{
  return ac_request_run (request, declare_terms, error);
}

/* One stride after the other, each a transaction. */
typedef struct
{
  AcRequest *request; /* what ask names is the request's */
  AcCountAsk ask;
  char *day;
  char *last; /* the last person counted, or NULL */
  gint64 count;
  char *next_last; /* what a stride found, kept when it stands */
  gint64 next_count;
} Counting;

static void
clear_counting (gpointer data)
{
  Counting *self = data;

  ac_request_unref (self->request);
  g_free (self->day);
  g_free (self->last);
  g_free (self->next_last);
}

static void
counting_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_counting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Counting, counting_unref)

static GObject *
get_count (AcStore *store, gpointer user_data, GError **error)
{
  Counting *self = user_data;

  if (ac_store_get_count (store, &self->ask, self->day, &self->count, error))
    g_strfreev (ac_store_list_pairwise (store, self->ask.who, NULL, 1, error));
  return NULL;
}

static GObject *
count_some (AcStore *store, gpointer user_data, GError **error)
{
  Counting *self = user_data;

  g_set_str (&self->next_last, self->last);
  self->next_count = self->count;
  ac_store_count_some (store, &self->ask, &self->next_last, &self->next_count, error);
  return NULL;
}

static GObject *
keep_count (AcStore *store, gpointer user_data, GError **error)
{
  Counting *self = user_data;

  ac_store_keep_count (store, &self->ask, self->day, self->count, error);
  return NULL;
}

static gboolean
run_step (Counting *self, AcStoreFunc step, GError **error)
{
  return ac_await (ac_store_run (self->request->context->store, step,
                                 g_atomic_rc_box_acquire (self), counting_unref),
                   error);
}

static gboolean
count_all (Counting *self, GError **error)
{
  self->count = 0;
  do
    {
      if (!run_step (self, count_some, error))
        return FALSE;
      self->count = self->next_count;
      g_set_str (&self->last, self->next_last);
    }
  while (self->last != NULL);

  return run_step (self, keep_count, error);
}

static AcReply *
reply_with_count (const Counting *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_set_int_member (object, "at_least",
                              self->count < FEWEST ? 0 : self->count - self->count % ROUNDED_TO);
  ac_json_set_string (object, "day", self->day);
  json_object_unref (object);
  return ac_reply_new_json (200, node);
}

AcReply *
ac_handle_count_people (AcRequest *request, GError **error)
{
  const char *service = ac_request_get_query (request, "service");
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (ac_clock_now_ms () / 1000);
  g_autoptr(Counting) self = g_atomic_rc_box_new0 (Counting);

  self->request = ac_request_ref (request);
  self->ask = (AcCountAsk) { request->recipient->who, request->recipient->kind,
                             service != NULL ? service : request->recipient->who };
  self->day = g_date_time_format (now, "%F");
  if (!run_step (self, get_count, error) || (self->count < 0 && !count_all (self, error)))
    return NULL;

  return reply_with_count (self);
}
