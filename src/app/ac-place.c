/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-app-words.h"
#include "ac-place.h"
#include "ac-service-item.h"

#define LONGEST_PATH 100

struct _AcPlace
{
  GObject parent_instance;
  char *title;
  const char *icon_name;
  const char *pane;
  char *row;
  const char *within;
  char *keywords;
};

G_DEFINE_FINAL_TYPE (AcPlace, ac_place, G_TYPE_OBJECT)

typedef struct
{
  const char *pane;
  const char *row;
  const char *title;
  const char *icon_name;
  const char *keywords;
} Entry;

static const Entry panes[] = {
  { "overview", NULL, N_ ("Overview"), "go-home-symbolic", N_ ("attention;home;start") },
  { "accounts", NULL, N_ ("Accounts & Linking"), "system-users-symbolic",
    N_ ("sign in;log in;link;service") },
  { "security", NULL, N_ ("Sign-In & Security"), "security-high-symbolic",
    N_ ("keyring;password;devices;sessions;safety;check-up") },
  { "privacy", NULL, N_ ("Privacy Choices"), "preferences-system-privacy-symbolic",
    N_ ("data;ads;consent;track;purpose") },
  { "status", NULL, N_ ("Status Sharing"), "send-to-symbolic", N_ ("post;share;story;toot") },
  { "backend", NULL, N_ ("Data & Backend"), "computer-symbolic",
    N_ ("storage;server;diagnostics") },
};

static const Entry rows[] = {
  { "overview", "stop-sharing", N_ ("Stop All Sharing"), NULL, N_ ("pause;off;panic") },
  { "overview", "undo-time", N_ ("Time to Undo"), NULL, N_ ("delay;wait;take back;seconds") },
  { "overview", "recent", N_ ("Recent Deliveries"), NULL, N_ ("log;ledger;history") },
  { "accounts", "add", N_ ("Add an Account"), NULL, N_ ("sign in;new") },
  { "accounts", "links", N_ ("Links"), NULL, N_ ("unlink;together;join;pair") },
  { "security", "check-up", N_ ("Check-Up"), NULL, N_ ("problems;fix;safe") },
  { "security", "keyring", N_ ("Keyring"), NULL, N_ ("unlock;password;secret") },
  { "security", "devices", N_ ("Sessions & Devices"), NULL,
    N_ ("sign out;log out;phone;computer") },
  { "security", "allowed", N_ ("What Accounts Allow"), NULL,
    N_ ("permissions;scopes;access;granted") },
  { "privacy", "keep-separate", N_ ("Keep Services Separate"), NULL, N_ ("apart;mix;combine") },
  { "privacy", "do-not-sell", N_ ("Do Not Sell or Share"), NULL,
    N_ ("opt out;global privacy control;gpc;brokers") },
  { "privacy", "personalise", N_ ("Fit What You See to You"), NULL,
    N_ ("personalisation;profile;guess") },
  { "privacy", "across-apps", N_ ("Features That Span Apps"), NULL,
    N_ ("optional;across;services") },
  { "privacy", "improve", N_ ("Make Their Products Better"), NULL, N_ ("improvement;research") },
  { "privacy", "ads", N_ ("Show You Ads"), NULL, N_ ("advertising;marketing;sell") },
  { "privacy", "train-ai", N_ ("Train AI"), NULL, N_ ("machine learning;artificial;model") },
  { "privacy", "provide", N_ ("Do What You Asked For"), NULL, N_ ("needed;linked;provide") },
  { "privacy", "keep-safe", N_ ("Keep People Safe"), NULL, N_ ("security;spam;fraud") },
  { "privacy", "count-people", N_ ("Count People"), NULL, N_ ("statistics;numbers;measure") },
  { "privacy", "ledger", N_ ("Who Used My Data"), NULL, N_ ("ledger;log;access;asked;refused") },
  { "privacy", "history", N_ ("History & Receipts"), NULL, N_ ("consent;proof;receipt;undo") },
  { "privacy", "export", N_ ("Export Everything"), NULL,
    N_ ("download;backup;copy;takeout;portability") },
  { "privacy", "import", N_ ("Import an Export"), NULL, N_ ("restore;backup;bring back;upload") },
  { "privacy", "erase", N_ ("Erase Everything"), NULL, N_ ("delete;forget;reset;remove") },
  { "status", "write", N_ ("Write a Status"), NULL, N_ ("compose;post;new") },
  { "status", "automatic", N_ ("Automatic Sharing"), NULL,
    N_ ("rule;cross-post;mirror;forward;copy;between networks") },
  { "status", "delete-everywhere", N_ ("Delete Everywhere"), NULL, N_ ("remove;take back") },
  { "backend", "sign-in", N_ ("Sign In to a Server"), NULL,
    N_ ("school;work;family;company;hosted;switch") },
  { "backend", "data-folder", N_ ("Data Folder"), NULL, N_ ("disk;size;storage") },
  { "backend", "region", N_ ("Region and Availability"), NULL,
    N_ ("country;age;closed;rollout;policy") },
  { "backend", "diagnostics", N_ ("Copy Diagnostics"), NULL, N_ ("bug;report;version") },
  { "backend", "your-data", N_ ("Export, Import or Erase"), NULL,
    N_ ("delete;reset;remove;backup") },
};

