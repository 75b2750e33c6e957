/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stumble-undo.h"

#include <fcntl.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct _Change Change;

struct _Change
{
  Change *older;
  dev_t device; /* with inode: what must be synced */
  ino_t inode;
  char *path;
  bool is_name;
  char *backup; /* (nullable): of a name, another one of the file that had it */
  off_t offset;
  off_t end; /* the file's size before */
  size_t size;
  char *bytes;
};

static Change *newest;
static unsigned backups;

static Change *
add (const struct stat *about, const char *path)
{
  Change *change = calloc (1, sizeof *change);

  *change =
      (Change) { newest, about->st_dev, about->st_ino, strdup (path), false, NULL, 0, 0, 0, NULL };
  return newest = change;
}

static void
drop (Change *change)
{
  if (change->backup != NULL)
    unlink (change->backup);
  free (change->backup);
  free (change->path);
  free (change->bytes);
  free (change);
}

void
stumble_remember_bytes (int fd, const char *path, off_t offset, size_t size)
{
  struct stat about;
  Change *change = NULL;
  size_t there = 0;

  if (fstat (fd, &about) != 0)
    return;
  there = about.st_size > offset ? (size_t) (about.st_size - offset) : 0;
  change = add (&about, path);
  change->offset = offset;
  change->end = about.st_size;
  change->size = there < size ? there : size;
  change->bytes = malloc (change->size + 1);
  if (pread (fd, change->bytes, change->size, offset) != (ssize_t) change->size)
    abort ();
}

void
stumble_remember_name (const char *path)
{
  char *folder = strdup (path);
  char backup[4096];
  struct stat about;
  Change *change = NULL;

  if (stat (dirname (folder), &about) == 0)
    {
      change = add (&about, path);
      change->is_name = true;
      snprintf (backup, sizeof backup, "%s.before-%u", path, backups++);
      if (link (path, backup) == 0)
        change->backup = strdup (backup);
    }
  free (folder);
}

void
stumble_follow (const char *path)
{
  struct stat about;

  if (stat (path, &about) != 0)
    return;
  for (Change *change = newest; change != NULL; change = change->older)
    if (!change->is_name && change->inode == about.st_ino && change->device == about.st_dev)
      {
        free (change->path);
        change->path = strdup (path);
      }
}

void
stumble_forget (int fd)
{
  struct stat about;

  if (fstat (fd, &about) != 0)
    return;
  for (Change **link = &newest; *link != NULL;)
    {
      Change *change = *link;

      if (change->inode == about.st_ino && change->device == about.st_dev)
        {
          *link = change->older;
          drop (change);
        }
      else
        link = &change->older;
    }
}

/* By the system itself: what is called pwrite here would remember that, too. */
static void
put_back (const Change *change)
{
  const int fd = open (change->path, O_RDWR | O_CLOEXEC);
  struct stat about;

  if (fd < 0)
    return;
  if (fstat (fd, &about) == 0 && about.st_ino == change->inode)
    {
      if (syscall (SYS_pwrite64, fd, change->bytes, change->size, change->offset) < 0 ||
          syscall (SYS_ftruncate, fd, change->end) < 0)
        abort ();
    }
  close (fd);
}

void
stumble_undo_all (void)
{
  for (Change *change = newest; change != NULL; change = change->older)
    {
      if (!change->is_name)
        put_back (change);
      else if (change->backup != NULL)
        syscall (SYS_rename, change->backup, change->path);
      else
        unlink (change->path);
    }
}
