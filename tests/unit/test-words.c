/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-test-server.h"
#include "ac-thread.h"

#define PAGE "https://example.org/a"

/* What is said of a text beside it, and what of it is sent where. */

static JsonObject *
parse (const char *text)
{
  static const AcJsonField any[] = { { NULL } };
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  JsonObject *object = ac_json_parse_object (bytes, any, AC_JSON_OPEN, NULL);

  g_assert_nonnull (object);
  return object;
}

static void
check_refused (const char *member, AcError code)
{
  g_autofree char *text = g_strdup_printf ("{%s}", member);
  g_autoptr(JsonObject) object = parse (text);
  g_autoptr(GError) error = NULL;

  g_assert_null (ac_remarks_read (object, &error));
  g_assert_error (error, AC_ERROR, (int) code);
}

static void
test_read (AcTestServer *server, gconstpointer data)
{
  g_autofree char *most = g_strnfill (AC_REMARKS_MAX_NOTE, 'x');
  g_autofree char *full = g_strdup_printf ("{\"note\":\"%s\",\"language\":\"zh-Hant-TW\"}", most);
  g_autofree char *over = g_strdup_printf ("\"note\":\"%sx\"", most);
  g_autoptr(JsonObject) object = parse (full);
  g_autoptr(JsonObject) blank = parse ("{\"note\":\" \"}");
  g_autoptr(AcRemarks) remarks = ac_remarks_read (object, NULL);
  g_autoptr(AcRemarks) none = ac_remarks_read (blank, NULL);
  g_autoptr(JsonObject) written = json_object_new ();

  g_assert_cmpstr (ac_remarks_get_note (remarks), ==, most);
  g_assert_cmpstr (ac_remarks_get_language (remarks), ==, "zh-Hant-TW");
  g_assert_null (ac_remarks_get_card (remarks));
  g_assert_null (ac_remarks_get_note (none));
  ac_remarks_write (none, written);
  g_assert_cmpuint (json_object_get_size (written), ==, 0);

  check_refused (over, AC_ERROR_TOO_LONG);
  check_refused ("\"note\":\"two\\nlines\"", AC_ERROR_INVALID);
  check_refused ("\"note\":\"two\\u2028lines\"", AC_ERROR_INVALID);
  check_refused ("\"language\":\"\"", AC_ERROR_INVALID);
  check_refused ("\"language\":\"German\"", AC_ERROR_INVALID);
  check_refused ("\"language\":\"de_DE\"", AC_ERROR_INVALID);
  check_refused ("\"language\":\"de-\"", AC_ERROR_INVALID);
  check_refused ("\"card\":{\"url\":\"ftp://example.org\",\"title\":\"x\"}", AC_ERROR_INVALID);
  check_refused ("\"card\":{\"url\":\"" PAGE "\",\"title\":\"\"}", AC_ERROR_INVALID);
  check_refused ("\"card\":{\"url\":\"" PAGE "\"}", AC_ERROR_INVALID);
}

/* What was pasted is one line, and a file with more is read all the same. */
static void
test_breaks (AcTestServer *server, gconstpointer data)
{
  g_autoptr(JsonObject) object = parse ("{\"note\":\"two\\n\\u2029lines\\t\"}");
  g_autoptr(AcRemarks) pasted = ac_remarks_new ("two\n\u2029lines\t", NULL, NULL);
  g_autoptr(AcRemarks) kept = ac_remarks_from_json (object, NULL);
  g_autoptr(AcRemarks) none = ac_remarks_new ("\n\t", NULL, NULL);

  g_assert_cmpstr (ac_remarks_get_note (pasted), ==, "two  lines");
  g_assert_true (ac_remarks_equal (pasted, kept));
  g_assert_null (ac_remarks_get_note (none));
}

static void
test_card (AcTestServer *server, gconstpointer data)
{
  g_autofree char *title = g_strnfill (AC_LINK_CARD_MAX_TITLE + 1, 'x');
  g_autoptr(AcLinkCard) card = ac_link_card_new (PAGE, title, "");
  g_autofree char *host = ac_link_card_dup_host (card);
  g_autoptr(JsonNode) node = ac_link_card_to_json (card);
  g_autoptr(AcLinkCard) again = ac_link_card_from_json (node, NULL);

  g_assert_cmpint (g_utf8_strlen (ac_link_card_get_title (card), -1), ==, AC_LINK_CARD_MAX_TITLE);
  g_assert_true (g_str_has_suffix (ac_link_card_get_title (card), "x…"));
  g_assert_cmpstr (ac_link_card_get_title (again), ==, ac_link_card_get_title (card));
  g_assert_cmpstr (host, ==, "example.org");
  g_assert_true (ac_link_card_is_in (card, "See " PAGE "."));
  g_assert_false (ac_link_card_is_in (card, "See " PAGE "b"));
  g_assert_false (ac_link_card_is_in (card, "See"));
}