static gboolean
is_named_row (const char *pane, const char *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_str_equal (rows[i].pane, pane) && g_str_equal (rows[i].row, row))
        return TRUE;
    }

  return FALSE;
}

/* In accounts a row is also the account's or the service's own, in status a rule's. */
static gboolean
is_row (const char *pane, const char *row)
{
  if (is_named_row (pane, row))
    return TRUE;

  if (g_str_equal (pane, "status"))
    return g_uuid_string_is_valid (row);

  return g_str_equal (pane, "accounts") &&
         (g_uuid_string_is_valid (row) || !g_str_equal (ac_words_service (row), row));
}

static void
ac_place_finalize (GObject *object)
{
  AcPlace *self = AC_PLACE (object);

  g_free (self->title);
  g_free (self->row);
  g_free (self->keywords);

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
  self->row = g_strdup (entry->row);
  self->within = within;
  self->keywords = g_strdup (_(entry->keywords));
  return self;
}

static AcPlace *
make_accounts_place (const char *row, const char *title, const char *keywords)
{
  AcPlace *self = g_object_new (AC_TYPE_PLACE, NULL);

  self->title = g_strdup (title);
  self->icon_name = "avatar-default-symbolic";
  self->pane = "accounts";
  self->row = g_strdup (row);
  self->within = ac_place_pane_title ("accounts");
  self->keywords = g_strdup (keywords);
  return self;
}

static gpointer
make_account_place (gpointer item, gpointer user_data)
{
  g_autoptr(AcAccount) account = item;
  const char *name = ac_account_get_display_name (account);
  g_autofree char *keywords = g_strdup_printf (
      "%s;%s", ac_words_service (ac_account_get_service (account)), name != NULL ? name : "");

  return make_accounts_place (ac_account_get_id (account), ac_account_get_handle (account),
                              keywords);
}

static gpointer
make_service_place (gpointer item, gpointer user_data)
{
  g_autoptr(AcServiceItem) service = item;

  return make_accounts_place (ac_service_item_get_id (service), ac_service_item_get_name (service),
                              _("add;link;new"));
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

char *
ac_place_get_path (AcPlace *self)
{
  g_return_val_if_fail (AC_IS_PLACE (self), NULL);

  return self->row != NULL ? g_strdup_printf ("%s/%s", self->pane, self->row)
                           : g_strdup (self->pane);
}

/**
 * ac_place_split:
 * @path: "PANE" or "PANE/ROW", or either behind "accounts-center://"; whoever made it
 * @row: (out) (transfer full) (nullable): %NULL for the pane itself
 *
 * A row is one that this version has, a service, or what may be an account; whether it is there
 * is seen in the window.
 *
 * Returns: (nullable): the pane, or %NULL when @path is no place
 */
const char *
ac_place_split (const char *path, char **row)
{
  g_auto(GStrv) parts = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (row != NULL && *row == NULL, NULL);

  if (g_str_has_prefix (path, AC_PLACE_SCHEME "://"))
    path += strlen (AC_PLACE_SCHEME "://");
  if (strlen (path) > LONGEST_PATH)
    return NULL;

  parts = g_strsplit (path, "/", 3);
  for (gsize i = 0; i < G_N_ELEMENTS (panes); i++)
    {
      if (g_strcmp0 (parts[0], panes[i].pane) != 0)
        continue;
      /* Some launchers end an address that has no path with a slash. */
      if (parts[1] == NULL || (*parts[1] == '\0' && parts[2] == NULL))
        return panes[i].pane;
      if (parts[2] != NULL || !is_row (parts[0], parts[1]))
        return NULL;
      *row = g_strdup (parts[1]);
      return panes[i].pane;
    }

  return NULL;
}

int
ac_place_match (AcPlace *self, const char *query)
{
  g_return_val_if_fail (AC_IS_PLACE (self), 0);

  if (query == NULL || *query == '\0')
    return self->within == NULL ? 1 : 0;

  if (g_str_match_string (query, ac_place_get_title (self), TRUE))
    return AC_PLACE_BEST_MATCH;

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

/* Takes list. */
static GListModel *
map_list (GListModel *list, GtkMapListModelMapFunc make)
{
  return G_LIST_MODEL (gtk_map_list_model_new (list, make, NULL, NULL));
}

GListModel *
ac_place_list_new (GListModel *services, GListModel *accounts)
{
  g_autoptr(GListStore) fixed = g_list_store_new (AC_TYPE_PLACE);
  g_autoptr(GListModel) added = map_list (g_object_ref (services), make_service_place);
  g_autoptr(GListModel) own = map_list (g_object_ref (accounts), make_account_place);
  GListStore *all = g_list_store_new (G_TYPE_LIST_MODEL);

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
  g_list_store_append (all, own);
  g_list_store_append (all, added);
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (all)));
}
