/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <string.h>

G_BEGIN_DECLS

/* What a server does once it has read a request. */
typedef enum
{
  AC_HOSTILE_ANSWER,  /* status, headers and body, as they are given */
  AC_HOSTILE_ENDLESS, /* a body without an end */
  AC_HOSTILE_CUT,     /* less than was announced */
  AC_HOSTILE_CLOSE,   /* not one byte */
  AC_HOSTILE_NOISE,   /* no HTTP */
  AC_HOSTILE_SILENT,  /* nothing, for ever */
  AC_HOSTILE_HEAD,    /* one header after the other, for ever */
  AC_HOSTILE_DRIP,    /* one byte of the body after the other, for ever */
} AcHostileWay;

typedef struct
{
  const char *name;
  AcHostileWay way;
  const char *status;
  const char *headers; /* (nullable): each ends with CR LF */
  const char *body;    /* (nullable): "{}" */
  gsize repeat;        /* how often the body is sent, 0: once */
} AcHostile;

/* One port for each way, all in threads of their own. Whatever comes to `elsewhere` is kept. */
typedef struct
{
  GSocketService *service;
  GPtrArray *bases; /* in the order of the ways */
  char *elsewhere;
  GMutex lock;
  GString *heard;   /* at elsewhere */
  const char *apps; /* what "/apps" is answered with everywhere */
} AcHostileServer;

static inline void
ac_hostile_write (GOutputStream *output, const char *data, gssize size)
{
  g_output_stream_write_all (output, data, size < 0 ? strlen (data) : (gsize) size, NULL, NULL,
                             NULL);
}

/* Whether anybody listens still. */
static inline gboolean
ac_hostile_wait (GIOStream *stream, const char *again)
{
  GOutputStream *output = g_io_stream_get_output_stream (stream);

  g_usleep (50 * 1000);
  return g_output_stream_write_all (output, again, strlen (again), NULL, NULL, NULL);
}

/* "ELSEWHERE" in text is where nobody must be sent to. */
static inline char *
ac_hostile_fill (AcHostileServer *self, const char *text, const char *otherwise)
{
  g_auto(GStrv) parts = g_strsplit (text != NULL ? text : otherwise, "ELSEWHERE", -1);

  return g_strjoinv (self->elsewhere, parts);
}

static inline void
ac_hostile_answer (AcHostileServer *self, GIOStream *stream, const AcHostile *hostile)
{
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  g_autofree char *body = ac_hostile_fill (self, hostile->body, "{}");
  g_autofree char *headers = ac_hostile_fill (self, hostile->headers, "");
  gsize times = MAX (hostile->repeat, 1);
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 %s\r\nContent-Type: application/json\r\n%sContent-Length: %" G_GSIZE_FORMAT
      "\r\nConnection: close\r\n\r\n",
      hostile->status, headers,
      strlen (body) * times + (hostile->way == AC_HOSTILE_CUT ? 1000 : 0));

  ac_hostile_write (output, head, -1);
  for (gsize i = 0; i < times; i++)
    if (!g_output_stream_write_all (output, body, strlen (body), NULL, NULL, NULL))
      return;
}

