/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-redirect.h"

AcReply *
ac_handle_begin_link_attempt (AcRequest *request, GError **error)
{
  const char *account_id = ac_json_get_string (request->body, "account_id");
  const char *redirect_uri = ac_json_get_string (request->body, "redirect_uri");
  g_autoptr(AcLinkAttempt) attempt = NULL;
  g_autofree char *location = NULL;
  AcReply *reply = NULL;

  if (redirect_uri != NULL && !ac_redirect_is_uri (redirect_uri))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                           "The browser can't come back to this address");
      return NULL;
    }

  /* A sign-in whose fruit could not be kept is not begun. */
  if (!ac_request_may_add_account (request, error) ||
      !ac_await (ac_vault_open_anew (request->context->vault), error))
    return NULL;

  attempt = ac_link_attempts_begin (
      request->context->attempts, request->person, ac_json_get_string (request->body, "service"),
      ac_json_get_string (request->body, "server"), account_id, redirect_uri, error);
  if (attempt == NULL)
    return NULL;

  location = g_strconcat ("/v1/link-attempts/", ac_link_attempt_get_id (attempt), NULL);
  reply = ac_reply_new_json (201, ac_link_attempt_to_json (attempt));
  ac_reply_set_location (reply, location);
  return reply;
}

AcReply *
ac_handle_get_link_attempt (AcRequest *request, GError **error)
{
  AcLinkAttempt *attempt =
      ac_link_attempts_get (request->context->attempts, request->person, request->id, error);

  return attempt != NULL ? ac_reply_new_json (200, ac_link_attempt_to_json (attempt)) : NULL;
}

AcReply *
ac_handle_cancel_link_attempt (AcRequest *request, GError **error)
{
  if (!ac_link_attempts_cancel (request->context->attempts, request->person, request->id, error))
    return NULL;

  return ac_reply_new (204);
}

AcReply *
ac_handle_paste_link_response (AcRequest *request, GError **error)
{
  if (!ac_link_attempts_respond (request->context->attempts, request->person, request->id,
                                 ac_json_get_string (request->body, "url"), error))
    return NULL;

  return ac_reply_new_json (
      202, ac_link_attempt_to_json (ac_link_attempts_get (request->context->attempts,
                                                          request->person, request->id, NULL)));
}
