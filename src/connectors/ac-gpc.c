/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-call-private.h"
#include "ac-gpc.h"

#define PLACE ".well-known/gpc.json"
#define MAX_SIZE (16 * 1024)
#define DEADLINE 10

/* lastUpdate isn't read: what counts is what is said when it is looked at. */
static const AcJsonField gpc_fields[] = {
  { "gpc", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { NULL },
};

static const struct
{
  const char *service;
  AcGraphHost host;
} sites[] = {
  { "facebook", AC_GRAPH_FACEBOOK_DIALOG },
  { "instagram", AC_GRAPH_INSTAGRAM_DIALOG },
  { "threads", AC_GRAPH_THREADS_DIALOG },
  { "whatsapp", AC_GRAPH_WHATSAPP_SITE },
};

/* Of services of many servers the account's own. */
static char *
find_server (AcAccount *account, char **uri)
{
  const char *server = ac_account_get_server (account);
  g_autoptr(GUri) parsed = server != NULL ? g_uri_parse (server, G_URI_FLAGS_NONE, NULL) : NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL)
    return NULL;

  *uri = g_uri_resolve_relative (server, "/" PLACE, G_URI_FLAGS_NONE, NULL);
  return *uri != NULL ? g_strdup (g_uri_get_host (parsed)) : NULL;
}

char *
ac_gpc_find_host (AcConnectors *connectors, AcAccount *account, char **uri)
{
  AcGraph *graph = ac_connectors_get_graph (connectors);

  g_return_val_if_fail (uri != NULL && *uri == NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sites); i++)
    if (g_str_equal (sites[i].service, ac_account_get_service (account)))
      {
        *uri = ac_graph_make_uri (graph, sites[i].host, PLACE);
        return g_strdup (ac_graph_get_host_name (sites[i].host));
      }

  return find_server (account, uri);
}

/* Who turns us away, or has trouble, may say it to others or later. */
static gboolean
was_answered (guint status)
{
  return status < 500 && status != SOUP_STATUS_UNAUTHORIZED && status != SOUP_STATUS_FORBIDDEN &&
         status != SOUP_STATUS_REQUEST_TIMEOUT && status != 429;
}

static AcHeed
read_answer (AcHttpResponse *response)
{
  g_autoptr(JsonObject) object = NULL;

  if (!was_answered (ac_http_response_get_status (response)))
    return AC_HEED_FAILED;
  if (ac_http_response_get_status (response) != SOUP_STATUS_OK ||
      !(object = ac_json_parse_object (ac_http_response_get_body (response), gpc_fields,
                                       AC_JSON_OPEN, NULL)))
    return AC_HEED_NOTHING;

  return ac_json_get_boolean (object, "gpc") ? AC_HEED_YES : AC_HEED_NO;
}

static DexFuture *
ask_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", call->text);
  g_autoptr(AcHttpResponse) response = NULL;

  ac_http_request_set_header (request, "Accept", "application/json");
  ac_http_request_set_max_size (request, MAX_SIZE);
  ac_http_request_set_deadline (request, DEADLINE);
  response = dex_await_object (ac_http_send (call->http, request), NULL);
  return dex_future_new_for_int (response != NULL ? read_answer (response) : AC_HEED_FAILED);
}

DexFuture *
ac_gpc_ask (AcHttp *http, const char *uri)
{
  AcCall *call = NULL;

  dex_return_error_if_fail (AC_IS_HTTP (http));
  dex_return_error_if_fail (uri != NULL);

  call = ac_call_new (http, NULL);
  call->text = g_strdup (uri);
  return ac_call_spawn (call, ask_fiber);
}
