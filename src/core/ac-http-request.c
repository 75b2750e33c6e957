/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-http-private.h"

#define DEFAULT_DEADLINE 30

struct _AcHttpRequest
{
  GObject parent_instance;
  char *method;
  char *uri;
  SoupMessageHeaders *headers;
  SecretValue *token;
  char *scheme;
  char *content_type;
  GBytes *body;
  gsize max_size;
  gboolean may_cut;
  guint deadline;
  gint64 begin_before;
  GCancellable *scope; /* (nullable) */
  AcHttpTally *tally;  /* (nullable) */
  gboolean started;
  AcHttpResponse *refusal;
};

G_DEFINE_FINAL_TYPE (AcHttpRequest, ac_http_request, G_TYPE_OBJECT)

static void
ac_http_request_finalize (GObject *object)
{
  AcHttpRequest *self = AC_HTTP_REQUEST (object);

  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->token, secret_value_unref);
  g_clear_pointer (&self->scheme, g_free);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_object (&self->scope);
  g_clear_pointer (&self->tally, ac_http_tally_unref);
  g_clear_object (&self->refusal);

  G_OBJECT_CLASS (ac_http_request_parent_class)->finalize (object);
}

static void
ac_http_request_class_init (AcHttpRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_http_request_finalize;
}

static void
ac_http_request_init (AcHttpRequest *self)
{
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  self->max_size = AC_JSON_MAX_SIZE;
  self->deadline = DEFAULT_DEADLINE;
}

AcHttpRequest *
ac_http_request_new (const char *method, const char *uri)
{
  AcHttpRequest *self = NULL;

  g_return_val_if_fail (method != NULL && uri != NULL, NULL);

  self = g_object_new (AC_TYPE_HTTP_REQUEST, NULL);
  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  return self;
}

const char *
ac_http_request_get_method (AcHttpRequest *self)
{
  return self->method;
}

const char *
ac_http_request_get_uri (AcHttpRequest *self)
{
  return self->uri;
}

/* A value with a line break would be a header of its own. */
void
ac_http_request_set_header (AcHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (name != NULL && value != NULL);
  g_return_if_fail (strpbrk (value, "\r\n") == NULL);

  soup_message_headers_replace (self->headers, name, value);
}

void
ac_http_request_set_authorization (AcHttpRequest *self, const char *scheme, SecretValue *token)
{
  g_return_if_fail (scheme != NULL && token != NULL);

  g_clear_pointer (&self->token, secret_value_unref);
  self->token = secret_value_ref (token);
  g_set_str (&self->scheme, scheme);
}

void
ac_http_request_set_body (AcHttpRequest *self, const char *content_type, GBytes *body)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_ref (body);
  g_set_str (&self->content_type, content_type);
}

void
ac_http_request_set_json (AcHttpRequest *self, JsonNode *node)
{
  g_autoptr(GBytes) body = ac_json_to_bytes (node);

  ac_http_request_set_body (self, "application/json", body);
}

static void
append_form (GString *form, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", name, escaped);
}

void
ac_http_request_set_form (AcHttpRequest *self, const char *first_name, ...)
{
  g_autoptr(GString) form = g_string_new (NULL);
  g_autoptr(GBytes) body = NULL;
  va_list args;

  va_start (args, first_name);
  for (const char *name = first_name; name != NULL; name = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);

      if (value != NULL)
        append_form (form, name, value);
    }
  va_end (args);

  body = g_bytes_new (form->str, form->len);
  explicit_bzero (form->str, form->len);
  ac_http_request_set_body (self, "application/x-www-form-urlencoded", body);
}

void
ac_http_request_set_max_size (AcHttpRequest *self, gsize bytes)
{
  self->max_size = bytes;
}

void
ac_http_request_set_may_cut (AcHttpRequest *self, gboolean may_cut)
{
  self->may_cut = may_cut;
}

void
ac_http_request_set_deadline (AcHttpRequest *self, guint seconds)
{
  self->deadline = seconds;
}

void
ac_http_request_set_begin_before (AcHttpRequest *self, gint64 boot_ms)
{
  self->begin_before = boot_ms;
}

void
ac_http_request_set_scope (AcHttpRequest *self, GCancellable *scope)
{
  g_set_object (&self->scope, scope);
}

void
ac_http_request_set_tally (AcHttpRequest *self, AcHttpTally *tally)
{
  g_clear_pointer (&self->tally, ac_http_tally_unref);
  self->tally = tally != NULL ? ac_http_tally_ref (tally) : NULL;
}

AcHttpTally *
ac_http_request_get_tally (AcHttpRequest *self)
{
  return self->tally;
}

GCancellable *
ac_http_request_get_scope (AcHttpRequest *self)
{
  return self->scope;
}

gsize
ac_http_request_get_max_size (AcHttpRequest *self)
{
  return self->max_size;
}

gboolean
ac_http_request_get_may_cut (AcHttpRequest *self)
{
  return self->may_cut;
}

guint
ac_http_request_get_deadline (AcHttpRequest *self)
{
  return self->deadline;
}

gint64
ac_http_request_get_begin_before (AcHttpRequest *self)
{
  return self->begin_before;
}

void
ac_http_request_set_started (AcHttpRequest *self, gboolean started)
{
  self->started = started;
}

gboolean
ac_http_request_was_unsent (AcHttpRequest *self)
{
  return !self->started;
}

/* A token comes from a service: with a line break in it, it would be a header of its own. */
static gboolean
is_token (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (*c < 0x21 || *c > 0x7e)
      return FALSE;

  return *text != '\0';
}

static gboolean
add_authorization (AcHttpRequest *self, SoupMessageHeaders *headers)
{
  const char *token = secret_value_get_text (self->token);
  g_autofree char *value = NULL;

  if (token == NULL || !is_token (token))
    return FALSE;

  value = g_strconcat (self->scheme, " ", token, NULL);
  soup_message_headers_replace (headers, "Authorization", value);
  explicit_bzero (value, strlen (value));
  return TRUE;
}

static void
copy_header_cb (const char *name, const char *value, gpointer user_data)
{
  soup_message_headers_replace (user_data, name, value);
}

SoupMessage *
ac_http_request_to_message (AcHttpRequest *self)
{
  g_autoptr(SoupMessage) message = soup_message_new (self->method, self->uri);
  SoupMessageHeaders *headers = NULL;

  if (message == NULL)
    return NULL;

  headers = soup_message_get_request_headers (message);
  soup_message_headers_foreach (self->headers, copy_header_cb, headers);
  if (self->body != NULL)
    soup_message_set_request_body_from_bytes (message, self->content_type, self->body);

  if (self->token != NULL && !add_authorization (self, headers))
    return NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  return g_steal_pointer (&message);
}

void
ac_http_request_set_refusal (AcHttpRequest *self, AcHttpResponse *refusal)
{
  g_set_object (&self->refusal, refusal);
}

AcHttpResponse *
ac_http_request_get_refusal (AcHttpRequest *self)
{
  return self->refusal;
}
