/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ac-keyring.h"

G_BEGIN_DECLS

/* What mends a keyring; nothing when it needs no mending. */
typedef struct
{
  const char *label;  /* NULL: nothing to mend */
  const char *action; /* of the window or the security pane */
} AcKeyringRemedy;

AcKeyringRemedy ac_keyring_find_remedy (AcKeyringState state);
/* Tells the person how to get a keyring, and looks again when they say so. */
void ac_keyring_help (GtkWidget *parent);

G_END_DECLS
