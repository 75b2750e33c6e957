/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <qrencode.h>

#include "ac-qr-text.h"

#define QUIET_MODULES 4
#define WHITE_ON_BLACK "\033[40;97m"
#define AS_BEFORE "\033[0m\n"

static gboolean
is_dark (const QRcode *code, int x, int y)
{
  return x >= 0 && y >= 0 && x < code->width && y < code->width &&
         (code->data[(gsize) y * code->width + x] & 1) != 0;
}

/* A character is two modules high; what is light is drawn. */
static const char *
get_character (const QRcode *code, int x, int y)
{
  if (is_dark (code, x, y))
    return is_dark (code, x, y + 1) ? " " : "▄";

  return is_dark (code, x, y + 1) ? "▀" : "█";
}

char *
ac_qr_text_new (const char *text)
{
  QRcode *code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  g_autoptr(GString) lines = g_string_new (NULL);

  if (code == NULL)
    return NULL;

  for (int y = -QUIET_MODULES; y < code->width + QUIET_MODULES; y += 2)
    {
      g_string_append (lines, WHITE_ON_BLACK);
      for (int x = -QUIET_MODULES; x < code->width + QUIET_MODULES; x++)
        g_string_append (lines, get_character (code, x, y));
      g_string_append (lines, AS_BEFORE);
    }

  QRcode_free (code);
  return g_string_free_and_steal (g_steal_pointer (&lines));
}
