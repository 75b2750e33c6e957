/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ac-error.h"
#include "ac-future.h"
#include "ac-keyring.h"
#include "ac-session-index.h"
#include "ac-test-provider.h"
#include "ac-wire.h"

#define N_AT_ONCE 8

/* libsecret's own file stands for the keyring: what differs between keyrings is test-keyring's. */
typedef struct
{
  AcTestProvider provider;
  AcHttp *http;
  char *extra;
  char *folder;
  AcSession *session;
} Fixture;

static const char *program;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *index = NULL;

  ac_test_provider_start (&f->provider);
  f->http = ac_http_new (AC_HTTP_LOOPBACK);
  f->extra =
      g_strdup_printf (",\"pushed_authorization_request_endpoint\":\"%s/par\"", f->provider.base);
  f->provider.extra = f->extra;
  f->provider.dpop = TRUE;
  f->provider.rotates = TRUE;
  index = g_build_filename (g_get_user_state_dir (), "accounts-center", "sign-ins.json", NULL);
  g_unlink (index);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->provider.server != NULL)
    ac_test_provider_stop (&f->provider);
  g_clear_object (&f->session);
  g_clear_object (&f->http);
  g_free (f->extra);
}

static DexFuture *
spawn (DexFiberFunc func, gpointer data)
{
  return dex_scheduler_spawn (NULL, 0, func, data, NULL);
}

static void
assert_done (DexFiberFunc func, gpointer data)
{
  g_autoptr(GError) error = NULL;

  ac_test_wait_true (spawn (func, data), &error);
  g_assert_no_error (error);
}

static void
assert_rejected (DexFiberFunc func, gpointer data, AcError code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ac_test_wait_true (spawn (func, data), &error));
  g_assert_error (error, AC_ERROR, (int) code);
}

/* What the browser does at the end. */
static gboolean
come_back (Fixture *f, GError **error)
{
  g_autofree char *address = g_strdup_printf ("%s?code=c&state=%s&iss=%s", f->provider.redirect,
                                              f->provider.state, f->provider.base);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", address);
  g_autoptr(AcHttpResponse) response = dex_await_object (ac_http_send (f->http, request), error);

  return response != NULL && ac_http_response_is_success (response);
}

