/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "config.h"

#include "ac-confine.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ac-filter.h"

#define MAX_FILES 64

/* Where libraries and their lists stand, also in a Flatpak. */
static const char *const libraries[] = {
  "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/app/lib", "/etc/ld.so.cache",
};

static gboolean
limit (int resource, rlim_t value)
{
  const struct rlimit limits = { value, value };

  return setrlimit (resource, &limits) == 0;
}

static gboolean
limit_all (const AcConfinement *confinement)
{
  return (confinement->memory == 0 || limit (RLIMIT_AS, confinement->memory)) &&
         limit (RLIMIT_CPU, confinement->cpu_seconds) && limit (RLIMIT_NOFILE, MAX_FILES) &&
         limit (RLIMIT_FSIZE, 0) && limit (RLIMIT_CORE, 0);
}

/* All that kernels of this version know how to refuse. */
static guint64
get_file_accesses (int version)
{
  if (version < 2)
    return (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  if (version < 3)
    return (LANDLOCK_ACCESS_FS_REFER << 1) - 1;
  return version < 5 ? (LANDLOCK_ACCESS_FS_TRUNCATE << 1) - 1
                     : (LANDLOCK_ACCESS_FS_IOCTL_DEV << 1) - 1;
}

static int
make_ruleset (int version)
{
  struct landlock_ruleset_attr ruleset = { .handled_access_fs = get_file_accesses (version) };

  if (version >= 4)
    ruleset.handled_access_net = LANDLOCK_ACCESS_NET_BIND_TCP | LANDLOCK_ACCESS_NET_CONNECT_TCP;
  if (version >= 6)
    ruleset.scoped = LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | LANDLOCK_SCOPE_SIGNAL;
  return syscall (SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
}

/* What isn't there can't be read. */
static gboolean
allow_reading (int ruleset, const char *path)
{
  struct landlock_path_beneath_attr rule = { .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE };
  int file = path != NULL ? open (path, O_PATH | O_CLOEXEC) : -1;
  gboolean good = TRUE;

  if (file < 0)
    return TRUE;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
  rule.parent_fd = file;
  good = syscall (SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
  close (file);
  return good;
}

static gboolean
lock (int ruleset, const char *modules)
{
  for (guint i = 0; i < G_N_ELEMENTS (libraries); i++)
    if (!allow_reading (ruleset, libraries[i]))
      return FALSE;
  return allow_reading (ruleset, modules) && syscall (SYS_landlock_restrict_self, ruleset, 0) == 0;
}

/* FALSE also where the kernel has no Landlock. */
static gboolean
lock_files (const char *modules)
{
  int version =
      syscall (SYS_landlock_create_ruleset, NULL, (size_t) 0, LANDLOCK_CREATE_RULESET_VERSION);
  int ruleset = version > 0 ? make_ruleset (version) : -1;
  gboolean locked = ruleset >= 0 && lock (ruleset, modules);

  if (ruleset >= 0)
    close (ruleset);
  return locked;
}

gboolean
ac_confine (const AcConfinement *confinement)
{
  g_return_val_if_fail (confinement != NULL, FALSE);

  if (close_range (STDERR_FILENO + 1, ~0u, 0) != 0 || clearenv () != 0 ||
      prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
      prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || !limit_all (confinement))
    return FALSE;

  /* Neither is enough alone: one leaves sockets, the other every file that can be read. */
  return lock_files (confinement->modules) && ac_filter_install ();
}
