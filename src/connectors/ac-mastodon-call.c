/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-mastodon-private.h"

gboolean
ac_mastodon_is_snac (AcAccess *access)
{
  SecretValue *software = ac_access_get_credential (access, AC_CREDENTIAL_SOFTWARE);

  return software != NULL && ac_mastodon_software_is_snac (secret_value_get_text (software));
}

AcHttpRequest *
ac_mastodon_request_new (AcAccess *access, const char *method, const char *path)
{
  SecretValue *token = ac_access_get_credential (access, AC_CREDENTIAL_ACCESS_TOKEN);
  g_autofree char *uri =
      g_strconcat (ac_account_get_server (ac_access_get_account (access)), path, NULL);
  AcHttpRequest *request = ac_http_request_new (method, uri);

  ac_http_request_set_header (request, "Accept", "application/json");
  if (token != NULL)
    ac_http_request_set_authorization (request, "Bearer", token);
  return request;
}

AcHttpRequest *
ac_mastodon_call_request_new (AcCall *call, const char *method, const char *path)
{
  AcHttpRequest *request = ac_mastodon_request_new (call->access, method, path);

  ac_http_request_set_tally (request, call->parcel->tally);
  return request;
}

/* snac answers 422 without a word to a token it does not know. */
AcOutcome *
ac_mastodon_read_outcome (AcAccess *access, AcHttpResponse *response)
{
  if (ac_http_response_get_status (response) == 422 &&
      g_bytes_get_size (ac_http_response_get_body (response)) == 0)
    return ac_outcome_new_failed (AC_OUTCOME_SIGN_IN, AC_ERROR_SIGN_IN_REQUIRED, 0);
  return ac_outcome_from_response (response);
}
