/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-launch.h"
#include "ac-error.h"
#include "ac-future.h"
#include "ac-paths.h"
#include "ac-picture.h"
#include "ac-wire.h"

#define ORIGIN "http://localhost"
#define PROBLEM_BASE "https://accountscenter.org/problems/"
/* Longer than the backend itself waits for a service. */
#define DEADLINE 90
#define MAX_ANSWER (16 * 1024 * 1024)

struct _AcWire
{
  GObject parent_instance;
  char *socket_path;  /* (nullable) */
  AcSession *session; /* (nullable): one of both */
  AcHttp *http;
  GCancellable *scope; /* of the requests */
  gboolean launches;   /* who should answer at the socket */
  DexFuture *launch;   /* under way, for all who wait for it */
};

G_DEFINE_FINAL_TYPE (AcWire, ac_wire, G_TYPE_OBJECT)

static AcProgram program = AC_PROGRAM_OTHER;

typedef struct
{
  AcWire *wire;
  AcHttpRequest *request;
  gboolean stream;
  gboolean file; /* the answer is one */
} Exchange;

static const AcJsonField problem_fields[] = {
  { "type", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "title", AC_JSON_STRING, AC_JSON_REQUIRED, 1024 },
  { "status", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "detail", AC_JSON_STRING, AC_JSON_OPTIONAL, 65536 },
  { "retry_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "account_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { NULL },
};

static const AcJsonField page_fields[] = {
  { "items", AC_JSON_ARRAY, AC_JSON_REQUIRED, 200 },
  { "next", AC_JSON_STRING, AC_JSON_OPTIONAL, 256 },
  { NULL },
};

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  g_object_unref (self->wire);
  g_object_unref (self->request);
  g_free (self);
}

static void
ac_wire_finalize (GObject *object)
{
  AcWire *self = AC_WIRE (object);

  dex_clear (&self->launch);
  g_clear_object (&self->http);
  g_clear_object (&self->session);
  g_clear_object (&self->scope);
  g_free (self->socket_path);

  G_OBJECT_CLASS (ac_wire_parent_class)->finalize (object);
}

static void
ac_wire_class_init (AcWireClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_wire_finalize;
}

static void
ac_wire_init (AcWire *self)
{
  self->scope = g_cancellable_new ();
}

/* Everybody who finds the line dead waits for one and the same start. */
static DexFuture *
launch (AcWire *self)
{
  if (self->launch == NULL || !dex_future_is_pending (self->launch))
    {
      dex_clear (&self->launch);
      self->launch = ac_client_launch (self->socket_path);
    }

  return dex_ref (self->launch);
}

GError *
ac_wire_read_problem (GBytes *body)
{
  g_autoptr(JsonObject) object = NULL;
  const char *type = NULL;
  AcError code = AC_ERROR_FAILED;

  object = ac_json_parse_object (body, problem_fields, AC_JSON_OPEN, NULL);
  if (object == NULL || !g_str_has_prefix (ac_json_get_string (object, "type"), PROBLEM_BASE))
    return g_error_new_literal (AC_ERROR, AC_ERROR_BAD_REPLY, "The answer is no problem document");

  type = ac_json_get_string (object, "type") + sizeof PROBLEM_BASE - 1;
  if (!ac_error_from_slug (type, &code))
    code = AC_ERROR_FAILED;

  return g_error_new (AC_ERROR, code, "The backend answers: %s", ac_error_get_slug (code));
}

static DexFuture *
read_answer (AcHttpResponse *response)
{
  GBytes *body = ac_http_response_get_body (response);
  g_autoptr(GError) error = NULL;
  JsonNode *node = NULL;

  if (!ac_http_response_is_success (response))
    return dex_future_new_for_error (ac_wire_read_problem (body));

  if (g_bytes_get_size (body) == 0)
    return dex_future_new_take_boxed (JSON_TYPE_NODE, json_node_new (JSON_NODE_NULL));

  if (!(node = ac_json_parse (body, MAX_ANSWER, &error)))
    return dex_future_new_reject (AC_ERROR, AC_ERROR_BAD_REPLY, "The answer is not JSON");

  return dex_future_new_take_boxed (JSON_TYPE_NODE, node);
}

static DexFuture *
reject (const GError *error)
{
  AcError code = error->domain == AC_ERROR ? (AcError) error->code : AC_ERROR_FAILED;

  /* For somebody who waits for the backend these are one: it is not there. */
  if (code == AC_ERROR_UNREACHABLE || code == AC_ERROR_UNKNOWN_OUTCOME ||
      code == AC_ERROR_TIMED_OUT)
    code = AC_ERROR_BACKEND_UNAVAILABLE;

  return dex_future_new_reject (AC_ERROR, code, "The backend does not answer: %s",
                                ac_error_get_slug (code));
}

/* What was cut off may be sent again: a POST that makes something carries a key, and by the
 * contract no other request does more when it comes twice. */
static gboolean
may_send_again (const GError *error)
{
  return g_error_matches (error, AC_ERROR, AC_ERROR_UNREACHABLE) ||
         g_error_matches (error, AC_ERROR, AC_ERROR_UNKNOWN_OUTCOME);
}

