/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-graph.h"
#include "ac-test-server.h"

#define ERROR(code, more) "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":" code more "}}"
#define SUBCODE(code) ",\"error_subcode\":" code

static AcHttpResponse *
ask (AcTestServer *server)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", server->base);
  g_autoptr(GError) error = NULL;
  AcHttpResponse *response = ac_test_wait_object (ac_http_send (server->http, request), &error);

  g_assert_no_error (error);
  return response;
}

/* The code decides, whatever the status is; what says nothing that is known goes by its status. */
static void
test_errors (AcTestServer *server, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    AcOutcomeKind kind;
    AcError error;
  } cases[] = {
    { 200, "{\"id\":\"1\"}", AC_OUTCOME_DONE, AC_ERROR_FAILED },
    { 400, ERROR ("190", SUBCODE ("463")), AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED },
    { 400, ERROR ("190", SUBCODE ("458")), AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED },
    { 500, ERROR ("190", ""), AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED },
    { 403, ERROR ("10", ""), AC_OUTCOME_REJECTED, AC_ERROR_SCOPE_MISSING },
    { 403, ERROR ("200", ""), AC_OUTCOME_REJECTED, AC_ERROR_SCOPE_MISSING },
    { 400, ERROR ("299", ""), AC_OUTCOME_REJECTED, AC_ERROR_SCOPE_MISSING },
    { 400, ERROR ("4", ""), AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
    { 403, ERROR ("17", SUBCODE ("2446079")), AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
    { 400, ERROR ("32", ""), AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
    { 400, ERROR ("341", ""), AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
    { 400, ERROR ("613", ""), AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
    { 400, ERROR ("80007", ""), AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
    { 403, ERROR ("9", SUBCODE ("2207042")), AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
    { 400, ERROR ("9007", SUBCODE ("2207027")), AC_OUTCOME_LATER, AC_ERROR_SERVICE_FAILED },
    { 400, ERROR ("368", ""), AC_OUTCOME_REJECTED, AC_ERROR_PERMISSION_DENIED },
    { 400, ERROR ("506", ""), AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    { 400, ERROR ("803", ""), AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND },
    { 400, ERROR ("100", SUBCODE ("33")), AC_OUTCOME_REJECTED, AC_ERROR_NOT_FOUND },
    { 400, ERROR ("100", SUBCODE ("null")), AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    { 400, ERROR ("1", ""), AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
    { 400, ERROR ("2", ""), AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
    { 400, ERROR ("77777", ",\"is_transient\":true"), AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
    { 400, ERROR ("77777", ""), AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    { 500, ERROR ("77777", ""), AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
    { 400, ERROR ("\"190\"", ""), AC_OUTCOME_REJECTED, AC_ERROR_REJECTED },
    { 429, "{\"error\":7}", AC_OUTCOME_LATER, AC_ERROR_RATE_LIMITED },
    { 502, "<html>", AC_OUTCOME_UNKNOWN, AC_ERROR_SERVICE_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AcHttpResponse) response = NULL;
      g_autoptr(AcOutcome) outcome = NULL;

      server->status = cases[i].status;
      server->body = cases[i].body;
      response = ask (server);
      outcome = ac_graph_read_outcome (response);
      g_test_message ("%u %s", cases[i].status, cases[i].body);
      g_assert_cmpint (ac_outcome_get_kind (outcome), ==, cases[i].kind);
      g_assert_cmpint (ac_outcome_get_error (outcome), ==, cases[i].error);
    }
}

static void
test_waiting (AcTestServer *server, gconstpointer data)
{
  const gint64 hour_ms = 60 * 60 * 1000;
  g_autoptr(AcHttpResponse) limited = NULL;
  g_autoptr(AcHttpResponse) full = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(AcOutcome) quota = NULL;

  server->status = 400;
  server->body = ERROR ("80001", "");
  server->business_usage =
      "{\"7\":[{\"type\":\"pages\",\"call_count\":100,\"estimated_time_to_regain_access\":19}]}";
  limited = ask (server);
  outcome = ac_graph_read_outcome (limited);
  g_assert_cmpint (ac_graph_read_usage (limited), ==, 100);
  g_assert_cmpint (ac_outcome_get_retry_at (outcome), >, ac_clock_now_ms () + 18 * 60 * 1000);
  g_assert_cmpint (ac_outcome_get_retry_at (outcome), <, ac_clock_now_ms () + 20 * 60 * 1000);

  server->business_usage = NULL;
  server->body = ERROR ("9", SUBCODE ("2207042"));
  full = ask (server);
  quota = ac_graph_read_outcome (full);
  g_assert_cmpint (ac_outcome_get_retry_at (quota), >, ac_clock_now_ms () + hour_ms / 2);
}

static guint
ask_for_pause (AcTestServer *server, AcGraph *graph, const char *usage, const char *business)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", server->base);
  g_autoptr(AcHttpResponse) response = NULL;

  server->app_usage = usage;
  server->business_usage = business;
  response = ask (server);
  ac_graph_note_usage (graph, "threads", response);
  return ac_graph_get_pause_ms (graph, "threads");
}

static void
test_slows_down (AcTestServer *server, gconstpointer data)
{
  g_autoptr(AcGraph) graph = ac_graph_new (server->http, server->base);

  g_assert_cmpint (ac_graph_get_pause_ms (graph, "threads"), ==, 0);
  g_assert_cmpint (ask_for_pause (server, graph, "{\"call_count\":79}", NULL), ==, 0);
  g_assert_cmpint (ask_for_pause (server, graph, "{\"call_count\":80}", NULL), ==, 250);
  g_assert_cmpint (ask_for_pause (server, graph, "{\"call_count\":1,\"total_time\":85}", NULL), ==,
                   1500);
  g_assert_cmpint (ac_graph_get_pause_ms (graph, "instagram"), ==, 0);
  g_assert_cmpint (ask_for_pause (server, graph, NULL, "{\"7\":[{},{\"total_cputime\":99}]}"), ==,
                   5000);
  g_assert_cmpint (ask_for_pause (server, graph, "{\"call_count\":9000000000000}", NULL), ==, 5000);
  for (const char *const *odd = (const char *const[]) { "[]", "{", "{\"call_count\":\"90\"}",
                                                        "{\"call_count\":-1}", NULL };
       *odd != NULL; odd++)
    g_assert_cmpint (ask_for_pause (server, graph, *odd, "{\"7\":{\"call_count\":90}}"), ==, 0);
}

static void
test_addresses (AcTestServer *server, gconstpointer data)
{
  g_autoptr(AcGraph) real = ac_graph_new (server->http, NULL);
  g_autoptr(AcGraph) practice = ac_graph_new (server->http, "http://127.0.0.1:7");
  g_autofree char *public = ac_graph_make_uri (real, AC_GRAPH_THREADS, "v1.0/me");
  g_autofree char *local = ac_graph_make_uri (practice, AC_GRAPH_THREADS, "v1.0/me");

  g_assert_cmpstr (public, ==, "https://graph.threads.net/v1.0/me");
  g_assert_cmpstr (local, ==, "http://127.0.0.1:7/graph.threads.net/v1.0/me");
}

/* RFC 4231's second case: its key and data are texts. */
static void
test_proof (AcTestServer *server, gconstpointer data)
{
  g_autoptr(AcGraph) graph = ac_graph_new (server->http, NULL);
  g_autoptr(AcAccount) account = ac_account_new ("a", "threads");
  g_autoptr(AcAccess) access = ac_access_new (account);
  g_autoptr(SecretValue) token =
                secret_value_new ("what do ya want for nothing?", -1, "text/plain");
  g_autoptr(SecretValue) secret = secret_value_new ("Jefe", -1, "text/plain");
  g_autoptr(AcHttpRequest) request = NULL;

  ac_access_set_credential (access, AC_CREDENTIAL_ACCESS_TOKEN, token);
  ac_access_set_credential (access, AC_CREDENTIAL_CLIENT_SECRET, secret);
  request = ac_graph_request_new (graph, access, AC_GRAPH_THREADS, "GET", "v1.0/me?fields=id");
  g_assert_cmpstr (ac_http_request_get_uri (request), ==,
                   "https://graph.threads.net/v1.0/me?fields=id&appsecret_proof="
                   "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(path, func)                                                                            \
  g_test_add (path, AcTestServer, NULL, ac_test_server_set_up, func, ac_test_server_tear_down)
  ADD ("/graph/errors", test_errors);
  ADD ("/graph/waiting", test_waiting);
  ADD ("/graph/slows-down", test_slows_down);
  ADD ("/graph/addresses", test_addresses);
  ADD ("/graph/proof", test_proof);
  return g_test_run ();
}
