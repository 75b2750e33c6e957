/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-event-parser.h"

static void
note_cb (const char *type, const char *data, const char *last_id, gpointer user_data)
{
  g_string_append_printf (user_data, "[%s|%s|%s]", type, data, last_id != NULL ? last_id : "-");
}

static const char stream[] = "\xef\xbb\xbf:\n\n"
                             "id: 7\nevent: status\ndata: {\"id\":\"ä\"}\n\n"
                             "event:account\r\ndata:one\r\ndata: two\r\nretry: 5\r\n\r\n"
                             "id: 8\rdata\r\r"
                             "event: unfinished\n\n"
                             "data: :colon\n\n"
                             "data: never ended\n";
static const char expected[] =
    "[status|{\"id\":\"ä\"}|7][account|one\ntwo|7][message||8][message|:colon|8]";

static void
test_every_split (void)
{
  const gsize size = sizeof stream - 1;

  for (gsize split = 0; split <= size; split++)
    {
      g_autoptr(GString) seen = g_string_new (NULL);
      g_autoptr(AcEventParser) parser = ac_event_parser_new (note_cb, seen);

      g_assert_true (ac_event_parser_feed (parser, stream, split, NULL));
      g_assert_true (ac_event_parser_feed (parser, stream + split, size - split, NULL));
      g_assert_cmpstr (seen->str, ==, expected);
    }
}

static void
test_byte_by_byte (void)
{
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(AcEventParser) parser = ac_event_parser_new (note_cb, seen);

  for (gsize i = 0; i < sizeof stream - 1; i++)
    g_assert_true (ac_event_parser_feed (parser, stream + i, 1, NULL));
  g_assert_cmpstr (seen->str, ==, expected);
}

static void
test_long_line (void)
{
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(AcEventParser) parser = ac_event_parser_new (note_cb, seen);
  g_autofree char *line = g_strnfill (70000, 'x');
  g_autoptr(GError) error = NULL;

  g_assert_false (ac_event_parser_feed (parser, line, 70000, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
}

static void
test_long_event (void)
{
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(AcEventParser) parser = ac_event_parser_new (note_cb, seen);
  g_autofree char *filler = g_strnfill (1000, 'x');
  g_autofree char *line = g_strconcat ("data: ", filler, "\n", NULL);
  g_autoptr(GError) error = NULL;
  guint fed = 0;

  while (ac_event_parser_feed (parser, line, strlen (line), &error))
    g_assert_cmpuint (++fed, <, 100);
  g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
}

static void
test_not_utf8 (void)
{
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(AcEventParser) parser = ac_event_parser_new (note_cb, seen);
  g_autoptr(GError) error = NULL;

  g_assert_false (ac_event_parser_feed (parser, "data: \xff\n", 8, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event-parser/every-split", test_every_split);
  g_test_add_func ("/event-parser/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/event-parser/long-line", test_long_line);
  g_test_add_func ("/event-parser/long-event", test_long_event);
  g_test_add_func ("/event-parser/not-utf8", test_not_utf8);

  return g_test_run ();
}
