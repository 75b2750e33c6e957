/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../unit/ac-test-parts.h"
#include "ac-fuzz.h"

/* The first bytes are the limits, the others the text. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  AcTextLimits limits = { 0 };
  g_autofree char *text = NULL;

  if (size < 4)
    return 0;
  limits = (AcTextLimits) { .max_graphemes = data[0],
                            .max_bytes = data[1] * 8,
                            .url_weight = data[2] / 4,
                            .local_mentions = data[3] & 1 };
  text = g_utf8_make_valid ((const char *) data + 4, (gssize) size - 4);
  ac_test_parts_check (text, &limits, (data[3] & 2) != 0);
  return 0;
}
