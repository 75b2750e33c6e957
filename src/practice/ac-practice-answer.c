/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-future.h"
#include "ac-practice-answer.h"

#define PIECE (64 * 1024)

static void
set_usage (AcPracticeCall *call, guint usage)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);
  g_autofree char *app = g_strdup_printf (
      "{\"call_count\":%u,\"total_cputime\":%u,\"total_time\":%u}", usage, usage / 2, usage / 2);
  const char *subject = ac_json_get_string (call->token, "page");
  g_autofree char *business = NULL;

  soup_message_headers_replace (headers, "X-App-Usage", app);
  if (subject == NULL)
    subject = ac_json_get_string (call->token, "person");
  if (subject == NULL)
    return;

  business = g_strdup_printf (
      "{\"%s\":[{\"type\":\"%s\",\"call_count\":%u,\"total_cputime\":%u,\"total_time\":%u,"
      "\"estimated_time_to_regain_access\":%u}]}",
      subject, g_str_equal (call->service, "facebook") ? "pages" : call->service, usage, usage / 2,
      usage / 2, usage >= 100 ? 60u : 0u);
  soup_message_headers_replace (headers, "X-Business-Use-Case-Usage", business);
}

void
ac_practice_answer_write (AcPracticeCall *call, guint usage)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);
  g_autofree char *trace = ac_random_token (9);

  soup_server_message_set_status (call->message, call->answer.status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "private, no-cache, no-store");
  soup_message_headers_replace (headers, "facebook-api-version", AC_PRACTICE_GRAPH_VERSION);
  soup_message_headers_replace (headers, "x-fb-trace-id", trace);
  if (call->app != NULL)
    set_usage (call, usage);
  if (call->answer.location != NULL)
    soup_message_headers_replace (headers, "Location", call->answer.location);
  if (call->answer.body == NULL)
    return;

  soup_message_headers_replace (headers, "Content-Type", call->answer.content_type);
  soup_message_headers_replace (headers, "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; "
                                "base-uri 'none'; "
                                "frame-ancestors 'none'");
  soup_message_headers_replace (headers, "Referrer-Policy", "same-origin");
  soup_message_body_append_bytes (soup_server_message_get_response_body (call->message),
                                  call->answer.body);
}

static void
send_piece (SoupServerMessage *message, gint64 *left)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autofree char *piece = g_malloc (PIECE);

  if (*left == 0)
    {
      soup_message_body_complete (body);
      return;
    }
  memset (piece, 'a', PIECE);
  soup_message_body_append (body, SOUP_MEMORY_COPY, piece, PIECE);
  if (*left > 0)
    *left = MAX (*left - PIECE, 0);
}

static void
wrote_chunk_cb (SoupServerMessage *message, gint64 *left)
{
  send_piece (message, left);
  soup_server_message_unpause (message);
}

/* A string of so many bytes, or one that never ends when that is less than 0. */
static void
pour (AcPracticeCall *call, gint64 bytes)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);
  SoupMessageBody *body = soup_server_message_get_response_body (call->message);
  gint64 *left = g_new0 (gint64, 1);

  *left = bytes;
  soup_server_message_set_status (call->message, SOUP_STATUS_OK, NULL);
  soup_message_headers_replace (headers, "Content-Type", "application/json");
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_append (body, SOUP_MEMORY_STATIC, "\"", 1);
  g_signal_connect_data (call->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), left,
                         (GClosureNotify) (void (*) (void)) g_free, G_CONNECT_DEFAULT);
  send_piece (call->message, left);
  soup_server_message_unpause (call->message);
}

/* Each member becomes a list of itself. */
static void
mistype (AcPracticeCall *call)
{
  g_autoptr(JsonNode) node = call->answer.body != NULL
                                 ? ac_json_parse (call->answer.body, AC_JSON_MAX_SIZE, NULL)
                                 : NULL;
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *member = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &member))
        {
          JsonArray *array = json_array_new ();

          json_array_add_element (array, json_node_copy (member));
          json_object_set_array_member (object, name, array);
        }
    }
  ac_practice_call_answer (call, object);
}

static void
show_portal (AcPracticeCall *call)
{
  ac_practice_call_answer_page (
      call, SOUP_STATUS_OK,
      g_string_new ("<!doctype html><title>Wi-Fi</title><p>Please sign in to the network"));
}

static void
hang_up (AcPracticeCall *call)
{
  g_autoptr(GIOStream) connection = soup_server_message_steal_connection (call->message);

  g_io_stream_close (connection, NULL, NULL);
}

gboolean
ac_practice_answer_spoil (AcPracticeCall *call, const AcPracticeFault *fault)
{
  switch (fault->kind)
    {
    case AC_PRACTICE_FAULT_ERROR:
      ac_practice_call_refuse_with (call, fault->status, fault->code, fault->subcode);
      return TRUE;
    case AC_PRACTICE_FAULT_SLOW:
      return ac_await (ac_future_delay (fault->amount), NULL);
    case AC_PRACTICE_FAULT_SILENT:
      return FALSE;
    case AC_PRACTICE_FAULT_ENDLESS:
      return pour (call, -1), FALSE;
    case AC_PRACTICE_FAULT_LARGE:
      return pour (call, fault->amount), FALSE;
    case AC_PRACTICE_FAULT_HTML:
      return show_portal (call), TRUE;
    case AC_PRACTICE_FAULT_DROPPED:
      return hang_up (call), FALSE;
    case AC_PRACTICE_FAULT_WRONG_TYPE:
      return mistype (call), TRUE;
    case AC_PRACTICE_FAULT_REDIRECT:
      return ac_practice_call_answer_redirect (call, fault->address), TRUE;
    case AC_PRACTICE_FAULT_USAGE:
      return TRUE;
    case AC_PRACTICE_N_FAULTS:
    default:
      g_return_val_if_reached (TRUE);
    }
}
