/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gsize memory; /* bytes of address space; 0: any, as a sanitizer needs it */
  guint cpu_seconds;
  const char
      *modules; /* (nullable): a folder that may be read beside those of the system's libraries */
} AcConfinement;

/* From here on this process can read the system's libraries and what it has open, compute, and
 * write to what it has open; it can open no other file, write none, start nothing, connect to
 * nothing, signal nobody. It keeps standard input, output and error, and no environment. FALSE: it
 * isn't confined enough to touch what a stranger wrote. */
gboolean ac_confine (const AcConfinement *confinement) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
