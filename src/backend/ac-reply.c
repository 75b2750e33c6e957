/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-json.h"
#include "ac-reply.h"

#define PROBLEM_BASE "https://accountscenter.org/problems/"

struct _AcReply
{
  GObject parent_instance;
  guint status;
  GBytes *body;
  const char *content_type;
  char *location;
  char *etag;
  gboolean replayed;
  AcReplyFunc stream; /* in place of body */
};

G_DEFINE_FINAL_TYPE (AcReply, ac_reply, G_TYPE_OBJECT)

static void
ac_reply_finalize (GObject *object)
{
  AcReply *self = AC_REPLY (object);

  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->etag, g_free);

  G_OBJECT_CLASS (ac_reply_parent_class)->finalize (object);
}

static void
ac_reply_class_init (AcReplyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_reply_finalize;
}

static void
ac_reply_init (AcReply *self)
{
  self->content_type = "application/json";
}

AcReply *
ac_reply_new (guint status)
{
  AcReply *self = g_object_new (AC_TYPE_REPLY, NULL);

  self->status = status;
  return self;
}

AcReply *
ac_reply_new_bytes (guint status, GBytes *body)
{
  AcReply *self = ac_reply_new (status);

  self->body = body != NULL ? g_bytes_ref (body) : NULL;
  return self;
}

AcReply *
ac_reply_new_json (guint status, JsonNode *node)
{
  g_autoptr(JsonNode) owned = node;
  g_autoptr(GBytes) body = ac_json_to_bytes (owned);

  return ac_reply_new_bytes (status, body);
}

AcReply *
ac_reply_new_page (GListModel *items,
                   guint limit,
                   JsonNode *(*to_json) (gpointer item),
                   const char *(*get_id) (gpointer item))
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();
  guint n_items = g_list_model_get_n_items (items);
  AcReply *self = NULL;

  for (guint i = 0; i < MIN (n_items, limit); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (items, i);

      json_array_add_element (array, to_json (item));
      if (i + 1 == limit && n_items > limit)
        ac_json_set_string (object, "next", get_id (item));
    }
  json_object_set_array_member (object, "items", array);
  json_node_set_object (root, object);

  self = ac_reply_new_json (200, g_steal_pointer (&root));
  ac_reply_add_etag (self);
  return self;
}

AcReply *
ac_reply_new_problem (const GError *error, guint status)
{
  AcError code = error->domain == AC_ERROR ? (AcError) error->code : AC_ERROR_FAILED;
  const char *slug = ac_error_get_slug (code);
  g_autofree char *type = g_strconcat (PROBLEM_BASE, slug, NULL);
  g_autofree char *title = g_strdup (slug);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);
  AcReply *self = NULL;

  if (status == 0)
    status = ac_error_get_http_status (code);
  g_strdelimit (title, "-", ' ');
  title[0] = g_ascii_toupper (title[0]);
  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "title", title);
  json_object_set_int_member (object, "status", status);
  if (error->domain == AC_ERROR)
    json_object_set_string_member (object, "detail", error->message);
  if (g_error_matches (error, AC_ERROR, AC_ERROR_PROOF_REQUIRED))
    json_object_set_string_member (object, "account_id", error->message);
  json_object_unref (object);

  self = ac_reply_new_json (status, node);
  self->content_type = "application/problem+json";
  return self;
}

AcReply *
ac_reply_new_stream (AcReplyFunc func)
{
  AcReply *self = ac_reply_new (SOUP_STATUS_OK);

  self->stream = func;
  return self;
}

AcReplyFunc
ac_reply_get_stream (AcReply *self)
{
  return self->stream;
}

void
ac_reply_set_location (AcReply *self, const char *location)
{
  g_set_str (&self->location, location);
}

void
ac_reply_set_content_type (AcReply *self, const char *content_type)
{
  self->content_type = g_intern_string (content_type);
}

void
ac_reply_set_replayed (AcReply *self)
{
  self->replayed = TRUE;
}

void
ac_reply_add_etag (AcReply *self)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->body);

  g_free (self->etag);
  self->etag = g_strdup_printf ("\"%.32s\"", hash);
}

guint
ac_reply_get_status (AcReply *self)
{
  return self->status;
}

GBytes *
ac_reply_get_body (AcReply *self)
{
  return self->body;
}

const char *
ac_reply_get_location (AcReply *self)
{
  return self->location;
}

void
ac_reply_write (AcReply *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *wanted = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "If-None-Match");

  soup_message_headers_replace (headers, "Cache-Control",
                                self->etag != NULL ? "no-cache" : "no-store");
  if (self->etag != NULL)
    soup_message_headers_replace (headers, "ETag", self->etag);
  if (self->location != NULL)
    soup_message_headers_replace (headers, "Location", self->location);
  if (self->replayed)
    soup_message_headers_replace (headers, "Idempotent-Replayed", "true");

  if (self->etag != NULL && g_strcmp0 (self->etag, wanted) == 0)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }

  soup_server_message_set_status (message, self->status, NULL);
  if (self->body != NULL)
    {
      soup_message_headers_set_content_type (headers, self->content_type, NULL);
      soup_message_body_append_bytes (soup_server_message_get_response_body (message), self->body);
    }
}
