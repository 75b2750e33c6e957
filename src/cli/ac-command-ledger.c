/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <sodium.h>

#include "ac-cli.h"
#include "ac-client-ledger.h"
#include "ac-error.h"
#include "ac-json.h"
#include "ac-use.h"
#include "ac-words.h"

#define MAX_LINE 2048

static const AcJsonField page_fields[] = {
  { "person_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "items", AC_JSON_ARRAY, AC_JSON_REQUIRED, 200 },
  { "next", AC_JSON_STRING, AC_JSON_OPTIONAL, 19 },
  { NULL },
};

static const AcJsonField line_fields[] = {
  { "line", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_LINE },
  { "hash", AC_JSON_STRING, AC_JSON_REQUIRED, 2 * AC_LEDGER_HASH_SIZE },
  { NULL },
};

static const AcJsonField first_fields[] = {
  { "person_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { NULL },
};

static const AcJsonField check_fields[] = {
  { "lines", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "fault", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { NULL },
};

static char *
format_time (gint64 time_ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (time_ms / 1000);

  return time != NULL ? g_date_time_format (time, "%x %X") : g_strdup ("");
}

static void
add_use (AcTable *table, AcUse *use)
{
  const AcLedgerLine *line = ac_use_get_line (use);
  const AcNamedAccount *account = ac_use_get_account (use);
  g_autofree char *time = format_time (line->at);
  g_autofree char *what =
      g_strconcat (ac_deed_to_slug (line->deed), line->purpose != NULL ? " " : "",
                   line->purpose != NULL ? line->purpose : "", line->category != NULL ? " " : "",
                   line->category != NULL ? line->category : "", NULL);

  ac_table_add (table, time, line->who,
                line->allowed      ? C_ ("use", "allowed")
                                   : C_ ("use", "refused"), what,
                                        account->handle != NULL ? account->handle : "-",
                                        line->reason != NULL ? line->reason : "", NULL);
}

/* NULL: an item is not as agreed. */
static AcTable *
read_uses (JsonArray *items, GError **error)
{
  g_autoptr(AcTable) table = ac_table_new ();

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autoptr(AcUse) use = ac_use_from_json (json_array_get_element (items, i), error);

      if (use == NULL)
        return NULL;
      add_use (table, use);
    }

  return g_steal_pointer (&table);
}

AcExit
ac_command_ledger_list (AcCli *cli)
{
  const AcUseFilter filter = { .search = cli->n_arguments > 0 ? cli->arguments[0] : NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node =
                dex_await_boxed (ac_client_load_uses (cli->client, &filter, NULL), &error);
  g_autoptr(AcTable) table = NULL;
  g_autofree char *next = NULL;
  JsonArray *items = node != NULL ? ac_wire_read_page (node, &next, &error) : NULL;

  if (items == NULL || !(table = read_uses (items, &error)))
    return ac_cli_fail (cli, error);

  if (cli->json)
    ac_cli_print_json (g_steal_pointer (&node));
  else
    ac_table_print (table);
  return AC_EXIT_OK;
}

static void
print_node (JsonNode *node)
{
  ac_cli_print_json (json_node_copy (node));
}

static void
print_first (const char *person)
{
  g_autoptr(JsonObject) object = json_object_new ();

  ac_json_set_string (object, "person_id", person);
  ac_cli_print_json (json_node_init_object (json_node_alloc (), object));
}

AcExit
ac_command_ledger_export (AcCli *cli)
{
  g_autofree char *cursor = NULL;
  gboolean first = TRUE;

  do
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node =
                    dex_await_boxed (ac_client_load_ledger_lines (cli->client, cursor), &error);
      JsonObject *page =
          node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonArray *items = NULL;

      if (page == NULL || !ac_json_check (page, page_fields, AC_JSON_CLOSED, &error))
        return ac_cli_fail (cli, error);

      if (first)
        print_first (ac_json_get_string (page, "person_id"));
      first = FALSE;
      items = ac_json_get_array (page, "items");
      for (guint i = 0; i < json_array_get_length (items); i++)
        print_node (json_array_get_element (items, i));
      g_set_str (&cursor, ac_json_get_string (page, "next"));
    }
  while (cursor != NULL);

  return AC_EXIT_OK;
}

/* Takes node. */
static AcExit
tell (AcCli *cli, gint64 lines, const char *fault, JsonNode *node)
{
  g_autoptr(JsonNode) owned = node;
  const gboolean good = g_str_equal (fault, "none") || g_str_equal (fault, "head-missing");

  if (cli->json)
    ac_cli_print_json (g_steal_pointer (&owned));
  else
    {
      g_print (g_dngettext (GETTEXT_PACKAGE, "%u line is as it was written.\n",
                            "%u lines are as they were written.\n", lines),
               (guint) lines);
      if (!g_str_equal (fault, "none"))
        g_print ("%s\n", ac_words_for_ledger_fault (fault));
    }
  return good ? AC_EXIT_OK : AC_EXIT_FAILED;
}

static AcExit
check_here (AcCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = dex_await_boxed (ac_client_check_ledger (cli->client), &error);
  JsonObject *object =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL || !ac_json_check (object, check_fields, AC_JSON_CLOSED, &error))
    return ac_cli_fail (cli, error);

  return tell (cli, ac_json_get_integer (object, "lines"), ac_json_get_string (object, "fault"),
               json_node_ref (node));
}

static JsonObject *
read_object (const char *text, const AcJsonField *fields)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return ac_json_parse_object (bytes, fields, AC_JSON_CLOSED, NULL);
}

static gboolean
take_line (AcLedgerHead *head, const char *text)
{
  g_autoptr(JsonObject) object = read_object (text, line_fields);
  guint8 hash[AC_LEDGER_HASH_SIZE];
  gsize size = 0;

  return object != NULL &&
         sodium_hex2bin (hash, sizeof hash, ac_json_get_string (object, "hash"),
                         2 * AC_LEDGER_HASH_SIZE, NULL, &size, NULL) == 0 &&
         size == sizeof hash &&
         ac_ledger_head_take (head, ac_json_get_string (object, "line"), hash);
}

static JsonNode *
describe_check (gint64 lines, const char *fault)
{
  g_autoptr(JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "lines", lines);
  ac_json_set_string (object, "fault", fault);
  return json_node_init_object (json_node_alloc (), object);
}

/* Line by line: a ledger may be longer than the memory. */
static AcExit
check_file (AcCli *cli, const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInputStream) base = g_file_read (file, NULL, NULL);
  g_autoptr(GDataInputStream) lines =
                base != NULL ? g_data_input_stream_new (G_INPUT_STREAM (base)) : NULL;
  g_autofree char *text =
      lines != NULL ? g_data_input_stream_read_line (lines, NULL, NULL, NULL) : NULL;
  g_autoptr(JsonObject) first = text != NULL ? read_object (text, first_fields) : NULL;
  gboolean good = TRUE;
  AcLedgerHead head;

  if (first == NULL)
    {
      g_set_error_literal (&error, AC_ERROR, AC_ERROR_INVALID, "This is no exported ledger");
      return ac_cli_fail (cli, error);
    }

  ac_ledger_head_init (&head, ac_json_get_string (first, "person_id"));
  while (good)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        break;
      good = take_line (&head, line);
    }

  return tell (cli, head.seq, good ? "none" : "changed",
               describe_check (head.seq, good ? "none" : "changed"));
}

AcExit
ac_command_ledger_verify (AcCli *cli)
{
  return cli->n_arguments > 0 ? check_file (cli, cli->arguments[0]) : check_here (cli);
}
