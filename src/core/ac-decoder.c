/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-decoder.h"

#include <string.h>

#include "ac-decoder-process.h"
#include "ac-picture-kinds.h"

#define PATIENCE_MS (40 * 1000)
/* A program may take so much memory that a computer has room for few. */
#define MAX_AT_ONCE 2
#define TURN_PATIENCE_US (2 * 60 * G_USEC_PER_SEC)
#define LOOK_AGAIN_US (G_USEC_PER_SEC / 5)
#define PIXELS_HEAD 8

static GMutex mutex;
static GCond ended;
static guint n_running;

static gboolean
refuse (GError **error, AcError code, const char *why)
{
  g_set_error_literal (error, AC_ERROR, code, why);
  return FALSE;
}

/* By its end. */
static gboolean
check_end (int end, GError **error)
{
  switch (end)
    {
    case AC_DECODER_GOOD:
    case AC_DECODER_OF_SEVERAL:
      return TRUE;
    case AC_DECODER_TOO_LARGE:
      return refuse (error, AC_ERROR_TOO_LARGE, "The picture has too many bytes or pixels");
    case AC_DECODER_UNFIT:
      return refuse (error, AC_ERROR_PICTURES_REFUSED, "The picture can't be made to fit");
    case AC_DECODER_UNCONFINED:
      g_message ("The decoder can't confine itself on this system");
      return refuse (error, AC_ERROR_FAILED, "Pictures can't be decoded safely on this system");
    default:
      return refuse (error, AC_ERROR_NOT_A_PICTURE, "The picture can't be decoded");
    }
}

/* With the mutex held. */
static gboolean
wait_turn (GCancellable *cancellable, GError **error)
{
  const gint64 until = g_get_monotonic_time () + TURN_PATIENCE_US;

  while (n_running == MAX_AT_ONCE)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return refuse (error, AC_ERROR_CANCELLED, "Nobody waits for the picture any more");
      if (g_get_monotonic_time () >= until)
        return refuse (error, AC_ERROR_TIMED_OUT, "Other pictures take too long to decode");
      g_cond_wait_until (&ended, &mutex, g_get_monotonic_time () + LOOK_AGAIN_US);
    }
  n_running++;
  return TRUE;
}

static GBytes *
run_in_turn (const AcDecoderProcess *process, int *end, GCancellable *cancellable, GError **error)
{
  GBytes *output = NULL;
  gboolean admitted = FALSE;

  g_mutex_lock (&mutex);
  admitted = wait_turn (cancellable, error);
  g_mutex_unlock (&mutex);
  if (!admitted)
    return NULL;

  output = ac_decoder_process_run (process, end, cancellable, error);

  g_mutex_lock (&mutex);
  n_running--;
  g_cond_signal (&ended);
  g_mutex_unlock (&mutex);
  return output;
}

static GBytes *
decode (GBytes *file,
        const char *types,
        const AcPictureBounds *bounds,
        gboolean *of_several,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *max_size = g_strdup_printf ("%" G_GSIZE_FORMAT, bounds->max_size);
  g_autofree char *max_width = g_strdup_printf ("%u", bounds->max_width);
  g_autofree char *max_pixels = g_strdup_printf ("%u", bounds->max_pixels);
  const char *const argv[] = { DECODER_PROGRAM, types, max_size, max_width, max_pixels, NULL };
  const AcDecoderProcess process = { argv, file, AC_DECODER_MAX_INPUT, PATIENCE_MS };
  g_autoptr(GBytes) output = NULL;
  int end = AC_DECODER_USAGE;

  if (g_bytes_get_size (file) > AC_DECODER_MAX_INPUT)
    return refuse (error, AC_ERROR_TOO_LARGE, "The file is too large"), NULL;
  if (!(output = run_in_turn (&process, &end, cancellable, error)) || !check_end (end, error))
    return NULL;

  *of_several = end == AC_DECODER_OF_SEVERAL;
  return g_steal_pointer (&output);
}

static gboolean
check_bounds (const AcPictureBounds *bounds, GBytes *file, const AcPictureFacts *facts)
{
  g_autoptr(AcPicture) picture = ac_picture_new ("", facts, g_bytes_get_size (file));

  return facts->type != AC_PICTURE_MP4 && ac_picture_bounds_admit (bounds, picture);
}

GBytes *
ac_decoder_fit (GBytes *file,
                const AcPictureBounds *bounds,
                AcPictureFacts *facts,
                GCancellable *cancellable,
                GError **error)
{
  const char *types =
      bounds->types & AC_PICTURE_PNG ? AC_DECODER_JPEG "," AC_DECODER_PNG : AC_DECODER_JPEG;
  g_autoptr(GBytes) output = NULL;
  g_autoptr(GBytes) clean = NULL;
  gboolean of_several = FALSE;

  g_return_val_if_fail (file != NULL && facts != NULL, NULL);

  if (!(output = decode (file, types, bounds, &of_several, cancellable, error)) ||
      !(clean = ac_picture_file_clean (output, facts, error)))
    return NULL;
  if (!check_bounds (bounds, clean, facts))
    return refuse (error, AC_ERROR_NOT_A_PICTURE, "The decoder made another picture"), NULL;

  facts->of_several = of_several;
  return g_steal_pointer (&clean);
}

GBytes *
ac_decoder_take (GBytes *file, AcPictureFacts *facts, GCancellable *cancellable, GError **error)
{
  const AcPictureBounds kept = { .types = AC_PICTURE_JPEG | AC_PICTURE_PNG,
                                 .max_size = AC_PICTURE_MAX_SIZE };

  g_return_val_if_fail (file != NULL && facts != NULL, NULL);

  return ac_picture_kinds_find (file) != NULL
             ? ac_decoder_fit (file, &kept, facts, cancellable, error)
             : ac_picture_file_clean (file, facts, error);
}

static guint32
read_number (const guint8 *data)
{
  guint32 wire = 0;

  memcpy (&wire, data, sizeof wire);
  return GUINT32_FROM_BE (wire);
}

GBytes *
ac_decoder_shrink (GBytes *file,
                   guint max_pixels,
                   guint *width,
                   guint *height,
                   GCancellable *cancellable,
                   GError **error)
{
  const AcPictureBounds bounds = { .max_pixels = max_pixels };
  gboolean of_several = FALSE;
  g_autoptr(GBytes) output =
                decode (file, AC_DECODER_PIXELS, &bounds, &of_several, cancellable, error);
  gsize size = 0;
  const guint8 *data = output != NULL ? g_bytes_get_data (output, &size) : NULL;
  guint64 pixels = 0;

  if (output == NULL)
    return NULL;
  if (size >= PIXELS_HEAD)
    pixels = (guint64) read_number (data) * read_number (data + 4);
  if (pixels == 0 || pixels > max_pixels || size != PIXELS_HEAD + 4 * pixels)
    return refuse (error, AC_ERROR_NOT_A_PICTURE, "The decoder made another picture"), NULL;

  *width = read_number (data);
  *height = read_number (data + 4);
  return g_bytes_new_from_bytes (output, PIXELS_HEAD, size - PIXELS_HEAD);
}
