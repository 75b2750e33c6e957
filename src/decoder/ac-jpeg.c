/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-jpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

#include "ac-exif.h"
#include "ac-profile.h"

#define EXIF_HEAD 6 /* "Exif", 0, 0 */

/* libjpeg's errors come back by a jump: what is needed after it stands here. */
typedef struct
{
  struct jpeg_error_mgr errors;
  jmp_buf failed;
  gboolean broken_off;
} Errors;

typedef struct
{
  struct jpeg_decompress_struct jpeg;
  Errors errors;
  GBytes *file;
  guint enough;
  AcRaster *raster;
  guint8 *row; /* (nullable): of cyan, magenta, yellow and black */
} Reader;

typedef struct
{
  struct jpeg_compress_struct jpeg;
  Errors errors;
  GdkPixbuf *pixbuf;
  GBytes *profile;
  guint quality;
  unsigned char *data;
  unsigned long size;
} Writer;

static void
fail (j_common_ptr jpeg)
{
  Errors *self = (Errors *) jpeg->err;

  longjmp (self->failed, 1);
}

static void
hear (j_common_ptr jpeg, int level)
{
  Errors *self = (Errors *) jpeg->err;

  self->broken_off = self->broken_off || jpeg->err->msg_code == JWRN_JPEG_EOF ||
                     jpeg->err->msg_code == JWRN_HIT_MARKER;
}

static struct jpeg_error_mgr *
set_up (Errors *self)
{
  jpeg_std_error (&self->errors);
  self->errors.error_exit = fail;
  self->errors.emit_message = hear;
  return &self->errors;
}

static guint
find_turn (struct jpeg_decompress_struct *jpeg)
{
  for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker != NULL; marker = marker->next)
    if (marker->marker == JPEG_APP0 + 1 && marker->data_length > EXIF_HEAD &&
        memcmp (marker->data, "Exif\0", EXIF_HEAD) == 0)
      return ac_exif_read_turn (marker->data + EXIF_HEAD, marker->data_length - EXIF_HEAD);
  return 1;
}

static void
find_profile (Reader *self)
{
  JOCTET *data = NULL;
  unsigned int size = 0;

  if (!jpeg_read_icc_profile (&self->jpeg, &data, &size))
    return;
  self->raster->profile = ac_profile_read (data, size);
  free (data);
}

static gboolean
has_black (struct jpeg_decompress_struct *jpeg)
{
  return jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
}

/* A half, a quarter or an eighth costs little to read. */
static void
choose_scale (Reader *self)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;
  guint64 pixels = (guint64) jpeg->image_width * jpeg->image_height;

  if (self->enough == 0)
    return;
  while (jpeg->scale_denom < 8 &&
         pixels / (4 * jpeg->scale_denom * jpeg->scale_denom) >= 4 * (guint64) self->enough)
    jpeg->scale_denom *= 2;
}

/* As Adobe's programs write it, and all others after them: the other way round. */
static void
mix_inks (const guint8 *inks, guint8 *to, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint colour = 0; colour < 3; colour++)
      to[3 * i + colour] = inks[4 * i + colour] * inks[4 * i + 3] / 255;
}

static void
read_rows (Reader *self)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;
  GdkPixbuf *pixbuf = self->raster->pixbuf;
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  gsize stride = gdk_pixbuf_get_rowstride (pixbuf);

  if (has_black (jpeg))
    self->row = g_malloc_n (jpeg->output_width, 4);
  while (jpeg->output_scanline < jpeg->output_height)
    {
      guint8 *to = pixels + jpeg->output_scanline * stride;
      JSAMPROW row = self->row != NULL ? self->row : to;

      jpeg_read_scanlines (jpeg, &row, 1);
      if (self->row != NULL)
        mix_inks (self->row, to, jpeg->output_width);
    }
}

static AcDecoderExit
read_all (Reader *self)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (self->file, &size);
  AcDecoderExit exit = AC_DECODER_GOOD;

  if (setjmp (self->errors.failed))
    return AC_DECODER_NOT_A_PICTURE;

  jpeg_create_decompress (jpeg);
  jpeg_mem_src (jpeg, data, size);
  jpeg_save_markers (jpeg, JPEG_APP0 + 1, 0xffff);
  jpeg_save_markers (jpeg, JPEG_APP0 + 2, 0xffff);
  jpeg_read_header (jpeg, TRUE);
  exit = ac_raster_check_size (jpeg->image_width, jpeg->image_height);
  if (exit != AC_DECODER_GOOD)
    return exit;

  self->raster->turn = find_turn (jpeg);
  find_profile (self);
  choose_scale (self);
  jpeg->out_color_space = has_black (jpeg) ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress (jpeg);
  self->raster->pixbuf =
      gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, jpeg->output_width, jpeg->output_height);
  if (self->raster->pixbuf == NULL)
    return AC_DECODER_TOO_LARGE;
  read_rows (self);
  jpeg_finish_decompress (jpeg);
  return self->errors.broken_off ? AC_DECODER_NOT_A_PICTURE : AC_DECODER_GOOD;
}

AcDecoderExit
ac_jpeg_read (GBytes *file, guint enough, AcRaster *raster)
{
  Reader reader = { .file = file, .enough = enough, .raster = raster };
  AcDecoderExit exit = AC_DECODER_GOOD;

  reader.jpeg.err = set_up (&reader.errors);
  exit = read_all (&reader);
  jpeg_destroy_decompress (&reader.jpeg);
  g_free (reader.row);
  return exit;
}

static gboolean
write_all (Writer *self)
{
  struct jpeg_compress_struct *jpeg = &self->jpeg;
  guint8 *pixels = gdk_pixbuf_get_pixels (self->pixbuf);
  gsize stride = gdk_pixbuf_get_rowstride (self->pixbuf);

  if (setjmp (self->errors.failed))
    return FALSE;

  jpeg_create_compress (jpeg);
  jpeg_mem_dest (jpeg, &self->data, &self->size);
  jpeg->image_width = gdk_pixbuf_get_width (self->pixbuf);
  jpeg->image_height = gdk_pixbuf_get_height (self->pixbuf);
  jpeg->input_components = 3;
  jpeg->in_color_space = JCS_RGB;
  jpeg_set_defaults (jpeg);
  jpeg_set_quality (jpeg, self->quality, TRUE);
  jpeg->optimize_coding = TRUE;
  jpeg_start_compress (jpeg, TRUE);
  if (self->profile != NULL)
    jpeg_write_icc_profile (jpeg, g_bytes_get_data (self->profile, NULL),
                            g_bytes_get_size (self->profile));
  while (jpeg->next_scanline < jpeg->image_height)
    {
      JSAMPROW row = pixels + jpeg->next_scanline * stride;

      jpeg_write_scanlines (jpeg, &row, 1);
    }
  jpeg_finish_compress (jpeg);
  return TRUE;
}

GBytes *
ac_jpeg_write (GdkPixbuf *pixbuf, GBytes *profile, guint quality)
{
  Writer writer = { .pixbuf = pixbuf, .profile = profile, .quality = quality };
  gboolean written = FALSE;

  g_return_val_if_fail (!gdk_pixbuf_get_has_alpha (pixbuf), NULL);

  writer.jpeg.err = set_up (&writer.errors);
  written = write_all (&writer);
  jpeg_destroy_compress (&writer.jpeg);
  /* Which buffer there was when it failed, libjpeg doesn't tell; the process ends soon. */
  return written ? g_bytes_new_with_free_func (writer.data, writer.size, free, writer.data) : NULL;
}
