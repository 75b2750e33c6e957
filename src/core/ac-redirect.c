/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-redirect.h"

struct _AcRedirect
{
  GObject parent_instance;
  SoupServer *server;
  char *uri;
  char *path;
  gboolean used;
};

G_DEFINE_FINAL_TYPE (AcRedirect, ac_redirect, G_TYPE_OBJECT)

enum
{
  RESPONSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
write_page (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *title = g_markup_escape_text (_("You can return to Accounts Center"), -1);
  g_autofree char *text = g_markup_escape_text (_("This page can be closed."), -1);
  g_autofree char *page = g_strdup_printf (
      "<!DOCTYPE html><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\">"
      "<title>Accounts Center</title>"
      "<style>:root{color-scheme:light dark}"
      "body{font:1.1em system-ui,sans-serif;text-align:center;margin:20vh 1em}</style>"
      "<h1>%s</h1><p>%s</p>",
      title, text);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'");
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, page,
                                    strlen (page));
}

/* Whoever else finds the port gets nothing into our memory. */
static void
request_started_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

static gboolean
close_cb (gpointer user_data)
{
  AcRedirect *self = AC_REDIRECT (user_data);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  return G_SOURCE_REMOVE;
}

/* The port is open for one answer. */
static void
answered_cb (SoupServerMessage *message, AcRedirect *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, close_cb, g_object_ref (self), g_object_unref);
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  AcRedirect *self = AC_REDIRECT (user_data);
  g_autofree char *response = NULL;
  const char *asked = NULL;

  if (self->used || !g_str_equal (path, self->path) ||
      soup_server_message_get_method (message) != SOUP_METHOD_GET)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }

  self->used = TRUE;
  write_page (message);
  g_signal_connect_object (message, "finished", G_CALLBACK (answered_cb), self, G_CONNECT_DEFAULT);
  asked = g_uri_get_query (soup_server_message_get_uri (message));
  response = g_strconcat (self->uri, "?", asked != NULL ? asked : "", NULL);
  g_signal_emit (self, signals[RESPONSE], 0, response);
}

static void
ac_redirect_dispose (GObject *object)
{
  AcRedirect *self = AC_REDIRECT (object);

  if (self->server != NULL)
    {
      soup_server_remove_handler (self->server, NULL);
      soup_server_disconnect (self->server);
    }
  g_clear_object (&self->server);

  G_OBJECT_CLASS (ac_redirect_parent_class)->dispose (object);
}

static void
ac_redirect_finalize (GObject *object)
{
  AcRedirect *self = AC_REDIRECT (object);

  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (ac_redirect_parent_class)->finalize (object);
}

static void
ac_redirect_class_init (AcRedirectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_redirect_dispose;
  object_class->finalize = ac_redirect_finalize;

  signals[RESPONSE] = g_signal_new ("response", AC_TYPE_REDIRECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ac_redirect_init (AcRedirect *self)
{
  self->server = soup_server_new (NULL, NULL);
}

AcRedirect *
ac_redirect_new (GError **error)
{
  g_autoptr(AcRedirect) self = g_object_new (AC_TYPE_REDIRECT, NULL);
  g_autofree char *token = ac_random_token (24);
  GSList *uris = NULL;

  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_FAILED, "No port of this computer is free");
      return NULL;
    }

  uris = soup_server_get_uris (self->server);
  self->path = g_strconcat ("/", token, NULL);
  self->uri = g_strdup_printf ("http://127.0.0.1:%d%s", g_uri_get_port (uris->data), self->path);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), NULL);

  return g_steal_pointer (&self);
}

const char *
ac_redirect_get_uri (AcRedirect *self)
{
  return self->uri;
}
