/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-store-ledger.h"

/* As many at once as the store's thread can be kept from others for. */
#define STRIDE 2000

static gint64
read_cursor (AcRequest *request)
{
  guint64 number = 0;

  return request->cursor != NULL &&
                 g_ascii_string_to_unsigned (request->cursor, 10, 0, G_MAXINT64, &number, NULL)
             ? number
             : 0;
}

static JsonNode *
use_to_json (gpointer item)
{
  return ac_use_to_json (item);
}

static const char *
use_cursor (gpointer item)
{
  return ac_use_get_cursor (item);
}

static gboolean
check_filter (const AcLedgerFilter *filter, GError **error)
{
  if (filter->outcome == NULL || g_str_equal (filter->outcome, "allowed") ||
      g_str_equal (filter->outcome, "refused"))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "The filter is not understood");
  return FALSE;
}

static GObject *
list_ledger (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  const AcLedgerFilter filter = {
    .account = request->account_id,
    .purpose = ac_request_get_query (request, "purpose"),
    .who = ac_request_get_query (request, "recipient"),
    .outcome = ac_request_get_query (request, "outcome"),
    .search = ac_request_get_query (request, "search"),
  };
  g_autoptr(GListStore) uses = NULL;

  if (!check_filter (&filter, error) ||
      !(uses = ac_store_list_ledger (store, request->person, &filter, read_cursor (request),
                                     request->limit + 1, error)))
    return NULL;

  return G_OBJECT (
      ac_reply_new_page (G_LIST_MODEL (uses), request->limit, use_to_json, use_cursor));
}

AcReply *
ac_handle_list_ledger (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_ledger, error);
}

typedef struct
{
  JsonArray *items;
  gint64 last;
} Lines;

static gboolean
add_line (gint64 seq, const char *line, GBytes *hash, gpointer user_data)
{
  Lines *lines = user_data;
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (hash, &size);
  g_autofree char *hex = g_malloc (size * 2 + 1);
  JsonObject *object = json_object_new ();

  sodium_bin2hex (hex, size * 2 + 1, data, size);
  ac_json_set_string (object, "line", line);
  ac_json_set_string (object, "hash", hex);
  json_array_add_object_element (lines->items, object);
  lines->last = seq;
  return TRUE;
}

static GObject *
export_ledger (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(JsonObject) object = json_object_new ();
  Lines lines = { json_array_new (), 0 };
  g_autofree char *next = NULL;
  g_autofree char *origin = ac_store_get_ledger_origin (store, request->person, error);

  json_object_set_array_member (object, "items", lines.items);
  if (origin == NULL || !ac_store_read_ledger (store, request->person, read_cursor (request),
                                               request->limit, add_line, &lines, error))
    return NULL;

  ac_json_set_string (object, "person_id", origin);
  next = g_strdup_printf ("%" G_GINT64_FORMAT, lines.last);
  if (json_array_get_length (lines.items) == request->limit)
    ac_json_set_string (object, "next", next);
  return G_OBJECT (ac_reply_new_json (200, json_node_init_object (json_node_alloc (), object)));
}

/* The first page is told in the ledger, too, and stands at its end. */
static GObject *
begin_export (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return ac_store_add_to_ledger (
             store, request->person,
             &(AcLedgerLine) {
                 .deed = AC_DEED_EXPORT, .allowed = TRUE, .who = "person", .reason = "ledger" },
             error)
             ? export_ledger (store, request, error)
             : NULL;
}

AcReply *
ac_handle_export_ledger (AcRequest *request, GError **error)
{
  return ac_request_run (request, request->cursor == NULL ? begin_export : export_ledger, error);
}

typedef struct
{
  AcRequest *request;
  AcLedgerHead head;
  AcLedgerHead kept;
  gboolean keeps;
  gboolean fits; /* what is kept outside stands in the chain */
  gboolean more;
  gboolean changed; /* after head */
  gboolean cut;     /* as a line says */
} Check;

static void
clear_check (gpointer data)
{
  ac_request_unref (((Check *) data)->request);
}

static void
check_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_check);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Check, check_unref)

static gboolean
check_line (gint64 seq, const char *line, GBytes *hash, gpointer user_data)
{
  Check *check = user_data;
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (hash, &size);

  check->changed = size != AC_LEDGER_HASH_SIZE || !ac_ledger_head_take (&check->head, line, data);
  check->fits = check->fits || (!check->changed && seq == check->kept.seq &&
                                memcmp (data, check->kept.hash, AC_LEDGER_HASH_SIZE) == 0);
  check->cut = check->cut || strstr (line, "\"" AC_LEDGER_CUT "\"") != NULL;
  check->more = !check->changed;
  return check->more;
}

static GObject *
check_lines (AcStore *store, gpointer user_data, GError **error)
{
  Check *check = user_data;
  const gint64 before = check->head.seq;
  g_autofree char *origin = ac_store_get_ledger_origin (store, check->request->person, error);

  if (origin == NULL)
    return NULL;

  if (before == 0)
    {
      ac_ledger_head_init (&check->head, origin);
      check->keeps = ac_store_get_kept_head (store, check->request->person, &check->kept);
    }
  check->more = FALSE;
  if (!ac_store_read_ledger (store, check->request->person, before, STRIDE, check_line, check,
                             error))
    return NULL;

  check->more = check->more && check->head.seq == before + STRIDE;
  return NULL;
}

static const char *
name_fault (const Check *check)
{
  if (check->changed)
    return "changed";
  if (check->cut)
    return "cut";
  if (check->kept.seq != 0)
    return check->fits ? "none" : "cut";

  return check->keeps && check->head.seq > 0 ? "head-missing" : "none";
}

AcReply *
ac_handle_check_ledger (AcRequest *request, GError **error)
{
  g_autoptr(Check) check = g_atomic_rc_box_new0 (Check);
  g_autoptr(JsonObject) object = json_object_new ();

  check->request = ac_request_ref (request);
  do
    if (!ac_await (ac_store_run (request->context->store, check_lines,
                                 g_atomic_rc_box_acquire (check), check_unref),
                   error))
      return NULL;
  while (check->more);

  json_object_set_int_member (object, "lines", check->head.seq);
  ac_json_set_string (object, "fault", name_fault (check));
  return ac_reply_new_json (200, json_node_init_object (json_node_alloc (), object));
}
