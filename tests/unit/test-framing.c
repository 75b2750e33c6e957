/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-framing.h"

#define GET "GET /v1/backend HTTP/1.1\r\n"
#define POST "POST /v1/statuses HTTP/1.1\r\n"
#define HOST "Host: ac.example\r\n"
#define MAX_BODY 1000

static const char *const hosts[] = { "ac.example", "127.0.0.1:8080", NULL };

typedef struct
{
  const char *name;
  const char *head;
  guint status; /* 0: it is let through */
  guint64 body;
} Case;

/* Each refused head has the one beside it that is let through. */
static const Case cases[] = {
  { "good", GET HOST "\r\n", 0, 0 },
  { "host-in-capitals", GET "hOST: AC.example\r\n\r\n", 0, 0 },
  { "host-with-port", GET "Host: 127.0.0.1:8080\r\n\r\n", 0, 0 },
  { "no-host", GET "\r\n", 400, 0 },
  { "foreign-host", GET "Host: evil.example\r\n\r\n", 400, 0 },
  { "host-with-suffix", GET "Host: ac.example.evil.example\r\n\r\n", 400, 0 },
  { "two-hosts", GET HOST "Host: evil.example\r\n\r\n", 400, 0 },
  { "the-same-host-twice", GET HOST HOST "\r\n", 400, 0 },
  { "length", POST HOST "Content-Length: 5\r\n\r\n", 0, 5 },
  { "length-with-spaces", POST HOST "Content-Length: \t5 \r\n\r\n", 0, 5 },
  { "length-at-the-limit", POST HOST "Content-Length: 1000\r\n\r\n", 0, 1000 },
  { "length-over-the-limit", POST HOST "Content-Length: 1001\r\n\r\n", 413, 0 },
  { "length-of-18-digits", POST HOST "Content-Length: 000000000000000005\r\n\r\n", 0, 5 },
  { "length-of-19-digits", POST HOST "Content-Length: 0000000000000000005\r\n\r\n", 400, 0 },
  { "huge-length", POST HOST "Content-Length: 18446744073709551621\r\n\r\n", 400, 0 },
  { "negative-length", POST HOST "Content-Length: -5\r\n\r\n", 400, 0 },
  { "length-with-plus", POST HOST "Content-Length: +5\r\n\r\n", 400, 0 },
  { "length-in-hex", POST HOST "Content-Length: 0x5\r\n\r\n", 400, 0 },
  { "list-of-lengths", POST HOST "Content-Length: 5, 5\r\n\r\n", 400, 0 },
  { "empty-length", POST HOST "Content-Length:\r\n\r\n", 400, 0 },
  { "two-lengths", POST HOST "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", 400, 0 },
  { "the-same-length-twice", POST HOST "Content-Length: 5\r\ncontent-length: 5\r\n\r\n", 400, 0 },
  { "chunked", POST HOST "Transfer-Encoding: chunked\r\n\r\n", 411, 0 },
  { "chunked-with-length", POST HOST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400,
    0 },
  { "unknown-coding", POST HOST "Transfer-Encoding: xchunked\r\n\r\n", 400, 0 },
  { "two-codings", POST HOST "Transfer-Encoding: gzip, chunked\r\n\r\n", 400, 0 },
  { "chunked-twice", POST HOST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
    400, 0 },
  { "identity", POST HOST "Transfer-Encoding: identity\r\n\r\n", 400, 0 },
  { "folded-line", GET HOST "X: a\r\n b\r\n\r\n", 400, 0 },
  { "folded-host", GET "Host:\r\n ac.example\r\n\r\n", 400, 0 },
  { "space-before-colon", GET HOST "Content-Length : 5\r\n\r\n", 400, 0 },
  { "no-colon", GET HOST "X\r\n\r\n", 400, 0 },
  { "no-name", GET HOST ": x\r\n\r\n", 400, 0 },
  { "name-with-parenthesis", GET HOST "X(: x\r\n\r\n", 400, 0 },
  { "tab-in-value", GET HOST "X: a\tb\r\n\r\n", 0, 0 },
  { "bare-lf", GET "Host: ac.example\n\r\n\r\n", 400, 0 },
  { "bare-lf-everywhere", "GET / HTTP/1.1\nHost: ac.example\n\n", 400, 0 },
  { "bare-cr", GET HOST "X: a\rb\r\n\r\n", 400, 0 },
  { "control-character", GET HOST "X: a\001b\r\n\r\n", 400, 0 },
  { "delete-character", GET HOST "X: a\177b\r\n\r\n", 400, 0 },
  { "not-ascii", GET HOST "X: \303\244\r\n\r\n", 400, 0 },
  { "empty-line-first", "\r\n" GET HOST "\r\n", 400, 0 },
  { "http-1-0", "GET / HTTP/1.0\r\n" HOST "\r\n", 400, 0 },
  { "http-2", "PRI * HTTP/2.0\r\n\r\n", 400, 0 },
  { "http-0-9", "GET /\r\n\r\n", 400, 0 },
  { "two-spaces", "GET  / HTTP/1.1\r\n" HOST "\r\n", 400, 0 },
  { "small-method", "get / HTTP/1.1\r\n" HOST "\r\n", 400, 0 },
  { "whole-address", "GET http://evil.example/ HTTP/1.1\r\n" HOST "\r\n", 400, 0 },
  { "authority", "CONNECT ac.example:443 HTTP/1.1\r\n" HOST "\r\n", 400, 0 },
  { "fragment", "GET /#x HTTP/1.1\r\n" HOST "\r\n", 400, 0 },
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr(GError) error = NULL;
  gsize scanned = 0;
  AcFraming found = { .status = 400 };
  gsize end = ac_framing_find_end (one->head, strlen (one->head), &scanned, &error);
  gboolean good =
      error == NULL && ac_framing_check (one->head, end, hosts, MAX_BODY, &found, &error);

  if (one->status == 0)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (end, ==, strlen (one->head));
      g_assert_cmpuint (found.body_size, ==, one->body);
    }
  else
    g_assert_cmpuint (found.status, ==, one->status);
  g_assert_cmpint (good, ==, one->status == 0);
}

