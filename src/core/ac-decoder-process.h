/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-decoder-protocol.h"

G_BEGIN_DECLS

/* One run of a program that gets input and gives output, with no environment and nothing open but
 * that. */
typedef struct
{
  const char *const *argv;
  GBytes *input;
  gsize max_output;
  guint patience_ms;
} AcDecoderProcess;

/* What it wrote, and how it ended. AC_ERROR_NOT_A_PICTURE when it takes too long, writes too much
 * or is ended by a signal; AC_ERROR_CANCELLED; AC_ERROR_FAILED when it can't be started. Waits. */
GBytes *ac_decoder_process_run (const AcDecoderProcess *self,
                                int *ended,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
