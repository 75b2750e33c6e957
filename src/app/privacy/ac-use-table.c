/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-client-links.h"
#include "ac-info.h"
#include "ac-service-item.h"
#include "ac-use-table.h"
#include "ac-held-wish.h"

#define KEY "ac-use-table"

struct _AcUseTable
{
  GObject parent_instance;
  AcClient *client; /* which owns us */
  GListStore *cells;
  GHashTable *asking;  /* cells whose wish is under way */
  GHashTable *parties; /* recipient → AcParty, as they were last told; NULL: not yet */
  gboolean loading;
  gboolean reload;     /* they may have changed while they were loaded */
  AcUseCell *outdated; /* what was answered before its new terms were seen */
};

G_DEFINE_FINAL_TYPE (AcUseTable, ac_use_table, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  SIGNAL_OUTDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  AcUseTable *table;
  GPtrArray *cells;    /* as they shall be */
  GHashTable *choices; /* "account/recipient/purpose" → AcUseChoice */
  GHashTable *known;   /* the same → AcUseCell */
} Making;

static char *
write_key (const char *account_id, const char *who, AcUsePurpose purpose)
{
  return g_strdup_printf ("%s/%s/%d", account_id, who, purpose);
}

static char *
write_cell_key (AcUseCell *cell)
{
  return write_key (ac_account_get_id (ac_use_cell_get_account (cell)), ac_use_cell_get_who (cell),
                    ac_use_cell_get_purpose (cell));
}

static GHashTable *
index_choices (AcClient *client)
{
  GListModel *choices = ac_client_get_choices (client);
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      AcUseChoice *choice = g_list_model_get_item (choices, i);
      const AcUseChoiceFacts *facts = ac_use_choice_get_facts (choice);

      g_hash_table_insert (index, write_key (facts->account_id, facts->who, facts->purpose),
                           choice);
    }

  return index;
}

static GHashTable *
index_cells (AcUseTable *self)
{
  GListModel *cells = G_LIST_MODEL (self->cells);
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (cells); i++)
    {
      AcUseCell *cell = g_list_model_get_item (cells, i);

      g_hash_table_insert (index, write_cell_key (cell), cell);
    }

  return index;
}

static AcUnavailable
find_unavailable (AcClient *client, const char *who)
{
  AcServiceItem *item = ac_client_find_service (client, who);
  const AcUnavailable why =
      item != NULL ? ac_service_item_get_service (item)->unavailable : AC_UNAVAILABLE_NOT;

  /* Without keys no account can be added, which is another matter. */
  return why != AC_UNAVAILABLE_APP_KEYS ? why : AC_UNAVAILABLE_NOT;
}

/* The services at which an account is linked with this one. */
static void
add_linked (AcClient *client, const char *account_id, GHashTable *linked)
{
  GListModel *links = ac_client_get_links (client);

  for (guint i = 0; i < g_list_model_get_n_items (links); i++)
    {
      g_autoptr(AcLink) link = g_list_model_get_item (links, i);
      const char *id = ac_link_get_other_account_id (link, account_id);
      AcAccount *other = id != NULL ? ac_client_find_account (client, id) : NULL;

      if (other != NULL)
        g_hash_table_add (linked, (gpointer) g_intern_string (ac_account_get_service (other)));
    }
}

/* Those that something was said about, whether they are linked or not. */
static void
add_said (AcClient *client, const char *account_id, GPtrArray *recipients)
{
  GListModel *choices = ac_client_get_choices (client);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr(AcUseChoice) choice = g_list_model_get_item (choices, i);
      const AcUseChoiceFacts *facts = ac_use_choice_get_facts (choice);
      const char *who = g_intern_string (facts->who);

      if (g_str_equal (facts->account_id, account_id) && !g_ptr_array_find (recipients, who, NULL))
        g_ptr_array_add (recipients, (gpointer) who);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (a, b);
}

static GPtrArray *
list_recipients (AcClient *client, const char *account_id, GHashTable *linked)
{
  GPtrArray *recipients = g_hash_table_get_keys_as_ptr_array (linked);

  if (ac_client_get_session (client) != NULL)
    g_ptr_array_add (recipients, (gpointer) g_intern_static_string ("host"));
  add_said (client, account_id, recipients);
  g_ptr_array_sort_values (recipients, compare_names);
  return recipients;
}

static AcTerms
find_terms (AcUseTable *self, const char *who, AcUsePurpose purpose)
{
  AcParty *party = self->parties != NULL ? g_hash_table_lookup (self->parties, who) : NULL;

  return party != NULL ? ac_party_get_facts (party)->terms[purpose] : (AcTerms) { 0 };
}

