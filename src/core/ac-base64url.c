/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <sodium.h>

#include "ac-base64url.h"

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

char *
ac_base64url_encode (gconstpointer data, gsize size)
{
  gsize length = sodium_base64_ENCODED_LEN (size, VARIANT);
  char *text = g_malloc (length);

  return sodium_bin2base64 (text, length, data, size, VARIANT);
}

GBytes *
ac_base64url_decode (const char *text, gsize max)
{
  g_autofree guint8 *bytes = g_malloc (max + 1);
  gsize size = 0;

  if (text == NULL ||
      sodium_base642bin (bytes, max, text, strlen (text), NULL, &size, NULL, VARIANT) != 0)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&bytes), size);
}
