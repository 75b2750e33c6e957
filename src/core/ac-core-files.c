/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sys/resource.h>

#include "ac-core-files.h"

void
ac_core_files_forbid (void)
{
  struct rlimit limit = { 0, 0 };

  /* A browser that we open may want its own back. */
  if (getrlimit (RLIMIT_CORE, &limit) == 0)
    limit.rlim_cur = 0;
  if (setrlimit (RLIMIT_CORE, &limit) != 0)
    g_warning ("Core files could not be switched off");
}
