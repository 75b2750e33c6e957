/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-fuzz.h"
#include "ac-ledger.h"

/* A line that is taken is one that we write, to the byte. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  AcLedgerLine line = { 0 };
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr(JsonObject) object = ac_ledger_read (text, &line, NULL);
  g_autofree char *written = object != NULL ? ac_ledger_write (&line) : NULL;

  if (object != NULL)
    g_assert_cmpstr (text, ==, written);
  return 0;
}
