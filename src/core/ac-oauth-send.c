/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-oauth.h"

gboolean
ac_oauth_authorize (
    AcHttpRequest *request, SecretValue *key, const char *nonce, SecretValue *token, GError **error)
{
  g_autofree char *proof = NULL;

  if (token != NULL)
    ac_http_request_set_authorization (request, key != NULL ? "DPoP" : "Bearer", token);
  if (key == NULL)
    return TRUE;

  proof = ac_jose_dpop_proof (key, ac_http_request_get_method (request),
                              ac_http_request_get_uri (request), nonce, token, error);
  if (proof == NULL)
    return FALSE;
  ac_http_request_set_header (request, "DPoP", proof);
  return TRUE;
}

static void
take_nonce (AcHttpResponse *response, char **nonce)
{
  const char *next = response != NULL ? ac_http_response_get_header (response, "DPoP-Nonce") : NULL;

  if (next != NULL)
    g_set_str (nonce, next);
}

static AcHttpResponse *
try_once (AcHttp *http,
          AcHttpRequest *request,
          SecretValue *key,
          SecretValue *token,
          char **nonce,
          GError **error)
{
  g_autoptr(AcHttpResponse) response = NULL;

  if (!ac_oauth_authorize (request, key, *nonce, token, error))
    return NULL;

  response = dex_await_object (ac_http_send (http, request), error);
  take_nonce (response, nonce);
  return g_steal_pointer (&response);
}

AcHttpResponse *
ac_oauth_send (AcHttp *http,
               AcHttpRequest *request,
               SecretValue *key,
               SecretValue *token,
               char **nonce,
               GError **error)
{
  g_autoptr(AcHttpResponse) response = try_once (http, request, key, token, nonce, error);

  if (response == NULL || key == NULL || *nonce == NULL ||
      !ac_http_response_names_error (response, "use_dpop_nonce"))
    return g_steal_pointer (&response);
  return try_once (http, request, key, token, nonce, error);
}

static GInputStream *
open_once (AcHttp *http,
           AcHttpRequest *request,
           SecretValue *key,
           SecretValue *token,
           char **nonce,
           GError **error)
{
  GInputStream *stream = NULL;

  if (!ac_oauth_authorize (request, key, *nonce, token, error))
    return NULL;

  stream = dex_await_object (ac_http_open (http, request), error);
  take_nonce (ac_http_request_get_refusal (request), nonce);
  return stream;
}

GInputStream *
ac_oauth_open (AcHttp *http,
               AcHttpRequest *request,
               SecretValue *key,
               SecretValue *token,
               char **nonce,
               GError **error)
{
  g_autoptr(GError) failure = NULL;
  GInputStream *stream = open_once (http, request, key, token, nonce, &failure);
  AcHttpResponse *refusal = ac_http_request_get_refusal (request);

  if (failure == NULL)
    return stream;
  if (refusal != NULL && key != NULL && *nonce != NULL &&
      ac_http_response_names_error (refusal, "use_dpop_nonce"))
    return open_once (http, request, key, token, nonce, error);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