static inline void
ac_hostile_misbehave (GIOStream *stream, const AcHostile *hostile)
{
  static const char start[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  GInputStream *input = g_io_stream_get_input_stream (stream);
  g_autofree char *filler = g_strnfill (1 << 16, ' ');
  char byte = 0;

  switch (hostile->way)
    {
    case AC_HOSTILE_ENDLESS:
      ac_hostile_write (output, start, -1);
      ac_hostile_write (output, "Connection: close\r\n\r\n{", -1);
      while (g_output_stream_write_all (output, filler, 1 << 16, NULL, NULL, NULL))
        ;
      break;
    case AC_HOSTILE_NOISE:
      ac_hostile_write (output, "220 mail.example ESMTP\r\n500 What?\r\n\r\n", -1);
      break;
    case AC_HOSTILE_SILENT:
      g_input_stream_read (input, &byte, 1, NULL, NULL);
      break;
    case AC_HOSTILE_HEAD:
      ac_hostile_write (output, start, -1);
      while (ac_hostile_wait (stream, "X-Slow: yes\r\n"))
        ;
      break;
    case AC_HOSTILE_DRIP:
      ac_hostile_write (output, start, -1);
      ac_hostile_write (output, "Connection: close\r\n\r\n{", -1);
      while (ac_hostile_wait (stream, " "))
        ;
      break;
    case AC_HOSTILE_CLOSE:
    case AC_HOSTILE_ANSWER:
    case AC_HOSTILE_CUT:
    default:
      break;
    }
}

/* The head and the body of a request. */
static inline char *
ac_hostile_read (GDataInputStream *input)
{
  GString *text = g_string_new (NULL);
  gsize length = 0;
  char *line = NULL;

  while ((line = g_data_input_stream_read_line (input, NULL, NULL, NULL)) && *line != '\0')
    {
      if (g_ascii_strncasecmp (line, "Content-Length:", 15) == 0)
        length = g_ascii_strtoull (line + 15, NULL, 10);
      g_string_append_printf (text, "%s\n", line);
      g_free (line);
    }
  g_free (line);
  if (length > 0 && length < (1 << 20))
    {
      g_autofree char *body = g_malloc0 (length + 1);

      g_input_stream_read_all (G_INPUT_STREAM (input), body, length, NULL, NULL, NULL);
      g_string_append (text, body);
    }
  return g_string_free (text, FALSE);
}

static inline gboolean
ac_hostile_run_cb (GThreadedSocketService *service,
                   GSocketConnection *connection,
                   GObject *place,
                   gpointer user_data)
{
  AcHostileServer *self = user_data;
  const AcHostile *hostile = g_object_get_data (place, "hostile");
  g_autoptr(GDataInputStream) input =
                g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_autofree char *request = NULL;
  const AcHostile good = { "", AC_HOSTILE_ANSWER, "200 OK", NULL, self->apps, 0 };

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  request = ac_hostile_read (input);
  if (hostile == NULL)
    {
      g_mutex_lock (&self->lock);
      g_string_append (self->heard, request);
      g_mutex_unlock (&self->lock);
      ac_hostile_answer (self, G_IO_STREAM (connection), &good);
    }
  else if (g_str_has_prefix (request, "GET /apps "))
    ac_hostile_answer (self, G_IO_STREAM (connection), &good);
  else if (hostile->way == AC_HOSTILE_ANSWER || hostile->way == AC_HOSTILE_CUT)
    ac_hostile_answer (self, G_IO_STREAM (connection), hostile);
  else
    ac_hostile_misbehave (G_IO_STREAM (connection), hostile);
  return TRUE;
}

static inline char *
ac_hostile_listen (AcHostileServer *self, const AcHostile *hostile)
{
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) got = NULL;
  g_autoptr(GObject) place = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr(GError) error = NULL;

  g_object_set_data (place, "hostile", (gpointer) hostile);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, place, &got, &error);
  g_assert_no_error (error);
  return g_strdup_printf ("http://127.0.0.1:%d",
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
}

static inline void
ac_hostile_prepare (AcHostileServer *self, const char *apps)
{
  self->service = g_threaded_socket_service_new (-1);
  g_socket_service_stop (self->service);
  self->bases = g_ptr_array_new_with_free_func (g_free);
  self->heard = g_string_new (NULL);
  self->apps = apps;
  g_mutex_init (&self->lock);
  self->elsewhere = ac_hostile_listen (self, NULL);
  g_signal_connect (self->service, "run", G_CALLBACK (ac_hostile_run_cb), self);
}

static inline void
ac_hostile_stop (AcHostileServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_ptr_array_unref (self->bases);
  g_string_free (self->heard, TRUE);
  g_free (self->elsewhere);
  g_mutex_clear (&self->lock);
}

G_END_DECLS
