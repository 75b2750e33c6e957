/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <string.h>
#include <unistd.h>

#include "ac-error.h"
#include "ac-peer.h"
#include "ac-practice.h"
#include "ac-practice-answer.h"
#include "ac-practice-asks.h"
#include "ac-practice-html.h"
#include "ac-practice-services.h"
#include "ac-practice-sign-in.h"
#include "ac-practice-tokens.h"

#define CALLS_AN_HOUR 1000

struct _AcPractice
{
  GObject parent_instance;
  GSocketService *service;
  SoupServer *server;
  AcHttp *http;
  AcPracticeState *state;
  AcPracticeFaults *faults; /* (nullable) */
  AcPracticeAsker *asker;   /* (nullable) */
  char *base;
  GHashTable *calls; /* service → how many in this hour */
  gint64 hour;
};

G_DEFINE_FINAL_TYPE (AcPractice, ac_practice, G_TYPE_OBJECT)

/* Literal parts come before {id}. */
static const AcPracticeRoute *const tables[] = {
  ac_practice_sign_in_routes,  ac_practice_threads_routes, ac_practice_instagram_routes,
  ac_practice_whatsapp_routes, ac_practice_webhook_routes, ac_practice_story_routes,
  ac_practice_facebook_routes, ac_practice_page_routes,    ac_practice_ask_routes,
  ac_practice_gpc_routes,      ac_practice_control_routes,
};

/* Whether path is like pattern; what stands for {id} is put there. */
static gboolean
match (const char *pattern, const char *path, char **id)
{
  g_auto(GStrv) wanted = g_strsplit (pattern, "/", -1);
  g_auto(GStrv) parts = g_strsplit (path, "/", -1);
  guint n = g_strv_length (parts);
  const char *found = NULL;

  if (g_strv_length (wanted) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_str_equal (wanted[i], "{id}") && *parts[i] != '\0')
      found = parts[i];
    else if (!g_str_equal (wanted[i], parts[i]))
      return FALSE;
  g_set_str (id, found);
  return TRUE;
}

/* NULL: refused. */
static const AcPracticeRoute *
find_route (AcPractice *self, AcPracticeCall *call)
{
  const char *method = soup_server_message_get_method (call->message);
  gboolean path_is_known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const AcPracticeRoute *route = tables[i]; route->host != NULL; route++)
      {
        if (!g_str_equal (route->host, call->host) ||
            (tables[i] == ac_practice_control_routes && self->faults == NULL) ||
            !match (route->path, call->path, &call->id))
          continue;
        if (g_str_equal (route->method, method))
          return route;
        path_is_known = TRUE;
      }
  ac_practice_call_refuse (call, path_is_known ? AC_PRACTICE_NO_METHOD : AC_PRACTICE_NO_PATH,
                           call->path);
  return NULL;
}

/* How much of this hour's calls the app has made, in percent, with this one. */
static guint
count_call (AcPractice *self, AcPracticeCall *call)
{
  gint64 hour = ac_practice_state_now (self->state) / AC_PRACTICE_HOUR_MS;
  guint n = 0;

  if (call->service == NULL)
    return 0;
  if (hour != self->hour)
    g_hash_table_remove_all (self->calls);
  self->hour = hour;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->calls, call->service)) + 1;
  g_hash_table_insert (self->calls, (gpointer) call->service, GUINT_TO_POINTER (n));
  return n * 100 / CALLS_AN_HOUR;
}

/* Only our own pages may press their buttons (RFC 6454). */
static gboolean
comes_from_here (AcPracticeCall *call)
{
  const char *origin = soup_message_headers_get_one (
      soup_server_message_get_request_headers (call->message), "Origin");

  if (origin == NULL || !call->route->for_people || g_str_equal (origin, call->base))
    return TRUE;
  ac_practice_call_refuse (call, AC_PRACTICE_NO_PERMISSION, "The form is of another page");
  return FALSE;
}

