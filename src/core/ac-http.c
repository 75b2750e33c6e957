/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixsocketaddress.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-http-private.h"

/* libsoup's own 10 and 2 make 20 targets wait for each other. */
#define MAX_CONNECTIONS 64
/* How long an exchange may take at most, in tests: ms */
#define DEADLINE_VARIABLE "AC_DEADLINE_MS"
#define CHUNK 65536

struct _AcHttp
{
  GObject parent_instance;
  SoupSession *session;
  AcHttpReach reach;
  guint longest;      /* seconds: for an exchange, whatever it asks for */
  GCancellable *lost; /* of all that are under way */
  gboolean opted_out;
};

G_DEFINE_FINAL_TYPE (AcHttp, ac_http, G_TYPE_OBJECT)

/* One exchange; lives as long as its fiber. */
typedef struct
{
  AcHttp *http;
  AcHttpRequest *request;
  SoupMessage *message;
  DexFuture *sending;
  GCancellable *refusal;
  GCancellable *lost;
  gboolean refused;
  gboolean late;
  gint64 end; /* monotonic, µs: the deadline */
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  dex_clear (&self->sending);
  g_clear_object (&self->http);
  g_clear_object (&self->request);
  g_clear_object (&self->message);
  g_clear_object (&self->refusal);
  g_clear_object (&self->lost);
  g_free (self);
}

void
ac_http_set_up (void)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-TLS1.0:-VERS-TLS1.1:-VERS-DTLS-ALL", TRUE);
}

static void
ac_http_finalize (GObject *object)
{
  AcHttp *self = AC_HTTP (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->lost);

  G_OBJECT_CLASS (ac_http_parent_class)->finalize (object);
}

static void
ac_http_class_init (AcHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_http_finalize;
}

/* Whoever asks, and whatever for: no connector can forget it. */
static void
request_queued_cb (SoupSession *session, SoupMessage *message, AcHttp *self)
{
  if (self->opted_out)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Sec-GPC", "1");
}

static void
furnish (AcHttp *self, AcHttpReach reach, GSocketConnectable *connectable)
{
  self->reach = reach;
  self->longest = ac_http_get_length_ms (self, DEADLINE_VARIABLE, G_MAXUINT) / 1000;
  self->session = g_object_new (
      SOUP_TYPE_SESSION, "max-conns", MAX_CONNECTIONS, "max-conns-per-host", MAX_CONNECTIONS,
      "timeout", 0, "idle-timeout", reach == AC_HTTP_SOCKET ? 0 : 30, "user-agent",
      "AccountsCenter/" PACKAGE_VERSION, "remote-connectable", connectable, NULL);

  g_signal_connect_object (self->session, "request-queued", G_CALLBACK (request_queued_cb), self,
                           G_CONNECT_DEFAULT);

  /* No decoder: an answer is as large as it comes over the wire. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
}

static void
ac_http_init (AcHttp *self)
{
  self->lost = g_cancellable_new ();
}

AcHttp *
ac_http_new (AcHttpReach reach)
{
  AcHttp *self = g_object_new (AC_TYPE_HTTP, NULL);

  furnish (self, reach, NULL);
  return self;
}

AcHttp *
ac_http_new_for_socket (const char *socket_path)
{
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (socket_path);
  AcHttp *self = g_object_new (AC_TYPE_HTTP, NULL);

  furnish (self, AC_HTTP_SOCKET, G_SOCKET_CONNECTABLE (address));
  return self;
}

AcHttpReach
ac_http_get_reach (AcHttp *self)
{
  return self->reach;
}

void
ac_http_set_opted_out (AcHttp *self, gboolean on)
{
  self->opted_out = on;
}

void
ac_http_lose_all (AcHttp *self)
{
  g_autoptr(GCancellable) lost = NULL;

  g_return_if_fail (AC_IS_HTTP (self));

  lost = g_steal_pointer (&self->lost);
  self->lost = g_cancellable_new ();
  g_cancellable_cancel (lost);
}

guint
ac_http_get_length_ms (AcHttp *self, const char *variable, guint usual)
{
  const char *shorter = g_getenv (variable);
  guint64 ms = 0;

  if (shorter != NULL && self->reach == AC_HTTP_LOOPBACK &&
      g_ascii_string_to_unsigned (shorter, 10, 0, usual, &ms, NULL))
    return ms;

  return usual;
}

GUri *
ac_http_parse_address (AcHttp *self, const char *address, GError **error)
{
  return ac_http_address_parse (self->reach, address, error);
}

/* After the name was resolved and the connection stands, before the first byte: no name can smuggle
 * a private address in. */
static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *stream,
                  Exchange *exchange)
{
  g_autoptr(GSocketAddress) address = NULL;

  if (event != G_SOCKET_CLIENT_CONNECTED || !G_IS_SOCKET_CONNECTION (stream))
    return;

  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (stream), NULL);
  if (address != NULL && ac_http_address_is_allowed (exchange->http->reach, address))
    return;

  exchange->refused = TRUE;
  g_cancellable_cancel (exchange->refusal);
}

