/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-card-reader.h"
#include "ac-fuzz.h"

static void
check_line (const char *text)
{
  g_assert_true (text == NULL || (*text != '\0' && g_utf8_validate (text, -1, NULL)));
  g_assert_true (text == NULL || strpbrk (text, "\r\n\t") == NULL);
}

/* The first byte chooses what the server says of the rest. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const charsets[] = { NULL, "utf-8", "iso-8859-1", "shift_jis", "gbk", "big5" };
  g_auto(AcCardWords) words = { NULL };
  g_autoptr(GBytes) html = size > 0 ? g_bytes_new (data + 1, size - 1) : NULL;

  if (html == NULL)
    return 0;

  ac_card_words_read (&words, html, charsets[data[0] % G_N_ELEMENTS (charsets)]);
  check_line (words.title);
  check_line (words.description);
  return 0;
}
