/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "ac-error.h"
#include "ac-hosted-config.h"

#define GOOD_KEY "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
#define LISTEN "[listen]\naddress=127.0.0.1\nport=8080\nhosts=AC.example;127.0.0.1:8080\n"
#define SIGN_IN "[sign-in]\nissuer=https://id.example\naudience=https://ac.example\n"
#define STORE "[store]\nsqlite-folder=/var/lib/ac\n"
#define VAULT "[vault]\nkey-file=%s\n"

typedef struct
{
  const char *name;
  const char *text;  /* %s: the path of the key */
  const char *words; /* NULL: it is good; or what the message must hold */
} Case;

static const Case cases[] = {
  { "good", LISTEN SIGN_IN STORE VAULT, NULL },
  { "limits", LISTEN SIGN_IN STORE VAULT "[limits]\nhead-seconds=3\n", NULL },
  { "no-port", "[listen]\naddress=127.0.0.1\nhosts=x\n" SIGN_IN STORE VAULT, "[listen] port" },
  { "large-port", "[listen]\naddress=127.0.0.1\nport=65536\nhosts=x\n" SIGN_IN STORE VAULT,
    "[listen] port" },
  { "no-ip-address", "[listen]\naddress=ac.example\nport=1\nhosts=x\n" SIGN_IN STORE VAULT,
    "[listen] address" },
  { "no-hosts", "[listen]\naddress=::1\nport=1\n" SIGN_IN STORE VAULT, "[listen] hosts" },
  { "no-issuer", LISTEN "[sign-in]\naudience=x\n" STORE VAULT, "[sign-in] issuer" },
  { "no-audience", LISTEN "[sign-in]\nissuer=x\n" STORE VAULT, "[sign-in] audience" },
  { "slash-after-audience",
    LISTEN "[sign-in]\nissuer=x\naudience=https://ac.example/\n" STORE VAULT,
    "[sign-in] audience" },
  { "audience-is-no-origin", LISTEN "[sign-in]\nissuer=x\naudience=ac\n" STORE VAULT,
    "[sign-in] audience" },
  { "audience-without-tls", LISTEN "[sign-in]\nissuer=x\naudience=http://ac.example\n" STORE VAULT,
    "[sign-in] audience" },
  { "empty-client-id", LISTEN SIGN_IN "client-id=\n" STORE VAULT, "[sign-in] client-id" },
  { "client-id", LISTEN SIGN_IN "client-id=desk\n" STORE VAULT, NULL },
  { "dpop", LISTEN SIGN_IN "dpop=required\n" STORE VAULT, NULL },
  { "dpop-otherwise", LISTEN SIGN_IN "dpop=no\n" STORE VAULT, "[sign-in] dpop" },
  { "postgresql", LISTEN SIGN_IN "[store]\npostgresql=host=/run/postgresql dbname=ac\n" VAULT,
    NULL },
  { "app", LISTEN SIGN_IN STORE VAULT "[app-facebook]\nid=1\nsecret-file=/nowhere\n",
    "[app-facebook] secret-file" },
  { "app-without-id", LISTEN SIGN_IN STORE VAULT "[app-threads]\nsecret-file=/nowhere\n",
    "[app-threads] id" },
  { "app-with-token", LISTEN SIGN_IN STORE VAULT "[app-threads]\ntoken-file=/nowhere\n",
    "[app-threads] token-file" },
  { "app-with-whatsapp-redirect",
    LISTEN SIGN_IN STORE VAULT "[app-whatsapp]\nredirect-uri=https://a.example/\n",
    "[app-whatsapp] redirect-uri" },
  { "two-stores", LISTEN SIGN_IN STORE "postgresql=dbname=ac\n" VAULT, "[store] sqlite-folder" },
  { "empty-store", LISTEN SIGN_IN "[store]\npostgresql=\n" VAULT, "[store] postgresql" },
  { "requests", LISTEN SIGN_IN STORE VAULT "[limits]\nrequests-per-second=1\n", NULL },
  { "no-requests", LISTEN SIGN_IN STORE VAULT "[limits]\nrefusals-per-minute=0\n",
    "[limits] refusals-per-minute" },
  { "introspection-otherwise", LISTEN SIGN_IN "introspection=1\n" STORE VAULT,
    "[sign-in] introspection" },
  { "introspection-without-client", LISTEN SIGN_IN "introspection=yes\n" STORE VAULT,
    "[sign-in] introspection-client" },
  { "introspection-without-secret",
    LISTEN SIGN_IN "introspection=yes\nintrospection-client=backend\n" STORE VAULT,
    "[sign-in] introspection-secret-file" },
  { "introspection-with-no-file",
    LISTEN SIGN_IN "introspection=yes\nintrospection-client=backend\n"
                   "introspection-secret-file=/nowhere\n" STORE VAULT,
    "[sign-in] introspection-secret-file" },
  { "half-a-webhook", LISTEN SIGN_IN STORE VAULT "[whatsapp]\napp-secret-file=/nowhere\n",
    "[whatsapp] verify-token-file: either this or verify-token-credential" },
  { "webhook-without-secret",
    LISTEN SIGN_IN STORE "[whatsapp]\nverify-token-file=%s\n"
                         "[vault]\nkey-file=%s\n",
    "[whatsapp] app-secret-file: either this or app-secret-credential" },
  { "webhook-with-two-words",
    LISTEN SIGN_IN STORE VAULT "[whatsapp]\nverify-token-file=a\nverify-token-credential=b\n",
    "[whatsapp] verify-token-file" },
  { "webhook-with-no-file", LISTEN SIGN_IN STORE VAULT "[whatsapp]\nverify-token-file=/nowhere\n",
    "[whatsapp] verify-token-file" },
  { "no-store", LISTEN SIGN_IN VAULT, "[store] sqlite-folder" },
  { "no-vault", LISTEN SIGN_IN STORE "#%s\n", "[vault] key-file" },
  { "two-keys", LISTEN SIGN_IN STORE VAULT "credential=x\n", "[vault] key-file" },
  { "old-key-not-there", LISTEN SIGN_IN STORE VAULT "old-key-file=/nowhere\n",
    "[vault] old-key-file" },
  { "two-old-keys", LISTEN SIGN_IN STORE VAULT "old-key-file=a\nold-credential=b\n",
    "[vault] old-key-file" },
  { "credential-without-folder", LISTEN SIGN_IN STORE "#%s\n[vault]\ncredential=x\n",
    "CREDENTIALS_DIRECTORY" },
  { "unknown-key", LISTEN "hots=x\n" SIGN_IN STORE VAULT, "[listen] hots" },
  { "unknown-group", LISTEN SIGN_IN STORE VAULT "[limit]\n", "[limit]" },
  { "limit-of-zero", LISTEN SIGN_IN STORE VAULT "[limits]\nhead-seconds=0\n",
    "[limits] head-seconds" },
  { "long-idle", LISTEN SIGN_IN STORE VAULT "[limits]\nidle-seconds=61\n",
    "[limits] idle-seconds" },
  { "no-key-file",
    "# %s\n"
    "x",
    "line" },
};

