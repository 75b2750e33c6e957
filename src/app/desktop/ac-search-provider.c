/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-bus-export.h"
#include "ac-known.h"
#include "ac-place.h"
#include "ac-search-provider.h"
#include "ac-service-item.h"

#define OBJECT_PATH "/org/accountscenter/AccountsCenter/SearchProvider"
#define MAX_RESULTS 20
#define MAX_TERMS 10
/* What follows it is a text to share, and no place. */
#define SHARE "share:"
#define MAX_SHARED 2000

struct _AcSearchProvider
{
  GObject parent_instance;
  GApplication *application; /* not owned: it owns this */
  AcBusExport exported;
  AcClient *client; /* (nullable): nobody has connected */
  guint save_id;
};

G_DEFINE_FINAL_TYPE (AcSearchProvider, ac_search_provider, G_TYPE_OBJECT)

static const char introspection[] =
    "<node><interface name='org.gnome.Shell.SearchProvider2'>"
    "<method name='GetInitialResultSet'><arg type='as' direction='in'/>"
    "<arg type='as' direction='out'/></method>"
    "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
    "<method name='GetResultMetas'><arg type='as' direction='in'/>"
    "<arg type='aa{sv}' direction='out'/></method>"
    "<method name='ActivateResult'><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
    "<method name='LaunchSearch'><arg type='as' direction='in'/>"
    "<arg type='u' direction='in'/></method>"
    "</interface></node>";

static GListModel *
list_places (AcSearchProvider *self)
{
  g_autoptr(GListStore) services = g_list_store_new (AC_TYPE_SERVICE_ITEM);
  g_autoptr(GListStore) accounts = g_list_store_new (AC_TYPE_ACCOUNT);

  if (self->client != NULL && ac_client_get_info (self->client) != NULL)
    return ac_place_list_new (ac_client_get_services (self->client),
                              ac_client_get_accounts (self->client));

  ac_known_load (services, accounts);
  return ac_place_list_new (G_LIST_MODEL (services), G_LIST_MODEL (accounts));
}

/* Every term must be found; the worst one counts. */
static int
match_terms (AcPlace *place, const char *const *terms)
{
  int match = G_MAXINT;

  for (gsize i = 0; i < MAX_TERMS && terms[i] != NULL; i++)
    match = MIN (match, *terms[i] != '\0' ? ac_place_match (place, terms[i]) : 0);

  return match == G_MAXINT ? 0 : match;
}

static void
add_matching (GListModel *places, const char *const *terms, int wanted, GStrvBuilder *paths)
{
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr(AcPlace) place = g_list_model_get_item (places, i);

      if (match_terms (place, terms) == wanted)
        g_strv_builder_take (paths, ac_place_get_path (place));
    }
}

/* (nullable): the result for who types “share” and what they want to share. */
static char *
offer_to_share (const char *const *terms)
{
  /* Translators: the word that a person types before a text, to share it */
  const char *const words[] = { "share", C_ ("search", "share") };
  g_autofree char *typed = terms[0] != NULL ? g_utf8_casefold (terms[0], -1) : NULL;
  g_autofree char *text = NULL;

  for (gsize i = 0; typed != NULL && terms[1] != NULL && i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = g_utf8_casefold (words[i], -1);

      if (!g_str_equal (typed, word))
        continue;
      text = g_strstrip (g_strjoinv (" ", (char **) terms + 1));
      return *text != '\0' && g_utf8_strlen (text, -1) <= MAX_SHARED
                 ? g_strconcat (SHARE, text, NULL)
                 : NULL;
    }

  return NULL;
}

static GVariant *
search (AcSearchProvider *self, const char *const *terms)
{
  g_autoptr(GListModel) places = list_places (self);
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  g_auto(GStrv) found = NULL;
  char *shared = offer_to_share (terms);

  if (shared != NULL)
    g_strv_builder_take (paths, shared);
  for (int match = AC_PLACE_BEST_MATCH; match > 0; match--)
    add_matching (places, terms, match, paths);

  found = g_strv_builder_end (paths);
  return g_variant_new ("(@as)", g_variant_new_strv ((const char *const *) found,
                                                     MIN (g_strv_length (found), MAX_RESULTS)));
}

static void
describe (AcPlace *place, const char *path, GVariantBuilder *metas)
{
  const char *within = ac_place_get_within (place);
  const char *icon = ac_place_get_icon_name (place);

  g_variant_builder_open (metas, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (path));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (ac_place_get_title (place)));
  if (within != NULL)
    g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (within));
  /* A themed icon is written as its name. */
  g_variant_builder_add (metas, "{sv}", "gicon",
                         g_variant_new_string (icon != NULL ? icon : APP_ID "-symbolic"));
  g_variant_builder_close (metas);
}

static void
describe_shared (const char *text, GVariantBuilder *metas)
{
  g_autofree char *id = g_strconcat (SHARE, text, NULL);
  /* Translators: %s is what the person typed */
  g_autofree char *name = g_strdup_printf (C_ ("search", "Share “%s”…"), text);

  g_variant_builder_open (metas, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (id));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (name));
  g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (_ ("Write a Status")));
  g_variant_builder_add (metas, "{sv}", "gicon", g_variant_new_string ("send-to-symbolic"));
  g_variant_builder_close (metas);
}

