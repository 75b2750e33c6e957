/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What libFuzzer calls with each input; it returns 0, and aborts where something isn't as it must
 * be. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
/* What it calls once before, where there is something to set up. */
int LLVMFuzzerInitialize (int *argc, char ***argv);