static DexFuture *
open_stream (AcWire *self, AcHttpRequest *request, GError **error)
{
  GInputStream *stream = self->session != NULL
                             ? ac_session_open (self->session, request, error)
                             : dex_await_object (ac_http_open (self->http, request), error);
  AcHttpResponse *refusal = ac_http_request_get_refusal (request);

  if (stream != NULL)
    return dex_future_new_take_object (stream);
  if (refusal == NULL)
    return NULL;

  g_clear_error (error);
  return dex_future_new_for_error (ac_wire_read_problem (ac_http_response_get_body (refusal)));
}

static DexFuture *
try_exchange (Exchange *exchange, GError **error)
{
  AcWire *wire = exchange->wire;
  g_autoptr(AcHttpResponse) response = NULL;

  if (exchange->stream)
    return open_stream (wire, exchange->request, error);

  response = wire->session != NULL
                 ? ac_session_send (wire->session, exchange->request, error)
                 : dex_await_object (ac_http_send (wire->http, exchange->request), error);
  if (response == NULL)
    return NULL;
  return exchange->file && ac_http_response_get_status (response) == 200
             ? dex_future_new_take_boxed (G_TYPE_BYTES,
                                          g_bytes_ref (ac_http_response_get_body (response)))
             : read_answer (response);
}

static DexFuture *
exchange_fiber (gpointer user_data)
{
  Exchange *exchange = user_data;
  g_autoptr(GError) error = NULL;
  DexFuture *answer = NULL;

  if ((answer = try_exchange (exchange, &error)))
    return answer;

  if (!may_send_again (error))
    return reject (error);

  g_clear_error (&error);
  if (exchange->wire->launches && !ac_await (launch (exchange->wire), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if ((answer = try_exchange (exchange, &error)))
    return answer;

  return reject (error);
}

static DexFuture *
spawn (AcWire *self, AcHttpRequest *request, gboolean stream, gboolean file)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->wire = g_object_ref (self);
  exchange->request = g_object_ref (request);
  exchange->stream = stream;
  exchange->file = file;
  return dex_scheduler_spawn (NULL, 0, exchange_fiber, exchange, exchange_free);
}

AcWire *
ac_wire_new_for_admin (const char *socket_path)
{
  AcWire *self = g_object_new (AC_TYPE_WIRE, NULL);

  self->socket_path = g_strdup (socket_path);
  self->http = ac_http_new_for_socket (socket_path);
  return self;
}

AcWire *
ac_wire_new (const char *socket_path)
{
  g_autofree char *own = socket_path == NULL ? ac_paths_get_socket () : NULL;
  AcWire *self = ac_wire_new_for_admin (socket_path != NULL ? socket_path : own);

  self->launches = TRUE;
  return self;
}

AcWire *
ac_wire_new_for_session (AcSession *session)
{
  AcWire *self = g_object_new (AC_TYPE_WIRE, NULL);

  self->session = g_object_ref (session);
  self->http = g_object_ref (ac_session_get_http (session));
  return self;
}

AcSession *
ac_wire_get_session (AcWire *self)
{
  return self->session;
}

void
ac_wire_close (AcWire *self)
{
  g_cancellable_cancel (self->scope);
}

AcHttpRequest *
ac_wire_request (AcWire *self, const char *method, const char *format, ...)
{
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;
  AcHttpRequest *request = NULL;
  va_list args;

  va_start (args, format);
  path = g_strdup_vprintf (format, args);
  va_end (args);

  uri = g_strconcat (self->session != NULL ? ac_session_get_address (self->session) : ORIGIN, path,
                     NULL);
  request = ac_http_request_new (method, uri);
  ac_http_request_set_deadline (request, DEADLINE);
  ac_http_request_set_max_size (request, MAX_ANSWER);
  ac_http_request_set_scope (request, self->scope);
  if (program != AC_PROGRAM_OTHER)
    ac_http_request_set_header (request, AC_PROGRAM_HEADER, ac_program_to_slug (program));
  return request;
}

void
ac_wire_set_program (AcProgram own)
{
  program = own;
}

JsonArray *
ac_wire_read_page (JsonNode *node, char **next, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL || !ac_json_check (object, page_fields, AC_JSON_CLOSED, NULL))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The page is not as agreed");
      return NULL;
    }

  g_set_str (next, ac_json_get_string (object, "next"));
  return ac_json_get_array (object, "items");
}

DexFuture *
ac_wire_send (AcWire *self, AcHttpRequest *request)
{
  dex_return_error_if_fail (AC_IS_WIRE (self));

  return spawn (self, request, FALSE, FALSE);
}

DexFuture *
ac_wire_send_for_file (AcWire *self, AcHttpRequest *request)
{
  dex_return_error_if_fail (AC_IS_WIRE (self));

  ac_http_request_set_max_size (request, AC_VIDEO_MAX_SIZE);
  return spawn (self, request, FALSE, TRUE);
}

DexFuture *
ac_wire_open (AcWire *self, AcHttpRequest *request)
{
  dex_return_error_if_fail (AC_IS_WIRE (self));

  return spawn (self, request, TRUE, FALSE);
}

DexFuture *
ac_wire_open_events (AcWire *self, const char *last_event_id, GCancellable *scope)
{
  g_autoptr(AcHttpRequest) request = ac_wire_request (self, "GET", "/v1/events");

  dex_return_error_if_fail (AC_IS_WIRE (self));

  ac_http_request_set_scope (request, scope);
  ac_http_request_set_header (request, "Accept", "text/event-stream");
  if (last_event_id != NULL)
    ac_http_request_set_header (request, "Last-Event-ID", last_event_id);

  return spawn (self, request, TRUE, FALSE);
}
