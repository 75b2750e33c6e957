/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <gio/gdesktopappinfo.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "ac-cli-time.h"
#include "ac-cli.h"
#include "ac-part.h"
#include "ac-json.h"
#include "ac-service-item.h"
#include "ac-words.h"

#define EXCERPT 60
#define MAX_SECRET 2048

static AcExit
exit_for (AcError code)
{
  switch ((int) code)
    {
    case AC_ERROR_REJECTED:
    case AC_ERROR_TOO_LONG:
    case AC_ERROR_PICTURE_NEEDED:
    case AC_ERROR_PICTURES_REFUSED:
      return AC_EXIT_REJECTED;
    case AC_ERROR_SIGN_IN_REQUIRED:
    case AC_ERROR_SCOPE_MISSING:
    case AC_ERROR_KEYRING_LOCKED:
    case AC_ERROR_UNKNOWN_OUTCOME:
    case AC_ERROR_SHARING_STOPPED:
    case AC_ERROR_SIGNED_OUT:
      return AC_EXIT_NEEDS_YOU;
    default:
      return AC_EXIT_FAILED;
    }
}

AcExit
ac_cli_fail (AcCli *cli, const GError *error)
{
  const AcError code = error->domain == AC_ERROR ? (AcError) error->code : AC_ERROR_FAILED;

  if (cli->json)
    {
      JsonObject *object = json_object_new ();
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      ac_json_set_string (object, "error", ac_error_get_slug (code));
      json_node_take_object (node, object);
      ac_cli_print_json (node);
    }

  g_printerr ("acctl: %s\n", ac_words_for_error (code));
  return exit_for (code);
}

AcExit
ac_cli_usage (const char *words)
{
  g_printerr ("acctl: %s\n", words);
  return AC_EXIT_USAGE;
}

void
ac_cli_print_json (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  g_print ("%s\n", text);
  json_node_unref (node);
}

void
ac_cli_print_list (GListModel *model, JsonNode *(*to_json) (gpointer item))
{
  JsonArray *array = json_array_new ();
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      json_array_add_element (array, to_json (item));
    }

  json_object_set_array_member (object, "items", array);
  json_node_take_object (node, object);
  ac_cli_print_json (node);
}

static const AcService *
find_service (AcCli *cli, const char *id)
{
  AcServiceItem *item = ac_client_find_service (cli->client, id);

  return item != NULL ? ac_service_item_get_service (item) : NULL;
}

const char *
ac_cli_name_service (AcCli *cli, const char *id)
{
  const AcService *service = find_service (cli, id);

  return service != NULL ? service->name : id;
}

/* What is on and can't be had here stays, and says so. */
static void
add_unavailable (AcTable *table, const AcService *service)
{
  g_autofree char *note = NULL;

  if (service == NULL || service->unavailable == AC_UNAVAILABLE_NOT)
    return;

  /* Translators: %s is a reason, such as "not where you are" */
  note = g_strdup_printf (_ ("  Nothing is shared there: %s."),
                            ac_words_for_unavailable (service->unavailable));
  ac_table_add (table, note, NULL);
}

static void
add_note (AcTable *table, AcError code)
{
  g_autofree char *note = g_strconcat ("  ", ac_words_for_error (code), NULL);

  ac_table_add (table, note, NULL);
}

static void
add_pause (AcTable *table, gint64 until)
{
  g_autofree char *when = until != AC_PAUSED_OPEN ? ac_cli_format_time (until) : NULL;
  g_autofree char *words =
      /* Translators: %s is a time */
      when != NULL
      ? g_strdup_printf (_ ("  Sharing to it is paused until %s."), when)
      : g_strdup (_ ("  Sharing to it is paused; “acctl accounts resume” lets it go on."));

  if (until != 0)
    ac_table_add (table, words, NULL);
}

void
ac_cli_add_account (AcCli *cli, AcTable *table, AcAccount *account)
{
  const AcAccountState state = ac_account_get_state (account);

  ac_table_add (table, ac_account_get_handle (account),
                ac_cli_name_service (cli, ac_account_get_service (account)),
                ac_words_for_account (state), NULL);
  if (state == AC_ACCOUNT_ATTENTION)
    add_note (table, ac_account_get_reason (account));
  add_pause (table, ac_account_get_paused_until (account));
  add_unavailable (table, find_service (cli, ac_account_get_service (account)));
}

