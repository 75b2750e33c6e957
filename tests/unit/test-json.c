/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-json.h"

static JsonNode *
parse (const char *text, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return ac_json_parse (bytes, AC_JSON_MAX_SIZE, error);
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    "{",
    "{} {}",
    "{'a':1}",
    "{\"a\":1,}",
    "// x\n{}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "[{\"b\":{\"c\":1,\"c\":1}}]",
    "{\"a\":\"x\\u0000y\"}",
    "{\"a\":\"\\ud800\"}",
    "{\"a\":\"\\udc00\"}",
    "{\"a\":\"\\ud800\\u0041\"}",
    "{\"a\":123456789012345678901234567890}",
    "{\"a\":1e999}",
    "{\"a\":\"\xff\"}",
    "{\"a\":\"\n\"}",
    "{\"a\":\"\\x\"}",
    "{\"a\":\"\\u12\"}",
    "{\"a\":\"open",
    "[1 2]",
    "[1]]",
    "[1}",
    "{\"a\" 1}",
    "{\"a\":1:2}",
    "{a:1}",
    "[-]",
    "[+1]",
    "[01]",
    "[1.]",
    "[.5]",
    "[1e]",
    "[0x10]",
    "[NaN]",
    "[Infinity]",
    "[True]",
    "[9223372036854775808]",
    "[-9223372036854775809]",
    "[-1e999]",
    "[0.00000000000000000000000000000000000000000000000000000000000000001]",
    "/* x */ {}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i]);
      g_assert_null (parse (cases[i], &error));
      g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
    }
}

static void
test_accepted (void)
{
  static const char *const cases[] = {
    "{}",
    "[]",
    "\xef\xbb\xbf{}",
    "{\"a\":{\"a\":1},\"b\":[{\"a\":2}]}",
    "{\"a\":\"\\ud83d\\ude00:{[\"}",
    "{\"a\":-9223372036854775808,\"b\":9223372036854775807,\"c\":1.5e3}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = parse (cases[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (node);
    }
}

static void
test_depth (void)
{
  g_autoptr(GString) deep = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;

  for (guint i = 0; i < AC_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < AC_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, ']');
  node = parse (deep->str, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);

  g_string_prepend_c (deep, '[');
  g_string_append_c (deep, ']');
  g_assert_null (parse (deep->str, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
}

/* An embedded NUL must not end the text early. */
static void
test_nul_byte (void)
{
  static const char text[] = "{\"a\":1}\0{\"a\":2}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr(GError) error = NULL;

  g_assert_null (ac_json_parse (bytes, AC_JSON_MAX_SIZE, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
}

/* What is within the limit goes on to the grammar, which has its own complaint. */
static void
test_many_values (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) within = NULL;
  g_autoptr(GError) beyond = NULL;

  for (guint i = 0; i < AC_JSON_MAX_VALUES; i++)
    g_string_append_c (text, i % 2 == 0 ? ':' : ',');
  g_assert_null (parse (text->str, &within));
  g_assert_null (strstr (within->message, "too many values"));

  g_string_append_c (text, ',');
  g_assert_null (parse (text->str, &beyond));
  g_assert_nonnull (strstr (beyond->message, "too many values"));
}

static void
test_size (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("[1,2,3]", 7);
  g_autoptr(GError) error = NULL;

  g_assert_null (ac_json_parse (bytes, 6, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_BAD_REPLY);
}

static void
test_fields (void)
{
  static const AcJsonField fields[] = {
    { "name", AC_JSON_STRING, AC_JSON_REQUIRED, 4 },
    { "age", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
    { "note", AC_JSON_STRING, AC_JSON_NULLABLE | AC_JSON_OPTIONAL },
    { "tags", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 2 },
    { NULL },
  };
  static const struct
  {
    const char *text;
    gboolean open;
    gboolean closed;
  } cases[] = {
    { "{\"name\":\"Ada\"}", TRUE, TRUE },
    { "{\"name\":\"Ada\",\"note\":null}", TRUE, TRUE },
    { "{\"name\":\"Ada\",\"more\":1}", TRUE, FALSE },
    { "{\"name\":\"Grace\"}", FALSE, FALSE },
    { "{\"name\":\"Ada\",\"tags\":[1,2]}", TRUE, TRUE },
    { "{\"name\":\"Ada\",\"tags\":[1,2,3]}", FALSE, FALSE },
    { "{\"name\":\"Ada\",\"tags\":{}}", FALSE, FALSE },
    { "{\"name\":null}", FALSE, FALSE },
    { "{\"name\":7}", FALSE, FALSE },
    { "{\"name\":\"Ada\",\"age\":\"7\"}", FALSE, FALSE },
    { "{\"name\":\"Ada\",\"age\":7.5}", FALSE, FALSE },
    { "{}", FALSE, FALSE },
    { "[]", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr(JsonObject) open = ac_json_parse_object (bytes, fields, AC_JSON_OPEN, NULL);
      g_autoptr(JsonObject) closed = ac_json_parse_object (bytes, fields, AC_JSON_CLOSED, NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (open != NULL, ==, cases[i].open);
      g_assert_cmpint (closed != NULL, ==, cases[i].closed);
    }
}

static void
test_getters (void)
{
  g_autoptr(JsonNode) node = parse ("{\"s\":\"x\",\"i\":7,\"b\":true,\"n\":null}", NULL);
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpstr (ac_json_get_string (object, "s"), ==, "x");
  g_assert_cmpint (ac_json_get_integer (object, "i"), ==, 7);
  g_assert_true (ac_json_get_boolean (object, "b"));
  g_assert_null (ac_json_get_string (object, "n"));
  g_assert_null (ac_json_get_string (object, "i"));
  g_assert_null (ac_json_get_array (object, "s"));
  g_assert_null (ac_json_get_object (object, "missing"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/accepted", test_accepted);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/nul-byte", test_nul_byte);
  g_test_add_func ("/json/many-values", test_many_values);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/fields", test_fields);
  g_test_add_func ("/json/getters", test_getters);

  return g_test_run ();
}