static GVariant *
describe_results (AcSearchProvider *self, const char *const *paths)
{
  g_autoptr(GListModel) places = list_places (self);
  GVariantBuilder metas;

  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (gsize i = 0; paths[i] != NULL; i++)
    if (g_str_has_prefix (paths[i], SHARE))
      describe_shared (paths[i] + strlen (SHARE), &metas);
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr(AcPlace) place = g_list_model_get_item (places, i);
      g_autofree char *path = ac_place_get_path (place);

      if (g_strv_contains (paths, path))
        describe (place, path, &metas);
    }

  return g_variant_new ("(aa{sv})", &metas);
}

static GVariant *
answer (AcSearchProvider *self, const char *method, GVariant *parameters)
{
  GActionGroup *actions = G_ACTION_GROUP (self->application);
  g_autofree const char **strings = NULL;
  g_autofree char *text = NULL;
  const char *path = NULL;

  if (g_str_equal (method, "GetInitialResultSet"))
    {
      g_variant_get (parameters, "(^a&s)", &strings);
      return search (self, strings);
    }
  if (g_str_equal (method, "GetSubsearchResultSet"))
    {
      g_variant_get (parameters, "(@as^a&s)", NULL, &strings);
      return search (self, strings);
    }
  if (g_str_equal (method, "GetResultMetas"))
    {
      g_variant_get (parameters, "(^a&s)", &strings);
      return describe_results (self, strings);
    }
  if (g_str_equal (method, "ActivateResult"))
    {
      g_variant_get (parameters, "(&s@asu)", &path, NULL, NULL);
      if (g_str_has_prefix (path, SHARE))
        g_action_group_activate_action (actions, "compose-with",
                                        g_variant_new ("(sass)", path + strlen (SHARE), NULL, ""));
      else
        g_action_group_activate_action (actions, "open", g_variant_new_string (path));
      return NULL;
    }

  g_variant_get (parameters, "(^a&su)", &strings, NULL);
  text = g_strjoinv (" ", (char **) strings);
  g_action_group_activate_action (actions, "search", g_variant_new_string (text));
  return NULL;
}

static void
method_call_cb (GDBusConnection *connection,
                const char *sender,
                const char *object_path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  AcSearchProvider *self = user_data;

  /* Nobody else may be keeping the program; another question mostly follows soon. */
  g_application_hold (self->application);
  g_dbus_method_invocation_return_value (invocation, answer (self, method, parameters));
  g_application_release (self->application);
}

static void
save (gpointer user_data)
{
  AcSearchProvider *self = user_data;

  self->save_id = 0;
  if (self->client != NULL && ac_client_get_state (self->client) == AC_CLIENT_ONLINE)
    ac_known_save (ac_client_get_services (self->client), ac_client_get_accounts (self->client));
}

static void
changed_cb (AcSearchProvider *self)
{
  if (self->save_id == 0)
    self->save_id = g_idle_add_once (save, self);
}

static void
drop_client (AcSearchProvider *self)
{
  if (self->client == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->client, self);
  g_signal_handlers_disconnect_by_data (ac_client_get_accounts (self->client), self);
  g_signal_handlers_disconnect_by_data (ac_client_get_services (self->client), self);
  g_clear_object (&self->client);
}

static void
ac_search_provider_dispose (GObject *object)
{
  AcSearchProvider *self = AC_SEARCH_PROVIDER (object);

  ac_search_provider_unexport (self);
  drop_client (self);
  g_clear_handle_id (&self->save_id, g_source_remove);

  G_OBJECT_CLASS (ac_search_provider_parent_class)->dispose (object);
}

static void
ac_search_provider_class_init (AcSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_search_provider_dispose;
}

static void
ac_search_provider_init (AcSearchProvider *self)
{
}

AcSearchProvider *
ac_search_provider_new (GApplication *application)
{
  AcSearchProvider *self = g_object_new (AC_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;
  return self;
}

gboolean
ac_search_provider_export (AcSearchProvider *self, GDBusConnection *connection, GError **error)
{
  static const GDBusInterfaceVTable vtable = { method_call_cb, NULL, NULL };

  g_return_val_if_fail (AC_IS_SEARCH_PROVIDER (self), FALSE);

  return ac_bus_export (&self->exported, connection, OBJECT_PATH, introspection, &vtable, self,
                        error);
}

void
ac_search_provider_unexport (AcSearchProvider *self)
{
  g_return_if_fail (AC_IS_SEARCH_PROVIDER (self));

  ac_bus_unexport (&self->exported);
}

void
ac_search_provider_follow (AcSearchProvider *self, AcClient *client)
{
  g_return_if_fail (AC_IS_SEARCH_PROVIDER (self));
  g_return_if_fail (AC_IS_CLIENT (client));

  /* What another backend has isn't found any more, and what is practised never is. */
  if (self->client != NULL && self->client != client)
    ac_known_forget ();
  drop_client (self);
  if (ac_client_get_practice (client))
    return;

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_accounts (client), "items-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_services (client), "items-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}
