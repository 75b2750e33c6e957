/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-http-private.h"

struct _AcHttpResponse
{
  GObject parent_instance;
  guint status;
  SoupMessageHeaders *headers;
  GBytes *body;
};

G_DEFINE_FINAL_TYPE (AcHttpResponse, ac_http_response, G_TYPE_OBJECT)

static void
ac_http_response_finalize (GObject *object)
{
  AcHttpResponse *self = AC_HTTP_RESPONSE (object);

  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);

  G_OBJECT_CLASS (ac_http_response_parent_class)->finalize (object);
}

static void
ac_http_response_class_init (AcHttpResponseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_http_response_finalize;
}

static void
ac_http_response_init (AcHttpResponse *self)
{
}

AcHttpResponse *
ac_http_response_new (SoupMessage *message, GBytes *body)
{
  AcHttpResponse *self = g_object_new (AC_TYPE_HTTP_RESPONSE, NULL);

  self->status = soup_message_get_status (message);
  self->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  self->body = g_bytes_ref (body);
  return self;
}

guint
ac_http_response_get_status (AcHttpResponse *self)
{
  return self->status;
}

GBytes *
ac_http_response_get_body (AcHttpResponse *self)
{
  return self->body;
}

const char *
ac_http_response_get_header (AcHttpResponse *self, const char *name)
{
  return soup_message_headers_get_one (self->headers, name);
}

gboolean
ac_http_response_is_success (AcHttpResponse *self)
{
  return SOUP_STATUS_IS_SUCCESSFUL (self->status);
}

gboolean
ac_http_response_refuse (AcHttpResponse *self, AcError refused, GError **error)
{
  guint status = self->status;
  AcError code = AC_ERROR_BAD_REPLY;

  if (status == 429)
    code = AC_ERROR_RATE_LIMITED;
  else if (status >= 500)
    code = AC_ERROR_SERVICE_FAILED;
  else if (status >= 300)
    code = refused;
  g_set_error (error, AC_ERROR, code, "The service answered %u", status);
  return FALSE;
}

JsonObject *
ac_http_response_get_object (AcHttpResponse *self, const AcJsonField *fields, GError **error)
{
  return ac_json_parse_object (self->body, fields, AC_JSON_OPEN, error);
}

char *
ac_http_response_get_error_name (AcHttpResponse *self)
{
  static const AcJsonField fields[] = { { "error", AC_JSON_STRING, AC_JSON_REQUIRED, 512 },
                                        { NULL } };
  g_autoptr(JsonObject) object = ac_http_response_get_object (self, fields, NULL);

  return object != NULL ? g_strdup (ac_json_get_string (object, "error")) : NULL;
}

gboolean
ac_http_response_names_error (AcHttpResponse *self, const char *name)
{
  const char *challenge = ac_http_response_get_header (self, "WWW-Authenticate");
  g_autofree char *error = NULL;

  if (self->status != 400 && self->status != 401)
    return FALSE;
  if (challenge != NULL && strstr (challenge, name) != NULL)
    return TRUE;

  error = ac_http_response_get_error_name (self);
  return g_strcmp0 (error, name) == 0;
}

JsonArray *
ac_http_response_get_array (AcHttpResponse *self, GError **error)
{
  g_autoptr(JsonNode) root = ac_json_parse (self->body, AC_JSON_MAX_SIZE, error);

  if (root == NULL)
    return NULL;

  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The answer is no list");
      return NULL;
    }

  return json_node_dup_array (root);
}

static gint64
read_number (const char *text)
{
  guint64 value = 0;

  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &value, NULL) ? (gint64) value : -1;
}

/* RFC 9110 §10.2.3: seconds or an HTTP date. */
static gint64
read_retry_after (const char *text)
{
  gint64 seconds = read_number (text);
  g_autoptr(GDateTime) date = NULL;

  if (seconds >= 0)
    return ac_clock_now_ms () + seconds * 1000;

  date = soup_date_time_new_from_http_string (text);
  return date != NULL ? g_date_time_to_unix (date) * 1000 : 0;
}

gint64
ac_http_response_get_lead_ms (AcHttpResponse *self)
{
  const char *text = ac_http_response_get_header (self, "Date");
  g_autoptr(GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? MAX (ac_clock_now_ms () - g_date_time_to_unix (date) * 1000, 0) : 0;
}

/* Nobody wrote down which it is: Bluesky says the seconds of Unix, Mastodon a date. */
static gint64
read_reset (const char *text)
{
  gint64 time_ms = 0;

  if (read_number (text) > 0)
    return read_number (text) * 1000;
  return ac_clock_parse (text, &time_ms) ? time_ms : 0;
}

gint64
ac_http_response_get_retry_at (AcHttpResponse *self)
{
  static const struct
  {
    const char *name;
    gint64 (*read) (const char *text);
  } headers[] = { { "Retry-After", read_retry_after },
                  { "RateLimit-Reset", read_reset },
                  { "X-RateLimit-Reset", read_reset } };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      const char *text = ac_http_response_get_header (self, headers[i].name);
      gint64 time_ms = text != NULL ? headers[i].read (text) : 0;

      if (time_ms != 0)
        return time_ms;
    }

  return 0;
}

gint64
ac_http_response_get_used_up_until (AcHttpResponse *self)
{
  static const struct
  {
    const char *remaining;
    const char *reset;
  } budgets[] = { { "RateLimit-Remaining", "RateLimit-Reset" },
                  { "X-RateLimit-Remaining", "X-RateLimit-Reset" } };

  for (gsize i = 0; i < G_N_ELEMENTS (budgets); i++)
    {
      const char *remaining = ac_http_response_get_header (self, budgets[i].remaining);
      const char *reset = ac_http_response_get_header (self, budgets[i].reset);

      if (remaining != NULL && read_number (remaining) == 0)
        return reset != NULL ? read_reset (reset) : 0;
    }

  return 0;
}