/* The connection stands, and the first byte is written next, with no wait between. Each new try of
 * libsoup's own comes through here, too. */
static void
starting_cb (SoupMessage *message, Exchange *exchange)
{
  const gint64 before = ac_http_request_get_begin_before (exchange->request);

  if (before == 0 || ac_clock_boot_ms () < before)
    {
      ac_http_request_set_started (exchange->request, TRUE);
      return;
    }

  exchange->late = TRUE;
  g_cancellable_cancel (dex_promise_get_cancellable (DEX_PROMISE (exchange->sending)));
}

static AcError
classify_io (const GError *error, gboolean started)
{
  switch (error->code)
    {
    case G_IO_ERROR_CANCELLED:
      return AC_ERROR_CANCELLED;
    case G_IO_ERROR_TIMED_OUT:
      return started ? AC_ERROR_TIMED_OUT : AC_ERROR_UNREACHABLE;
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_PROXY_FAILED:
      return AC_ERROR_UNREACHABLE;
    default:
      return started ? AC_ERROR_UNKNOWN_OUTCOME : AC_ERROR_UNREACHABLE;
    }
}

static gboolean
is_left (Exchange *exchange)
{
  GCancellable *scope = ac_http_request_get_scope (exchange->request);

  return scope != NULL && g_cancellable_is_cancelled (scope);
}

static AcError
classify (const GError *error, gboolean started)
{
  if (error->domain == AC_ERROR)
    return error->code;
  if (g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    return AC_ERROR_TIMED_OUT;
  if (error->domain == G_TLS_ERROR)
    return AC_ERROR_TLS;
  if (error->domain == G_RESOLVER_ERROR)
    return AC_ERROR_UNREACHABLE;
  if (error->domain == SOUP_SESSION_ERROR)
    return started ? AC_ERROR_BAD_REPLY : AC_ERROR_UNREACHABLE;
  if (error->domain == G_IO_ERROR)
    return classify_io (error, started);
  return started ? AC_ERROR_UNKNOWN_OUTCOME : AC_ERROR_UNREACHABLE;
}

static DexFuture *
reject (Exchange *exchange, const GError *error)
{
  gboolean started = !ac_http_request_was_unsent (exchange->request);
  AcError code = started ? AC_ERROR_UNKNOWN_OUTCOME : AC_ERROR_UNREACHABLE;

  if (exchange->refused)
    code = AC_ERROR_ADDRESS_REFUSED;
  else if (exchange->late)
    code = AC_ERROR_TIMED_OUT;
  else if (is_left (exchange))
    code = AC_ERROR_CANCELLED;
  else if (!g_cancellable_is_cancelled (exchange->lost))
    code = classify (error, started);

  g_debug ("A request failed as %s: %s", ac_error_get_slug (code), error->message);
  return dex_future_new_reject (AC_ERROR, code, "The request failed: %s", ac_error_get_slug (code));
}

/* Resolves to the stream of the answer. */
static DexFuture *
start_exchange (Exchange *exchange)
{
  g_signal_connect (exchange->message, "network-event", G_CALLBACK (network_event_cb), exchange);
  g_signal_connect (exchange->message, "starting", G_CALLBACK (starting_cb), exchange);

  exchange->sending = ac_future_send (exchange->http->session, exchange->message);
  return ac_future_scope (dex_ref (exchange->sending), exchange->refusal);
}

static gboolean
is_encoded (SoupMessage *message)
{
  const char *encoding = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                       "Content-Encoding");

  return encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0;
}

/* What is under way is given up, and never the fiber that waits for it. */
static DexFuture *
in_time (Exchange *exchange, DexFuture *call)
{
  GCancellable *scope = ac_http_request_get_scope (exchange->request);
  DexFuture *timed = ac_future_scope (
      dex_future_first (call, dex_timeout_new_deadline (exchange->end), NULL), exchange->lost);

  return scope != NULL ? ac_future_scope (timed, scope) : timed;
}

static GBytes *
read_body (Exchange *exchange, GInputStream *stream, GError **error)
{
  gsize max_size = ac_http_request_get_max_size (exchange->request);
  g_autoptr(GByteArray) body = g_byte_array_new ();

  while (TRUE)
    {
      g_autoptr(GBytes) chunk = dex_await_boxed (
          in_time (exchange, ac_future_read_bytes (stream, CHUNK)), error);
      gsize size = 0;
      gconstpointer data = NULL;

      if (chunk == NULL)
        return NULL;

      data = g_bytes_get_data (chunk, &size);
      if (size == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));

      if (body->len + size > max_size && ac_http_request_get_may_cut (exchange->request))
        {
          g_byte_array_append (body, data, max_size - body->len);
          return g_byte_array_free_to_bytes (g_steal_pointer (&body));
        }
      if (body->len + size > max_size)
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_TOO_LARGE, "The answer is too large");
          return NULL;
        }
      g_byte_array_append (body, data, size);
    }
}

