/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-handlers.h"
#include "ac-store-privacy.h"

#define MEMBER_OF_SIGNAL ac_setting_get_member (AC_SETTING_DO_NOT_SELL)

static GObject *
get_privacy (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcPrivacy) privacy = ac_store_get_privacy (store, request->person, error);
  AcReply *reply = NULL;

  if (privacy == NULL)
    return NULL;

  reply = ac_reply_new_json (200, ac_privacy_to_json (privacy));
  ac_reply_add_etag (reply);
  return G_OBJECT (reply);
}

AcReply *
ac_handle_get_privacy (AcRequest *request, GError **error)
{
  if (request->context->heeder != NULL)
    ac_heeder_look (request->context->heeder);
  return ac_request_run (request, get_privacy, error);
}

static gboolean
set_named (
    AcStore *store, AcRequest *request, const AcWord *word, AcSetting setting, GError **error)
{
  const char *member = ac_setting_get_member (setting);

  return !json_object_has_member (request->body, member) ||
         ac_store_set_setting (store, word, setting, ac_json_get_boolean (request->body, member),
                               error);
}

static GObject *
set_privacy (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  AcWord word = { 0 };

  if (!ac_request_read_word (request, &word, error))
    return NULL;

  for (AcSetting i = 0; i < AC_N_SETTINGS; i++)
    if (!set_named (store, request, &word, i, error))
      return NULL;

  return get_privacy (store, request, error);
}

/* A switch without effect is none: requests that many people share tell nothing of one. */
static gboolean
check_signal (AcRequest *request, GError **error)
{
  if (request->context->config == NULL || !ac_json_get_boolean (request->body, MEMBER_OF_SIGNAL))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_AVAILABLE, "Services can't be told from here");
  return FALSE;
}

AcReply *
ac_handle_set_privacy (AcRequest *request, GError **error)
{
  AcReply *reply =
      check_signal (request, error) ? ac_request_run (request, set_privacy, error) : NULL;

  if (reply != NULL && json_object_has_member (request->body, MEMBER_OF_SIGNAL))
    ac_http_set_opted_out (request->context->http,
                           ac_json_get_boolean (request->body, MEMBER_OF_SIGNAL));
  return reply;
}
