/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* load PORT CONNECTIONS MILLISECONDS PAUSE FILE: asks a server on loopback what stands in the file,
 * one request after another and from the start again, on so many connections at once; each waits
 * PAUSE ms before it asks again. Prints the number of answers for each second and, in ms, how long
 * half and 99 of 100 of them took. Whatever is not 200 ends it. */
#include <arpa/inet.h>
#include <glib.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define END "\r\n\r\n"

typedef struct
{
  int fd;
  gint64 asked; /* µs, 0: rests */
  gint64 due;
  gsize got;
  char answer[65536];
} Line;

static GPtrArray *requests;
static guint next;
static GArray *costs; /* µs */

static void
fail (const char *what)
{
  fprintf (stderr, "load: %s\n", what);
  exit (1);
}

static void
read_requests (const char *path)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) parts = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    fail ("there is no such file");

  requests = g_ptr_array_new_with_free_func (g_free);
  parts = g_strsplit (text, END, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (requests, g_strconcat (parts[i], END, NULL));
}

static void
open_line (Line *line, guint16 port)
{
  struct sockaddr_in there = { .sin_family = AF_INET,
                               .sin_port = htons (port),
                               .sin_addr = { htonl (INADDR_LOOPBACK) } };

  line->fd = socket (AF_INET, SOCK_STREAM, 0);
  if (line->fd < 0 || connect (line->fd, (struct sockaddr *) &there, sizeof there) != 0)
    fail ("nobody listens");
}

static void
ask (Line *line)
{
  const char *request = g_ptr_array_index (requests, next++ % requests->len);
  const gsize size = strlen (request);

  line->asked = g_get_monotonic_time ();
  line->got = 0;
  if (send (line->fd, request, size, MSG_NOSIGNAL) != (gssize) size)
    fail ("a request was not taken");
}

/* Returns: whether the answer is there as a whole */
static gboolean
is_whole (Line *line)
{
  const char *end = NULL;
  const char *length = NULL;

  line->answer[line->got] = '\0';
  if (!(end = strstr (line->answer, END)))
    return FALSE;
  if (!g_str_has_prefix (line->answer, "HTTP/1.1 200 "))
    fail (line->answer);
  if (!(length = strcasestr (line->answer, "\r\ncontent-length:")))
    fail ("an answer has no length");

  return line->got == (gsize) (end - line->answer) + strlen (END) +
                          strtoul (length + strlen ("\r\ncontent-length:"), NULL, 10);
}

static void
take (Line *line, gint64 pause)
{
  const gssize size =
      recv (line->fd, line->answer + line->got, sizeof line->answer - 1 - line->got, 0);
  const gint64 now = g_get_monotonic_time ();
  guint cost = 0;

  if (size <= 0)
    fail ("a connection was closed");
  line->got += size;
  if (!is_whole (line))
    return;

  cost = now - line->asked;
  g_array_append_val (costs, cost);
  line->asked = 0;
  line->due = now + pause;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const guint *) a < *(const guint *) b ? -1 : *(const guint *) a > *(const guint *) b;
}

static double
part (guint percent)
{
  return g_array_index (costs, guint, (guint64) costs->len * percent / 100) / 1000.0;
}

int
main (int argc, char *argv[])
{
  const guint n = argc == 6 ? atoi (argv[2]) : 0;
  const gint64 begin = g_get_monotonic_time ();
  const gint64 end = begin + (n > 0 ? atoll (argv[3]) * 1000 : 0);
  const gint64 pause = n > 0 ? atoll (argv[4]) * 1000 : 0;
  g_autofree Line *lines = g_new0 (Line, n);
  g_autofree struct pollfd *polled = g_new0 (struct pollfd, n);

  if (n == 0)
    return 2;

  read_requests (argv[5]);
  costs = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++)
    {
      open_line (&lines[i], atoi (argv[1]));
      polled[i] = (struct pollfd) { .fd = lines[i].fd, .events = POLLIN };
    }

  while (g_get_monotonic_time () < end)
    {
      for (guint i = 0; i < n; i++)
        if (lines[i].asked == 0 && g_get_monotonic_time () >= lines[i].due)
          ask (&lines[i]);
      poll (polled, n, pause > 0 ? 1 : 1000);
      for (guint i = 0; i < n; i++)
        if (polled[i].revents != 0)
          take (&lines[i], pause);
    }

  if (costs->len == 0)
    fail ("no answer came");
  g_array_sort (costs, compare);
  printf ("{\"rate\": %.1f, \"p50\": %.3f, \"p99\": %.3f}\n",
          costs->len * 1e6 / (g_get_monotonic_time () - begin), part (50), part (99));
  return 0;
}
