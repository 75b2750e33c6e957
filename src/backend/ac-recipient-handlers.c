/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-categories.h"
#include "ac-handlers.h"
#include "ac-store-recipients.h"

#define HOST "host"
#define APP "app:"
#define MAX_CHOICES 1000

static JsonNode *
party_to_json (gpointer item)
{
  return ac_party_to_json (item);
}

static const char *
party_id (gpointer item)
{
  return ac_party_get_facts (item)->who;
}

static gboolean
add_party (AcStore *store, GListStore *parties, const AcPartyFacts *given, GError **error)
{
  AcPartyFacts facts = *given;
  g_autoptr(AcParty) party = NULL;

  if (!ac_store_get_terms (store, facts.who, facts.terms, error))
    return FALSE;

  party = ac_party_new (&facts);
  g_list_store_append (parties, party);
  return TRUE;
}

static gboolean
has_account (GListStore *accounts, const char *service)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);

      if (g_str_equal (ac_account_get_service (account), service))
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_services (AcStore *store, AcRequest *request, GListStore *parties, GError **error)
{
  AcConnectors *connectors = request->context->connectors;
  g_autoptr(GListStore) accounts = ac_store_list_all_accounts (store, request->person, error);

  for (guint i = 0; accounts != NULL && i < ac_connectors_get_n (connectors); i++)
    {
      const AcService *service = ac_connector_get_service (ac_connectors_get_nth (connectors, i));

      if (has_account (accounts, service->id) &&
          !add_party (store, parties,
                      &(AcPartyFacts) { .who = (char *) service->id,
                                        .kind = AC_RECIPIENT_SERVICE,
                                        .name = (char *) service->name,
                                        .linked = TRUE },
                      error))
        return FALSE;
    }

  return accounts != NULL;
}

/* The host, and the apps that it lets ask. */
static gboolean
add_servers (AcStore *store, AcRequest *request, GListStore *parties, GError **error)
{
  AcRecipients *recipients = request->context->recipients;

  if (request->context->config != NULL &&
      !add_party (store, parties,
                  &(AcPartyFacts) { .who = (char *) HOST, .kind = AC_RECIPIENT_HOST }, error))
    return FALSE;

  for (guint i = 0; i < ac_recipients_get_n (recipients); i++)
    if (ac_recipients_get_nth (recipients, i)->kind == AC_RECIPIENT_SERVER_APP &&
        !add_party (store, parties, ac_recipients_get_nth (recipients, i), error))
      return FALSE;

  return TRUE;
}

/* Apps of the desktop are known from what was answered about them. */
static gboolean
add_apps (AcStore *store, AcRequest *request, GListStore *parties, GError **error)
{
  g_autoptr(GListStore) choices =
                ac_store_list_use_choices (store, request->person, NULL, MAX_CHOICES, error);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; choices != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (choices)); i++)
    {
      g_autoptr(AcUseChoice) choice = g_list_model_get_item (G_LIST_MODEL (choices), i);
      char *who = ac_use_choice_get_facts (choice)->who;

      if (g_str_has_prefix (who, APP) && g_hash_table_add (seen, who) &&
          !add_party (store, parties,
                      &(AcPartyFacts) { .who = who, .kind = AC_RECIPIENT_DESKTOP_APP }, error))
        return FALSE;
    }

  return choices != NULL;
}

static GObject *
list_recipients (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) parties = g_list_store_new (AC_TYPE_PARTY);

  return add_services (store, request, parties, error) &&
                 add_servers (store, request, parties, error) &&
                 add_apps (store, request, parties, error)
             ? G_OBJECT (ac_reply_new_page (G_LIST_MODEL (parties),
                                            g_list_model_get_n_items (G_LIST_MODEL (parties)),
                                            party_to_json, party_id))
             : NULL;
}

AcReply *
ac_handle_list_recipients (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_recipients, error);
}

static gboolean
list_held (
    AcStore *store, const char *person, const char *account_id, guint *categories, GError **error)
{
  for (AcCategory i = 0; i < AC_N_CATEGORIES; i++)
    {
      gboolean holds = FALSE;

      if (!ac_store_holds (store, person, account_id, i, &holds, error))
        return FALSE;
      *categories |= holds ? 1u << i : 0;
    }

  return TRUE;
}

static GObject *
list_data (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) accounts = ac_store_list_all_accounts (store, request->person, error);
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray *items = json_array_new ();
  AcReply *reply = NULL;

  json_object_set_array_member (object, "items", items);
  for (guint i = 0; accounts != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);
      JsonObject *item = json_object_new ();
      guint categories = 0;

      json_array_add_object_element (items, item);
      if (!list_held (store, request->person, ac_account_get_id (account), &categories, error))
        return NULL;
      ac_json_set_string (item, "account_id", ac_account_get_id (account));
      ac_categories_write (item, "categories", categories);
    }
  if (accounts == NULL)
    return NULL;

  reply = ac_reply_new_json (200, json_node_init_object (json_node_alloc (), object));
  ac_reply_add_etag (reply);
  return G_OBJECT (reply);
}

AcReply *
ac_handle_list_data (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_data, error);
}
