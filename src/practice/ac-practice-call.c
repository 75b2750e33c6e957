/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-practice-call.h"

AcPracticeCall *
ac_practice_call_new (SoupServerMessage *message)
{
  AcPracticeCall *self = g_new0 (AcPracticeCall, 1);

  self->message = g_object_ref (message);
  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->answer.status = SOUP_STATUS_OK;
  self->answer.content_type = "application/json; charset=UTF-8";
  return self;
}

void
ac_practice_call_free (AcPracticeCall *self)
{
  g_clear_object (&self->message);
  g_clear_pointer (&self->parameters, g_hash_table_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_pointer (&self->answer.body, g_bytes_unref);
  g_free (self->answer.location);
  g_free (self->path);
  g_free (self->id);
  g_free (self->picture_id);
  g_free (self);
}

const char *
ac_practice_call_get (AcPracticeCall *self, const char *parameter)
{
  return g_hash_table_lookup (self->parameters, parameter);
}

gboolean
ac_practice_call_is_on (AcPracticeCall *self, const char *parameter)
{
  return g_strcmp0 (ac_practice_call_get (self, parameter), "true") == 0;
}

void
ac_practice_call_answer (AcPracticeCall *self, JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  g_clear_pointer (&self->answer.body, g_bytes_unref);
  self->answer.body = ac_json_to_bytes (node);
}

void
ac_practice_call_answer_success (AcPracticeCall *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "success", TRUE);
  ac_practice_call_answer (self, object);
}

void
ac_practice_call_answer_list (AcPracticeCall *self, JsonArray *data)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "data", data);
  ac_practice_call_answer (self, object);
}

void
ac_practice_call_answer_page (AcPracticeCall *self, guint status, GString *html)
{
  self->answer.status = status;
  self->answer.content_type = "text/html; charset=utf-8";
  g_clear_pointer (&self->answer.body, g_bytes_unref);
  self->answer.body = g_string_free_to_bytes (html);
}

void
ac_practice_call_answer_redirect (AcPracticeCall *self, const char *location)
{
  self->answer.status = SOUP_STATUS_FOUND;
  g_set_str (&self->answer.location, location);
}

guint
ac_practice_call_count (AcPracticeCall *self, const char *deed, const char *subject)
{
  JsonObjectIter iter;
  JsonNode *node = NULL;
  gint64 since = ac_practice_state_now (self->state) - AC_PRACTICE_DAY_MS;
  guint n = 0;

  json_object_iter_init (&iter, ac_practice_state_get_table (self->state, "deeds"));
  while (json_object_iter_next (&iter, NULL, &node))
    {
      JsonObject *record = json_node_get_object (node);

      n += ac_json_get_integer (record, "at") > since &&
           g_strcmp0 (ac_json_get_string (record, "deed"), deed) == 0 &&
           g_strcmp0 (ac_json_get_string (record, "subject"), subject) == 0;
    }
  return n;
}

void
ac_practice_call_note (AcPracticeCall *self, const char *deed, const char *subject)
{
  g_autofree char *id = ac_practice_state_new_id (self->state);
  JsonObject *record = ac_practice_state_add (self->state, "deeds", id);

  json_object_set_string_member (record, "deed", deed);
  json_object_set_string_member (record, "subject", subject);
  self->changed = TRUE;
}
