/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "ac-http.h"
#include "ac-test.h"
#include "ac-use-list.h"

#define MANY 1000000

/* A ledger that is as long as it says, of which no line is kept. */
typedef struct
{
  char *folder;
  char *path;
  SoupServer *server;
  guint n_lines;
  guint n_requests;
  gboolean broken;
  char *query;
  AcUseList *list;
  guint most; /* that were ever in the list */
} Fixture;

static char *
write_page (Fixture *f, GHashTable *query)
{
  const char *cursor = g_hash_table_lookup (query, "cursor");
  const guint limit = atoi (g_hash_table_lookup (query, "limit"));
  guint at = cursor != NULL ? (guint) atoi (cursor) - 1 : f->n_lines;
  const guint end = at > limit ? at - limit : 0;
  GString *page = g_string_new ("{\"items\":[");

  for (guint seq = at; seq > end; seq--)
    g_string_append_printf (page,
                            "%s{\"seq\":%u,\"at\":\"2026-01-01T00:00:00.000Z\",\"deed\":\"read\","
                            "\"allowed\":true,\"who\":\"facebook\"}",
                            seq < at ? "," : "", seq);
  g_string_append (page, "]");
  if (end > 0)
    g_string_append_printf (page, ",\"next\":\"%u\"", end + 1);
  g_string_append (page, "}");
  return g_string_free (page, FALSE);
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *f = user_data;
  g_autofree char *page = NULL;

  f->n_requests++;
  g_set_str (&f->query, g_uri_get_query (soup_server_message_get_uri (message)));
  page = f->broken ? g_strdup ("{}") : write_page (f, query);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, page,
                                    strlen (page));
}

static void
count_cb (Fixture *f)
{
  f->most = MAX (f->most, g_list_model_get_n_items (G_LIST_MODEL (f->list)));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(AcWire) wire = NULL;

  f->folder = g_dir_make_tmp ("ac-use-list-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "backend.sock", NULL);
  f->n_lines = MANY;
  address = g_unix_socket_address_new (f->path);
  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);
  g_assert_true (g_socket_bind (socket, address, FALSE, NULL) && g_socket_listen (socket, NULL));
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, answer_cb, f, NULL);
  g_assert_true (soup_server_listen_socket (f->server, socket, 0, NULL));
  wire = ac_wire_new (f->path);
  f->list = ac_use_list_new (wire);
  g_signal_connect_swapped (f->list, "items-changed", G_CALLBACK (count_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&f->list));
  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->path);
  g_free (f->query);
}

static void
wait (Fixture *f)
{
  while (ac_use_list_get_loading (f->list))
    g_main_context_iteration (NULL, TRUE);
}

static void
load (Fixture *f, const AcUseFilter *filter)
{
  ac_use_list_load (f->list, filter);
  wait (f);
}

static guint
count (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (f->list));
}

static guint
read_at (Fixture *f, guint position)
{
  g_autoptr(AcUse) use = g_list_model_get_item (G_LIST_MODEL (f->list), position);

  return ac_use_get_line (use)->seq;
}

static void
check_order (Fixture *f)
{
  const guint newest = read_at (f, count (f) / 2) + count (f) / 2;

  for (guint i = 20; i + 20 < count (f); i++)
    g_assert_cmpuint (read_at (f, i), ==, newest - i);
}

/* As far as somebody scrolls in a minute, to both sides. */
static void
test_there_and_back (Fixture *f, gconstpointer data)
{
  guint lowest = 0;

  load (f, &(AcUseFilter) { NULL });
  g_assert_cmpuint (read_at (f, 0), ==, MANY);
  for (guint i = 0; i < 100; i++)
    {
      lowest = read_at (f, count (f) - 1);
      wait (f);
      g_assert_cmpuint (read_at (f, count (f) / 2), <, MANY);
      check_order (f);
    }
  g_assert_cmpuint (lowest, <, MANY - 9000);

  /* What came meanwhile moves nothing. */
  f->n_lines += 1234;
  for (guint i = 0; i < 200 && read_at (f, 20) < MANY - 20; i++)
    {
      g_assert_cmpuint (read_at (f, 0), >, 0);
      wait (f);
      check_order (f);
    }
  g_assert_cmpuint (read_at (f, 0), ==, MANY);
  g_assert_cmpuint (f->most, <=, AC_USE_LIST_MOST + 100);

  load (f, &(AcUseFilter) { NULL });
  g_assert_cmpuint (read_at (f, 0), ==, MANY + 1234);
}

static void
test_short (Fixture *f, gconstpointer data)
{
  f->n_lines = 0;
  load (f, &(AcUseFilter) { NULL });
  g_assert_cmpuint (count (f), ==, 0);
  f->n_lines = 101;
  load (f, &(AcUseFilter) { NULL });
  g_assert_cmpuint (read_at (f, 99), ==, 2);
  wait (f);
  g_assert_cmpuint (read_at (f, 100), ==, 1);
  wait (f);
  g_assert_cmpuint (count (f), ==, 101);
  g_assert_cmpuint (f->n_requests, ==, 3);
}

static void
test_filter (Fixture *f, gconstpointer data)
{
  load (f, &(AcUseFilter) { .account_id = (char *) "a",
                            .recipient = (char *) "app:x",
                            .purpose = (char *) "ads",
                            .outcome = (char *) "refused",
                            .search = (char *) "a&b ö" });
  g_assert_cmpstr (f->query, ==,
                   "limit=100&account=a&recipient=app%3Ax&purpose=ads&outcome=refused"
                   "&search=a%26b%20%C3%B6");
  read_at (f, 99);
  wait (f);
  g_assert_nonnull (strstr (f->query, "&cursor=999901&account=a"));

  /* What is shown stays until another answer is there. */
  ac_use_list_load (f->list, &(AcUseFilter) { .search = (char *) "" });
  g_assert_cmpuint (count (f), ==, 200);
  wait (f);
  g_assert_cmpuint (count (f), ==, 100);
  g_assert_cmpstr (f->query, ==, "limit=100");
}

static void
test_failure (Fixture *f, gconstpointer data)
{
  load (f, &(AcUseFilter) { NULL });
  f->broken = TRUE;
  read_at (f, 99);
  wait (f);
  g_assert_true (ac_use_list_get_failed (f->list));
  g_assert_cmpuint (count (f), ==, 100);
  read_at (f, 99);
  g_assert_false (ac_use_list_get_loading (f->list));

  f->broken = FALSE;
  ac_use_list_try_again (f->list);
  wait (f);
  g_assert_false (ac_use_list_get_failed (f->list));
  g_assert_cmpuint (count (f), ==, 200);
}

/* Each letter of a search asks anew, and what was asked last is answered. */
static void
test_superseded (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *search = g_strdup_printf ("search %u", i);

      ac_use_list_load (f->list, &(AcUseFilter) { .search = search });
      for (gint32 turns = g_test_rand_int_range (0, 16); turns > 0; turns--)
        g_main_context_iteration (NULL, FALSE);
    }
  wait (f);
  g_assert_false (ac_use_list_get_failed (f->list));
  g_assert_cmpstr (f->query, ==, "limit=100&search=search%20299");
}

int
main (int argc, char *argv[])
{
  ac_http_set_up ();
  dex_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/use-list/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("there-and-back", test_there_and_back);
  ADD ("short", test_short);
  ADD ("filter", test_filter);
  ADD ("failure", test_failure);
  ADD ("superseded", test_superseded);
#undef ADD

  return g_test_run ();
}
