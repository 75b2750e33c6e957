/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-gpc.h"
#include "ac-test-hostile.h"
#include "ac-test.h"

/* What services say of the wish that nobody sells or shares, however they say it: nothing counts as
 * a yes but a yes. */

#define PATIENCE_MS 10000 /* of one deadline and of this computer */
#define ANSWER(name, status, body) { name, AC_HOSTILE_ANSWER, status, NULL, body, 0 }
#define TEN(text) text text text text text text text text text text

static const struct
{
  AcHostile hostile;
  AcHeed heed;
} cases[] = {
  { ANSWER ("yes", "200 OK", "{\"gpc\":true,\"lastUpdate\":\"2021-06-04\"}"), AC_HEED_YES },
  { ANSWER ("more", "200 OK", "{\"gpc\":true,\"lastUpdate\":7,\"extra\":[{}]}"), AC_HEED_YES },
  { ANSWER ("no", "200 OK", "{\"gpc\":false}"), AC_HEED_NO },
  { ANSWER ("text", "200 OK", "{\"gpc\":\"true\"}"), AC_HEED_NOTHING },
  { ANSWER ("number", "200 OK", "{\"gpc\":1}"), AC_HEED_NOTHING },
  { ANSWER ("null", "200 OK", "{\"gpc\":null}"), AC_HEED_NOTHING },
  { ANSWER ("twice", "200 OK", "{\"gpc\":true,\"gpc\":false}"), AC_HEED_NOTHING },
  { ANSWER ("missing", "200 OK", "{\"lastUpdate\":\"2021-06-04\"}"), AC_HEED_NOTHING },
  { ANSWER ("list", "200 OK", "[true]"), AC_HEED_NOTHING },
  { ANSWER ("page", "200 OK", "<!doctype html><title>Not found</title>"), AC_HEED_NOTHING },
  { ANSWER ("empty", "200 OK", ""), AC_HEED_NOTHING },
  { ANSWER ("not-utf-8", "200 OK", "{\"gpc\":true,\"a\":\"\xff\"}"), AC_HEED_NOTHING },
  { ANSWER ("half", "200 OK", "{\"gpc\":true"), AC_HEED_NOTHING },
  { ANSWER ("accepted", "202 Accepted", "{\"gpc\":true}"), AC_HEED_NOTHING },
  { ANSWER ("not-found", "404 Not Found", "{\"gpc\":true}"), AC_HEED_NOTHING },
  { { "moved", AC_HOSTILE_ANSWER, "302 Found", "Location: ELSEWHERE/yes\r\n", "", 0 },
    AC_HEED_NOTHING },
  { { "deep", AC_HOSTILE_ANSWER, "200 OK", NULL, TEN ("["), 100 }, AC_HEED_NOTHING },
  { ANSWER ("forbidden", "403 Forbidden", "{\"gpc\":true}"), AC_HEED_FAILED },
  { ANSWER ("too-many", "429 Too Many Requests", "{\"gpc\":true}"), AC_HEED_FAILED },
  { ANSWER ("broken", "500 Internal Server Error", "{\"gpc\":true}"), AC_HEED_FAILED },
  { { "large", AC_HOSTILE_ANSWER, "200 OK", NULL, TEN (TEN ("          ")), 20 }, AC_HEED_FAILED },
  { { "endless", AC_HOSTILE_ENDLESS }, AC_HEED_FAILED },
  { { "cut", AC_HOSTILE_CUT, "200 OK", NULL, "{\"gpc\":tr" }, AC_HEED_NOTHING },
  { { "close", AC_HOSTILE_CLOSE }, AC_HEED_FAILED },
  { { "noise", AC_HOSTILE_NOISE }, AC_HEED_FAILED },
  { { "silent", AC_HOSTILE_SILENT }, AC_HEED_FAILED },
  { { "slow-head", AC_HOSTILE_HEAD }, AC_HEED_FAILED },
  { { "drip", AC_HOSTILE_DRIP }, AC_HEED_FAILED },
};

static AcHeed
ask (AcHttp *http, const char *base)
{
  g_autofree char *uri = g_strconcat (base, "/.well-known/gpc.json", NULL);
  g_autoptr(DexFuture) settled = ac_test_wait (ac_gpc_ask (http, uri));
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (settled, &error);

  g_assert_no_error (error);
  return g_value_get_int (value);
}

static void
test_answers (void)
{
  g_autoptr(AcHttp) http = ac_http_new (AC_HTTP_LOOPBACK);
  AcHostileServer server = { 0 };

  ac_hostile_prepare (&server, "{\"gpc\":true}");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_ptr_array_add (server.bases, ac_hostile_listen (&server, &cases[i].hostile));
  g_socket_service_start (server.service);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gint64 begin = ac_clock_boot_ms ();

      g_test_message ("%s", cases[i].hostile.name);
      g_assert_cmpint (ask (http, g_ptr_array_index (server.bases, i)), ==, cases[i].heed);
      g_assert_cmpint (ac_clock_boot_ms () - begin, <, PATIENCE_MS);
    }

  g_assert_cmpstr (server.heard->str, ==, "");
  ac_hostile_stop (&server);
}

static void
check_host (AcConnectors *connectors,
            const char *service,
            const char *server,
            const char *wanted_host,
            const char *wanted_uri)
{
  g_autoptr(AcAccount) account = ac_account_new ("a", service);
  g_autofree char *uri = NULL;
  g_autofree char *host = NULL;

  ac_account_set_server (account, server);
  host = ac_gpc_find_host (connectors, account, &uri);
  g_assert_cmpstr (host, ==, wanted_host);
  g_assert_cmpstr (uri, ==, wanted_uri);
}

static void
test_hosts (void)
{
  g_autoptr(AcHttp) http = ac_http_new (AC_HTTP_PUBLIC);
  g_autoptr(AcConnectors) connectors = ac_connectors_new (http, NULL, NULL);

  check_host (connectors, "facebook", NULL, "www.facebook.com",
              "https://www.facebook.com/.well-known/gpc.json");
  check_host (connectors, "whatsapp", "https://wa.me", "www.whatsapp.com",
              "https://www.whatsapp.com/.well-known/gpc.json");
  check_host (connectors, "mastodon", "https://mastodon.example", "mastodon.example",
              "https://mastodon.example/.well-known/gpc.json");
  check_host (connectors, "bluesky", NULL, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_setenv ("AC_DEADLINE_MS", "1000", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_log_set_debug_enabled (FALSE);
  dex_init ();
  g_test_add_func ("/gpc/answers", test_answers);
  g_test_add_func ("/gpc/hosts", test_hosts);
  return g_test_run ();
}
