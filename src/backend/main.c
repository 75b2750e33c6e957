/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "ac-backend.h"
#include "ac-core-files.h"
#include "ac-error.h"
#include "ac-http.h"
#include "ac-lease.h"
#include "ac-paths.h"
#include "ac-policy-tool.h"
#include "ac-practice-child.h"
#include "ac-rotation.h"

#define BUS_NAME APP_ID ".Backend"
#define PRACTICE_BUS_NAME APP_ID ".Practice"

typedef struct
{
  GMainLoop *loop;
  AcBackend *backend;
} Program;

/* What is wanted of this call, beside how a backend is to run. */
typedef struct
{
  char *config;
  gboolean rotate;
  gboolean version;
  char *new_key;
  char *unsigned_policy;
  char *signing_key;
} Call;

static DexFuture *
stopped_cb (DexFuture *future, gpointer user_data)
{
  g_main_loop_quit (user_data);
  return dex_ref (future);
}

static gboolean
reload_cb (gpointer user_data)
{
  Program *program = user_data;

  ac_backend_reload (program->backend);
  return G_SOURCE_CONTINUE;
}

static gboolean
quit_cb (gpointer user_data)
{
  Program *program = user_data;

  dex_future_disown (dex_future_finally (ac_backend_stop (program->backend), stopped_cb,
                                         g_main_loop_ref (program->loop),
                                         (GDestroyNotify) g_main_loop_unref));
  return G_SOURCE_CONTINUE;
}

static void
idle_cb (AcBackend *backend, gpointer user_data)
{
  quit_cb (user_data);
}

