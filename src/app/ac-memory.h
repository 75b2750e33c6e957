/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In place of a language: none is said. */
#define AC_MEMORY_NO_LANGUAGE "none"

/* What the window remembers from one time to the next; nothing of it is about accounts. */
typedef struct
{
  gboolean here; /* the person has chosen to keep accounts on this computer */
  gboolean practice;
  gboolean background; /* the desktop lets the backend work with no window */
  char *sign_in;       /* (nullable): the id of the one in use; NULL: this computer, or none yet */
  guint life;          /* an AcLife: what the person chose last */
  char *language;      /* (nullable): the same, of a text; or that it isn't said */
  int width;
  int height;
  gboolean maximized;
} AcMemory;

/* To be cleared. */
AcMemory ac_memory_load (void) G_GNUC_WARN_UNUSED_RESULT;
void ac_memory_save (const AcMemory *memory);
void ac_memory_clear (AcMemory *memory);

G_END_DECLS
