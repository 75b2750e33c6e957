/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-event-parser.h"

#define MAX_SIZE 65536
#define MAX_ID 64
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct _AcEventParser
{
  AcEventFunc func;
  gpointer user_data;
  GString *line;
  GString *data;
  char *type;
  char *last_id;
  gboolean has_data;
  gboolean after_cr; /* the line feed that may follow belongs to the line that just ended */
  gboolean begun;
};

AcEventParser *
ac_event_parser_new (AcEventFunc func, gpointer user_data)
{
  AcEventParser *self = g_new0 (AcEventParser, 1);

  self->func = func;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  return self;
}

void
ac_event_parser_free (AcEventParser *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self->type);
  g_free (self->last_id);
  g_free (self);
}

static void
dispatch (AcEventParser *self)
{
  if (self->has_data)
    self->func (self->type != NULL ? self->type : "message", self->data->str, self->last_id,
                self->user_data);

  g_clear_pointer (&self->type, g_free);
  g_string_truncate (self->data, 0);
  self->has_data = FALSE;
}

static void
take_field (AcEventParser *self, const char *name, const char *value)
{
  if (g_str_equal (name, "event"))
    {
      g_free (self->type);
      self->type = *value != '\0' ? g_strdup (value) : NULL;
    }
  else if (g_str_equal (name, "data"))
    {
      if (self->has_data)
        g_string_append_c (self->data, '\n');
      g_string_append (self->data, value);
      self->has_data = TRUE;
    }
  else if (g_str_equal (name, "id") && strlen (value) <= MAX_ID)
    g_set_str (&self->last_id, value);
}

static void
take_line (AcEventParser *self, char *line)
{
  char *colon = NULL;
  const char *value = "";

  if (*line == '\0')
    {
      dispatch (self);
      return;
    }

  colon = strchr (line, ':');
  if (colon == line)
    return;

  if (colon != NULL)
    {
      *colon = '\0';
      value = colon[1] == ' ' ? colon + 2 : colon + 1;
    }
  take_field (self, line, value);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error, AC_ERROR, AC_ERROR_BAD_REPLY, "The stream of events is broken: %s", why);
  return FALSE;
}

static gboolean
end_line (AcEventParser *self, GError **error)
{
  char *line = self->line->str;

  if (!g_utf8_validate_len (line, self->line->len, NULL))
    return refuse (error, "not UTF-8");

  if (!self->begun && g_str_has_prefix (line, BYTE_ORDER_MARK))
    line += sizeof BYTE_ORDER_MARK - 1;
  self->begun = TRUE;

  take_line (self, line);
  g_string_truncate (self->line, 0);
  return self->data->len <= MAX_SIZE || refuse (error, "an event is too long");
}

static gboolean
take_byte (AcEventParser *self, char byte, GError **error)
{
  gboolean after_cr = self->after_cr;

  self->after_cr = byte == '\r';
  if (byte == '\n' && after_cr)
    return TRUE;

  if (byte == '\r' || byte == '\n')
    return end_line (self, error);

  if (self->line->len >= MAX_SIZE)
    return refuse (error, "a line is too long");

  g_string_append_c (self->line, byte);
  return TRUE;
}

gboolean
ac_event_parser_feed (AcEventParser *self, const char *data, gsize size, GError **error)
{
  for (gsize i = 0; i < size; i++)
    if (!take_byte (self, data[i], error))
      return FALSE;

  return TRUE;
}
