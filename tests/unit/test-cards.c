/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsoup/soup.h>

#include "ac-card-page.h"
#include "ac-card-reader.h"
#include "ac-test.h"

typedef struct
{
  SoupServer *server;
  char *base;
  guint n_requests;
} Fixture;

/* What a page says of itself. */
static void
check_words (const char *html, const char *charset, const char *title, const char *description)
{
  g_autoptr(GBytes) bytes = g_bytes_new (html, strlen (html));
  g_autofree char *begin = g_strndup (html, 256);
  g_autofree char *shown = g_strescape (begin, NULL);
  g_auto(AcCardWords) words = { NULL };

  ac_card_words_read (&words, bytes, charset);
  g_test_message ("%s", shown);
  g_assert_cmpstr (words.title, ==, title);
  g_assert_cmpstr (words.description, ==, description);
}

static void
test_words (void)
{
  check_words ("<title>A &amp; B</title>", NULL, "A & B", NULL);
  check_words ("<html><head><title>\n  Soup\n of the\tday </title><meta name=Description "
               "content='Hot'></head><body><title>no</title>",
               NULL, "Soup of the day", "Hot");
  check_words ("<title>x</title><META property='og:title' content='Y'>"
               "<meta content=Z property=OG:DESCRIPTION><meta name=description content=w>",
               NULL, "Y", "Z");
  check_words ("<meta property=og:title content=' '><title>x</title>", NULL, "x", NULL);
  check_words ("<meta property=og:title content=First><meta property=og:title content=Second>",
               NULL, "First", NULL);
  check_words ("", NULL, NULL, NULL);
  check_words ("no page at all", NULL, NULL, NULL);
  check_words ("<title>", NULL, NULL, NULL);
  check_words ("<title>Unended", NULL, "Unended", NULL);
  check_words ("<script>document.write('<title>no</title>')</script><title>yes</title>", NULL,
               "yes", NULL);
  /* An override of the direction would reach beyond the card. */
  check_words ("<title>safe\u202eexe.\u2066x\1</title>", NULL, "safeexe.x", NULL);
  check_words ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><title>&a;b</title>", NULL,
               "&a;b", NULL);
}

static void
test_charsets (void)
{
  check_words ("<title>K\xe4se \x80</title>", "ISO-8859-1", "Käse €", NULL);
  check_words ("<meta charset=\"windows-1251\"><title>\xcf\xf0\xe8</title>", NULL, "При", NULL);
  check_words ("<meta http-equiv=content-type content='text/html; charset=Shift_JIS'>"
               "<title>\x83\x65\x83\x58\x83\x67</title>",
               NULL, "テスト", NULL);
  /* The server's word counts, and what is no UTF-8 is left out. */
  check_words ("<meta charset=windows-1251><title>K\xc3\xa4se\xff</title>", "utf-8", "Käse", NULL);
  check_words ("<title>Käse</title>", "no-such-set", "Käse", NULL);
  /* One bad byte, before and in the words, spoils no other. */
  check_words ("\xff<title>\x83\x65\x83\x58\xff\x83\x67</title>", "shift_jis", "テスト", NULL);
}

static char *
repeat (const char *text, guint n)
{
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (all, text);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static char *
make_attributes (guint n)
{
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (all, " a%u='>'", i);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* What would take libxml2 a time that grows with the square of it isn't read to its end. */
static void
test_costly (void)
{
  g_autofree char *open = repeat ("<i>", 256 * 1024 / 3);
  g_autofree char *closed = repeat ("</b>", 256 * 1024 / 4);
  g_autofree char *pairs = repeat ("<i></i>", 5000);
  g_autofree char *attributes = make_attributes (40000);
  g_autofree char *few = make_attributes (1000);
  g_autofree char *script = g_strnfill (64 * 1024, 'x');
  g_autofree char *deep = g_strconcat (open, closed, "<title>no</title>", NULL);
  g_autofree char *named = g_strconcat ("<title>yes</title>", open, closed, NULL);
  g_autofree char *flat = g_strconcat (pairs, "<title>yes</title>", NULL);
  g_autofree char *endless = g_strconcat ("<p", attributes, "><title>no</title>", NULL);
  g_autofree char *unended = g_strconcat ("<title>yes</title><p", attributes, NULL);
  g_autofree char *long_tag = g_strconcat ("<p", few, "><title>yes</title>", NULL);
  g_autofree char *scripted =
      g_strconcat ("<script>if (a<b)", script, "</script><title>yes</title>", NULL);

  check_words (deep, NULL, NULL, NULL);
  check_words (named, NULL, "yes", NULL);
  check_words (flat, NULL, "yes", NULL);
  check_words (endless, NULL, NULL, NULL);
  check_words (unended, NULL, "yes", NULL);
  check_words (long_tag, NULL, "yes", NULL);
  check_words (scripted, NULL, "yes", NULL);
}

static void
answer (SoupServerMessage *message, const char *kind, const char *body, gsize size)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, kind, SOUP_MEMORY_COPY, body, size);
}

