/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libdex.h>

#include "ac-connectors.h"

#define APP "\"id\":\"1234\",\"secret\":\"abcDEF0\""
#define BROWSER APP ",\"redirect_uri\":\"https://back.example/there\""
#define NUMBER ",\"phone_number_id\":\"5678\",\"token\":\"EAAb\",\"template\":\"code\""

static JsonObject *
parse (const char *text)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return json_node_dup_object (node);
}

static void
test_check (void)
{
  static const struct
  {
    const AcService *service;
    const char *keys;
    const char *wrong; /* the key that is complained of; NULL: they are good */
  } cases[] = {
    { &ac_facebook_service, "{" BROWSER "}", NULL },
    { &ac_instagram_service, "{" BROWSER "}", NULL },
    { &ac_threads_service, "{" BROWSER "}", NULL },
    { &ac_facebook_service, "{" APP "}", "redirect_uri" },
    { &ac_whatsapp_service, "{" BROWSER NUMBER ",\"language\":\"en\"}", "redirect_uri" },
    { &ac_whatsapp_service, "{" APP NUMBER ",\"language\":\"en_US\"}", NULL },
    { &ac_whatsapp_service, "{" APP NUMBER "}", "language" },
    { &ac_whatsapp_service, "{" APP "}", "phone_number_id" },
    { &ac_facebook_service, "{" BROWSER ",\"token\":\"EAAb\"}", "token" },
    { &ac_facebook_service, "{}", "id" },
    { &ac_facebook_service, "{\"id\":\"1234\"}", "secret" },
    { &ac_facebook_service, "{\"id\":\"12x\",\"secret\":\"a\"}", "id" },
    { &ac_facebook_service, "{\"id\":\"../me\",\"secret\":\"a\"}", "id" },
    { &ac_facebook_service, "{\"id\":\"1\",\"secret\":\"a\\r\\nHost: x\"}", "secret" },
    { &ac_facebook_service, "{\"id\":\"1\",\"secret\":\"a|b\"}", "secret" },
    { &ac_facebook_service, "{\"id\":\"\",\"secret\":\"a\"}", "id" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) keys = parse (cases[i].keys);
      g_autoptr(GError) error = NULL;
      gboolean good = ac_graph_keys_check (cases[i].service, keys, &error);

      g_assert_cmpint (good, ==, cases[i].wrong == NULL);
      if (good)
        continue;
      g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, cases[i].wrong));
    }
}

static void
test_pack (void)
{
  g_autoptr(JsonObject) keys = parse ("{" BROWSER "}");
  g_autoptr(SecretValue) packed = ac_graph_keys_pack (keys);
  g_autoptr(JsonObject) again = ac_graph_keys_unpack (packed, NULL);

  g_assert_nonnull (again);
  g_assert_true (ac_graph_keys_check (&ac_facebook_service, again, NULL));
  g_assert_cmpstr (json_object_get_string_member (again, "secret"), ==, "abcDEF0");
}

/* Every service that has such an app says which of its keys it needs, and which are secret. */
static void
test_table (void)
{
  g_autoptr(AcHttp) http = ac_http_new (AC_HTTP_PUBLIC);
  g_autoptr(AcConnectors) connectors = ac_connectors_new (http, NULL, NULL);
  guint n = 0;

  g_assert_false (ac_graph_gives_keys (ac_connectors_get_graph (connectors)));
  for (guint i = 0; i < ac_connectors_get_n (connectors); i++)
    {
      const AcService *service = ac_connector_get_service (ac_connectors_get_nth (connectors, i));

      n += service->app_keys != 0;
      g_assert_true (service->app_keys == 0 ||
                     (service->app_keys & AC_GRAPH_KEYS) == AC_GRAPH_KEYS);
      /* Who signs in with a browser can be told where to let it end. */
      g_assert_cmpint (service->usual_redirect != NULL, ==,
                       (service->app_keys & (1u << AC_APP_KEY_REDIRECT_URI)) != 0);
      g_assert_true (service->usual_redirect == NULL ||
                     ac_app_key_check (AC_APP_KEY_REDIRECT_URI, service->usual_redirect));
    }
  g_assert_cmpuint (n, ==, 4);
  g_assert_true (ac_app_key_is_secret (AC_APP_KEY_SECRET));
  g_assert_true (ac_app_key_is_secret (AC_APP_KEY_TOKEN));
  g_assert_false (ac_app_key_is_secret (AC_APP_KEY_ID));
}

/* Services compare the address letter by letter, and hang a query on it. */
static void
test_redirect (void)
{
  static const struct
  {
    const char *uri;
    gboolean good;
  } cases[] = {
    { "https://back.example/", TRUE },
    { "https://back.example:8443/there/a_b-c.html", TRUE },
    { "https://back.example", FALSE },
    { "http://back.example/", FALSE },
    { "HTTPS://back.example/", FALSE },
    { "https:///there", FALSE },
    { "https://me@back.example/", FALSE },
    { "https://back.example/?a=b", FALSE },
    { "https://back.example/#a", FALSE },
    { "https://back.example/a b", FALSE },
    { "https://back.example/\r\nHost: x", FALSE },
    { "javascript:alert(1)", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (ac_app_key_check (AC_APP_KEY_REDIRECT_URI, cases[i].uri), ==, cases[i].good);
}

/* A secret is never told, whoever puts it there, nor is what the host has set. */
static void
test_tells_no_secret (void)
{
  static const AcDeveloperKey keys[] = {
    { .key = AC_APP_KEY_ID, .set = TRUE, .value = (char *) "1234" },
    { .key = AC_APP_KEY_SECRET, .set = TRUE, .value = (char *) "abcDEF0" },
  };

  for (guint settable = 0; settable < 2; settable++)
    {
      g_autoptr(AcDeveloperApp) app = ac_developer_app_new (settable, FALSE);
      g_autoptr(JsonNode) node = NULL;
      g_autofree char *text = NULL;

      for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
        ac_developer_app_add (app, &keys[i]);
      node = ac_developer_app_to_json (app);
      text = json_to_string (node, FALSE);
      g_assert_null (strstr (text, "abcDEF0"));
      g_assert_cmpint (strstr (text, "1234") != NULL, ==, settable);
      g_assert_true (ac_developer_app_get_complete (app));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/app-keys/check", test_check);
  g_test_add_func ("/app-keys/pack", test_pack);
  g_test_add_func ("/app-keys/table", test_table);
  g_test_add_func ("/app-keys/redirect", test_redirect);
  g_test_add_func ("/app-keys/tells-no-secret", test_tells_no_secret);
  return g_test_run ();
}
