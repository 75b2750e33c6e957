/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crowd PORT PEERS ARRIVAL DEADLINE HOST: so many slow peers come to a server on loopback within
 * ARRIVAL ms; half of them begin a head, the others a body, and each says one byte each second.
 * Prints how many were not closed DEADLINE ms after they came. */
#include <arpa/inet.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE_US (10 * G_USEC_PER_SEC)
#define AT_ONCE 64

typedef struct
{
  int fd; /* -1: not come yet, or closed */
  gint64 came;
  gint64 says_at;
} Peer;

static guint16 port;
static int epoll;
static char *begun[2];

static void
fail (const char *what)
{
  fprintf (stderr, "crowd: %s\n", what);
  exit (1);
}

static void
come (Peer *peer, guint number, gint64 now)
{
  struct sockaddr_in there = { .sin_family = AF_INET,
                               .sin_port = htons (port),
                               .sin_addr = { htonl (INADDR_LOOPBACK) } };
  struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP, .data.ptr = peer };
  const char *text = begun[number % 2];

  peer->fd = socket (AF_INET, SOCK_STREAM, 0);
  if (peer->fd < 0 || connect (peer->fd, (struct sockaddr *) &there, sizeof there) != 0)
    fail ("nobody listens");
  if (send (peer->fd, text, strlen (text), MSG_NOSIGNAL) < 0 ||
      epoll_ctl (epoll, EPOLL_CTL_ADD, peer->fd, &event) != 0)
    fail ("nobody can be slow");
  peer->came = now;
  peer->says_at = now + G_USEC_PER_SEC;
}

/* Returns: how many of those that were closed were closed too late */
static guint
look (guint *n_closed, gint64 deadline)
{
  struct epoll_event events[AT_ONCE];
  const int n_events = epoll_wait (epoll, events, AT_ONCE, 1);
  const gint64 now = g_get_monotonic_time ();
  guint n_late = 0;

  for (int i = 0; i < n_events; i++)
    {
      Peer *peer = events[i].data.ptr;
      char answer[4096];

      if (recv (peer->fd, answer, sizeof answer, MSG_DONTWAIT) > 0)
        continue;
      n_late += now - peer->came > deadline;
      (*n_closed)++;
      close (peer->fd);
      peer->fd = -1;
    }

  return n_late;
}

static void
speak (Peer *peers, guint n, gint64 now)
{
  for (guint i = 0; i < n; i++)
    if (peers[i].fd >= 0 && now >= peers[i].says_at)
      {
        send (peers[i].fd, "x", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
        peers[i].says_at += G_USEC_PER_SEC;
      }
}

static void
begin_texts (const char *host)
{
  begun[0] = g_strdup_printf ("GET /v1/accounts HTTP/1.1\r\nHost: %s\r\nX-Slow: ", host);
  begun[1] = g_strdup_printf ("POST /v1/statuses HTTP/1.1\r\nHost: %s\r\n"
                              "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n",
                              host);
}

int
main (int argc, char *argv[])
{
  const guint n = argc == 6 ? atoi (argv[2]) : 0;
  const gint64 arrival = n > 0 ? atoll (argv[3]) * 1000 : 0;
  const gint64 deadline = n > 0 ? atoll (argv[4]) * 1000 : 0;
  const gint64 begin = g_get_monotonic_time ();
  g_autofree Peer *peers = g_new0 (Peer, n);
  guint n_come = 0;
  guint n_closed = 0;
  guint n_late = 0;

  if (n == 0)
    return 2;

  port = atoi (argv[1]);
  epoll = epoll_create1 (0);
  begin_texts (argv[5]);
  while (n_closed < n && g_get_monotonic_time () < begin + arrival + deadline + PATIENCE_US)
    {
      const gint64 now = g_get_monotonic_time ();

      for (; n_come < n && now >= begin + arrival * n_come / n; n_come++)
        come (&peers[n_come], n_come, now);
      n_late += look (&n_closed, deadline);
      speak (peers, n_come, now);
    }

  printf ("%u\n", n_late + n - n_closed);
  return 0;
}