static DexFuture *
sign_in_fiber (gpointer user_data)
{
  Fixture *f = user_data;
  g_autofree char *address = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->session);
  if (!(f->session = ac_session_begin (f->http, f->provider.base, &error)) ||
      !(address = ac_session_begin_browser (f->session, &error)) || !come_back (f, &error) ||
      !ac_session_finish_browser (f->session, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_true ();
}

/* As another process would: it knows what the index says. */
static AcSession *
find (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  AcSession *session = ac_session_index_find (f->http, f->provider.base, &error);

  g_assert_no_error (error);
  return session;
}

static DexFuture *
ask_fiber (gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr(AcSession) session = find (f);
  g_autoptr(AcWire) wire = ac_wire_new_for_session (session);
  g_autoptr(AcHttpRequest) request = ac_wire_request (wire, "GET", "/v1/backend");
  g_autoptr(GError) error = NULL;

  if (!ac_await (ac_wire_send (wire, request), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static guint
count (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sessions = ac_session_index_read (f->http, &error);

  g_assert_no_error (error);
  return sessions->len;
}

static void
test_sign_in (Fixture *f, gconstpointer data)
{
  g_autoptr(AcSession) found = NULL;

  g_assert_cmpuint (count (f), ==, 0);
  assert_done (sign_in_fiber, f);
  found = find (f);
  g_assert_cmpstr (ac_session_get_id (found), ==, ac_session_get_id (f->session));
  g_assert_cmpstr (f->provider.resource, ==, f->provider.base);

  /* Again: the same place. */
  assert_done (sign_in_fiber, f);
  g_assert_cmpuint (count (f), ==, 1);
  g_assert_cmpstr (ac_session_get_id (found), ==, ac_session_get_id (f->session));
}

/* The window was closed while the server answered. */
static void
test_given_up (Fixture *f, gconstpointer data)
{
  g_autoptr(DexFuture) work = spawn (sign_in_fiber, f);
  g_autoptr(GError) error = NULL;

  while (f->provider.n_tokens == 0)
    g_main_context_iteration (NULL, TRUE);
  ac_session_cancel (f->session);
  g_assert_false (ac_test_wait_true (g_steal_pointer (&work), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CANCELLED);
  g_assert_cmpuint (f->provider.n_revoked, ==, 1);
  g_assert_cmpuint (count (f), ==, 0);
  assert_done (sign_in_fiber, f);
}

static void
test_ask (Fixture *f, gconstpointer data)
{
  assert_done (sign_in_fiber, f);
  assert_done (ask_fiber, f);
  g_assert_cmpuint (f->provider.n_tokens, ==, 2);
  g_assert_cmpstr (f->provider.authorization, ==, "DPoP access-1");
}

/* The access token that is at hand is refused. */
static DexFuture *
ask_again_fiber (gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr(AcHttpRequest) request = NULL;
  g_autofree char *uri = g_strconcat (f->provider.base, "/v1/backend", NULL);
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  request = ac_http_request_new ("GET", uri);
  if (!(response = ac_session_send (f->session, request, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_int (ac_http_response_get_status (response));
}

static void
test_refused_token (Fixture *f, gconstpointer data)
{
  assert_done (sign_in_fiber, f);
  f->provider.n_refusals = 1;
  assert_done (ask_again_fiber, f);
  g_assert_cmpuint (f->provider.n_tokens, ==, 2);
  g_assert_cmpstr (f->provider.authorization, ==, "DPoP access-1");
  f->provider.n_refusals = 9;
  assert_done (ask_again_fiber, f);
  g_assert_cmpuint (f->provider.n_refusals, ==, 7);
}

/* With the token at hand: a nonce that is missing or old says nothing against it. */
static void
test_nonce (Fixture *f, gconstpointer data)
{
  assert_done (sign_in_fiber, f);
  f->provider.n_nonces = 0;
  f->provider.backend_nonce = TRUE;
  assert_done (ask_again_fiber, f);
  assert_done (ask_again_fiber, f);
  g_assert_cmpuint (f->provider.n_nonces, ==, 1);
  g_assert_cmpuint (f->provider.n_tokens, ==, 1);
}

static DexFuture *
open_fiber (gpointer user_data)
{
  Fixture *f = user_data;
  g_autofree char *uri = g_strconcat (f->provider.base, "/v1/events", NULL);
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", uri);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = ac_session_open (f->session, request, &error);

  return stream != NULL ? dex_future_new_true ()
                        : dex_future_new_for_error (g_steal_pointer (&error));
}

static void
test_open (Fixture *f, gconstpointer data)
{
  assert_done (sign_in_fiber, f);
  f->provider.n_nonces = 0;
  f->provider.backend_nonce = TRUE;
  assert_done (open_fiber, f);
  g_assert_cmpuint (f->provider.n_nonces, ==, 1);
  g_assert_cmpuint (f->provider.n_tokens, ==, 1);

  /* A token that is refused is renewed, once. */
  f->provider.n_refusals = 1;
  assert_done (open_fiber, f);
  g_assert_cmpuint (f->provider.n_tokens, ==, 2);
  f->provider.n_refusals = 9;
  assert_rejected (open_fiber, f, AC_ERROR_BAD_REPLY);
  g_assert_cmpuint (f->provider.n_refusals, ==, 7);
}

static DexFuture *
listen_fiber (gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr(AcWire) wire = ac_wire_new_for_session (f->session);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream =
                dex_await_object (ac_wire_open_events (wire, NULL, NULL), &error);

  return stream != NULL ? dex_future_new_true ()
                        : dex_future_new_for_error (g_steal_pointer (&error));
}

/* Who listens hears why they can't. */
static void
test_listen (Fixture *f, gconstpointer data)
{
  assert_done (sign_in_fiber, f);
  assert_done (listen_fiber, f);
  f->provider.n_refusals = 9;
  assert_rejected (listen_fiber, f, AC_ERROR_SIGN_IN_REQUIRED);
}

/* Each as a process of its own would: none may use a refresh token that another one has used. */
static void
test_at_once (Fixture *f, gconstpointer data)
{
  DexFuture *work[N_AT_ONCE];
  g_autoptr(GError) error = NULL;

  assert_done (sign_in_fiber, f);
  for (guint i = 0; i < N_AT_ONCE; i++)
    work[i] = spawn (ask_fiber, f);
  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      ac_test_wait_true (work[i], &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (f->provider.n_replays, ==, 0);
  g_assert_cmpuint (f->provider.n_tokens, ==, 1 + N_AT_ONCE);
}

static void
test_ended (Fixture *f, gconstpointer data)
{
  assert_done (sign_in_fiber, f);
  g_set_str (&f->provider.refresh_token, "another");
  assert_rejected (ask_fiber, f, AC_ERROR_SIGN_IN_REQUIRED);
  g_assert_cmpuint (count (f), ==, 1);
}

static DexFuture *
begin_fiber (gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcSession) session = ac_session_begin (f->http, f->provider.base, &error);

  return session != NULL ? dex_future_new_true ()
                         : dex_future_new_for_error (g_steal_pointer (&error));
}

/* A backend that describes another one wants that one's tokens. */
static void
test_other_resource (Fixture *f, gconstpointer data)
{
  assert_done (begin_fiber, f);
  f->provider.named = "https://school.example";
  assert_rejected (begin_fiber, f, AC_ERROR_BAD_REPLY);
}

static DexFuture *
sign_out_fiber (gpointer user_data)
{
  Fixture *f = user_data;
  g_autofree char *end_address = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcSession) session =
                ac_session_index_find (f->http, ac_session_get_name (f->session), &error);

  if (session == NULL || !ac_session_sign_out (session, &end_address, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_assert_true (ac_session_get_signing_out (session) ||
                 strstr (end_address, "/end?client_id=") != NULL);
  return dex_future_new_true ();
}

static DexFuture *
sign_out_fiber_of (gpointer user_data)
{
  g_autofree char *end_address = NULL;
  g_autoptr(GError) error = NULL;

  return ac_session_sign_out (user_data, &end_address, &error)
             ? dex_future_new_true ()
             : dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
look_fiber (gpointer user_data)
{
  return ac_keyring_lookup (AC_KEYRING_SIGN_IN, user_data, FALSE);
}

static void
test_sign_out (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;

  assert_done (sign_in_fiber, f);
  id = g_strdup (ac_session_get_id (f->session));
  assert_done (look_fiber, id);
  assert_done (sign_out_fiber, f);
  g_assert_cmpuint (f->provider.n_revoked, ==, 1);
  g_assert_cmpuint (count (f), ==, 0);
  assert_rejected (look_fiber, id, AC_ERROR_NOT_FOUND);
}

static DexFuture *
settle_fiber (gpointer user_data)
{
  ac_session_settle (user_data);
  return dex_future_new_true ();
}

/* What can't be given back is not forgotten; but from then on nobody uses it. */
static void
test_sign_out_later (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr(AcSession) found = NULL;

  assert_done (sign_in_fiber, f);
  id = g_strdup (ac_session_get_id (f->session));
  f->provider.deaf = TRUE;
  assert_done (sign_out_fiber, f);
  found = find (f);
  g_assert_true (ac_session_get_signing_out (found));
  assert_done (look_fiber, id);
  assert_rejected (ask_fiber, f, AC_ERROR_SIGN_IN_REQUIRED);
  g_assert_cmpuint (f->provider.n_tokens, ==, 1);

  assert_done (settle_fiber, f->http);
  g_assert_cmpuint (count (f), ==, 1);
  f->provider.deaf = FALSE;
  assert_done (settle_fiber, f->http);
  g_assert_cmpuint (f->provider.n_revoked, ==, 1);
  g_assert_cmpuint (count (f), ==, 0);
  assert_rejected (look_fiber, id, AC_ERROR_NOT_FOUND);
  assert_done (sign_out_fiber_of, found);
}

/* Its place is not taken by a new sign-in to the same backend: both have tokens to give back. */
static void
test_sign_in_while_signing_out (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr(AcSession) found = NULL;

  assert_done (sign_in_fiber, f);
  id = g_strdup (ac_session_get_id (f->session));
  f->provider.deaf = TRUE;
  assert_done (sign_out_fiber, f);
  f->provider.deaf = FALSE;
  assert_done (sign_in_fiber, f);
  g_assert_cmpstr (ac_session_get_id (f->session), !=, id);
  found = find (f);
  g_assert_cmpstr (ac_session_get_id (f->session), ==, ac_session_get_id (found));
  assert_done (ask_fiber, f);
  assert_done (settle_fiber, f->http);
  g_assert_cmpuint (count (f), ==, 1);
  assert_done (ask_fiber, f);
}

/* Another process of the person's still has a good access token in its memory. */
static void
test_sign_out_elsewhere (Fixture *f, gconstpointer data)
{
  assert_done (sign_in_fiber, f);
  assert_done (sign_out_fiber, f);
  f->provider.n_refusals = 9;
  assert_rejected (ask_again_fiber, f, AC_ERROR_SIGN_IN_REQUIRED);
  g_assert_cmpuint (f->provider.n_tokens, ==, 1);
}

static DexFuture *
forget_fiber (gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  return ac_session_forget (user_data, &error)
             ? dex_future_new_true ()
             : dex_future_new_for_error (g_steal_pointer (&error));
}

static void
test_forget (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;

  assert_done (sign_in_fiber, f);
  id = g_strdup (ac_session_get_id (f->session));
  ac_test_provider_stop (&f->provider);
  assert_done (forget_fiber, f->session);
  g_assert_cmpuint (count (f), ==, 0);
  assert_rejected (look_fiber, id, AC_ERROR_NOT_FOUND);
}

/* The browser of another computer can't come back: the person pastes where it ended. */
static DexFuture *
paste_fiber (gpointer user_data)
{
  Fixture *f = user_data;
  g_autofree char *address = NULL;
  g_autofree char *end = NULL;
  g_autofree char *slip = NULL;
  g_autoptr(GError) error = NULL;

  if (!(f->session = ac_session_begin (f->http, f->provider.base, &error)) ||
      !(address = ac_session_begin_browser (f->session, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  slip = g_strconcat (f->provider.redirect, "x?code=c", NULL);
  g_assert_false (ac_session_take_response (f->session, slip, NULL));
  g_assert_false (ac_session_take_response (f->session, address, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
  g_clear_error (&error);
  end = g_strdup_printf ("%s?code=c&state=%s&iss=%s", f->provider.redirect, f->provider.state,
                         f->provider.base);
  g_assert_true (ac_session_take_response (f->session, end, &error));
  return ac_session_finish_browser (f->session, &error)
             ? dex_future_new_true ()
             : dex_future_new_for_error (g_steal_pointer (&error));
}

static void
test_paste (Fixture *f, gconstpointer data)
{
  assert_done (paste_fiber, f);
  g_assert_cmpuint (count (f), ==, 1);
}

/* An index that can't be read is not an empty one. */
static void
test_damaged_index (Fixture *f, gconstpointer data)
{
  g_autofree char *path =
      g_build_filename (g_get_user_state_dir (), "accounts-center", "sign-ins.json", NULL);
  g_autoptr(GError) error = NULL;

  assert_done (sign_in_fiber, f);
  g_assert_true (g_file_set_contents (path, "{\"sign_ins\":[{}]}", -1, NULL));
  g_assert_null (ac_session_index_read (f->http, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_STORAGE);
  assert_rejected (sign_in_fiber, f, AC_ERROR_STORAGE);
}

static GSubprocess *
start (const char *const *arguments)
{
  g_autoptr(GStrvBuilder) argv = g_strv_builder_new ();
  g_auto(GStrv) full = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *process = NULL;

  g_strv_builder_add_many (argv, program, "--allow-loopback-services", NULL);
  g_strv_builder_addv (argv, (const char **) arguments);
  full = g_strv_builder_end (argv);
  process = g_subprocess_newv ((const char *const *) full,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                               &error);
  g_assert_no_error (error);
  return process;
}

static void
ended_cb (GObject *process, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (process), result, user_data, NULL, &error);
  g_assert_no_error (error);
}

/* Returns: what it printed */
static char *
end (GSubprocess *process, int status)
{
  char *output = NULL;

  g_subprocess_communicate_utf8_async (process, NULL, NULL, ended_cb, &output);
  while (output == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);
  return output;
}

static void
assert_prints (const char *const *arguments, int status, const char *text)
{
  g_autoptr(GSubprocess) process = start (arguments);
  g_autofree char *output = end (process, status);

  g_test_message ("%s", output);
  g_assert_nonnull (strstr (output, text));
}

static DexFuture *
come_back_fiber (gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  return come_back (user_data, &error) ? dex_future_new_true ()
                                       : dex_future_new_for_error (g_steal_pointer (&error));
}

static void
test_acctl (Fixture *f, gconstpointer data)
{
  const char *name = strstr (f->provider.base, "//") + 2;
  const char *const sign_in[] = { "sign-in", f->provider.base, NULL };
  const char *const with_code[] = { "sign-in", "--device", name, NULL };
  g_autoptr(GSubprocess) process = start (sign_in);
  g_autofree char *output = NULL;

  while (f->provider.redirect == NULL)
    g_main_context_iteration (NULL, TRUE);
  assert_done (come_back_fiber, f);
  output = end (process, 0);
  g_assert_nonnull (strstr (output, name));

  assert_prints ((const char *const[]) { "sign-ins", NULL }, 0, name);
  assert_prints ((const char *const[]) { "--json", "--at=nobody", "status", NULL }, 1, "not-found");
  assert_prints ((const char *const[]) { "--json", "sign-out", "nobody", NULL }, 1, "not-found");
  g_clear_pointer (&f->provider.nonce, g_free);
  assert_prints (with_code, 0, name);
  f->provider.deaf = TRUE;
  assert_prints ((const char *const[]) { "sign-out", name, NULL }, 3, "signed out here");
  assert_prints ((const char *const[]) { "sign-ins", NULL }, 0, "signing out");
  f->provider.deaf = FALSE;
  assert_prints ((const char *const[]) { "sign-out", name, NULL }, 0, "");
  assert_prints ((const char *const[]) { "--json", "sign-ins", NULL }, 0, "{\"items\":[]}");
  g_assert_cmpuint (f->provider.n_revoked, ==, 1);
}

#define ADD(name, func) g_test_add ("/session/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_path_get_dirname (argv[0]);
  g_autofree char *home = g_dir_make_tmp ("ac-session-XXXXXX", NULL);
  g_autofree char *keyring = g_build_filename (home, "keyring", NULL);
  g_autofree char *acctl = g_build_filename (folder, "../../src/cli/acctl", NULL);

  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", home, TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  program = acctl;
  ac_http_set_up ();
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("sign-in", test_sign_in);
  ADD ("given-up", test_given_up);
  ADD ("ask", test_ask);
  ADD ("refused-token", test_refused_token);
  ADD ("nonce", test_nonce);
  ADD ("open", test_open);
  ADD ("listen", test_listen);
  ADD ("at-once", test_at_once);
  ADD ("ended", test_ended);
  ADD ("other-resource", test_other_resource);
  ADD ("sign-out", test_sign_out);
  ADD ("sign-out-later", test_sign_out_later);
  ADD ("sign-in-while-signing-out", test_sign_in_while_signing_out);
  ADD ("sign-out-elsewhere", test_sign_out_elsewhere);
  ADD ("forget", test_forget);
  ADD ("paste", test_paste);
  ADD ("damaged-index", test_damaged_index);
  ADD ("acctl", test_acctl);

  return g_test_run ();
}