/* A page of elsewhere whose name was made to point at this computer is not let in. */
static gboolean
is_asked_by_address (AcPracticeCall *call)
{
  const char *host = soup_message_headers_get_one (
      soup_server_message_get_request_headers (call->message), "Host");

  if (g_strcmp0 (host, call->base + strlen ("http://")) == 0)
    return TRUE;
  ac_practice_call_refuse (call, AC_PRACTICE_NO_PERMISSION, "Host");
  return FALSE;
}

static void
answer (AcPractice *self, AcPracticeCall *call, guint *usage)
{
  if (!is_asked_by_address (call) || !comes_from_here (call) || !ac_practice_call_read (call) ||
      !ac_practice_call_check_token (call))
    return;
  *usage = count_call (self, call);
  if (*usage >= 100)
    ac_practice_call_refuse (call, AC_PRACTICE_TOO_MANY_CALLS, NULL);
  else
    call->route->handle (call);
}

/* People get errors as a page. */
static void
show_error (AcPracticeCall *call)
{
  g_autoptr(JsonNode) node = ac_json_parse (call->answer.body, AC_JSON_MAX_SIZE, NULL);
  GString *html = ac_practice_html_new (_ ("This did not work"));

  ac_practice_html_add (
      html, "p",
      ac_json_get_string (ac_json_get_object (json_node_get_object (node), "error"), "message"));
  ac_practice_call_answer_page (call, call->answer.status, html);
}

typedef struct
{
  AcPractice *practice;
  AcPracticeCall *call;
} Serving;

static void
serving_free (Serving *serving)
{
  g_clear_object (&serving->practice);
  ac_practice_call_free (serving->call);
  g_free (serving);
}

static DexFuture *
serve_fiber (gpointer user_data)
{
  Serving *serving = user_data;
  AcPractice *self = serving->practice;
  AcPracticeCall *call = serving->call;
  gboolean is_control = g_str_has_prefix (call->path, "control/");
  g_autoptr(AcPracticeFault) fault = NULL;
  g_autoptr(GError) error = NULL;
  guint usage = 0;

  if (self->faults != NULL && !is_control)
    fault = ac_practice_faults_take (self->faults, call->host,
                                     soup_server_message_get_method (call->message), call->path);
  if ((fault == NULL || fault->commit) && (call->route = find_route (self, call)) != NULL)
    answer (self, call, &usage);
  if (call->changed && !ac_practice_state_save (self->state, &error))
    {
      g_message ("What happened could not be kept: %s", error->message);
      ac_practice_call_refuse (call, AC_PRACTICE_FAILED, NULL);
    }
  if (call->route != NULL && call->route->for_people && call->answer.status >= 400 &&
      g_str_has_prefix (call->answer.content_type, "application/json"))
    show_error (call);
  if (fault != NULL && fault->kind == AC_PRACTICE_FAULT_USAGE)
    usage = fault->amount;
  if (fault != NULL && !ac_practice_answer_spoil (call, fault))
    return dex_future_new_true ();

  ac_practice_answer_write (call, usage);
  soup_server_message_unpause (call->message);
  return dex_future_new_true ();
}

/* "/graph.threads.net/v1.0/me" is of a host; "/phone" is ours. */
static void
split_path (AcPracticeCall *call, const char *path)
{
  static const char *const hosts[] = { "graph.facebook.com",   "www.facebook.com",
                                       "rupload.facebook.com", "graph.instagram.com",
                                       "api.instagram.com",    "www.instagram.com",
                                       "graph.threads.net",    "threads.net" };

  call->host = "";
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (g_str_has_prefix (path + 1, hosts[i]) && path[1 + strlen (hosts[i])] == '/')
      call->host = hosts[i];
  call->path = g_strdup (path + 1 + (*call->host != '\0' ? strlen (call->host) + 1 : 0));
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  AcPractice *self = AC_PRACTICE (user_data);
  Serving *serving = g_new0 (Serving, 1);
  AcPracticeCall *call = ac_practice_call_new (message);

  serving->practice = g_object_ref (self);
  serving->call = call;
  call->state = self->state;
  call->http = self->http;
  call->faults = self->faults;
  call->asker = self->asker;
  call->base = self->base;
  split_path (call, path);
  soup_server_message_pause (message);
  dex_future_disown (
      dex_scheduler_spawn (NULL, 0, serve_fiber, serving, (GDestroyNotify) serving_free));
}