static void
test_byte_by_byte (void)
{
  static const char head[] = GET HOST "\r\n";
  gsize scanned = 0;

  for (gsize size = 1; size < strlen (head); size++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_cmpuint (ac_framing_find_end (head, size, &scanned, &error), ==, 0);
      g_assert_no_error (error);
      g_assert_cmpuint (scanned, ==, size);
    }
  g_assert_cmpuint (ac_framing_find_end (head, strlen (head), &scanned, NULL), ==, strlen (head));
}

static void
test_size_of_head (void)
{
  static const char start[] = GET HOST "X: ";

  for (guint over = 0; over < 2; over++)
    {
      gsize size = AC_FRAMING_MAX_HEAD + over;
      g_autofree char *head = g_strnfill (size, 'x');
      g_autoptr(GError) error = NULL;
      gsize scanned = 0;

      memcpy (head, start, strlen (start));
      memcpy (head + size - 4, "\r\n\r\n", 4);
      g_assert_cmpuint (ac_framing_find_end (head, size, &scanned, &error), ==, over ? 0 : size);
      g_assert_cmpint (error != NULL, ==, over);
    }
}

static void
test_number_of_fields (void)
{
  for (guint n_fields = 100; n_fields <= 101; n_fields++)
    {
      g_autoptr(GString) head = g_string_new (GET HOST);
      AcFraming found = { 0 };

      for (guint i = 1; i < n_fields; i++)
        g_string_append (head, "X: x\r\n");
      g_string_append (head, "\r\n");
      g_assert_cmpint (ac_framing_check (head->str, head->len, hosts, MAX_BODY, &found, NULL), ==,
                       n_fields == 100);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/framing/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/framing/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/framing/size-of-head", test_size_of_head);
  g_test_add_func ("/framing/number-of-fields", test_number_of_fields);

  return g_test_run ();
}
