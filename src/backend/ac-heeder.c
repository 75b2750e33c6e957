/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-gpc.h"
#include "ac-heeder.h"
#include "ac-store-privacy.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

struct _AcHeeder
{
  GObject parent_instance;
  AcStore *store;
  AcConnectors *connectors;
  AcHttp *http;
  char *person;
  gboolean looking;
};

G_DEFINE_FINAL_TYPE (AcHeeder, ac_heeder, G_TYPE_OBJECT)

/* One answer on its way to the store. */
typedef struct
{
  char *person;
  AcHeedFacts facts;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_free (self->person);
  g_free (self->facts.service);
  g_free (self->facts.host);
  g_free (self);
}

static void
ac_heeder_finalize (GObject *object)
{
  AcHeeder *self = AC_HEEDER (object);

  g_object_unref (self->store);
  g_object_unref (self->connectors);
  g_object_unref (self->http);
  g_free (self->person);

  G_OBJECT_CLASS (ac_heeder_parent_class)->finalize (object);
}

static void
ac_heeder_class_init (AcHeederClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_heeder_finalize;
}

static void
ac_heeder_init (AcHeeder *self)
{
}

AcHeeder *
ac_heeder_new (AcStore *store, AcConnectors *connectors, AcHttp *http, const char *person)
{
  AcHeeder *self = g_object_new (AC_TYPE_HEEDER, NULL);

  self->store = g_object_ref (store);
  self->connectors = g_object_ref (connectors);
  self->http = g_object_ref (http);
  self->person = g_strdup (person);
  return self;
}

static GObject *
get_privacy (AcStore *store, gpointer user_data, GError **error)
{
  return G_OBJECT (ac_store_get_privacy (store, user_data, error));
}

static GObject *
list_accounts (AcStore *store, gpointer user_data, GError **error)
{
  return G_OBJECT (ac_store_list_all_accounts (store, user_data, error));
}

static GObject *
keep_answer (AcStore *store, gpointer user_data, GError **error)
{
  Answer *answer = user_data;

  ac_store_keep_heed (store, answer->person, &answer->facts, error);
  return NULL;
}

static gpointer
run (AcHeeder *self, AcStoreFunc func, GError **error)
{
  return dex_await_object (ac_store_run (self->store, func, g_strdup (self->person), g_free),
                           error);
}

static gboolean
was_asked_today (AcPrivacy *privacy, const char *service, const char *host)
{
  const AcHeedFacts *facts = ac_privacy_find_heed (privacy, service, host);

  return facts != NULL && ac_clock_now_ms () - facts->asked_at < DAY_MS;
}

/* asked: "service host", each once. */
static gboolean
ask_one (AcHeeder *self, AcPrivacy *privacy, AcAccount *account, GHashTable *asked, GError **error)
{
  const char *service = ac_account_get_service (account);
  g_autofree char *uri = NULL;
  g_autofree char *host = ac_gpc_find_host (self->connectors, account, &uri);
  Answer *answer = NULL;

  if (host == NULL || was_asked_today (privacy, service, host) ||
      !g_hash_table_add (asked, g_strjoin (" ", service, host, NULL)))
    return TRUE;

  answer = g_new0 (Answer, 1);
  answer->person = g_strdup (self->person);
  answer->facts.service = g_strdup (service);
  answer->facts.host = g_steal_pointer (&host);
  answer->facts.heed = dex_await_int (ac_gpc_ask (self->http, uri), NULL);
  answer->facts.asked_at = ac_clock_now_ms ();
  return ac_await (ac_store_run (self->store, keep_answer, answer, answer_free), error);
}

static gboolean
ask_all (AcHeeder *self, GError **error)
{
  g_autoptr(AcPrivacy) privacy = run (self, get_privacy, error);
  g_autoptr(GListModel) accounts = NULL;
  g_autoptr(GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (privacy == NULL || !ac_privacy_get_switch (privacy, AC_SETTING_DO_NOT_SELL)->on ||
      !(accounts = run (self, list_accounts, error)))
    return privacy != NULL;

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      if (!ask_one (self, privacy, account, asked, error))
        return FALSE;
    }

  return TRUE;
}

static DexFuture *
look_fiber (gpointer user_data)
{
  AcHeeder *self = AC_HEEDER (user_data);
  g_autoptr(GError) error = NULL;

  if (!ask_all (self, &error))
    g_debug ("Who heeds the signal isn't known: %s", error->message);
  self->looking = FALSE;
  return dex_future_new_true ();
}

void
ac_heeder_look (AcHeeder *self)
{
  g_return_if_fail (AC_IS_HEEDER (self));

  if (self->looking)
    return;

  self->looking = TRUE;
  dex_future_disown (
      dex_scheduler_spawn (NULL, 0, look_fiber, g_object_ref (self), g_object_unref));
}