typedef struct
{
  char *dir;
  char *config;
  char *key;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = g_dir_make_tmp ("ac-config-XXXXXX", NULL);
  f->config = g_build_filename (f->dir, "hosted.conf", NULL);
  f->key = g_build_filename (f->dir, "key", NULL);
  g_file_set_contents_full (f->key, GOOD_KEY, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_unlink (f->config);
  g_unlink (f->key);
  g_assert_cmpint (g_rmdir (f->dir), ==, 0);
  g_free (f->dir);
  g_free (f->config);
  g_free (f->key);
}

static AcHostedConfig *
load (Fixture *f, const char *template, GError **error)
{
  g_auto(GStrv) parts = g_strsplit (template, "%s", -1);
  g_autofree char *text = g_strjoinv (f->key, parts);

  g_file_set_contents (f->config, text, -1, NULL);
  return ac_hosted_config_load (f->config, error);
}

static void
test_case (Fixture *f, gconstpointer data)
{
  const Case *one = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcHostedConfig) config = load (f, one->text, &error);

  if (one->words == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (config->hosts[0], ==, "ac.example");
      g_assert_cmpstr (config->issuer, ==, "https://id.example");
      g_assert_cmpuint (config->head_seconds, <=, 10);
      g_assert_cmpstr (config->client_id, ==,
                       g_str_equal (one->name, "client-id") ? "desk" : "accounts-center");
      g_assert_cmpint (config->dpop, ==,
                       g_str_equal (one->name, "dpop") ? AC_DPOP_REQUIRED : AC_DPOP_ALLOWED);
      return;
    }

  g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, f->config));
  g_assert_nonnull (strstr (error->message, one->words));
}

static void
test_key (Fixture *f, gconstpointer data)
{
  g_autoptr(AcHostedConfig) config = load (f, cases[0].text, NULL);
  gsize size = 0;
  const char *bytes = secret_value_get (config->vault_key, &size);

  g_assert_cmpuint (size, ==, 32);
  for (gsize i = 0; i < size; i++)
    g_assert_cmpint (bytes[i], ==, i);
}

static void
test_open_key (Fixture *f, gconstpointer data)
{
  static const int modes[] = { 0640, 0604, 0620, 0602, 0610 };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (g_chmod (f->key, modes[i]), ==, 0);
      g_assert_null (load (f, cases[0].text, &error));
      g_assert_nonnull (strstr (error->message, "0600"));
    }
}

static void
test_bad_key (Fixture *f, gconstpointer data)
{
  static const char *const keys[] = { "", "AAEC\n", GOOD_KEY "AAEC", "not base64!", "A" GOOD_KEY };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(GError) error = NULL;

      g_file_set_contents_full (f->key, keys[i], -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
      g_assert_null (load (f, cases[0].text, &error));
      g_assert_nonnull (strstr (error->message, "[vault] key-file"));
      g_assert_true (keys[i][0] == '\0' || strstr (error->message, keys[i]) == NULL);
    }
}

static void
test_credential (Fixture *f, gconstpointer data)
{
  g_autoptr(AcHostedConfig) good = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_setenv ("CREDENTIALS_DIRECTORY", f->dir, TRUE));
  good = load (f, LISTEN SIGN_IN STORE "#%s\n[vault]\ncredential=key\n", &error);
  g_assert_no_error (error);
  g_assert_null (load (f, LISTEN SIGN_IN STORE "#%s\n[vault]\ncredential=../key\n", &error));
  g_assert_nonnull (strstr (error->message, "[vault] credential"));
  g_unsetenv ("CREDENTIALS_DIRECTORY");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("CREDENTIALS_DIRECTORY");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/hosted-config/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }
  g_test_add ("/hosted-config/key", Fixture, NULL, set_up, test_key, tear_down);
  g_test_add ("/hosted-config/open-key", Fixture, NULL, set_up, test_open_key, tear_down);
  g_test_add ("/hosted-config/bad-key", Fixture, NULL, set_up, test_bad_key, tear_down);
  g_test_add ("/hosted-config/credential", Fixture, NULL, set_up, test_credential, tear_down);

  return g_test_run ();
}
