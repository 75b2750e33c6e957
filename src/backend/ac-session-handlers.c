/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-handlers.h"

#define MOST 200

static JsonNode *
session_to_json (gpointer item)
{
  return ac_device_to_json (item);
}

static const char *
session_id (gpointer item)
{
  return ac_device_get_id (item);
}

static void
mark_current (GListModel *sessions, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(AcDevice) device = g_list_model_get_item (sessions, i);

      ac_device_set_current (device, g_strcmp0 (ac_device_get_id (device), id) == 0);
    }
}

static GObject *
list_sessions (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(GListStore) sessions = ac_store_list_sessions (store, request->person, MOST, error);

  if (sessions == NULL)
    return NULL;

  mark_current (G_LIST_MODEL (sessions), request->session);
  return G_OBJECT (ac_reply_new_page (G_LIST_MODEL (sessions), MOST, session_to_json, session_id));
}

/* Who asks through the socket is at this computer, and signed in to nothing. */
static AcReply *
list_this_computer (AcRequest *request)
{
  g_autoptr(GListStore) sessions = g_list_store_new (AC_TYPE_DEVICE);
  g_autoptr(AcDevice) device = ac_device_new (request->person, g_get_host_name (),
                                              request->context->started_at, ac_clock_now_ms ());

  ac_device_set_current (device, TRUE);
  g_list_store_append (sessions, device);
  return ac_reply_new_page (G_LIST_MODEL (sessions), MOST, session_to_json, session_id);
}

AcReply *
ac_handle_list_sessions (AcRequest *request, GError **error)
{
  return request->context->sessions != NULL ? ac_request_run (request, list_sessions, error)
                                            : list_this_computer (request);
}

static gboolean
check_hosted (AcRequest *request, GError **error)
{
  if (request->context->sessions != NULL)
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "This computer can't be signed out");
  return FALSE;
}

static AcReply *
run_end (AcRequest *request, AcStoreFunc func, GError **error)
{
  AcReply *reply = check_hosted (request, error) ? ac_request_run (request, func, error) : NULL;

  if (reply == NULL)
    return NULL;

  /* Who still is signed in opens their stream again. */
  ac_sessions_forget (request->context->sessions);
  ac_event_hub_end_person (request->context->hub, request->person);
  return reply;
}

static GObject *
end_session (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return ac_store_end_session (store, request->person, request->id, error)
             ? G_OBJECT (ac_reply_new (SOUP_STATUS_NO_CONTENT))
             : NULL;
}

AcReply *
ac_handle_end_session (AcRequest *request, GError **error)
{
  return run_end (request, end_session, error);
}

static GObject *
end_others (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return ac_store_end_other_sessions (store, request->person, request->session, error)
             ? G_OBJECT (ac_reply_new (SOUP_STATUS_NO_CONTENT))
             : NULL;
}

AcReply *
ac_handle_end_other_sessions (AcRequest *request, GError **error)
{
  return run_end (request, end_others, error);
}
