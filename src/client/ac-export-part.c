/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <gio/gfiledescriptorbased.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ac-export-part.h"
#include "ac-future.h"

#define PREFIX ".accounts-center-"
#define SUFFIX ".part"
#define SOME 64

GFile *
ac_export_part_name (GFile *file)
{
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (PREFIX, unique, SUFFIX, NULL);

  return folder != NULL ? g_file_get_child (folder, name) : g_object_ref (file);
}

int
ac_export_part_hold (GOutputStream *stream)
{
  int fd = -1;

  if (G_IS_FILE_DESCRIPTOR_BASED (stream))
    fd = fcntl (g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (stream)), F_DUPFD_CLOEXEC,
                0);
  if (fd >= 0)
    (void) flock (fd, LOCK_EX | LOCK_NB);
  return fd;
}

static void
remove_if_left (const char *path)
{
  struct stat facts;
  const int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

  if (fd < 0)
    return;

  if (fstat (fd, &facts) == 0 && S_ISREG (facts.st_mode) && facts.st_uid == getuid () &&
      flock (fd, LOCK_EX | LOCK_NB) == 0)
    (void) unlink (path);
  close (fd);
}

static void
look_at (GFile *folder, GFileInfo *info)
{
  const char *name = g_file_info_get_name (info);
  g_autofree char *path = NULL;

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX))
    return;

  path = g_build_filename (g_file_peek_path (folder), name, NULL);
  remove_if_left (path);
}

void
ac_export_part_sweep (GFile *file)
{
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autoptr(GFileEnumerator) children = NULL;

  if (folder == NULL || g_file_peek_path (folder) == NULL ||
      !(children = dex_await_object (
            dex_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                         G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, G_PRIORITY_DEFAULT),
            NULL)))
    return;

  while (TRUE)
    {
      GList *infos = dex_await_boxed (
          dex_file_enumerator_next_files (children, SOME, G_PRIORITY_DEFAULT), NULL);

      if (infos == NULL)
        return;

      for (GList *l = infos; l != NULL; l = l->next)
        look_at (folder, l->data);
      g_list_free_full (infos, g_object_unref);
    }
}