/* One account's own text without the link takes no card from another. */
static void
test_card_text (AcTestServer *server, gconstpointer data)
{
  g_autoptr(AcLinkCard) card = ac_link_card_new (PAGE, "A title", "");
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  g_assert_null (ac_link_card_choose_text (card, texts));
  g_ptr_array_add (texts, "Soup");
  g_assert_cmpstr (ac_link_card_choose_text (card, texts), ==, "Soup");
  g_ptr_array_add (texts, PAGE "/other");
  g_assert_cmpstr (ac_link_card_choose_text (card, texts), ==, PAGE "/other");
  g_ptr_array_add (texts, "See " PAGE);
  g_assert_cmpstr (ac_link_card_choose_text (card, texts), ==, "See " PAGE);
  g_assert_cmpstr (ac_link_card_choose_text (NULL, texts), ==, PAGE "/other");
}

static void
check_wording (const char *text, gboolean notes, const char *as, const char *note, guint left)
{
  const AcTextLimits limits = { .max_graphemes = 20 };
  g_auto(AcWording) wording = { 0 };

  ac_wording_init (&wording, "Føød", text, notes, &limits);
  g_assert_cmpstr (wording.text, ==, as);
  g_assert_cmpstr (wording.note, ==, note);
  g_assert_true (wording.sensitive);
  g_assert_cmpuint (ac_text_measure (wording.text, &wording.limits).left, ==, left);
}

static void
test_wording (AcTestServer *server, gconstpointer data)
{
  const AcTextLimits tight = { .max_graphemes = 3 };
  g_auto(AcWording) wording = { 0 };

  check_wording ("Soup", TRUE, "Soup", "Føød", 12);
  check_wording ("Soup", FALSE, "CW: Føød\n\nSoup", NULL, 6);
  check_wording (" ", TRUE, "Føød", NULL, 16);
  check_wording ("", FALSE, "CW: Føød", NULL, 12);
  check_wording ("", TRUE, "Føød", NULL, 16);

  ac_wording_init (&wording, "Føød", "ab", TRUE, &tight);
  g_assert_false (ac_text_fits (wording.text, &wording.limits));
}

static AcParcel *
render (AcTestServer *server, const char *service, AcContents *contents, GError **error)
{
  AcConnector *connector = ac_connectors_get (server->connectors, service);
  g_autoptr(AcAccess) access = ac_test_server_make_access (
      server, service, g_str_equal (service, "bluesky") ? "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa" : "7");

  contents->audience = AC_AUDIENCE_PUBLIC;
  return ac_thread_render (connector, ac_access_get_account (access), "key", contents,
                           AC_LONG_TEXT_NUMBERED_THREAD, error);
}

static char *
dup_payload (AcParcel *parcel)
{
  return g_strndup (g_bytes_get_data (parcel->payload, NULL), g_bytes_get_size (parcel->payload));
}

static void
test_mastodon (AcTestServer *server, gconstpointer data)
{
  g_autofree char *fits = g_strnfill (496, 'x');
  AcContents contents = { .text = "Soup", .note = "Food", .language = "de" };
  g_autoptr(AcParcel) parcel = render (server, "mastodon", &contents, NULL);
  g_autofree char *body = dup_payload (parcel);
  g_autoptr(AcParcel) whole = NULL;
  g_autoptr(AcParcel) thread = NULL;
  g_autofree char *following = NULL;
  g_autoptr(AcParcel) alone = NULL;
  g_autofree char *hidden = NULL;
  g_autofree char *longer = g_strconcat (fits, " yz", NULL);

  g_assert_cmpstr (body, ==,
                   "{\"status\":\"Soup\",\"visibility\":\"public\",\"language\":\"de\","
                   "\"spoiler_text\":\"Food\",\"sensitive\":true}");

  contents.text = fits;
  whole = render (server, "mastodon", &contents, NULL);
  g_assert_null (whole->following);

  /* One character more than note and text may have together: each post has the note. */
  contents.text = longer;
  thread = render (server, "mastodon", &contents, NULL);
  g_assert_cmpuint (thread->following->len, ==, 1);
  following = dup_payload (g_ptr_array_index (thread->following, 0));
  g_assert_nonnull (strstr (following, "\"spoiler_text\":\"Food\""));

  /* Pictures alone: the note is the text, and they stay hidden. */
  contents.text = "";
  alone = render (server, "mastodon", &contents, NULL);
  hidden = dup_payload (alone);
  g_assert_cmpstr (hidden, ==,
                   "{\"status\":\"Food\",\"visibility\":\"public\",\"language\":\"de\","
                   "\"sensitive\":true}");
}

