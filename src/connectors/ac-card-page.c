/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-call-private.h"
#include "ac-card-page.h"
#include "ac-card-reader.h"

#define MAX_SIZE (512 * 1024)
#define SECONDS 10
#define MAX_REDIRECTS 5

static gboolean
refuse (GError **error, AcError code, const char *why)
{
  g_set_error_literal (error, AC_ERROR, (int) code, why);
  return FALSE;
}

/* As a request has it: people write addresses in their own letters. */
static char *
escape (const char *address)
{
  g_autoptr(GString) escaped = g_string_new (NULL);

  for (const guchar *c = (const guchar *) address; *c != '\0'; c++)
    if (*c < 0x21 || *c > 0x7e)
      g_string_append_printf (escaped, "%%%02X", *c);
    else
      g_string_append_c (escaped, *c);

  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

static char *
join (GUri *uri, const char *scheme, const char *host)
{
  const int port = g_uri_get_port (uri);
  const gboolean usual = port == 80 && g_str_equal (scheme, "https");
  g_autofree char *address = g_uri_join (G_URI_FLAGS_ENCODED, scheme, NULL, host, usual ? -1 : port,
                                         g_uri_get_path (uri), g_uri_get_query (uri), NULL);

  return escape (address);
}

/* Where http may not be spoken, as everywhere but in tests, https is. */
static char *
make_address (AcHttp *http, const char *link, GError **error)
{
  g_autoptr(GUri) uri = g_uri_parse (link, SOUP_HTTP_URI_FLAGS | G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autofree char *host = uri != NULL && g_uri_get_host (uri) != NULL
                              ? g_hostname_to_ascii (g_uri_get_host (uri))
                              : NULL;
  g_autofree char *address = NULL;
  g_autoptr(GUri) checked = NULL;

  if (host == NULL || g_uri_get_userinfo (uri) != NULL)
    return refuse (error, AC_ERROR_INVALID, "This is not a web address"), NULL;

  address = join (uri, g_uri_get_scheme (uri), host);
  if (g_str_equal (g_uri_get_scheme (uri), "http") &&
      !(checked = ac_http_parse_address (http, address, NULL)))
    {
      g_free (address);
      address = join (uri, "https", host);
    }
  if (checked == NULL)
    checked = ac_http_parse_address (http, address, error);
  return checked != NULL ? g_steal_pointer (&address) : NULL;
}

static char *
follow (AcHttp *http, const char *address, AcHttpResponse *response, GError **error)
{
  const char *place = ac_http_response_get_header (response, "Location");
  g_autofree char *next =
      place != NULL ? g_uri_resolve_relative (address, place,
                                              SOUP_HTTP_URI_FLAGS | G_URI_FLAGS_PARSE_RELAXED, NULL)
                    : NULL;

  if (next == NULL)
    return refuse (error, AC_ERROR_BAD_REPLY, "The page leads nowhere"), NULL;

  return make_address (http, next, error);
}

static gboolean
is_redirect (AcHttpResponse *response)
{
  switch (ac_http_response_get_status (response))
    {
    case SOUP_STATUS_MOVED_PERMANENTLY:
    case SOUP_STATUS_FOUND:
    case SOUP_STATUS_SEE_OTHER:
    case SOUP_STATUS_TEMPORARY_REDIRECT:
    case SOUP_STATUS_PERMANENT_REDIRECT:
      return TRUE;
    default:
      return FALSE;
    }
}

static AcHttpResponse *
ask (AcCall *call, const char *address, gint64 end, GError **error)
{
  const gint64 left = (end - g_get_monotonic_time () + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", address);

  if (left <= 0)
    return refuse (error, AC_ERROR_TIMED_OUT, "The page took too long"), NULL;

  ac_http_request_set_header (request, "Accept", "text/html, application/xhtml+xml");
  ac_http_request_set_max_size (request, MAX_SIZE);
  ac_http_request_set_may_cut (request, TRUE);
  ac_http_request_set_deadline (request, (guint) left);
  ac_http_request_set_scope (request, call->scope);
  return ac_call_send (call->http, request, error);
}

static AcHttpResponse *
load (AcCall *call, GError **error)
{
  const gint64 end = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC;
  g_autofree char *address = make_address (call->http, call->text, error);

  for (guint i = 0; address != NULL && i <= MAX_REDIRECTS; i++)
    {
      g_autoptr(AcHttpResponse) response = ask (call, address, end, error);
      g_autofree char *next = NULL;

      if (response == NULL || !is_redirect (response))
        return g_steal_pointer (&response);
      if (!(next = follow (call->http, address, response, error)))
        return NULL;
      g_set_str (&address, next);
    }

  if (address != NULL)
    refuse (error, AC_ERROR_BAD_REPLY, "The page leads on and on");
  return NULL;
}

static gboolean
check_page (AcHttpResponse *response, char **charset, GError **error)
{
  const char *type = ac_http_response_get_header (response, "Content-Type");
  GHashTable *parameters = NULL;
  g_autofree char *kind = type != NULL ? g_strndup (type, strcspn (type, "; ")) : NULL;

  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, AC_ERROR_NOT_FOUND, error);
  if (kind == NULL || (g_ascii_strcasecmp (kind, "text/html") != 0 &&
                       g_ascii_strcasecmp (kind, "application/xhtml+xml") != 0))
    return refuse (error, AC_ERROR_BAD_REPLY, "This is no page");

  type += strlen (kind);
  parameters = soup_header_parse_semi_param_list (type + strspn (type, "; "));
  *charset = g_strdup (g_hash_table_lookup (parameters, "charset"));
  soup_header_free_param_list (parameters);
  return TRUE;
}

typedef struct
{
  char *url;
  GBytes *html;
  char *charset;
} Page;

static void
page_free (gpointer data)
{
  Page *self = data;

  g_free (self->url);
  g_bytes_unref (self->html);
  g_free (self->charset);
  g_free (self);
}

static void
read_page (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Page *page = data;
  g_auto(AcCardWords) words = { NULL };

  ac_card_words_read (&words, page->html, page->charset);
  if (words.title == NULL)
    g_task_return_new_error (task, AC_ERROR, AC_ERROR_NOT_FOUND, "The page has no title");
  else
    g_task_return_pointer (task,
                           ac_link_card_new (page->url, words.title,
                                             words.description != NULL ? words.description : ""),
                           g_object_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  g_autoptr(GError) error = NULL;
  AcLinkCard *card = g_task_propagate_pointer (G_TASK (result), &error);

  if (card != NULL)
    dex_promise_resolve_object (promise, card);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

/* On a thread: it is half a megabyte of a stranger's. */
static DexFuture *
start_reading (const char *url, GBytes *html, const char *charset)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr(GTask) task = g_task_new (NULL, NULL, read_cb, dex_ref (promise));
  Page *page = g_new0 (Page, 1);

  page->url = g_strdup (url);
  page->html = g_bytes_ref (html);
  page->charset = g_strdup (charset);
  g_task_set_task_data (task, page, page_free);
  g_task_run_in_thread (task, read_page);
  return DEX_FUTURE (promise);
}

static DexFuture *
load_fiber (gpointer user_data)
{
  AcCall *call = user_data;
  g_autoptr(AcHttpResponse) response = NULL;
  g_autofree char *charset = NULL;
  g_autoptr(GError) error = NULL;

  if (!(response = load (call, &error)) || !check_page (response, &charset, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return start_reading (call->text, ac_http_response_get_body (response), charset);
}

DexFuture *
ac_card_page_load (AcHttp *http, const char *url, GCancellable *scope)
{
  AcCall *call = NULL;

  dex_return_error_if_fail (AC_IS_HTTP (http));
  dex_return_error_if_fail (url != NULL);

  call = ac_call_new (http, NULL);
  call->text = g_strdup (url);
  g_set_object (&call->scope, scope);
  return ac_call_spawn (call, load_fiber);
}
