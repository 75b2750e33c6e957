/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-agreement.h"
#include "ac-handlers.h"

#define MOST 200

static JsonNode *
undoing_to_json (gpointer item)
{
  return ac_undoing_to_json (item);
}

static const char *
undoing_id (gpointer item)
{
  return ac_undoing_get_id (item);
}

static GObject *
list_undoings (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) undoings = ac_store_list_undoings (store, request->person, MOST, error);

  return undoings != NULL ? G_OBJECT (ac_reply_new_page (G_LIST_MODEL (undoings), MOST,
                                                         undoing_to_json, undoing_id))
                          : NULL;
}

AcReply *
ac_handle_list_undoings (AcRequest *request, GError **error)
{
  return ac_request_run (request, list_undoings, error);
}

static GObject *
get_undoing (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcUndoing) undoing = ac_store_get_undoing (store, request->person, request->id, error);

  return undoing != NULL ? G_OBJECT (ac_reply_new_json (200, ac_undoing_to_json (undoing))) : NULL;
}

AcReply *
ac_handle_get_undoing (AcRequest *request, GError **error)
{
  return ac_request_run (request, get_undoing, error);
}

static GObject *
see_undoing (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return ac_store_see_undoing (store, request->person, request->id, error)
             ? G_OBJECT (ac_reply_new (SOUP_STATUS_NO_CONTENT))
             : NULL;
}

AcReply *
ac_handle_see_undoing (AcRequest *request, GError **error)
{
  return ac_request_run (request, see_undoing, error);
}
