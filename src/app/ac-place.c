/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-place.h"

struct _AcPlace
{
  GObject parent_instance;
  char *title;
  const char *icon_name;
  const char *pane;
  const char *within;
  const char *keywords;
  char *account_id;
};

G_DEFINE_FINAL_TYPE (AcPlace, ac_place, G_TYPE_OBJECT)

typedef struct
{
  const char *pane;
  const char *title;
  const char *icon_name;
  const char *keywords;
} Entry;

static const Entry panes[] = {
  { "overview", N_ ("Overview"), "go-home-symbolic", N_ ("attention;home;start") },
  { "accounts", N_ ("Accounts & Linking"), "system-users-symbolic",
    N_ ("sign in;log in;link;service") },
  { "security", N_ ("Sign-In & Security"), "security-high-symbolic",
    N_ ("keyring;password;devices;sessions;safety;check-up") },
  { "status", N_ ("Status Sharing"), "send-to-symbolic", N_ ("post;share;story;toot") },
  { "backend", N_ ("Data & Backend"), "computer-symbolic", N_ ("storage;server;diagnostics") },
};

static const Entry rows[] = {
  { "overview", N_ ("Stop All Sharing"), NULL, N_ ("pause;off;panic") },
  { "overview", N_ ("Recent Deliveries"), NULL, N_ ("log;ledger;history") },
  { "accounts", N_ ("Add an Account"), NULL, N_ ("sign in;mastodon;bluesky;new") },
  { "accounts", N_ ("Links"), NULL, N_ ("unlink;together;join;pair") },
  { "security", N_ ("Check-Up"), NULL, N_ ("problems;fix;safe") },
  { "security", N_ ("Keyring"), NULL, N_ ("unlock;password;secret") },
  { "security", N_ ("Sessions & Devices"), NULL, N_ ("sign out;log out;phone;computer") },
  { "security", N_ ("What Accounts Allow"), NULL, N_ ("permissions;scopes;access;granted") },
  { "status", N_ ("Write a Status"), NULL, N_ ("compose;post;new") },
  { "status", N_ ("Delete Everywhere"), NULL, N_ ("remove;take back") },
  { "backend", N_ ("Sign In to a Server"), NULL, N_ ("school;work;family;company;hosted;switch") },
  { "backend", N_ ("Data Folder"), NULL, N_ ("disk;size;storage") },
  { "backend", N_ ("Region and Availability"), NULL, N_ ("country;age;closed;rollout;policy") },
  { "backend", N_ ("Copy Diagnostics"), NULL, N_ ("bug;report;version") },
  { "backend", N_ ("Delete Everything"), NULL, N_ ("erase;reset;remove") },
};

static void
ac_place_finalize (GObject *object)
{
  AcPlace *self = AC_PLACE (object);

  g_free (self->title);
  g_free (self->account_id);

  G_OBJECT_CLASS (ac_place_parent_class)->finalize (object);
}

static void
ac_place_class_init (AcPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_place_finalize;
}

static void
ac_place_init (AcPlace *self)
{
}

static AcPlace *
make_place (const Entry *entry, const char *within)
{
  AcPlace *self = g_object_new (AC_TYPE_PLACE, NULL);

  self->title = g_strdup (_(entry->title));
  self->icon_name = entry->icon_name;
  self->pane = entry->pane;
  self->within = within;
  self->keywords = _(entry->keywords);
  return self;
}

static gpointer
make_account_place (gpointer item, gpointer user_data)
{
  g_autoptr(AcAccount) account = item;
  AcPlace *self = g_object_new (AC_TYPE_PLACE, NULL);

  self->title = g_strdup (ac_account_get_handle (account));
  self->pane = "accounts";
  self->within = ac_place_pane_title ("accounts");
  self->keywords = "";
  self->account_id = g_strdup (ac_account_get_id (account));
  return self;
}

const char *
ac_place_get_title (AcPlace *self)
{
  g_return_val_if_fail (AC_IS_PLACE (self), NULL);

  return self->title != NULL ? self->title : "";
}

const char *
ac_place_get_icon_name (AcPlace *self)
{
  g_return_val_if_fail (AC_IS_PLACE (self), NULL);

  return self->icon_name;
}

const char *
ac_place_get_pane (AcPlace *self)
{
  g_return_val_if_fail (AC_IS_PLACE (self), NULL);

  return self->pane;
}

const char *
ac_place_get_within (AcPlace *self)
{
  g_return_val_if_fail (AC_IS_PLACE (self), NULL);

  return self->within;
}

void
ac_place_open (AcPlace *self, GtkWidget *widget)
{
  g_return_if_fail (AC_IS_PLACE (self));

  gtk_widget_activate_action (widget, "win.pane", "s", self->pane);
  if (self->account_id != NULL)
    gtk_widget_activate_action (widget, "win.account", "s", self->account_id);
}

int
ac_place_match (AcPlace *self, const char *query)
{
  g_return_val_if_fail (AC_IS_PLACE (self), 0);

  if (query == NULL || *query == '\0')
    return self->within == NULL ? 1 : 0;

  if (g_str_match_string (query, ac_place_get_title (self), TRUE))
    return 3;

  return g_str_match_string (query, self->keywords, TRUE) ? 2 : 0;
}

const char *
ac_place_pane_title (const char *pane)
{
  for (gsize i = 0; i < G_N_ELEMENTS (panes); i++)
    {
      if (g_strcmp0 (panes[i].pane, pane) == 0)
        return _(panes[i].title);
    }

  return NULL;
}

GListModel *
ac_place_list_new (AcClient *client)
{
  GListStore *fixed = g_list_store_new (AC_TYPE_PLACE);
  GListStore *all = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr(GtkMapListModel) accounts = gtk_map_list_model_new (
      g_object_ref (ac_client_get_accounts (client)), make_account_place, NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (panes); i++)
    {
      g_autoptr(AcPlace) place = make_place (&panes[i], NULL);

      g_list_store_append (fixed, place);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AcPlace) place = make_place (&rows[i], ac_place_pane_title (rows[i].pane));

      g_list_store_append (fixed, place);
    }

  g_list_store_append (all, fixed);
  g_list_store_append (all, accounts);
  g_object_unref (fixed);
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (all)));
}
