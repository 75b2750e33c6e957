/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "config.h"

#include "ac-filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

#ifdef ARCHITECTURE

/* Where x86 has a second way to call each of them. */
#define OTHER_WAYS 0x40000000

static const guint32 refused[] = {
  SYS_socket,
  SYS_socketpair,
  SYS_connect,
  SYS_bind,
  SYS_listen,
  SYS_accept,
  SYS_accept4,
  SYS_execve,
  SYS_execveat,
  SYS_ptrace,
  SYS_process_vm_readv,
  SYS_process_vm_writev,
  SYS_kill,
  SYS_tkill,
  SYS_rt_sigqueueinfo,
  SYS_rt_tgsigqueueinfo,
  SYS_pidfd_open,
  SYS_pidfd_send_signal,
  SYS_setpriority,
  SYS_sched_setaffinity,
  SYS_sched_setscheduler,
  SYS_sched_setattr,
  SYS_io_uring_setup,
  SYS_bpf,
  SYS_perf_event_open,
  SYS_userfaultfd,
  SYS_keyctl,
  SYS_add_key,
  SYS_request_key,
  SYS_mount,
  SYS_umount2,
  SYS_pivot_root,
  SYS_chroot,
  SYS_unshare,
  SYS_setns,
  SYS_open_by_handle_at,
  SYS_truncate,
  SYS_unlinkat,
  SYS_renameat2,
  SYS_mkdirat,
  SYS_linkat,
  SYS_symlinkat,
  SYS_mknodat,
  SYS_fchmod,
  SYS_fchmodat,
  SYS_fchown,
  SYS_fchownat,
  SYS_setxattr,
  SYS_lsetxattr,
  SYS_fsetxattr,
  SYS_utimensat,
  SYS_inotify_init1,
  SYS_shmget,
  SYS_msgget,
  SYS_semget,
#ifdef SYS_renameat
  SYS_renameat,
#endif
#ifdef __x86_64__
  SYS_fork,
  SYS_vfork,
  SYS_creat,
  SYS_unlink,
  SYS_rename,
  SYS_mkdir,
  SYS_rmdir,
  SYS_link,
  SYS_symlink,
  SYS_mknod,
  SYS_chmod,
  SYS_chown,
  SYS_lchown,
  SYS_utime,
  SYS_utimes,
  SYS_inotify_init,
#endif
};

#define LOAD(member) BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, member))
#define RETURN(value) BPF_STMT (BPF_RET | BPF_K, (value))
#define REFUSE(code) RETURN (SECCOMP_RET_ERRNO | (code))
/* Goes over the next so many unless the test holds. */
#define UNLESS_EQUAL(value, skipped) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skipped))
#define UNLESS_SET(bits, skipped) BPF_JUMP (BPF_JMP | BPF_JSET | BPF_K, (bits), 0, (skipped))
/* Allowed where the first argument is that number. */
#define FIRST_ONLY(number, value)                                                                  \
  UNLESS_EQUAL (number, 4), LOAD (args[0]), UNLESS_EQUAL (value, 1), RETURN (SECCOMP_RET_ALLOW),   \
      REFUSE (EPERM)
#define WRITING (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)
/* The low half of an argument: these are all little-endian. */
#define FLAGS(number, argument)                                                                    \
  UNLESS_EQUAL (number, 4), LOAD (args[argument]), UNLESS_SET (WRITING, 1), REFUSE (EPERM),        \
      RETURN (SECCOMP_RET_ALLOW)

static void
append (GArray *program, const struct sock_filter *code, guint n)
{
  g_array_append_vals (program, code, n);
}

static GArray *
write_program (void)
{
  static const struct sock_filter begin[] = {
    LOAD (arch),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
    RETURN (SECCOMP_RET_KILL_PROCESS),
    LOAD (nr),
    BPF_JUMP (BPF_JMP | BPF_JGE | BPF_K, OTHER_WAYS, 0, 1),
    REFUSE (ENOSYS),
  };
  /* A thread is begun with clone(), after it was told that there is no clone3(), whose flags nobody
   * here could see; so with openat2(). */
  const struct sock_filter end[] = {
    FIRST_ONLY (SYS_tgkill, (guint32) getpid ()), /* abort() calls it */
    FIRST_ONLY (SYS_prlimit64, 0),
    UNLESS_EQUAL (SYS_clone3, 1),
    REFUSE (ENOSYS),
    UNLESS_EQUAL (SYS_openat2, 1),
    REFUSE (ENOSYS),
    UNLESS_EQUAL (SYS_clone, 4),
    LOAD (args[0]),
    UNLESS_SET (CLONE_THREAD, 1),
    RETURN (SECCOMP_RET_ALLOW),
    REFUSE (EPERM),
#ifdef SYS_open
    FLAGS (SYS_open, 1),
#endif
    FLAGS (SYS_openat, 2),
    RETURN (SECCOMP_RET_ALLOW),
  };
  GArray *program = g_array_new (FALSE, FALSE, sizeof (struct sock_filter));

  append (program, begin, G_N_ELEMENTS (begin));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      const struct sock_filter code[] = { UNLESS_EQUAL (refused[i], 1), REFUSE (EPERM) };

      append (program, code, G_N_ELEMENTS (code));
    }
  append (program, end, G_N_ELEMENTS (end));
  return program;
}

gboolean
ac_filter_install (void)
{
  g_autoptr(GArray) program = write_program ();
  const struct sock_fprog filter = { program->len, (struct sock_filter *) program->data };

  return prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}

#else

gboolean
ac_filter_install (void)
{
  return FALSE;
}

#endif