static void
print_account (AcCli *cli, AcAccount *account)
{
  g_autoptr(AcTable) table = ac_table_new ();

  if (cli->json)
    {
      ac_cli_print_json (ac_account_to_json (account));
      return;
    }

  ac_cli_add_account (cli, table, account);
  ac_table_print (table);
}

AcExit
ac_cli_finish_account (AcCli *cli, DexFuture *work)
{
  g_autoptr(AcAccount) account = NULL;
  g_autoptr(GError) error = NULL;

  if (!(account = dex_await_object (work, &error)))
    return ac_cli_fail (cli, error);

  print_account (cli, account);
  return ac_account_get_state (account) == AC_ACCOUNT_ATTENTION ? AC_EXIT_NEEDS_YOU : AC_EXIT_OK;
}

gboolean
ac_cli_has_threads (AcCli *cli, const char *id)
{
  const AcService *service = find_service (cli, id);

  return service != NULL && service->threads;
}

gboolean
ac_cli_takes_cards (AcCli *cli, const char *id)
{
  const AcService *service = find_service (cli, id);

  return service != NULL && service->link_cards;
}

char *
ac_cli_dup_excerpt (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n\t", ' ');
  g_autofree char *start = NULL;

  g_strstrip (line);
  if (g_utf8_strlen (line, -1) <= EXCERPT)
    return g_steal_pointer (&line);

  start = g_utf8_substring (line, 0, EXCERPT);
  return g_strconcat (g_strchomp (start), "…", NULL);
}

void
ac_cli_add_own_text (AcTable *table, const char *text)
{
  g_autofree char *excerpt = text != NULL ? ac_cli_dup_excerpt (text) : NULL;
  /* Translators: below a place that something is shared to; %s is the text there */
  g_autofree char *words =
      excerpt != NULL ? g_strdup_printf (_ ("  Text of its own: %s"), excerpt) : NULL;

  if (words != NULL)
    ac_table_add (table, words, NULL);
}

static void
add_parts (AcTable *table, GListModel *parts)
{
  const guint n = g_list_model_get_n_items (parts);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPart) part = g_list_model_get_item (parts, i);
      g_autofree char *name = g_strdup_printf (_ ("  Post %u of %u"), i + 1, n);

      ac_table_add (table, name, "", "", ac_words_for_delivery (ac_part_get_state (part)),
                    ac_part_get_url (part), NULL);
    }
}

static void
add_edit (AcTable *table, AcDelivery *delivery)
{
  const AcEdit edit = ac_delivery_get_edit (delivery);
  const char *words = ac_words_for_edit (edit, ac_delivery_get_edit_error (delivery),
                                         ac_delivery_get_paused (delivery));
  g_autofree char *line = words != NULL ? g_strconcat ("  ", words, NULL) : NULL;

  if (line == NULL)
    return;
  ac_table_add (table, line, NULL);
  if (edit == AC_EDIT_FAILED || edit == AC_EDIT_BLOCKED)
    add_note (table, ac_delivery_get_edit_error (delivery));
}

/* What is tried again, how often it was, and when it is. */
static void
add_tries (AcTable *table, AcDelivery *delivery)
{
  const guint tries = ac_delivery_get_attempts (delivery);
  const gint64 next_at = ac_delivery_get_next_at (delivery);
  g_autofree char *when = ac_cli_format_time (next_at);
  g_autofree char *note = NULL;

  if (tries == 0 || next_at == 0 || ac_delivery_get_state (delivery) == AC_DELIVERY_MISSED)
    return;

  note = g_strdup_printf (
      ngettext ("  tried %u time, and again at %s", "  tried %u times, and again at %s", tries),
      tries, when);
  ac_table_add (table, note, NULL);
}

