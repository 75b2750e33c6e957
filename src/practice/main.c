/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ac-core-files.h"
#include "ac-error.h"
#include "ac-http.h"
#include "ac-practice.h"

#define MAX_LINE 4096

typedef struct
{
  char *state;
  int port;
  gboolean faults;
  gboolean end_with_input;
  gboolean version;
} Options;

static gboolean
parse_options (int *argc, char ***argv, Options *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &options->state,
      N_ ("Remember everything in this file"), N_ ("FILE") },
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, N_ ("Listen at this port of loopback"),
      N_ ("PORT") },
    { "end-with-input", 0, 0, G_OPTION_ARG_NONE, &options->end_with_input,
      N_ ("End when the standard input is closed, as it is when whoever started this is gone"),
      NULL },
    { "faults", 0, 0, G_OPTION_ARG_NONE, &options->faults,
      N_ ("For tests: let them say how answers are to misbehave"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_ ("Print the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
                                _ ("WhatsApp, Instagram, Facebook and Threads to practise with: "
                                   "nothing leaves this computer."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1 || options->port < 0 || options->port > G_MAXUINT16)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                           *argc > 1 ? "There are no arguments" : "That is no port");
      return FALSE;
    }
  return TRUE;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

typedef struct
{
  GMainLoop *loop;
  AcPractice *practice;
  GString *line; /* of the one that started us, as far as it has come */
} Input;

/* One line may come, with secrets; the end is the end. */
static gboolean
input_cb (int fd, GIOCondition condition, gpointer user_data)
{
  Input *input = user_data;
  char bytes[256];
  const gssize n = read (fd, bytes, sizeof bytes);

  if (n <= 0)
    {
      g_main_loop_quit (input->loop);
      return G_SOURCE_REMOVE;
    }

  g_string_append_len (input->line, bytes, MIN (n, MAX_LINE - (gssize) input->line->len));
  if (strchr (input->line->str, '\n') != NULL)
    {
      ac_practice_introduce (input->practice, input->line->str);
      sodium_memzero (input->line->str, input->line->len);
      g_string_truncate (input->line, 0);
    }
  sodium_memzero (bytes, sizeof bytes);
  return G_SOURCE_CONTINUE;
}

static int
run (const Options *options)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(AcPractice) practice =
                ac_practice_new (options->state, options->port, options->faults, &error);
  g_autoptr(GString) rest = g_string_new (NULL);
  g_autofree char *line = NULL;
  Input input = { loop, practice, rest };

  if (practice == NULL)
    {
      g_printerr ("accounts-center-practice: %s\n", error->message);
      return EXIT_FAILURE;
    }

  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  if (options->end_with_input)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, &input);
  line = ac_practice_describe (practice);
  puts (line);
  fflush (stdout);
  g_main_loop_run (loop);
  return EXIT_SUCCESS;
}

int
main (int argc, char *argv[])
{
  Options options = { 0 };
  g_autoptr(GError) error = NULL;
  int status = EXIT_SUCCESS;

  ac_http_set_up ();
  dex_init ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  ac_core_files_forbid ();

  if (!parse_options (&argc, &argv, &options, &error))
    {
      g_printerr ("accounts-center-practice: %s\n", error->message);
      status = 2;
    }
  else if (options.version)
    g_print ("accounts-center-practice %s\n", PACKAGE_VERSION);
  else
    status = run (&options);

  g_free (options.state);
  return status;
}