static JsonObject *
get_record (AcParcel *parcel)
{
  g_autofree char *text = dup_payload (parcel);
  g_autoptr(JsonObject) body = parse (text);

  return json_object_ref (json_object_get_object_member (body, "record"));
}

static void
test_bluesky (AcTestServer *server, gconstpointer data)
{
  g_autoptr(AcLinkCard) card = ac_link_card_new (PAGE, "A title", "");
  AcContents contents = { .text = "Soup " PAGE, .note = "Food", .language = "de", .card = card };
  g_autoptr(AcParcel) parcel = render (server, "bluesky", &contents, NULL);
  g_autoptr(JsonObject) record = get_record (parcel);
  JsonObject *embed = json_object_get_object_member (record, "embed");
  JsonObject *external = json_object_get_object_member (embed, "external");
  JsonArray *languages = json_object_get_array_member (record, "langs");
  g_autoptr(AcParcel) plain = NULL;
  g_autoptr(JsonObject) other = NULL;

  g_assert_cmpstr (ac_json_get_string (record, "text"), ==, "CW: Food\n\nSoup " PAGE);
  g_assert_cmpstr (json_array_get_string_element (languages, 0), ==, "de");
  g_assert_cmpstr (ac_json_get_string (embed, "$type"), ==, "app.bsky.embed.external");
  g_assert_cmpstr (ac_json_get_string (external, "uri"), ==, PAGE);
  g_assert_cmpstr (ac_json_get_string (external, "title"), ==, "A title");
  g_assert_cmpstr (ac_json_get_string (external, "description"), ==, "");

  contents.text = "No link";
  contents.language = NULL;
  plain = render (server, "bluesky", &contents, NULL);
  other = get_record (plain);
  g_assert_false (json_object_has_member (other, "embed"));
  g_assert_false (json_object_has_member (other, "langs"));
}

/* The note stands in the first post alone, and the card in the one with its link. */
static void
test_bluesky_thread (AcTestServer *server, gconstpointer data)
{
  g_autoptr(AcLinkCard) card = ac_link_card_new (PAGE, "A title", "");
  g_autofree char *begin = g_strnfill (280, 'x');
  g_autofree char *text = g_strconcat (begin, " ", PAGE, " and again ", PAGE, NULL);
  AcContents contents = { .text = text, .note = "Food", .card = card };
  g_autoptr(AcParcel) parcel = render (server, "bluesky", &contents, NULL);
  g_autoptr(JsonObject) first = get_record (parcel);
  g_autoptr(JsonObject) second = get_record (g_ptr_array_index (parcel->following, 0));

  g_assert_true (g_str_has_prefix (ac_json_get_string (first, "text"), "CW: Food\n\nxxx"));
  g_assert_false (json_object_has_member (first, "embed"));
  g_assert_false (g_str_has_prefix (ac_json_get_string (second, "text"), "CW:"));
  g_assert_true (json_object_has_member (second, "embed"));
}

static void
test_others (AcTestServer *server, gconstpointer data)
{
  AcContents contents = { .text = "Soup", .note = "Food", .language = "de" };
  g_autoptr(AcParcel) parcel = NULL;
  g_autofree char *body = NULL;
  AcConnector *connector = ac_connectors_get (server->connectors, "threads");
  g_autoptr(AcAccess) access = ac_test_server_make_access (server, "threads", "7");

  contents.audience = AC_AUDIENCE_PUBLIC;
  parcel = ac_connector_render (connector, ac_access_get_account (access), "key", &contents, NULL);
  body = dup_payload (parcel);
  g_assert_cmpstr (body, ==, "media_type=TEXT&text=CW%3A+Food%0A%0ASoup&auto_publish_text=true");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (AcTestServer *server, gconstpointer data);
  } tests[] = {
    { "/words/read", test_read },           { "/words/card", test_card },
    { "/words/wording", test_wording },     { "/words/mastodon", test_mastodon },
    { "/words/bluesky", test_bluesky },     { "/words/bluesky-thread", test_bluesky_thread },
    { "/words/others", test_others },       { "/words/breaks", test_breaks },
    { "/words/card-text", test_card_text },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, AcTestServer, NULL, ac_test_server_set_up, tests[i].run,
                ac_test_server_tear_down);

  return g_test_run ();
}
