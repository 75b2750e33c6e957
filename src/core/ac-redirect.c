/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#include "ac-clock.h"
#include "ac-loopback.h"
#include "ac-redirect.h"

/* Of a path that comes from elsewhere: too long to guess, and no longer than ours may become. */
#define MIN_PATH 16
#define MAX_PATH 128

struct _AcRedirect
{
  GObject parent_instance;
  AcLoopback *loopback;
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

static gboolean
close_cb (gpointer user_data)
{
  ac_loopback_close (AC_REDIRECT (user_data)->loopback);
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

  if (self->loopback != NULL)
    {
      soup_server_remove_handler (ac_loopback_get_server (self->loopback), NULL);
      ac_loopback_close (self->loopback);
    }

  G_OBJECT_CLASS (ac_redirect_parent_class)->dispose (object);
}

static void
ac_redirect_finalize (GObject *object)
{
  AcRedirect *self = AC_REDIRECT (object);

  g_clear_object (&self->loopback);
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
}

AcRedirect *
ac_redirect_new (uid_t uid, GError **error)
{
  g_autoptr(AcRedirect) self = g_object_new (AC_TYPE_REDIRECT, NULL);
  g_autofree char *token = ac_random_token (24);

  if (!(self->loopback = ac_loopback_new (uid, error)))
    return NULL;

  self->path = g_strconcat ("/", token, NULL);
  self->uri =
      g_strdup_printf ("http://127.0.0.1:%d%s", ac_loopback_get_port (self->loopback), self->path);
  soup_server_add_handler (ac_loopback_get_server (self->loopback), NULL, handle_cb, self, NULL);
  return g_steal_pointer (&self);
}

const char *
ac_redirect_get_uri (AcRedirect *self)
{
  return self->uri;
}

gboolean
ac_redirect_is_uri (const char *text)
{
  static const char start[] = "http://127.0.0.1:";
  const char *path = NULL;
  gsize digits = 0;

  if (!g_str_has_prefix (text, start))
    return FALSE;

  digits = strspn (text + strlen (start), "0123456789");
  path = text + strlen (start) + digits;
  return digits >= 1 && digits <= 5 && *path == '/' && strlen (path) >= MIN_PATH &&
         strlen (path) <= MAX_PATH &&
         strspn (path + 1, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_") == strlen (path + 1);
}
