/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-cli.h"
#include "ac-clock.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-json.h"
#include "ac-person.h"

/* Takes body (nullable). Runs in a fiber. */
static JsonNode *
ask (AcCli *cli, JsonObject *body, GError **error, const char *method, const char *path)
{
  g_autoptr(AcHttpRequest) request = ac_wire_request (cli->admin, method, "/admin/v1/%s", path);
  g_autoptr(JsonNode) node = NULL;

  if (body != NULL)
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, body);
      ac_http_request_set_json (request, node);
    }

  return dex_await_boxed (ac_wire_send (cli->admin, request), error);
}

static AcPerson *
ask_about (AcCli *cli, JsonObject *body, GError **error, const char *method, const char *path)
{
  g_autoptr(JsonNode) node = ask (cli, body, error, method, path);

  return node != NULL ? ac_person_from_json (node, error) : NULL;
}

static AcPerson *
find_by_subject (AcCli *cli, const char *subject, GError **error)
{
  JsonObject *body = json_object_new ();

  ac_json_set_string (body, "subject", subject);
  return ask_about (cli, body, error, "POST", "people/find");
}

/* By the id, or as the provider calls them, which may look like an id, too. */
static AcPerson *
find_person (AcCli *cli, GError **error)
{
  const char *name = cli->arguments[0];
  g_autofree char *path = g_strconcat ("people/", name, NULL);
  g_autoptr(GError) failure = NULL;
  AcPerson *person = ac_id_is_valid (name) ? ask_about (cli, NULL, &failure, "GET", path) : NULL;

  if (person != NULL)
    return person;
  if (failure == NULL || g_error_matches (failure, AC_ERROR, AC_ERROR_NOT_FOUND))
    return find_by_subject (cli, name, error);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static char *
describe_quota (guint quota)
{
  return quota > 0 ? g_strdup_printf ("%u", quota) : g_strdup (_ ("as everybody"));
}

static char *
describe_day (gint64 time_ms)
{
  g_autofree char *text = ac_clock_format (time_ms);

  text[strlen ("2026-01-01")] = '\0';
  return g_steal_pointer (&text);
}

static void
add_person (AcTable *table, AcPerson *person)
{
  const AcPersonFacts *facts = ac_person_get_facts (person);
  g_autofree char *used =
      facts->last_used_at != 0 ? describe_day (facts->last_used_at) : g_strdup (_ ("signed out"));
  g_autofree char *accounts = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u account", "%u accounts", facts->accounts), facts->accounts);
  g_autofree char *statuses = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u status", "%u statuses", facts->statuses), facts->statuses);

  ac_table_add (table, facts->id, used, accounts, statuses,
                facts->blocked ? C_ ("person", "blocked") : "", NULL);
}

static void
add_line (AcTable *table, const char *label, char *text)
{
  ac_table_add (table, label, text, NULL);
  g_free (text);
}

/* Takes person. */
static AcExit
show_person (AcCli *cli, AcPerson *person)
{
  const AcPersonFacts *facts = ac_person_get_facts (person);
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    ac_cli_print_json (ac_person_to_json (person));
  else
    {
      add_line (table, _ ("Person:"), g_strdup (facts->id));
      add_line (table, _ ("Here since:"), describe_day (facts->created_at));
      add_line (table, _ ("Last seen:"), facts->last_used_at != 0
                                            ? describe_day (facts->last_used_at)
                                            : g_strdup (_ ("signed out")));
      add_line (table, _ ("Accounts:"), g_strdup_printf ("%u", facts->accounts));
      add_line (table, _ ("Statuses:"), g_strdup_printf ("%u", facts->statuses));
      add_line (table, _ ("Accounts at most:"), describe_quota (facts->max_accounts));
      add_line (table, _ ("Statuses a day at most:"), describe_quota (facts->max_statuses_per_day));
      add_line (table, _ ("Let in:"), g_strdup (facts->blocked      ? C_ ("person", "no, blocked")
                                                                   : C_ ("person", "yes")));
      ac_table_print (table);
    }

  g_object_unref (person);
  return AC_EXIT_OK;
}

static gboolean
add_page (GListStore *people, JsonArray *items, GError **error)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autoptr(AcPerson) person = ac_person_from_json (json_array_get_element (items, i), error);

      if (person == NULL)
        return FALSE;
      g_list_store_append (people, person);
    }

  return TRUE;
}

static GListStore *
list_people (AcCli *cli, GError **error)
{
  g_autoptr(GListStore) people = g_list_store_new (AC_TYPE_PERSON);
  g_autofree char *next = NULL;

  do
    {
      g_autofree char *path =
          g_strconcat ("people?limit=200", next != NULL ? "&cursor=" : NULL, next, NULL);
      g_autoptr(JsonNode) node = ask (cli, NULL, error, "GET", path);
      JsonArray *items = node != NULL ? ac_wire_read_page (node, &next, error) : NULL;

      if (items == NULL || !add_page (people, items, error))
        return NULL;
    }
  while (next != NULL);

  return g_steal_pointer (&people);
}

