/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-graph-keys-test.h"

#include <string.h>

#include "ac-call-private.h"
#include "ac-graph-keys.h"

#define NO_SUCH_OBJECT 100
#define NOT_THERE 33

/* FALSE: the answer says nothing about the keys. */
static gboolean
judge (AcHttpResponse *response, AcVerdict *verdict, GError **error)
{
  g_autoptr(AcOutcome) outcome = NULL;

  ac_graph_read_code (response, &verdict->code, &verdict->subcode);
  if (ac_http_response_is_success (response))
    return verdict->kind = AC_VERDICT_GOOD, TRUE;

  outcome = ac_graph_read_outcome (response);
  if (verdict->code == 0 || ac_outcome_get_kind (outcome) == AC_OUTCOME_LATER ||
      ac_outcome_get_kind (outcome) == AC_OUTCOME_UNKNOWN)
    return ac_graph_refuse (response, AC_ERROR_BAD_REPLY, error);
  return verdict->kind = AC_VERDICT_REFUSED, TRUE;
}

static gboolean
ask (AcGraph *graph,
     const char *service,
     AcAccess *access,
     const char *path,
     AcVerdict *verdict,
     GError **error)
{
  g_autoptr(AcHttpRequest) request =
                ac_graph_request_new (graph, access, AC_GRAPH_FACEBOOK, "GET", path);
  g_autoptr(AcHttpResponse) response = ac_graph_send (graph, service, request, error);

  return response != NULL && judge (response, verdict, error);
}

static AcAccess *
make_access (const char *service, const char *token)
{
  g_autoptr(AcAccount) account = ac_account_new ("", service);
  g_autoptr(SecretValue) value = ac_call_secret (token);
  AcAccess *access = ac_access_new (account);

  ac_access_set_credential (access, AC_CREDENTIAL_ACCESS_TOKEN, value);
  return access;
}

/* "Access Tokens": id and secret together are the token of the app. */
static gboolean
test_app (AcGraph *graph,
          const char *service,
          JsonObject *keys,
          AcVerdict verdicts[AC_APP_N_KEYS],
          GError **error)
{
  g_autofree char *token =
      g_strconcat (ac_json_get_string (keys, "id"), "|", ac_json_get_string (keys, "secret"), NULL);
  g_autoptr(AcAccess) access = make_access (service, token);

  if (!ask (graph, service, access, AC_GRAPH_VERSION "/app", &verdicts[AC_APP_KEY_ID], error))
    return FALSE;
  verdicts[AC_APP_KEY_SECRET] = verdicts[AC_APP_KEY_ID];
  return TRUE;
}

/* A token that is good says that there is no such number; one that isn't says nothing of it. */
static gboolean
test_number (AcGraph *graph,
             const char *service,
             JsonObject *keys,
             AcVerdict verdicts[AC_APP_N_KEYS],
             GError **error)
{
  g_autoptr(AcAccess) access = make_access (service, ac_json_get_string (keys, "token"));
  g_autoptr(SecretValue) secret = ac_call_secret (ac_json_get_string (keys, "secret"));
  g_autofree char *path =
      g_strconcat (AC_GRAPH_VERSION "/", ac_json_get_string (keys, "phone_number_id"), NULL);
  AcVerdict verdict = { AC_VERDICT_UNTESTED };

  if (verdicts[AC_APP_KEY_SECRET].kind == AC_VERDICT_GOOD)
    ac_access_set_credential (access, AC_CREDENTIAL_CLIENT_SECRET, secret);
  if (!ask (graph, service, access, path, &verdict, error))
    return FALSE;

  if (verdict.kind == AC_VERDICT_GOOD || verdict.code != NO_SUCH_OBJECT)
    verdicts[AC_APP_KEY_TOKEN] = verdict;
  else if (verdict.subcode == NOT_THERE)
    verdicts[AC_APP_KEY_TOKEN].kind = AC_VERDICT_UNTESTED;
  if (verdict.kind == AC_VERDICT_GOOD || verdict.code == NO_SUCH_OBJECT)
    verdicts[AC_APP_KEY_PHONE_NUMBER_ID] = verdict;
  return TRUE;
}

gboolean
ac_graph_keys_test (AcGraph *graph,
                    const AcService *service,
                    JsonObject *keys,
                    AcVerdict verdicts[AC_APP_N_KEYS],
                    GError **error)
{
  const gboolean has_number = (service->app_keys & (1u << AC_APP_KEY_PHONE_NUMBER_ID)) != 0;

  g_return_val_if_fail (AC_IS_GRAPH (graph) && keys != NULL, FALSE);

  memset (verdicts, 0, AC_APP_N_KEYS * sizeof *verdicts);
  if (!has_number && service != &ac_facebook_service)
    return TRUE;
  return test_app (graph, service->id, keys, verdicts, error) &&
         (!has_number || test_number (graph, service->id, keys, verdicts, error));
}