/* libsoup keeps a whole body in memory: what is over the limit is thrown away while it arrives. */
static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (body->length <= AC_PRACTICE_MAX_BODY)
    return;

  soup_message_body_truncate (body);
  g_object_set_data (G_OBJECT (message), "ac-too-large", GINT_TO_POINTER (TRUE));
}

static void
request_started_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), NULL);
}

/* What is practised is this person's, too. */
static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             AcPractice *self)
{
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (ac_peer_may_be (connection, getuid ()))
    soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

static void
ac_practice_dispose (GObject *object)
{
  AcPractice *self = AC_PRACTICE (object);

  soup_server_remove_handler (self->server, NULL);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  soup_server_disconnect (self->server);

  G_OBJECT_CLASS (ac_practice_parent_class)->dispose (object);
}

static void
ac_practice_finalize (GObject *object)
{
  AcPractice *self = AC_PRACTICE (object);

  g_clear_object (&self->service);
  g_clear_object (&self->server);
  g_clear_object (&self->http);
  g_clear_pointer (&self->state, ac_practice_state_free);
  g_clear_pointer (&self->faults, ac_practice_faults_free);
  g_clear_pointer (&self->asker, ac_practice_asker_free);
  g_clear_pointer (&self->calls, g_hash_table_unref);
  g_clear_pointer (&self->base, g_free);

  G_OBJECT_CLASS (ac_practice_parent_class)->finalize (object);
}

static void
ac_practice_class_init (AcPracticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_practice_dispose;
  object_class->finalize = ac_practice_finalize;
}

static void
ac_practice_init (AcPractice *self)
{
  self->service = g_socket_service_new ();
  self->server = soup_server_new ("server-header", "accounts-center-practice ", NULL);
  self->http = ac_http_new (AC_HTTP_LOOPBACK);
  self->calls = g_hash_table_new (g_str_hash, g_str_equal);
}

static gboolean
take_port (AcPractice *self, guint16 port, GSocketAddress **taken, GError **error)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new (loopback, port);

  return g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted,
                                        G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, taken,
                                        error);
}

static gboolean
start_listening (AcPractice *self, guint16 port, GError **error)
{
  const guint16 known = port == 0 ? ac_practice_state_get_port (self->state) : 0;
  g_autoptr(GSocketAddress) taken = NULL;
  g_autoptr(GError) cause = NULL;

  if ((known == 0 || !take_port (self, known, &taken, NULL)) &&
      !take_port (self, port, &taken, &cause))
    {
      g_set_error (error, AC_ERROR, AC_ERROR_CONFLICT, "Port %d: %s", port, cause->message);
      return FALSE;
    }

  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken));
  ac_practice_state_set_port (self->state, port);
  self->base = g_strdup_printf ("http://127.0.0.1:%d", port);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), NULL);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self,
                           G_CONNECT_DEFAULT);
  g_socket_service_start (self->service);
  return TRUE;
}

AcPractice *
ac_practice_new (const char *state_path, guint16 port, gboolean faults, GError **error)
{
  g_autoptr(AcPractice) self = g_object_new (AC_TYPE_PRACTICE, NULL);

  if (!(self->state = ac_practice_state_open (state_path, error)))
    return NULL;
  ac_practice_apps_ensure (self->state);
  if (faults)
    self->faults = ac_practice_faults_new ();
  if (!start_listening (self, port, error) || !ac_practice_state_save (self->state, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
ac_practice_introduce (AcPractice *self, const char *line)
{
  g_return_if_fail (AC_IS_PRACTICE (self));

  g_clear_pointer (&self->asker, ac_practice_asker_free);
  self->asker = ac_practice_asker_new (line);
}

char *
ac_practice_describe (AcPractice *self)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "base", self->base);
  json_object_set_object_member (object, "apps", ac_practice_apps_describe (self->state));
  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}