static void
answer_large (SoupServerMessage *message, const char *begin, const char *end)
{
  g_autofree char *filling = g_strnfill (1024 * 1024, 'x');
  g_autofree char *body = g_strconcat (begin, "<p>", filling, end, NULL);

  answer (message, "text/html", body, strlen (body));
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *f = user_data;
  static const char page[] = "<title>Soup</title><meta name=description content=Hot>";

  f->n_requests++;
  if (g_str_equal (path, "/page") || g_str_equal (path, "/käse"))
    answer (message, "text/html; charset=utf-8", page, strlen (page));
  else if (g_str_equal (path, "/large"))
    answer_large (message, "<title>Large</title>", "");
  else if (g_str_equal (path, "/late"))
    answer_large (message, "", "<title>Late</title>");
  else if (g_str_equal (path, "/picture"))
    answer (message, "image/png", page, strlen (page));
  else if (g_str_equal (path, "/bare"))
    answer (message, "text/html", "x", 1);
  else if (g_str_equal (path, "/once"))
    soup_server_message_set_redirect (message, 301, "page#there");
  else if (g_str_equal (path, "/loop"))
    soup_server_message_set_redirect (message, 302, "/loop");
  else if (g_str_equal (path, "/home"))
    soup_server_message_set_redirect (message, 307, "http://192.168.0.1/");
  else if (g_str_equal (path, "/slow"))
    soup_server_message_pause (message);
  else
    soup_server_message_set_status (message, 404, NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoslist(GUri) uris = NULL;

  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, answer_cb, f, NULL);
  g_assert_true (soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (f->server);
  f->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
  g_free (f->base);
}

static AcLinkCard *
load (AcHttpReach reach, const char *url, GError **error)
{
  g_autoptr(AcHttp) http = ac_http_new (reach);

  return ac_test_wait_object (ac_card_page_load (http, url, NULL), error);
}

static void
test_page (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *path;
    const char *title;
  } cases[] = {
    { "/page?a=b#c", "Soup" }, { "/käse", "Soup" }, { "/once", "Soup" }, { "/large", "Large" }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = g_strconcat (f->base, cases[i].path, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(AcLinkCard) card = load (AC_HTTP_LOOPBACK, url, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (ac_link_card_get_title (card), ==, cases[i].title);
      g_assert_cmpstr (ac_link_card_get_url (card), ==, url);
    }
}

static void
check_refused (const char *base, const char *path, AcHttpReach reach, AcError code)
{
  g_autofree char *url = g_strconcat (base, path, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(AcLinkCard) card = load (reach, url, &error);

  g_test_message ("%s", url);
  g_assert_null (card);
  g_assert_error (error, AC_ERROR, (int) code);
}

static void
test_hostile (Fixture *f, gconstpointer data)
{
  check_refused (f->base, "/late", AC_HTTP_LOOPBACK, AC_ERROR_NOT_FOUND);
  check_refused (f->base, "/bare", AC_HTTP_LOOPBACK, AC_ERROR_NOT_FOUND);
  check_refused (f->base, "/gone", AC_HTTP_LOOPBACK, AC_ERROR_NOT_FOUND);
  check_refused (f->base, "/picture", AC_HTTP_LOOPBACK, AC_ERROR_BAD_REPLY);
  check_refused (f->base, "/home", AC_HTTP_LOOPBACK, AC_ERROR_ADDRESS_REFUSED);

  f->n_requests = 0;
  check_refused (f->base, "/loop", AC_HTTP_LOOPBACK, AC_ERROR_BAD_REPLY);
  g_assert_cmpuint (f->n_requests, ==, 6);

  g_setenv ("AC_DEADLINE_MS", "1000", TRUE);
  check_refused (f->base, "/slow", AC_HTTP_LOOPBACK, AC_ERROR_TIMED_OUT);
  g_unsetenv ("AC_DEADLINE_MS");
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autofree char *url = g_strconcat (f->base, "/slow", NULL);
  g_autoptr(AcHttp) http = ac_http_new (AC_HTTP_LOOPBACK);
  g_autoptr(GCancellable) scope = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_timeout_add (100, cancel_cb, scope);
  g_assert_null (ac_test_wait_object (ac_card_page_load (http, url, scope), &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CANCELLED);
}

/* Nothing near by is asked, whatever it is called. */
static void
test_guard (Fixture *f, gconstpointer data)
{
  static const char *const near[] = {
    "http://127.0.0.1/",          "https://127.0.0.1/", "https://[::1]/",
    "https://10.0.0.1/",          "http://192.168.1.1", "http://169.254.169.254/latest/",
    "https://[::ffff:10.0.0.1]/", "https://0.0.0.0/",   "file:///etc/passwd",
  };

  f->n_requests = 0;
  check_refused (f->base, "/page", AC_HTTP_PUBLIC, AC_ERROR_ADDRESS_REFUSED);
  for (gsize i = 0; i < G_N_ELEMENTS (near); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", near[i]);
      g_assert_null (load (AC_HTTP_PUBLIC, near[i], &error));
      g_assert_true (g_error_matches (error, AC_ERROR, AC_ERROR_ADDRESS_REFUSED) ||
                     g_error_matches (error, AC_ERROR, AC_ERROR_INVALID));
    }
  check_refused ("https://ada:secret@", "example.org/", AC_HTTP_PUBLIC, AC_ERROR_INVALID);
  g_assert_cmpuint (f->n_requests, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/cards/words", test_words);
  g_test_add_func ("/cards/charsets", test_charsets);
  g_test_add_func ("/cards/costly", test_costly);
  g_test_add ("/cards/page", Fixture, NULL, set_up, test_page, tear_down);
  g_test_add ("/cards/hostile", Fixture, NULL, set_up, test_hostile, tear_down);
  g_test_add ("/cards/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/cards/guard", Fixture, NULL, set_up, test_guard, tear_down);
  return g_test_run ();
}
