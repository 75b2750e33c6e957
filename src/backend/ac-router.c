/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-picture-kinds.h"
#include "ac-request-key.h"
#include "ac-router.h"

#define MAX_QUERY 256 /* bytes */

struct _AcRouter
{
  GObject parent_instance;
  AcContext *context;
  AcDoorman *doorman;
  const AcRoute *routes;
  gsize n_routes;
  guint n_running;
  guint64 n_started;
  guint64 n_unknown;
};

G_DEFINE_FINAL_TYPE (AcRouter, ac_router, G_TYPE_OBJECT)

typedef struct
{
  AcRouter *router;
  SoupServerMessage *message;
  const AcRoute *route;
  AcRequest *request;
  GHashTable *query; /* or NULL */
  gulong finished;   /* the handler of that signal */
  gboolean gone;     /* nobody waits for the answer any more */
} Serving;

static void
serving_free (gpointer data)
{
  Serving *self = data;

  g_clear_signal_handler (&self->finished, self->message);
  self->router->n_running--;
  g_clear_object (&self->router);
  g_clear_object (&self->message);
  g_clear_pointer (&self->request, ac_request_unref);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_free (self);
}

static void
write_retry (SoupServerMessage *message, guint seconds)
{
  g_autofree char *text = g_strdup_printf ("%u", seconds);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                text);
}

static void
write_problem (SoupServerMessage *message, const GError *error, guint status)
{
  g_autoptr(AcReply) reply = ac_reply_new_problem (error, status);

  /* What the store or the provider can't do now it can soon. */
  if (g_error_matches (error, AC_ERROR, AC_ERROR_BACKEND_UNAVAILABLE))
    write_retry (message, AC_RETRY_SECONDS);
  ac_reply_write (reply, message);
}

/* What a handler says. */
static void
write_failure (Serving *serving, const GError *error)
{
  if (g_error_matches (error, AC_ERROR, AC_ERROR_RATE_LIMITED) &&
      serving->request->retry_seconds != 0)
    write_retry (serving->message, serving->request->retry_seconds);
  write_problem (serving->message, error, 0);
}

/* A template's `{id}` or `{service}` stands for one segment. */
static gboolean
match_path (const char *template, const char *path, char **id)
{
  const char *hole = strchr (template, '{');
  const char *end = NULL;
  gsize prefix = 0;

  if (hole == NULL)
    return g_str_equal (template, path);

  prefix = hole - template;
  if (strncmp (template, path, prefix) != 0)
    return FALSE;

  end = strchrnul (path + prefix, '/');
  if (!g_str_equal (end, strchr (hole, '}') + 1))
    return FALSE;

  *id = g_strndup (path + prefix, end - (path + prefix));
  return TRUE;
}

static const AcRoute *
find_route (AcRouter *self, const char *method, const char *path, char **id)
{
  for (gsize i = 0; i < self->n_routes; i++)
    {
      const AcRoute *route = &self->routes[i];
      g_autofree char *found = NULL;

      if (g_str_equal (route->method, method) && match_path (route->path, path, &found))
        {
          *id = g_steal_pointer (&found);
          return route;
        }
    }

  return NULL;
}

/* The methods this path has, as RFC 9110 §10.2.1 wants them; NULL when there is no such path. */
static char *
list_methods (AcRouter *self, const char *path)
{
  g_autoptr(GString) methods = g_string_new (NULL);

  for (gsize i = 0; i < self->n_routes; i++)
    {
      g_autofree char *id = NULL;

      if (match_path (self->routes[i].path, path, &id))
        g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "",
                                self->routes[i].method);
    }

  return methods->len > 0 ? g_string_free_and_steal (g_steal_pointer (&methods)) : NULL;
}

/* An id, or the number of a line. */
static gboolean
is_cursor (const char *text)
{
  guint64 number = 0;

  return ac_id_is_valid (text) ||
         g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL);
}

static gboolean
takes (const AcRoute *route, const char *name, const char *value)
{
  return route->query != NULL && g_strv_contains (route->query, name) && *value != '\0' &&
         strlen (value) <= MAX_QUERY;
}