static void
make_cell (
    Making *making, AcAccount *account, const char *who, AcUsePurpose purpose, gboolean linked)
{
  AcClient *client = making->table->client;
  g_autofree char *key = write_key (ac_account_get_id (account), who, purpose);
  AcUseCell *cell = g_hash_table_lookup (making->known, key);
  const AcUseFacts facts = {
    .known = ac_client_knows_choices (client),
    .failed = ac_use_table_has_failed (making->table),
    .linked = linked,
    .stopped = ac_info_boolean (client, "sharing-stopped"),
    .separate = ac_held_wish_is_granted (ac_held_wish_get (client, AC_WISH_KEEP_SEPARATE)),
    .unavailable = find_unavailable (client, who),
    .terms = find_terms (making->table, who, purpose),
  };

  cell = cell != NULL ? g_object_ref (cell) : ac_use_cell_new (account, who, purpose);
  ac_use_cell_update (cell, g_hash_table_lookup (making->choices, key), &facts);
  g_ptr_array_add (making->cells, cell);
}

static void
make_cells (Making *making, AcAccount *account)
{
  AcClient *client = making->table->client;
  const char *id = ac_account_get_id (account);
  g_autoptr(GHashTable) linked = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) recipients = NULL;

  add_linked (client, id, linked);
  recipients = list_recipients (client, id, linked);
  for (guint i = 0; i < recipients->len; i++)
    for (AcUsePurpose purpose = 0; purpose < AC_N_USES; purpose++)
      make_cell (making, account, g_ptr_array_index (recipients, i), purpose,
                 g_hash_table_contains (linked, g_ptr_array_index (recipients, i)));
}

/* Rows stay where their cells do. */
static void
take_cells (AcUseTable *self, GPtrArray *cells)
{
  GListModel *known = G_LIST_MODEL (self->cells);
  const guint n_known = g_list_model_get_n_items (known);
  guint same = 0;

  for (; same < n_known && same < cells->len; same++)
    {
      g_autoptr(AcUseCell) cell = g_list_model_get_item (known, same);

      if (cell != g_ptr_array_index (cells, same))
        break;
    }

  if (same < n_known || same < cells->len)
    g_list_store_splice (self->cells, same, n_known - same, cells->pdata + same, cells->len - same);
}

static void send_wishes (AcUseTable *self);
static void load_parties (AcUseTable *self);

static void
changed_cb (AcUseTable *self)
{
  GListModel *accounts = ac_client_get_accounts (self->client);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) choices = index_choices (self->client);
  g_autoptr(GHashTable) known = index_cells (self);
  Making making = { self, cells, choices, known };

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      make_cells (&making, account);
    }

  take_cells (self, cells);
  if (self->parties == NULL)
    load_parties (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  send_wishes (self);
}

/* Whoever was asked about what they see no more is shown what there is now. */
static void
tell_outdated (AcUseTable *self)
{
  g_autoptr(AcUseCell) cell = g_steal_pointer (&self->outdated);

  if (cell != NULL)
    g_signal_emit (self, signals[SIGNAL_OUTDATED], 0, cell);
}

static void
take_parties (AcUseTable *self, GListModel *parties)
{
  g_clear_pointer (&self->parties, g_hash_table_unref);
  self->parties = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (parties); i++)
    {
      AcParty *party = g_list_model_get_item (parties, i);

      g_hash_table_replace (self->parties, ac_party_get_facts (party)->who, party);
    }
  changed_cb (self);
}

static void
parties_loaded_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcUseTable *self = owner;

  self->loading = FALSE;
  if (self->reload)
    {
      load_parties (self);
      return;
    }

  if (error == NULL)
    take_parties (self, g_value_get_object (value));
  tell_outdated (self);
}

static void
load_parties (AcUseTable *self)
{
  if (ac_client_get_state (self->client) != AC_CLIENT_ONLINE)
    return;

  self->reload = self->loading;
  if (self->loading)
    return;

  self->loading = TRUE;
  ac_answer_to (ac_client_list_recipients (self->client), self, parties_loaded_cb, NULL, NULL);
}

/* With what was said changes what is wanted beyond it. */
static void
choices_changed_cb (AcUseTable *self)
{
  load_parties (self);
  changed_cb (self);
}

typedef struct
{
  AcUseCell *cell;
  AcUseWish wish;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_object_unref (self->cell);
  g_free (self);
}

static void
said_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcUseTable *self = owner;
  Asked *asked = user_data;
  const AcError code = error != NULL ? ac_words_code (error) : AC_ERROR_FAILED;
  const gboolean waits = error != NULL && code == AC_ERROR_BACKEND_UNAVAILABLE;
  const gboolean outdated = error != NULL && code == AC_ERROR_CONFLICT && asked->wish.value;
  const AcUseWish *wish = ac_use_cell_get_wish (asked->cell);

  g_hash_table_remove (self->asking, asked->cell);
  if (!waits && (error != NULL || wish == NULL || wish->value == asked->wish.value))
    ac_use_cell_drop_wish (asked->cell);
  if (outdated && g_set_object (&self->outdated, asked->cell))
    load_parties (self);
  else if (error != NULL && !waits)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, (int) code);
  changed_cb (self);
}

