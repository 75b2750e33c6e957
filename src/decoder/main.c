/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "ac-confine.h"
#include "ac-decode.h"
#include "ac-fit.h"

#define MEMORY ((gsize) 2 * 1024 * 1024 * 1024)
#define STRIDE 65536

static gboolean
read_types (const char *text, AcFit *fit)
{
  g_auto(GStrv) types = g_strsplit (text, ",", 2);
  gboolean jpeg = types[0] != NULL && g_str_equal (types[0], AC_DECODER_JPEG);

  fit->pixels = types[0] != NULL && g_str_equal (types[0], AC_DECODER_PIXELS) && types[1] == NULL;
  fit->png = jpeg && g_strcmp0 (types[1], AC_DECODER_PNG) == 0;
  return fit->pixels || (jpeg && (types[1] == NULL || fit->png));
}

static gboolean
read_number (const char *text, guint *number)
{
  guint64 value = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &value, NULL))
    return FALSE;
  *number = value;
  return TRUE;
}

static gboolean
read_arguments (int argc, char **argv, AcFit *fit)
{
  guint max_size = 0;

  if (argc != 5 || !read_types (argv[1], fit) || !read_number (argv[2], &max_size) ||
      !read_number (argv[3], &fit->max_width) || !read_number (argv[4], &fit->max_pixels))
    return FALSE;
  fit->max_size = max_size;
  return TRUE;
}

static GBytes *
read_file (void)
{
  g_autoptr(GByteArray) file = g_byte_array_new ();
  guint8 some[STRIDE];
  gssize n = 0;

  while (file->len <= AC_DECODER_MAX_INPUT &&
         ((n = read (STDIN_FILENO, some, sizeof some)) > 0 || (n < 0 && errno == EINTR)))
    if (n > 0)
      g_byte_array_append (file, some, n);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

static gboolean
write_file (GBytes *file)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (file, &size);

  for (gsize at = 0; at < size;)
    {
      gssize n = write (STDOUT_FILENO, data + at, size - at);

      if (n < 0 && errno != EINTR)
        return FALSE;
      at += MAX (n, 0);
    }
  return TRUE;
}

static AcDecoderExit
decode (const AcFit *fit)
{
  g_autoptr(GBytes) file = read_file ();
  g_autoptr(GBytes) made = NULL;
  g_auto(AcRaster) raster = { NULL };
  AcDecoderExit exit = AC_DECODER_GOOD;

  if (g_bytes_get_size (file) > AC_DECODER_MAX_INPUT)
    return AC_DECODER_TOO_LARGE;
  if ((exit = ac_decode (file, fit->max_pixels, &raster)) != AC_DECODER_GOOD)
    return exit;
  if (!(made = ac_fit (fit, &raster)) || !write_file (made))
    return AC_DECODER_UNFIT;
  return raster.of_several ? AC_DECODER_OF_SEVERAL : AC_DECODER_GOOD;
}

/* One picture, from standard input to standard output; see ac-decoder-protocol.h. */
int
main (int argc, char **argv)
{
  const AcConfinement confinement = { MEMORY, AC_DECODER_CPU_SECONDS, PIXBUF_MODULES };
  AcFit fit = { FALSE };

  if (!read_arguments (argc, argv, &fit))
    return AC_DECODER_USAGE;
  if (!ac_confine (&confinement))
    return AC_DECODER_UNCONFINED;
  return decode (&fit);
}