static gboolean
read_copies (const char *value, AcCopies *copies)
{
  *copies = g_str_equal (value, "delete") ? AC_COPIES_DELETED : AC_COPIES_KEPT;
  return g_str_equal (value, "delete") || g_str_equal (value, "keep");
}

static gboolean
read_program (AcRequest *request, SoupServerMessage *message, GError **error)
{
  const char *name = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), AC_PROGRAM_HEADER);

  if (name == NULL ||
      (ac_program_from_slug (name, &request->program) && request->program != AC_PROGRAM_OTHER))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "There is no such program");
  return FALSE;
}

static gboolean
read_query (AcRequest *request, const AcRoute *route, GHashTable *query, GError **error)
{
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer value = NULL;

  if (query == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      guint64 limit = 0;

      if (g_str_equal (name, "cursor") && is_cursor (value))
        g_set_str (&request->cursor, value);
      else if (g_str_equal (name, "limit") &&
               g_ascii_string_to_unsigned (value, 10, 1, 200, &limit, NULL))
        request->limit = limit;
      else if (g_str_equal (name, "account") && ac_id_is_valid (value))
        g_set_str (&request->account_id, value);
      else if (g_str_equal (name, "copies") && read_copies (value, &request->copies))
        ;
      else if (takes (route, name, value))
        g_hash_table_insert (request->query, g_strdup (name), g_strdup (value));
      else
        {
          g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "The query “%s” is not understood",
                       (const char *) name);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
read_picture (AcRequest *request, SoupServerMessage *message, guint *status, GError **error)
{
  const char *type = soup_message_headers_get_content_type (
      soup_server_message_get_request_headers (message), NULL);

  if (type == NULL || (!g_strv_contains (ac_picture_kinds_list (), type) &&
                       !g_str_equal (type, ac_picture_type_to_mime (AC_PICTURE_MP4))))
    {
      *status = SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE;
      g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_A_PICTURE,
                           "The body must be a picture or video/mp4");
      return FALSE;
    }

  request->picture = soup_message_body_flatten (soup_server_message_get_request_body (message));
  return TRUE;
}

static gboolean
read_piece (AcRequest *request, SoupServerMessage *message, guint *status, GError **error)
{
  const char *type = soup_message_headers_get_content_type (
      soup_server_message_get_request_headers (message), NULL);

  if (g_strcmp0 (type, "application/zip") != 0)
    {
      *status = SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE;
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "The body must be application/zip");
      return FALSE;
    }

  request->picture = soup_message_body_flatten (soup_server_message_get_request_body (message));
  return TRUE;
}

static gboolean
read_body (AcRequest *request,
           const AcRoute *route,
           SoupServerMessage *message,
           guint *status,
           GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  const char *type = NULL;

  if (route->takes_zip)
    return read_piece (request, message, status, error);
  if (route->max_picture > 0)
    return read_picture (request, message, status, error);
  if (route->fields == NULL)
    return TRUE;

  bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  type = soup_message_headers_get_content_type (soup_server_message_get_request_headers (message),
                                                NULL);
  if (g_bytes_get_size (bytes) == 0 && route->fields[0].name == NULL)
    return TRUE;

  if (g_strcmp0 (type, "application/json") != 0)
    {
      *status = SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE;
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, "The body must be application/json");
      return FALSE;
    }

  request->body = ac_json_parse_object (bytes, route->fields, AC_JSON_CLOSED, error);
  if (request->body == NULL && error != NULL && *error != NULL)
    (*error)->code = AC_ERROR_INVALID;
  return request->body != NULL;
}

static gboolean
read_key (AcRequest *request, const AcRoute *route, SoupServerMessage *message, GError **error)
{
  const char *key = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                  "Idempotency-Key");

  if (!route->keyed)
    return TRUE;

  if (!ac_request_key_is_valid (key))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                           "An Idempotency-Key of 16 to 128 letters, digits, - and _ is needed");
      return FALSE;
    }

  request->key = g_strdup (key);
  return TRUE;
}

