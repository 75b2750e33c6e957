/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-store-import.h"
#include "ac-store-privacy.h"

/* Takes object. */
static AcReply *
answer (guint status, JsonObject *object)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  return ac_reply_new_json (status, node);
}

static AcReply *
describe_import (guint status, const AcImport *import)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "id", import->id);
  json_object_set_int_member (object, "size", import->size);
  return answer (status, object);
}

static GObject *
check_empty (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return ac_store_check_is_empty (store, request->person, error) ? G_OBJECT (ac_reply_new (200))
                                                                 : NULL;
}

/* Whoever has something here is told before they bring anything. */
AcReply *
ac_handle_begin_import (AcRequest *request, GError **error)
{
  AcContext *context = request->context;
  g_autoptr(AcReply) empty = ac_request_run (request, check_empty, error);
  g_autoptr(AcImport) import =
                empty != NULL ? ac_imports_begin (context->imports, request->person, error) : NULL;

  if (import == NULL)
    return NULL;

  import->connectors = g_object_ref (context->connectors);
  import->max_accounts = context->config != NULL ? context->config->accounts_per_person : 0;
  return describe_import (201, import);
}

static AcImport *
find_import (AcRequest *request, GError **error)
{
  return ac_imports_find (request->context->imports, request->person, request->id, error);
}

AcReply *
ac_handle_add_piece (AcRequest *request, GError **error)
{
  g_autoptr(AcImport) import = find_import (request, error);
  guint64 at = 0;

  if (import == NULL)
    return NULL;
  if (request->cursor == NULL ||
      !g_ascii_string_to_unsigned (request->cursor, 10, 0, G_MAXINT64, &at, NULL))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "Say where it goes on");
      return NULL;
    }

  return ac_import_add (import, at, request->picture, error) ? describe_import (200, import) : NULL;
}

AcReply *
ac_handle_cancel_import (AcRequest *request, GError **error)
{
  g_autoptr(AcImport) import = find_import (request, error);

  if (import == NULL)
    return NULL;

  ac_imports_end (request->context->imports, import);
  return ac_reply_new (SOUP_STATUS_NO_CONTENT);
}

static AcReply *
describe_counts (const AcImportCounts *counts)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "accounts", counts->accounts);
  json_object_set_int_member (object, "links", counts->links);
  json_object_set_int_member (object, "choices", counts->choices);
  json_object_set_int_member (object, "statuses", counts->statuses);
  json_object_set_int_member (object, "pictures", counts->pictures);
  json_object_set_int_member (object, "receipts", counts->receipts);
  json_object_set_int_member (object, "ledger_lines", counts->lines);
  return answer (200, object);
}

static GObject *
write_import (AcStore *store, gpointer user_data, GError **error)
{
  AcImport *import = user_data;
  AcImportCounts counts = { 0 };

  return ac_import_read (import, store, &counts, error) ? G_OBJECT (describe_counts (&counts))
                                                        : NULL;
}

static AcReply *
read_import (AcRequest *request, AcImport *import, GError **error)
{
  if (!ac_await (ac_import_check (import), error))
    return NULL;

  return dex_await_object (ac_store_run (request->context->store, write_import,
                                         ac_import_ref (import), (GDestroyNotify) ac_import_unref),
                           error);
}

static GObject *
find_signal (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return G_OBJECT (ac_store_get_privacy (store, request->person, error));
}

/* Services are told at once, as when the person says so themself. */
static void
follow_signal (AcRequest *request)
{
  g_autoptr(AcPrivacy) privacy = NULL;

  if (request->context->config != NULL)
    return;

  privacy =
      dex_await_object (ac_store_run (request->context->store, find_signal,
                                      ac_request_ref (request), (GDestroyNotify) ac_request_unref),
                        NULL);
  if (privacy != NULL)
    ac_http_set_opted_out (request->context->http,
                           ac_privacy_get_switch (privacy, AC_SETTING_DO_NOT_SELL)->on);
}

AcReply *
ac_handle_run_import (AcRequest *request, GError **error)
{
  g_autoptr(AcImport) import = find_import (request, error);
  AcReply *reply = NULL;

  if (import == NULL)
    return NULL;
  if (import->running)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_IN_PROGRESS, "It is being read already");
      return NULL;
    }

  import->running = TRUE;
  reply = read_import (request, import, error);
  import->running = FALSE;
  ac_imports_end (request->context->imports, import);
  if (reply != NULL)
    follow_signal (request);
  return reply;
}
