/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-fuzz.h"
#include "ac-picture-file.h"

/* What was cleaned is clean: nothing of it is taken away when it is cleaned again. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  AcPictureFacts facts = { 0 };
  AcPictureFacts same = { 0 };
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GBytes) clean = ac_picture_file_clean (bytes, &facts, NULL);
  g_autoptr(GBytes) again = clean != NULL ? ac_picture_file_clean (clean, &same, NULL) : NULL;

  g_assert_true (clean == NULL || (again != NULL && g_bytes_equal (clean, again)));
  g_assert_true (clean == NULL || (facts.type == same.type && facts.width == same.width &&
                                   facts.height == same.height && facts.ms == same.ms));
  return 0;
}