static AcReply *
run_handler (Serving *serving, GError **error)
{
  AcRequest *request = serving->request;
  g_autoptr(AcReply) reply = NULL;
  g_autoptr(GError) failure = NULL;

  if (request->key == NULL)
    return serving->route->handle (request, error);

  if ((reply =
           ac_request_key_claim (request, serving->route->method, serving->route->path, &failure)))
    return g_steal_pointer (&reply);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  reply = serving->route->handle (request, error);
  if (!request->key_stored && !ac_request_key_settle (request, reply, &failure))
    g_warning ("An idempotency key could not be stored: %s", failure->message);

  return g_steal_pointer (&reply);
}

static gboolean
names_something (Serving *serving)
{
  AcRequest *request = serving->request;

  return strstr (serving->route->path, "{service}") != NULL
             ? ac_connectors_get (request->context->connectors, request->id) != NULL
             : ac_id_is_valid (request->id);
}

static gboolean
read_request (Serving *serving, AcCaller *caller, guint *status, GError **error)
{
  AcRequest *request = serving->request;
  SoupServerMessage *message = serving->message;

  request->person = g_strdup (ac_caller_get_person (caller));
  request->session = g_strdup (ac_caller_get_session (caller));
  if (ac_caller_get_recipient (caller) != NULL)
    request->recipient =
        ac_recipients_find (request->context->recipients, ac_caller_get_recipient (caller));

  if (g_object_get_data (G_OBJECT (message), "ac-too-large") != NULL)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_TOO_LARGE, "The body is too large");
      return FALSE;
    }

  if (request->id != NULL && !names_something (serving))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such thing");
      return FALSE;
    }

  return read_query (request, serving->route, serving->query, error) &&
         read_program (request, message, error) &&
         read_key (request, serving->route, message, error) &&
         read_body (request, serving->route, message, status, error);
}

static void
finished_cb (SoupServerMessage *message, Serving *serving)
{
  serving->gone = TRUE;
  g_cancellable_cancel (serving->request->scope);
}

static void
write_refusal (Serving *serving, const GError *error)
{
  AcLimits *limits = serving->request->context->limits;
  gboolean unknown = g_error_matches (error, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED);
  g_autoptr(GError) limited = NULL;

  if (unknown && limits != NULL && !ac_limits_admit_stranger (limits, serving->message, &limited))
    write_problem (serving->message, limited, 0);
  else
    write_problem (serving->message, error, unknown ? SOUP_STATUS_UNAUTHORIZED : 0);
}

static gboolean
admit (Serving *serving, AcCaller *caller, GError **error)
{
  AcLimits *limits = serving->request->context->limits;
  const char *person = ac_caller_get_person (caller);

  return limits == NULL || person == NULL ||
         ac_limits_admit_person (limits, person, serving->message, error);
}

/* What has begun can't become a problem any more. */
static void
stream_answer (Serving *serving, AcReplyFunc func)
{
  g_autoptr(AcStream) stream = ac_stream_new (serving->message, "application/zip");
  g_autoptr(GError) error = NULL;

  if (func (serving->request, stream, &error))
    ac_stream_end (stream);
  else if (ac_stream_has_begun (stream))
    ac_stream_break (stream);
  else
    write_failure (serving, error);
}

static gboolean
check_proven (AcCaller *caller, guint *status, GError **error)
{
  if (ac_caller_is_proven (caller))
    return TRUE;

  *status = SOUP_STATUS_UNAUTHORIZED;
  g_set_error_literal (error, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED, "The proof must be a fresh one");
  return FALSE;
}