static gboolean
prepare (Exchange *exchange, GError **error)
{
  g_autoptr(GUri) uri = ac_http_address_parse (exchange->http->reach,
                                               ac_http_request_get_uri (exchange->request), error);

  if (uri == NULL)
    return FALSE;

  if (!(exchange->message = ac_http_request_to_message (exchange->request)))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "The request can't be sent as it is");
      return FALSE;
    }

  if (ac_http_request_get_tally (exchange->request) != NULL)
    soup_message_add_flags (exchange->message, SOUP_MESSAGE_COLLECT_METRICS);
  return TRUE;
}

static DexFuture *
exchange_run (Exchange *exchange)
{
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  if (!prepare (exchange, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!(stream = dex_await_object (in_time (exchange, start_exchange (exchange)), &error)))
    return reject (exchange, error);

  if (is_encoded (exchange->message))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_BAD_REPLY, "The answer is compressed unasked");

  if (!(body = read_body (exchange, stream, &error)))
    return reject (exchange, error);

  return dex_future_new_take_object (ac_http_response_new (exchange->message, body));
}

/* As far as it came. */
static void
exchange_tell (Exchange *exchange)
{
  AcHttpTally *tally = ac_http_request_get_tally (exchange->request);
  SoupMessageMetrics *metrics = NULL;

  if (tally == NULL || ac_http_request_was_unsent (exchange->request))
    return;

  tally->requests++;
  tally->status = soup_message_get_status (exchange->message);
  metrics = soup_message_get_metrics (exchange->message);
  tally->sent += soup_message_metrics_get_request_header_bytes_sent (metrics) +
                 soup_message_metrics_get_request_body_bytes_sent (metrics);
  tally->received += soup_message_metrics_get_response_header_bytes_received (metrics) +
                     soup_message_metrics_get_response_body_bytes_received (metrics);
}

static DexFuture *
send_fiber (gpointer user_data)
{
  DexFuture *answer = exchange_run (user_data);

  exchange_tell (user_data);
  return answer;
}

static Exchange *
exchange_new (AcHttp *self, AcHttpRequest *request)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->http = g_object_ref (self);
  exchange->request = g_object_ref (request);
  exchange->refusal = g_cancellable_new ();
  exchange->lost = g_object_ref (self->lost);
  exchange->end =
      g_get_monotonic_time () +
      G_USEC_PER_SEC * (gint64) MIN (ac_http_request_get_deadline (request), self->longest);
  ac_http_request_set_started (request, FALSE);
  ac_http_request_set_refusal (request, NULL);
  return exchange;
}

DexFuture *
ac_http_send (AcHttp *self, AcHttpRequest *request)
{
  dex_return_error_if_fail (AC_IS_HTTP (self));
  dex_return_error_if_fail (AC_IS_HTTP_REQUEST (request));

  return dex_scheduler_spawn (NULL, 0, send_fiber, exchange_new (self, request), exchange_free);
}

static DexFuture *
refuse_stream (Exchange *exchange, GInputStream *stream)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AcHttpResponse) refusal = NULL;
  g_autoptr(GBytes) body = read_body (exchange, stream, &error);

  if (body == NULL)
    return reject (exchange, error);

  refusal = ac_http_response_new (exchange->message, body);
  ac_http_request_set_refusal (exchange->request, refusal);
  return dex_future_new_reject (AC_ERROR, AC_ERROR_BAD_REPLY, "The stream was not given");
}

static DexFuture *
open_fiber (gpointer user_data)
{
  Exchange *exchange = user_data;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;

  if (!prepare (exchange, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!(stream = dex_await_object (in_time (exchange, start_exchange (exchange)), &error)))
    return reject (exchange, error);

  if (is_encoded (exchange->message))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_BAD_REPLY, "The answer is compressed unasked");

  if (soup_message_get_status (exchange->message) != SOUP_STATUS_OK)
    return refuse_stream (exchange, stream);

  return dex_future_new_take_object (g_steal_pointer (&stream));
}

DexFuture *
ac_http_open (AcHttp *self, AcHttpRequest *request)
{
  dex_return_error_if_fail (AC_IS_HTTP (self));
  dex_return_error_if_fail (AC_IS_HTTP_REQUEST (request));

  return dex_scheduler_spawn (NULL, 0, open_fiber, exchange_new (self, request), exchange_free);
}
