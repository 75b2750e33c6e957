/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-rules.h"
#include "ac-waker.h"

#define OBJECT_PATH "/org/accountscenter/AccountsCenter"
/* What happens at once is told at once. */
#define SETTLE_MS 1000
#define MOST 200

struct _AcWaker
{
  GObject parent_instance;
  AcStore *store;
  char *person;
  GHashTable *known; /* what needed the person at the last look */
  guint look_id;
};

G_DEFINE_FINAL_TYPE (AcWaker, ac_waker, G_TYPE_OBJECT)

/* Of accounts, deliveries and rules; NULL when there is nothing to say of it. */
static char *
name_need (gpointer item)
{
  AcDeliveryState state = AC_DELIVERY_LIVE;

  if (AC_IS_ACCOUNT (item))
    return ac_account_get_state (item) == AC_ACCOUNT_ATTENTION
               ? g_strdup_printf ("%s:%d", ac_account_get_id (item), ac_account_get_reason (item))
               : NULL;

  /* Turned on again and stopped again it is told again. */
  if (AC_IS_SHARE_RULE (item))
    {
      const AcShareRuleFacts *facts = ac_share_rule_get_facts (item);

      return ac_share_rule_facts_have_stopped (facts)
                 ? g_strdup_printf ("%s:%" G_GINT64_FORMAT, facts->id, facts->since)
                 : NULL;
    }

  state = ac_delivery_get_state (item);
  return state == AC_DELIVERY_FAILED || state == AC_DELIVERY_NEEDS_YOU ||
                 state == AC_DELIVERY_MISSED || state == AC_DELIVERY_SIGN_IN_NEEDED ||
                 state == AC_DELIVERY_REMOVE_FAILED
             ? g_strdup_printf ("%s:%d", ac_delivery_get_id (item), state)
             : NULL;
}

static GObject *
list_needs (AcStore *store, gpointer user_data, GError **error)
{
  const char *person = user_data;
  g_autoptr(GListStore) found = NULL;
  g_autoptr(GListStore) accounts = ac_store_list_accounts (store, person, NULL, MOST, error);
  g_autoptr(GListStore) deliveries = NULL;
  g_autoptr(GListStore) rules = NULL;

  if (accounts == NULL ||
      !(deliveries = ac_store_list_open_deliveries (store, person, NULL, MOST, error)) ||
      !(rules = ac_store_list_rules (store, person, NULL, AC_SHARE_RULE_MAX, error)))
    return NULL;

  found = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (found, accounts);
  g_list_store_append (found, deliveries);
  g_list_store_append (found, rules);
  return G_OBJECT (g_steal_pointer (&found));
}

static void
add_needs (GHashTable *needs, GListModel *items)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (items, i);
      char *need = name_need (item);

      if (need != NULL)
        g_hash_table_add (needs, need);
    }
}

/* Where nobody can be started, or no bus is, nobody is told; the window shows it when it opens. */
static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus != NULL)
    g_dbus_connection_call (bus, APP_ID, OBJECT_PATH, "org.freedesktop.Application",
                            "ActivateAction", g_variant_new ("(sava{sv})", "look", NULL, NULL),
                            NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

static DexFuture *
needs_listed (DexFuture *future, gpointer user_data)
{
  AcWaker *self = user_data;
  const GValue *value = dex_future_get_value (future, NULL);
  GListModel *lists = value != NULL ? g_value_get_object (value) : NULL;
  g_autoptr(GHashTable) needs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter = { 0 };
  gpointer need = NULL;
  gboolean more = FALSE;

  for (guint i = 0; lists != NULL && i < g_list_model_get_n_items (lists); i++)
    {
      g_autoptr(GListModel) items = g_list_model_get_item (lists, i);

      add_needs (needs, items);
    }

  g_hash_table_iter_init (&iter, needs);
  while (g_hash_table_iter_next (&iter, &need, NULL))
    more = more || !g_hash_table_contains (self->known, need);

  g_hash_table_unref (self->known);
  self->known = g_steal_pointer (&needs);
  if (more)
    g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, NULL);
  return dex_future_new_true ();
}

static void
look (gpointer user_data)
{
  AcWaker *self = user_data;

  self->look_id = 0;
  dex_future_disown (
      dex_future_then (ac_store_run (self->store, list_needs, g_strdup (self->person), g_free),
                       needs_listed, g_object_ref (self), g_object_unref));
}

static void
committed_cb (AcWaker *self)
{
  if (self->look_id == 0)
    self->look_id = g_timeout_add_once (SETTLE_MS, look, self);
}

static void
ac_waker_dispose (GObject *object)
{
  AcWaker *self = AC_WAKER (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ac_waker_parent_class)->dispose (object);
}

static void
ac_waker_finalize (GObject *object)
{
  AcWaker *self = AC_WAKER (object);

  g_hash_table_unref (self->known);
  g_free (self->person);

  G_OBJECT_CLASS (ac_waker_parent_class)->finalize (object);
}

static void
ac_waker_class_init (AcWakerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_waker_dispose;
  object_class->finalize = ac_waker_finalize;
}

static void
ac_waker_init (AcWaker *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AcWaker *
ac_waker_new (AcStore *store, const char *person)
{
  AcWaker *self = g_object_new (AC_TYPE_WAKER, NULL);

  g_assert (AC_IS_STORE (store) && person != NULL);

  self->store = g_object_ref (store);
  self->person = g_strdup (person);
  g_signal_connect_object (store, "events-committed", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}