static DexFuture *
serve_fiber (gpointer user_data)
{
  Serving *serving = user_data;
  AcRequest *request = serving->request;
  AcContext *context = request->context;
  g_autoptr(AcCaller) caller = NULL;
  g_autoptr(AcReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  guint status = 0;

  caller =
      dex_await_object (ac_doorman_identify (serving->router->doorman, serving->message), &error);
  if (serving->gone)
    return dex_future_new_true ();

  if (caller == NULL)
    {
      serving->router->n_unknown++;
      write_refusal (serving, error);
    }
  else if (!admit (serving, caller, &error) || !check_proven (caller, &status, &error) ||
           !read_request (serving, caller, &status, &error))
    write_problem (serving->message, error, status);
  else if (serving->route->handle == NULL)
    ac_event_hub_add (context->hub, request->person, serving->message);
  else if ((reply = run_handler (serving, &error)) && ac_reply_get_stream (reply) != NULL)
    stream_answer (serving, ac_reply_get_stream (reply));
  else if (reply != NULL)
    ac_reply_write (reply, serving->message);
  else
    write_failure (serving, error);

  ac_request_key_leave (request);
  soup_server_message_unpause (serving->message);
  return dex_future_new_true ();
}

static void
start_request (AcRouter *self,
               const AcRoute *route,
               AcRequest *request,
               SoupServerMessage *message,
               GHashTable *query)
{
  Serving *serving = g_new0 (Serving, 1);

  serving->router = g_object_ref (self);
  serving->message = g_object_ref (message);
  serving->route = route;
  serving->request = ac_request_ref (request);
  serving->query = query != NULL ? g_hash_table_ref (query) : NULL;
  serving->finished = g_signal_connect (message, "finished", G_CALLBACK (finished_cb), serving);
  self->n_running++;
  self->n_started++;

  soup_server_message_pause (message);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, serve_fiber, serving, serving_free));
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  AcRouter *self = AC_ROUTER (user_data);
  g_autoptr(AcRequest) request = ac_request_new (self->context);
  const AcRoute *route =
      find_route (self, soup_server_message_get_method (message), path, &request->id);
  g_autofree char *methods = NULL;
  g_autoptr(GError) error = NULL;

  if (route != NULL)
    start_request (self, route, request, message, query);
  else if ((methods = list_methods (self, path)))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                    methods);
      error = g_error_new_literal (AC_ERROR, AC_ERROR_INVALID, "This cannot be done here");
      write_problem (message, error, SOUP_STATUS_METHOD_NOT_ALLOWED);
    }
  else
    {
      error = g_error_new_literal (AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such path");
      write_problem (message, error, 0);
    }
}

/* libsoup keeps a whole body in memory: what is over the limit is thrown away while it arrives. */
static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (body->length <= GPOINTER_TO_INT (user_data))
    return;

  soup_message_body_truncate (body);
  g_object_set_data (G_OBJECT (message), "ac-too-large", GINT_TO_POINTER (TRUE));
}

/* Between the head and the body, if there is one. */
static void
expect_body_cb (SoupServer *server,
                SoupServerMessage *message,
                const char *path,
                GHashTable *query,
                gpointer user_data)
{
  AcRouter *self = AC_ROUTER (user_data);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *id = NULL;
  const AcRoute *route = find_route (self, soup_server_message_get_method (message), path, &id);
  gsize max = route != NULL && route->max_picture > 0 ? route->max_picture : AC_MAX_BODY_SIZE;

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_NONE)
    g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), GINT_TO_POINTER (max));
}

static void
ac_router_finalize (GObject *object)
{
  g_clear_object (&AC_ROUTER (object)->doorman);

  G_OBJECT_CLASS (ac_router_parent_class)->finalize (object);
}

static void
ac_router_class_init (AcRouterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_router_finalize;
}

static void
ac_router_init (AcRouter *self)
{
}

AcRouter *
ac_router_new (AcContext *context, AcDoorman *doorman, const AcRoute *routes, gsize n_routes)
{
  AcRouter *self = g_object_new (AC_TYPE_ROUTER, NULL);

  self->context = context;
  self->doorman = g_object_ref (doorman);
  self->routes = routes;
  self->n_routes = n_routes;
  return self;
}

void
ac_router_attach (AcRouter *self, const char *path, SoupServer *server)
{
  soup_server_add_early_handler (server, path, expect_body_cb, g_object_ref (self), g_object_unref);
  soup_server_add_handler (server, path, handle_cb, g_object_ref (self), g_object_unref);
}

guint
ac_router_get_n_running (AcRouter *self)
{
  return self->n_running;
}

guint64
ac_router_get_n_started (AcRouter *self)
{
  return self->n_started;
}

guint64
ac_router_get_n_unknown (AcRouter *self)
{
  return self->n_unknown;
}