static JsonNode *
describe_person (gpointer item)
{
  return ac_person_to_json (item);
}

AcExit
ac_command_admin_people (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListStore) people = list_people (cli, &error);
  g_autoptr(AcTable) table = ac_table_new ();

  if (people == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    return ac_cli_print_list (G_LIST_MODEL (people), describe_person), AC_EXIT_OK;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (people)); i++)
    {
      g_autoptr(AcPerson) person = g_list_model_get_item (G_LIST_MODEL (people), i);

      add_person (table, person);
    }
  ac_table_print (table);
  return AC_EXIT_OK;
}

AcExit
ac_command_admin_person (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  AcPerson *person = find_person (cli, &error);

  return person != NULL ? show_person (cli, person) : ac_cli_fail (cli, error);
}

/* Takes rule. */
static AcExit
rule_person (AcCli *cli, JsonObject *rule)
{
  g_autoptr(JsonObject) body = rule;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcPerson) person = find_person (cli, &error);
  g_autofree char *path = NULL;
  AcPerson *ruled = NULL;

  if (person == NULL)
    return ac_cli_fail (cli, error);

  path = g_strconcat ("people/", ac_person_get_id (person), NULL);
  ruled = ask_about (cli, g_steal_pointer (&body), &error, "PATCH", path);
  return ruled != NULL ? show_person (cli, ruled) : ac_cli_fail (cli, error);
}

static AcExit
block_person (AcCli *cli, gboolean blocked)
{
  JsonObject *rule = json_object_new ();

  json_object_set_boolean_member (rule, "blocked", blocked);
  return rule_person (cli, rule);
}

AcExit
ac_command_admin_block (AcCli *cli)
{
  return block_person (cli, TRUE);
}

AcExit
ac_command_admin_unblock (AcCli *cli)
{
  return block_person (cli, FALSE);
}

static gboolean
read_quota (JsonObject *rule, const char *name, const char *text)
{
  guint64 quota = 0;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &quota, NULL))
    return FALSE;

  json_object_set_int_member (rule, name, quota);
  return TRUE;
}

AcExit
ac_command_admin_quota (AcCli *cli)
{
  g_autoptr(JsonObject) rule = json_object_new ();

  if ((cli->max_accounts == NULL && cli->max_statuses == NULL) ||
      !read_quota (rule, "max_accounts", cli->max_accounts) ||
      !read_quota (rule, "max_statuses_per_day", cli->max_statuses))
    return ac_cli_usage (_ ("Say --accounts or --statuses with a number; 0 is as everybody."));

  return rule_person (cli, g_steal_pointer (&rule));
}

AcExit
ac_command_admin_erase (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcPerson) person = find_person (cli, &error);
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *path = NULL;

  if (person == NULL)
    return ac_cli_fail (cli, error);

  path = g_strconcat ("people/", ac_person_get_id (person), NULL);
  if (!(node = ask (cli, NULL, &error, "DELETE", path)))
    return ac_cli_fail (cli, error);

  if (!cli->json)
    g_print ("%s\n", _ ("Their accounts were given back, and everything else of them deleted."));
  return AC_EXIT_OK;
}

AcExit
ac_command_admin_services (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = ask (cli, NULL, &error, "GET", "services");
  g_autofree char *next = NULL;
  JsonArray *items = node != NULL ? ac_wire_read_page (node, &next, &error) : NULL;
  g_autoptr(AcTable) table = ac_table_new ();

  if (items == NULL)
    return ac_cli_fail (cli, error);
  if (cli->json)
    return ac_cli_print_json (g_steal_pointer (&node)), AC_EXIT_OK;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autoptr(AcService) service =
                    ac_service_from_json (json_array_get_element (items, i), &error);

      if (service == NULL)
        return ac_cli_fail (cli, error);
      ac_table_add (table, service->id, service->name,
                    service->unavailable == AC_UNAVAILABLE_NOT
                    ? C_ ("service", "on") : C_ ("service", "off"), NULL);
    }
  ac_table_print (table);
  return AC_EXIT_OK;
}

AcExit
ac_command_admin_turn (AcCli *cli)
{
  const char *const ways[] = { "off", "on", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *body = NULL;

  if (!g_strv_contains (ways, cli->arguments[1]))
    return ac_cli_usage (_ ("A service is turned on or off."));

  body = json_object_new ();
  ac_json_set_string (body, "service", cli->arguments[0]);
  json_object_set_boolean_member (body, "on", g_str_equal (cli->arguments[1], "on"));
  if (!(node = ask (cli, body, &error, "POST", "services")))
    return ac_cli_fail (cli, error);

  return ac_command_admin_services (cli);
}
