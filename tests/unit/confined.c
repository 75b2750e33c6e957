/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "config.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ac-confine.h"

/* Confines itself as the decoder does, tries what the decoder has no use for, and says what it
 * could do all the same. */

#define ROOM ((gsize) 512 * 1024 * 1024)

typedef struct
{
  const char *name;
  gboolean (*could) (const char *folder);
} Deed;

static gboolean
open_with (const char *path, int flags)
{
  int file = open (path, flags, 0600);

  if (file >= 0)
    close (file);
  return file >= 0;
}

static gboolean
read_passwords (const char *folder)
{
  return open_with ("/etc/passwd", O_RDONLY);
}

static gboolean
read_there (const char *folder)
{
  return open_with (folder, O_RDONLY | O_DIRECTORY);
}

static gboolean
make_file (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "made", NULL);

  return open_with (path, O_WRONLY | O_CREAT);
}

static gboolean
write_file (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "there", NULL);

  return open_with (path, O_WRONLY) || open_with (path, O_RDWR | O_TRUNC);
}

static gboolean
delete_file (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "there", NULL);

  return unlink (path) == 0;
}

static gboolean
change_file (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "there", NULL);

  return chmod (path, 0) == 0 || truncate (path, 0) == 0;
}

static gboolean
connect_to_port (const char *port)
{
  const struct sockaddr_in address = { AF_INET, htons (atoi (port)), { htonl (INADDR_LOOPBACK) } };
  int stream = socket (AF_INET, SOCK_STREAM, 0);

  return stream >= 0 && connect (stream, (const struct sockaddr *) &address, sizeof address) == 0;
}

static gboolean
open_socket (const char *folder)
{
  return connect_to_port ("9") || socket (AF_INET, SOCK_DGRAM, 0) >= 0 ||
         socket (AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static gboolean
start_child (const char *folder)
{
  pid_t child = fork ();

  if (child == 0)
    _exit (0);
  return child > 0;
}

/* Says so itself when it can. */
static gboolean
run_program (const char *folder)
{
  return execl ("/bin/echo", "echo", "program", NULL) == 0;
}

static gboolean
signal_parent (const char *folder)
{
  const pid_t parent = getppid ();
  struct rlimit limits = { 0 };

  return kill (parent, 0) == 0 || syscall (SYS_tkill, parent, 0) == 0 ||
         syscall (SYS_tgkill, parent, parent, 0) == 0 ||
         syscall (SYS_prlimit64, parent, RLIMIT_NOFILE, NULL, &limits) == 0;
}

static gboolean
use_inherited (const char *folder)
{
  return fcntl (9, F_GETFD) >= 0;
}

static gboolean
read_environment (const char *folder)
{
  return getenv ("PATH") != NULL || getenv ("SECRET") != NULL;
}

static gboolean
take_memory (const char *folder)
{
  return mmap (NULL, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
         MAP_FAILED;
}

/* What it has to be able to. */
static gboolean
read_libraries (const char *folder)
{
  return open_with ("/usr/lib", O_RDONLY | O_DIRECTORY);
}

static gpointer
do_nothing (gpointer data)
{
  return data;
}

static gboolean
start_thread (const char *folder)
{
  GThread *thread = g_thread_try_new (NULL, do_nothing, NULL, NULL);

  if (thread != NULL)
    g_thread_join (thread);
  return thread != NULL;
}

static const Deed deeds[] = {
  { "read-passwords", read_passwords },
  { "read-there", read_there },
  { "make-file", make_file },
  { "write-file", write_file },
  { "change-file", change_file },
  { "delete-file", delete_file },
  { "socket", open_socket },
  { "child", start_child },
  { "signal", signal_parent },
  { "inherited", use_inherited },
  { "environment", read_environment },
  { "memory", take_memory },
  { "libraries", read_libraries },
  { "thread", start_thread },
};

int
main (int argc, char **argv)
{
  const AcConfinement confinement = { ROOM, 5, NULL };
  const char *folder = argc > 1 ? argv[1] : "/tmp";

  if (argc > 2 && g_str_equal (argv[2], "confined") && !ac_confine (&confinement))
    return 1;
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (deeds[i].could (folder))
      printf ("%s ", deeds[i].name);
  fflush (stdout);
  run_program (folder);
  return 0;
}