void
ac_cli_add_delivery (AcCli *cli, AcTable *table, AcDelivery *delivery)
{
  const AcDeliveryState state = ac_delivery_get_state (delivery);
  const char *url = ac_delivery_get_url (delivery);

  ac_table_add (table, ac_delivery_get_handle (delivery),
                ac_cli_name_service (cli, ac_delivery_get_service (delivery)),
                ac_words_for_audience (ac_delivery_get_audience (delivery)),
                ac_words_for_delivery (state), url, NULL);
  if (ac_delivery_get_error (delivery) != AC_ERROR_FAILED || state == AC_DELIVERY_FAILED)
    add_note (table, ac_delivery_get_error (delivery));
  add_tries (table, delivery);
  ac_cli_add_own_text (table, ac_delivery_get_text (delivery));
  if (state == AC_DELIVERY_LIVE)
    add_edit (table, delivery);
  add_parts (table, ac_delivery_get_parts (delivery));
}

/* A browser that is not running yet outlives acctl, and would hold open what reads its output. */
void
ac_cli_open_browser (const char *url)
{
  const GSpawnFlags quiet =
      G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
  g_autofree char *scheme = g_uri_parse_scheme (url);
  g_autoptr(GAppInfo) browser = NULL;
  GList uris = { (gpointer) url, NULL, NULL };

  if (g_getenv ("DISPLAY") == NULL && g_getenv ("WAYLAND_DISPLAY") == NULL)
    return;

  browser = g_app_info_get_default_for_uri_scheme (scheme);
  if (G_IS_DESKTOP_APP_INFO (browser))
    g_desktop_app_info_launch_uris_as_manager (G_DESKTOP_APP_INFO (browser), &uris, NULL, quiet,
                                               NULL, NULL, NULL, NULL, NULL);
}

char *
ac_cli_read_input (gsize max)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char buffer[4096];
  ssize_t got = 0;

  while ((got = read (STDIN_FILENO, buffer, sizeof buffer)) != 0)
    {
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0 || text->len + got > max)
        return NULL;
      g_string_append_len (text, buffer, got);
    }

  /* The end of the last line is the terminal's, not the text's. */
  if (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);
  if (!g_utf8_validate_len (text->str, text->len, NULL))
    return NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
interrupted (int number)
{
}

static void
wipe (gpointer data)
{
  explicit_bzero (data, MAX_SECRET + 1);
  g_free (data);
}

/* Returns: bytes up to the end of the line; -1 when interrupted or too long */
static gssize
read_line (int fd, char *buffer, gsize size)
{
  gsize length = 0;

  while (length < size)
    {
      ssize_t got = read (fd, buffer + length, 1);

      if (got < 0)
        return -1;
      if (got == 0 || buffer[length] == '\n')
        return length;
      length++;
    }

  return -1;
}

SecretValue *
ac_cli_read_secret (int fd, const char *prompt)
{
  struct sigaction mend = { .sa_handler = interrupted };
  struct sigaction before = { 0 };
  struct termios usual = { 0 };
  struct termios quiet = { 0 };
  const gboolean terminal = tcgetattr (fd, &usual) == 0;
  char *buffer = g_malloc0 (MAX_SECRET + 1);
  gssize length = 0;

  /* Without SA_RESTART an interrupt ends the reading, and the echo comes back. Nobody is asked
   * before the echo is gone. */
  sigaction (SIGINT, &mend, &before);
  if (terminal)
    {
      quiet = usual;
      quiet.c_lflag &= ~ECHO;
      tcsetattr (fd, TCSAFLUSH, &quiet);
      g_printerr ("%s", prompt);
    }

  length = read_line (fd, buffer, MAX_SECRET);
  if (terminal)
    {
      tcsetattr (fd, TCSAFLUSH, &usual);
      g_printerr ("\n");
    }
  sigaction (SIGINT, &before, NULL);

  if (length <= 0)
    {
      wipe (buffer);
      return NULL;
    }

  buffer[length] = '\0';
  return secret_value_new_full (buffer, length, "text/plain", wipe);
}

static const char *
skip_at (const char *handle)
{
  return *handle == '@' ? handle + 1 : handle;
}

gboolean
ac_cli_account_matches (AcAccount *account, const char *name)
{
  const char *handle = ac_account_get_handle (account);

  return g_str_equal (ac_account_get_id (account), name) ||
         (handle != NULL && g_ascii_strcasecmp (skip_at (handle), skip_at (name)) == 0);
}

AcAccount *
ac_cli_find_account (AcCli *cli, const char *name)
{
  GListModel *accounts = ac_client_get_accounts (cli->client);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);

      if (ac_cli_account_matches (account, name))
        return g_steal_pointer (&account);
    }

  return NULL;
}
