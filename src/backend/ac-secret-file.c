/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ac-secret-file.h"

const char *
ac_secret_file_read (const char *path, gboolean guarded, char *text)
{
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC);
  struct stat info;
  ssize_t size = 0;

  if (fd < 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    return "the file can't be opened";
  if (!guarded && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return "the file must be closed to group and others (0600)";

  size = read (fd, text, AC_SECRET_FILE_MAX);
  text[MAX (size, 0)] = '\0';
  return size > 0 ? NULL : "the file is empty";
}
