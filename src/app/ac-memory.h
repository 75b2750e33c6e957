/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the window remembers from one time to the next; nothing of it is about accounts. */
typedef struct
{
  gboolean chosen; /* the person has said where accounts are kept */
  int width;
  int height;
  gboolean maximized;
} AcMemory;

AcMemory ac_memory_load (void);
void ac_memory_save (const AcMemory *memory);

G_END_DECLS