static gboolean
parse_options (int *argc, char ***argv, AcBackendOptions *options, Call *call, GError **error)
{
  const GOptionEntry entries[] = {
    { "hosted", 0, 0, G_OPTION_ARG_FILENAME, &call->config,
      N_ ("Serve many people, as this file says"), N_ ("FILE") },
    { "rotate-vault-key", 0, 0, G_OPTION_ARG_NONE, &call->rotate,
      N_ ("With --hosted: seal everybody's credentials with the key in place of the old one, and "
          "end"),
      NULL },
    { "socket", 0, 0, G_OPTION_ARG_FILENAME, &options->socket_path,
      N_ ("Listen at this Unix socket"), N_ ("PATH") },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->data_dir, N_ ("Keep the data here"),
      N_ ("DIRECTORY") },
    { "idle-exit", 0, 0, G_OPTION_ARG_INT, &options->idle_exit,
      N_ ("End after this long with nothing to do; 0 means never"), N_ ("SECONDS") },
    { "allow-loopback-services", 0, 0, G_OPTION_ARG_NONE, &options->allow_loopback_services,
      N_ ("Development only: also talk to services on this computer, without encryption"), NULL },
    { "plc-directory", 0, 0, G_OPTION_ARG_STRING, &options->plc_directory,
      N_ ("Development only: where Bluesky identities are looked up"), N_ ("URL") },
    { "practice", 0, 0, G_OPTION_ARG_NONE, &options->practice,
      N_ ("Practise: with services that this computer plays, and data of its own"), NULL },
    { "practice-services", 0, 0, G_OPTION_ARG_STRING, &options->practice_services,
      N_ ("Development only: where the practice services are"), N_ ("URL") },
    { "strict-practice", 0, 0, G_OPTION_ARG_NONE, &options->strict_practice,
      N_ ("Development only: ask for keys of developer apps there, as the real services do"),
      NULL },
    { "policy", 0, 0, G_OPTION_ARG_FILENAME, &options->policy_file,
      N_ ("Development only: which features may be had where stands in this file"), N_ ("FILE") },
    { "policy-key", 0, 0, G_OPTION_ARG_STRING, &options->policy_key,
      N_ ("Development only: the public key of who else may sign it"), N_ ("KEY") },
    { "make-signing-key", 0, 0, G_OPTION_ARG_FILENAME, &call->new_key,
      N_ ("Make a key to sign policies with, print its public half, and end"), N_ ("FILE") },
    { "sign-policy", 0, 0, G_OPTION_ARG_FILENAME, &call->unsigned_policy,
      N_ ("Print this policy with the signature of --signing-key, and end"), N_ ("FILE") },
    { "signing-key", 0, 0, G_OPTION_ARG_FILENAME, &call->signing_key,
      N_ ("With --sign-policy: the key to sign with"), N_ ("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &call->version, N_ ("Print the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (
      context, _("The part of Accounts Center that keeps accounts and talks to services."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, argc, argv, error);
}

static void
fill_options (AcBackendOptions *options)
{
  if (options->socket_path == NULL)
    options->socket_path =
        options->practice ? ac_paths_get_practice_socket () : ac_paths_get_socket ();
  if (options->data_dir == NULL)
    options->data_dir =
        options->practice ? ac_paths_get_practice_folder () : ac_paths_get_data_folder ();
  if (options->hosted == NULL && !options->practice)
    options->heads_file = ac_paths_get_ledger_heads ();
  if (options->policy_file == NULL)
    options->policy_file = g_strdup (POLICY_FILE);
  options->idle_exit = MAX (options->idle_exit, 0);
}

/* Whoever starts us reads why we could not stay. */
static int
get_exit_status (const GError *error)
{
  if (g_error_matches (error, AC_ERROR, AC_ERROR_INVALID))
    return 2;
  if (g_error_matches (error, AC_ERROR, AC_ERROR_CONFLICT))
    return 3;
  if (g_error_matches (error, AC_ERROR, AC_ERROR_STORAGE_FULL))
    return 4;
  if (g_error_matches (error, AC_ERROR, AC_ERROR_STORAGE))
    return 5;

  return EXIT_FAILURE;
}

static int
run (AcBackendOptions *options)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(AcBackend) backend = NULL;
  g_autoptr(GError) error = NULL;
  Program program = { loop, NULL };
  guint name = 0;

  if (!(backend = ac_backend_new (options, &error)))
    {
      g_printerr ("accounts-center-backend: %s\n", error->message);
      return get_exit_status (error);
    }

  program.backend = backend;
  g_signal_connect (backend, "idle", G_CALLBACK (idle_cb), &program);
  g_unix_signal_add (SIGHUP, reload_cb, &program);
  g_unix_signal_add (SIGTERM, quit_cb, &program);
  g_unix_signal_add (SIGINT, quit_cb, &program);
  ac_backend_start (backend);

  /* Owned only now: who activated us by name finds the socket open. */
  if (options->hosted == NULL)
    name = g_bus_own_name (G_BUS_TYPE_SESSION, options->practice ? PRACTICE_BUS_NAME : BUS_NAME,
                           G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL, NULL);
  g_main_loop_run (loop);
  if (name != 0)
    g_bus_unown_name (name);
  if (ac_backend_get_practice_is_over (backend))
    {
      g_clear_object (&backend);
      ac_practice_child_erase (options->data_dir);
    }
  return EXIT_SUCCESS;
}

static DexFuture *
rotated_cb (DexFuture *future, gpointer user_data)
{
  g_main_loop_quit (user_data);
  return dex_ref (future);
}

/* Gives how many credentials are not sealed with the key. */
static gboolean
rotate_and_wait (AcBackendOptions *options, guint *n_left, GError **error)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(AcStore) store = ac_hosted_config_open_store (options->hosted, error);
  g_autoptr(AcVaultKeys) keys = ac_hosted_config_get_vault_keys (options->hosted);
  g_autoptr(AcHttp) http =
                ac_http_new (options->allow_loopback_services ? AC_HTTP_LOOPBACK : AC_HTTP_PUBLIC);
  g_autoptr(DexFuture) rotation = NULL;
  const GValue *value = NULL;

  if (store == NULL)
    return FALSE;

  rotation =
      dex_future_finally (ac_rotation_run (store, keys, ac_lease_get_length_ms (http)), rotated_cb,
                          g_main_loop_ref (loop), (GDestroyNotify) g_main_loop_unref);
  if (dex_future_is_pending (rotation))
    g_main_loop_run (loop);
  ac_store_close (store);

  value = dex_future_get_value (rotation, error);
  *n_left = value != NULL ? g_value_get_uint (value) : 0;
  return value != NULL;
}

static int
run_rotation (AcBackendOptions *options)
{
  g_autoptr(GError) error = NULL;
  guint n_left = 0;

  if (options->hosted == NULL)
    g_set_error_literal (&error, AC_ERROR, AC_ERROR_INVALID, "--rotate-vault-key needs --hosted");
  if (error != NULL || !rotate_and_wait (options, &n_left, &error))
    {
      g_printerr ("accounts-center-backend: %s\n", error->message);
      return get_exit_status (error);
    }

  if (n_left == 0)
    g_print (_ ("Everything is sealed with the key. The old one can be taken out of the file of "
                "each process, and destroyed.\n"));
  else
    g_print (ngettext ("%u account could not be opened with either key, and was left as it was.\n",
                       "%u accounts could not be opened with either key, and were left as they "
                       "were.\n",
                       n_left),
             n_left);
  return n_left == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int
make_signing_key (const Call *call)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *public = ac_policy_tool_make_key (call->new_key, &error);

  if (public != NULL)
    g_print ("%s\n", public);
  else
    g_printerr ("accounts-center-backend: %s\n", error->message);
  return public != NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int
sign_policy (const Call *call)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) file = NULL;
  gsize size = 0;
  gconstpointer data = NULL;

  if (call->unsigned_policy == NULL || call->signing_key == NULL)
    g_set_error_literal (&error, AC_ERROR, AC_ERROR_INVALID,
                         "--sign-policy and --signing-key belong together");
  else
    file = ac_policy_tool_sign (call->unsigned_policy, call->signing_key, &error);
  if (file == NULL)
    {
      g_printerr ("accounts-center-backend: %s\n", error->message);
      return get_exit_status (error);
    }

  data = g_bytes_get_data (file, &size);
  return fwrite (data, 1, size, stdout) == size && fflush (stdout) == 0 ? EXIT_SUCCESS
                                                                        : EXIT_FAILURE;
}

