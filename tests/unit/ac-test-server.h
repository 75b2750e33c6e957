/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "ac-connectors.h"
#include "ac-test.h"

G_BEGIN_DECLS

/* A server on this computer that gives one answer, whatever it is asked. */
typedef struct
{
  SoupServer *server;
  char *base;
  guint status;
  const char *body;
  const char *retry_after;
  const char *remaining;
  const char *reset;
  const char *app_usage;
  const char *business_usage;
  guint n_requests;
  AcHttp *http;
  AcConnectors *connectors;
} AcTestServer;

/* A post of words alone. */
static inline AcParcel *
ac_test_render (AcConnector *connector,
                AcAccount *account,
                const char *id,
                const char *text,
                AcAudience audience,
                GError **error)
{
  const AcContents contents = { .text = text, .audience = audience };

  return ac_connector_render (connector, account, id, &contents, error);
}

static inline void
ac_test_server_answer_cb (SoupServer *server,
                          SoupServerMessage *message,
                          const char *path,
                          GHashTable *query,
                          gpointer user_data)
{
  AcTestServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  const struct
  {
    const char *name;
    const char *value;
  } more[] = {
    { "Retry-After", self->retry_after },
    { "X-RateLimit-Remaining", self->remaining },
    { "X-RateLimit-Reset", self->reset },
    { "X-App-Usage", self->app_usage },
    { "X-Business-Use-Case-Usage", self->business_usage },
  };

  self->n_requests++;
  soup_server_message_set_status (message, self->status, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (more); i++)
    if (more[i].value != NULL)
      soup_message_headers_replace (headers, more[i].name, more[i].value);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, self->body,
                                    strlen (self->body));
}

static inline void
ac_test_server_set_up (AcTestServer *self, gconstpointer data)
{
  g_autoslist(GUri) uris = NULL;
  g_autoptr(GUri) uri = NULL;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, ac_test_server_answer_cb, self, NULL);
  g_assert_true (soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (self->server);
  self->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  self->status = 200;
  self->body = "{}";
  self->http = ac_http_new (AC_HTTP_LOOPBACK);
  self->connectors = ac_connectors_new (self->http, self->base, self->base);
}

static inline void
ac_test_server_tear_down (AcTestServer *self, gconstpointer data)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->connectors);
  g_clear_object (&self->http);
  g_free (self->base);
}

/* What a call says of the budgets of its account when that was the last of one. */
static inline void
ac_test_server_assert_used_up (AcTestServer *self, DexFuture *call, AcBudgets expected)
{
  AcBudgets budgets = AC_BUDGET_ALL;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcOutcome) outcome = ac_test_wait_object (call, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ac_outcome_get_used_up_until (outcome, &budgets), ==,
                   self->remaining != NULL && g_str_equal (self->remaining, "0") ? 1800000000123
                                                                                 : 0);
  g_assert_cmpint (budgets, ==, expected);
}

/* An account at this server, with a token. */
static inline AcAccess *
ac_test_server_make_access (AcTestServer *self, const char *service, const char *remote_id)
{
  const AcService *facts = ac_connector_get_service (ac_connectors_get (self->connectors, service));
  g_autoptr(AcAccount) account = ac_account_new ("a", service);
  g_autoptr(SecretValue) token = secret_value_new ("token", -1, "text/plain");
  AcAccess *access = ac_access_new (account);

  ac_account_set_server (account, self->base);
  ac_account_set_remote_id (account, remote_id);
  ac_account_set_limits (account, &facts->limits);
  ac_account_set_audiences (account, facts->audiences);
  ac_access_set_credential (access, AC_CREDENTIAL_ACCESS_TOKEN, token);
  return access;
}

G_END_DECLS
