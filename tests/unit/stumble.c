/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stumble-undo.h"

/* To preload: the program that it is in stumbles at one place of its way.
 *
 * STUMBLE_AT=n         at the n-th place, the first of which is reached
 * STUMBLE_WHEN=file    once this file is there
 * STUMBLE_IN=…         places: "write" and "sync" of files, "send" to the network; all without it
 * STUMBLE_UNDER=folder which files
 * STUMBLE_HOW=…        "die" (in the middle of what it writes), "power" (the same, and what was not
 *                      synced is gone), "io" or "full" (this once it fails with EIO or ENOSPC)
 * STUMBLE_NO_SYNC=1    nothing is ever synced, though it is said to be */

enum
{
  WRITE = 1 << 0,
  SYNC = 1 << 1,
  SEND = 1 << 2,
};

static const char *under;
static const char *when;
static const char *how;
static unsigned long at;
static unsigned places;
static bool keeps, never_syncs;
static atomic_ulong passed;
static atomic_bool begun;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__ (&stumble_##name)) dlsym (RTLD_NEXT, #name))
#define TAKE(name) __asm__ (#name) __attribute__ ((visibility ("default")))

ssize_t stumble_write (int fd, const void *bytes, size_t size) TAKE (write);
ssize_t stumble_pwrite64 (int fd, const void *bytes, size_t size, off_t offset) TAKE (pwrite64);
int stumble_ftruncate64 (int fd, off_t size) TAKE (ftruncate64);
int stumble_rename (const char *from, const char *to) TAKE (rename);
int stumble_fdatasync (int fd) TAKE (fdatasync);
int stumble_fsync (int fd) TAKE (fsync);
ssize_t stumble_send (int fd, const void *bytes, size_t size, int flags) TAKE (send);
ssize_t stumble_sendmsg (int fd, const struct msghdr *message, int flags) TAKE (sendmsg);

__attribute__ ((constructor)) static void
read_wishes (void)
{
  const char *where = getenv ("STUMBLE_IN");
  const char *number = getenv ("STUMBLE_AT");

  under = getenv ("STUMBLE_UNDER");
  when = getenv ("STUMBLE_WHEN");
  how = getenv ("STUMBLE_HOW") != NULL ? getenv ("STUMBLE_HOW") : "die";
  at = number != NULL ? strtoul (number, NULL, 10) : 0;
  keeps = strcmp (how, "power") == 0;
  never_syncs = getenv ("STUMBLE_NO_SYNC") != NULL;
  places = where == NULL ? WRITE | SYNC | SEND
                         : (strstr (where, "write") != NULL ? WRITE : 0) |
                               (strstr (where, "sync") != NULL ? SYNC : 0) |
                               (strstr (where, "send") != NULL ? SEND : 0);
}

static bool
is_place (unsigned place)
{
  if (at == 0 || !(places & place) || (!begun && when != NULL && access (when, F_OK) != 0))
    return false;
  begun = true;
  return atomic_fetch_add (&passed, 1) + 1 == at;
}

static bool
dies (void)
{
  return keeps || strcmp (how, "die") == 0;
}

/* Nobody writes any more: whoever would waits for the lock. */
static void
die (void)
{
  pthread_mutex_lock (&lock);
  if (keeps)
    stumble_undo_all ();
  kill (getpid (), SIGKILL);
  for (;;)
    pause ();
}

static int
fail (void)
{
  if (dies ())
    die ();
  errno = strcmp (how, "full") == 0 ? ENOSPC : EIO;
  return -1;
}

/* What SQLite shares with other processes in memory alone is no part of a store. */
static bool
has_path (int fd, char path[PATH_MAX])
{
  char link[64];
  ssize_t length = 0;

  if (under == NULL)
    return false;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  if ((length = readlink (link, path, PATH_MAX - 1)) <= 0)
    return false;
  path[length] = '\0';
  return strncmp (path, under, strlen (under)) == 0 &&
         (length < 4 || strcmp (path + length - 4, "-shm") != 0);
}

static bool
is_network (int fd)
{
  struct sockaddr_storage name;
  socklen_t size = sizeof name;

  return getsockname (fd, (struct sockaddr *) &name, &size) == 0 &&
         (name.ss_family == AF_INET || name.ss_family == AF_INET6);
}

static ssize_t
write_at (int fd, const void *bytes, size_t size, off_t offset)
{
  return REAL (pwrite64) (fd, bytes, size, offset);
}

ssize_t
stumble_pwrite64 (int fd, const void *bytes, size_t size, off_t offset)
{
  char path[PATH_MAX];
  ssize_t written = 0;

  if (!has_path (fd, path))
    return write_at (fd, bytes, size, offset);
  pthread_mutex_lock (&lock);
  if (keeps)
    stumble_remember_bytes (fd, path, offset, size);
  if (is_place (WRITE))
    {
      if (dies ())
        (void) write_at (fd, bytes, size / 2, offset);
      pthread_mutex_unlock (&lock);
      return fail ();
    }
  written = write_at (fd, bytes, size, offset);
  pthread_mutex_unlock (&lock);
  return written;
}

ssize_t
stumble_write (int fd, const void *bytes, size_t size)
{
  char path[PATH_MAX];
  struct stat about;
  ssize_t written = 0;

  if (fd <= 2 || !has_path (fd, path) || fstat (fd, &about) != 0 || !S_ISREG (about.st_mode))
    return REAL (write) (fd, bytes, size);
  pthread_mutex_lock (&lock);
  if (keeps)
    stumble_remember_bytes (fd, path, lseek (fd, 0, SEEK_CUR), size);
  if (is_place (WRITE))
    {
      pthread_mutex_unlock (&lock);
      return fail ();
    }
  written = REAL (write) (fd, bytes, size);
  pthread_mutex_unlock (&lock);
  return written;
}

int
stumble_ftruncate64 (int fd, off_t size)
{
  char path[PATH_MAX];
  int result = 0;

  if (!has_path (fd, path))
    return REAL (ftruncate64) (fd, size);
  pthread_mutex_lock (&lock);
  if (keeps)
    stumble_remember_bytes (fd, path, size, SSIZE_MAX);
  result = REAL (ftruncate64) (fd, size);
  pthread_mutex_unlock (&lock);
  return result;
}

int
stumble_rename (const char *from, const char *to)
{
  int result = 0;

  if (under == NULL || strncmp (to, under, strlen (under)) != 0)
    return REAL (rename) (from, to);
  if (is_place (WRITE))
    return fail ();
  pthread_mutex_lock (&lock);
  if (keeps)
    stumble_remember_name (to);
  if ((result = REAL (rename) (from, to)) == 0 && keeps)
    stumble_follow (to);
  pthread_mutex_unlock (&lock);
  return result;
}

static int
sync_file (int fd, int (*real) (int fd))
{
  char path[PATH_MAX];
  int result = 0;

  if (!has_path (fd, path))
    return real (fd);
  if (is_place (SYNC))
    return fail ();
  pthread_mutex_lock (&lock);
  result = real (fd);
  if (keeps && result == 0 && !never_syncs)
    stumble_forget (fd);
  pthread_mutex_unlock (&lock);
  return result;
}

int
stumble_fdatasync (int fd)
{
  return sync_file (fd, REAL (fdatasync));
}

int
stumble_fsync (int fd)
{
  return sync_file (fd, REAL (fsync));
}

/* Half of it is out, or all of it and nobody hears what became of it. */
ssize_t
stumble_send (int fd, const void *bytes, size_t size, int flags)
{
  ssize_t sent = 0;

  if (!is_network (fd))
    return REAL (send) (fd, bytes, size, flags);
  if (is_place (SEND))
    {
      if (dies ())
        (void) REAL (send) (fd, bytes, size / 2, flags);
      return fail ();
    }
  sent = REAL (send) (fd, bytes, size, flags);
  if (dies () && is_place (SEND))
    die ();
  return sent;
}

ssize_t
stumble_sendmsg (int fd, const struct msghdr *message, int flags)
{
  ssize_t sent = 0;

  if (!is_network (fd))
    return REAL (sendmsg) (fd, message, flags);
  if (is_place (SEND))
    return fail ();
  sent = REAL (sendmsg) (fd, message, flags);
  if (dies () && is_place (SEND))
    die ();
  return sent;
}
