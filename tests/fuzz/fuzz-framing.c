/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-framing.h"
#include "ac-fuzz.h"

#define MAX_BODY (1024 * 1024)

static const char *const hosts[] = { "accounts.example", NULL };

/* The end of a head is where it is, however much of it was there at first. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  AcFraming framing = { 0 };
  const char *text = (const char *) data;
  gsize scanned = 0;
  gsize slowly = 0;
  gsize end = ac_framing_find_end (text, size, &scanned, NULL);
  gsize found = 0;

  for (gsize i = 1; end != 0 && found == 0 && i <= size; i++)
    found = ac_framing_find_end (text, i, &slowly, NULL);
  g_assert_cmpuint (found, ==, end);
  if (end != 0 && ac_framing_check (text, end, hosts, MAX_BODY, &framing, NULL))
    g_assert_cmpuint (framing.body_size, <=, MAX_BODY);
  return 0;
}
