/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-redirect.h"

static AcLinkAttempt *
begin (AcRequest *request, GError **error)
{
  AcLinkAttempts *attempts = request->context->attempts;
  const char *service = ac_json_get_string (request->body, "service");
  const char *account_id = ac_json_get_string (request->body, "account_id");
  const char *number = ac_json_get_string (request->body, "number");
  gboolean confirm = ac_json_get_boolean (request->body, "confirm");

  if (number != NULL)
    return ac_link_attempts_begin_with_code (attempts, request->person, service, number, account_id,
                                             confirm, error);
  return ac_link_attempts_begin (
      attempts, request->person, service, ac_json_get_string (request->body, "server"), account_id,
      ac_json_get_string (request->body, "redirect_uri"), confirm, error);
}

AcReply *
ac_handle_begin_link_attempt (AcRequest *request, GError **error)
{
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

  if (!(attempt = begin (request, error)))
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

AcReply *
ac_handle_prove_link_attempt (AcRequest *request, GError **error)
{
  g_autoptr(AcLinkAttempt) attempt =
                ac_link_attempts_prove (request->context->attempts, request->person, request->id,
                                        ac_json_get_string (request->body, "code"), error);

  return attempt != NULL ? ac_reply_new_json (200, ac_link_attempt_to_json (attempt)) : NULL;
}

AcReply *
ac_handle_send_code_again (AcRequest *request, GError **error)
{
  g_autoptr(AcLinkAttempt) attempt = ac_link_attempts_send_again (
      request->context->attempts, request->person, request->id, error);

  return attempt != NULL ? ac_reply_new_json (200, ac_link_attempt_to_json (attempt)) : NULL;
}

AcReply *
ac_handle_confirm_link_attempt (AcRequest *request, GError **error)
{
  g_autoptr(AcLinkAttempt) attempt =
                ac_link_attempts_confirm (request->context->attempts, request->person, request->id,
                                          ac_json_get_string (request->body, "choice"), error);

  return attempt != NULL ? ac_reply_new_json (200, ac_link_attempt_to_json (attempt)) : NULL;
}