static void
send_wish (AcUseTable *self, AcUseCell *cell)
{
  const AcUseWish *wish = ac_use_cell_get_wish (cell);
  const char *names[AC_N_CATEGORIES + 1] = { NULL };
  guint n_names = 0;
  Asked *asked = NULL;

  if (wish == NULL || !g_hash_table_add (self->asking, cell))
    return;

  for (AcCategory i = 0; i < AC_N_CATEGORIES; i++)
    if (wish->categories & (1u << i))
      names[n_names++] = ac_category_to_slug (i);

  asked = g_new0 (Asked, 1);
  asked->cell = g_object_ref (cell);
  asked->wish = *wish;
  ac_answer_to (ac_client_set_choice (self->client,
                                      ac_account_get_id (ac_use_cell_get_account (cell)),
                                      ac_use_cell_get_who (cell),
                                      ac_use_purpose_to_slug (ac_use_cell_get_purpose (cell)),
                                      wish->value, names, wish->terms_version, AC_WORDS_VERSION),
                self, said_cb, asked, asked_free);
}

static void
send_wishes (AcUseTable *self)
{
  GListModel *cells = G_LIST_MODEL (self->cells);

  if (ac_client_get_state (self->client) != AC_CLIENT_ONLINE)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (cells); i++)
    {
      g_autoptr(AcUseCell) cell = g_list_model_get_item (cells, i);

      send_wish (self, cell);
    }
}

static void
ac_use_table_finalize (GObject *object)
{
  AcUseTable *self = AC_USE_TABLE (object);

  g_object_unref (self->cells);
  g_hash_table_unref (self->asking);
  g_clear_pointer (&self->parties, g_hash_table_unref);
  g_clear_object (&self->outdated);

  G_OBJECT_CLASS (ac_use_table_parent_class)->finalize (object);
}

static void
ac_use_table_class_init (AcUseTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_use_table_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AC_TYPE_USE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", AC_TYPE_USE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_OUTDATED] = g_signal_new ("outdated", AC_TYPE_USE_TABLE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, AC_TYPE_USE_CELL);
}

static void
ac_use_table_init (AcUseTable *self)
{
  self->cells = g_list_store_new (AC_TYPE_USE_CELL);
  self->asking = g_hash_table_new_full (NULL, NULL, NULL, NULL);
}

static void
follow (AcUseTable *self, GListModel *list)
{
  g_signal_connect_object (list, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

AcUseTable *
ac_use_table_get (AcClient *client)
{
  AcUseTable *self = NULL;

  g_return_val_if_fail (AC_IS_CLIENT (client), NULL);

  self = g_object_get_data (G_OBJECT (client), KEY);
  if (self != NULL)
    return self;

  self = g_object_new (AC_TYPE_USE_TABLE, NULL);
  self->client = client;
  g_object_set_data_full (G_OBJECT (client), KEY, self, g_object_unref);
  follow (self, ac_client_get_accounts (client));
  follow (self, ac_client_get_services (client));
  follow (self, ac_client_get_links (client));
  g_signal_connect_object (ac_client_get_choices (client), "items-changed",
                           G_CALLBACK (choices_changed_cb), self, G_CONNECT_SWAPPED);
  ac_info_watch (client, self, G_CALLBACK (changed_cb));
  g_signal_connect_object (client, "notify::privacy", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
  return self;
}

GListModel *
ac_use_table_get_cells (AcUseTable *self)
{
  g_return_val_if_fail (AC_IS_USE_TABLE (self), NULL);

  return G_LIST_MODEL (self->cells);
}

gboolean
ac_use_table_is_known (AcUseTable *self)
{
  g_return_val_if_fail (AC_IS_USE_TABLE (self), FALSE);

  return ac_client_knows_choices (self->client);
}

gboolean
ac_use_table_has_failed (AcUseTable *self)
{
  g_return_val_if_fail (AC_IS_USE_TABLE (self), FALSE);

  return ac_client_get_state (self->client) == AC_CLIENT_OFFLINE;
}

void
ac_use_table_say (AcUseTable *self, AcUseCell *cell, const AcUseWish *wish)
{
  g_return_if_fail (AC_IS_USE_TABLE (self));

  ac_use_cell_set_wish (cell, wish);
  send_wishes (self);
}

static void
undone_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    g_signal_emit (owner, signals[SIGNAL_FAILED], 0, (int) ac_words_code (error));
}

void
ac_use_table_undo (AcUseTable *self, AcUseCell *cell)
{
  g_return_if_fail (AC_IS_USE_TABLE (self));
  g_return_if_fail (ac_use_cell_can_undo (cell));

  ac_answer_to (
      ac_client_undo_choice (self->client, ac_use_cell_get_choice (cell), AC_WORDS_VERSION), self,
      undone_cb, NULL, NULL);
}

gboolean
ac_use_table_take_back (AcUseTable *self, AcUseCell *cell)
{
  g_return_val_if_fail (AC_IS_USE_TABLE (self), FALSE);

  if (ac_use_cell_get_wish (cell) == NULL || g_hash_table_contains (self->asking, cell))
    return FALSE;

  ac_use_cell_drop_wish (cell);
  return TRUE;
}