static void
free_all (AcBackendOptions *options, Call *call)
{
  g_clear_pointer (&options->hosted, ac_hosted_config_unref);
  g_free (options->socket_path);
  g_free (options->data_dir);
  g_free (options->heads_file);
  g_free (options->plc_directory);
  g_free (options->practice_services);
  g_free (options->policy_file);
  g_free (options->policy_key);
  g_free (call->config);
  g_free (call->new_key);
  g_free (call->unsigned_policy);
  g_free (call->signing_key);
}

static int
do_as_told (AcBackendOptions *options, const Call *call)
{
  if (call->version)
    {
      g_print ("accounts-center-backend %s\n", PACKAGE_VERSION);
      return EXIT_SUCCESS;
    }
  if (call->new_key != NULL)
    return make_signing_key (call);
  if (call->unsigned_policy != NULL || call->signing_key != NULL)
    return sign_policy (call);

  fill_options (options);
  if (options->practice && options->hosted != NULL)
    {
      g_printerr ("accounts-center-backend: --practice and --hosted exclude each other\n");
      return 2;
    }
  if (options->allow_loopback_services)
    g_printerr ("accounts-center-backend: development: services on this computer are allowed, "
                "without encryption. Do not use this with real accounts.\n");
  return call->rotate ? run_rotation (options) : run (options);
}

int
main (int argc, char *argv[])
{
  AcBackendOptions options = { .idle_exit = 60 };
  Call call = { 0 };
  g_autoptr(GError) error = NULL;
  int status = 0;

  ac_http_set_up ();
  dex_init ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  ac_core_files_forbid ();
  /* A limit on file sizes is a full disk: something to tell the person, not to die of. */
  signal (SIGXFSZ, SIG_IGN);

  if (parse_options (&argc, &argv, &options, &call, &error) &&
      (call.version || call.config == NULL ||
       (options.hosted = ac_hosted_config_load (call.config, &error))))
    status = do_as_told (&options, &call);
  else
    {
      g_printerr ("accounts-center-backend: %s\n", error->message);
      status = 2;
    }

  free_all (&options, &call);
  return status;
}
