/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-decode.h"
#include "ac-fit.h"
#include "ac-fuzz.h"
#include "ac-picture-file.h"

#define MAX_SIZE 20000
#define MAX_WIDTH 64

const char *__asan_default_options (void);

/* Loaders of the system make room for whatever a broken file says, and don't always let go of it:
 * the decoder's process has a limit of memory, and ends after each picture. */
const char *
__asan_default_options (void)
{
  return "allocator_may_return_null=1:max_allocation_size_mb=512:detect_leaks=0";
}

static void
ignore (const char *domain, GLogLevelFlags level, const char *words, gpointer user_data)
{
}

/* Their complaints about it end as no picture. Ours are fatal still. */
int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_fatal_mask (NULL, G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_handler (NULL, G_LOG_LEVEL_WARNING, ignore, NULL);
  return 0;
}

/* What comes out of the decoder is a clean file within its bounds, whatever went in. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const AcFit fit = { .png = TRUE, .max_size = MAX_SIZE, .max_width = MAX_WIDTH };
  g_autoptr(GBytes) file = g_bytes_new_static (data, size);
  g_auto(AcRaster) raster = { NULL };
  AcPictureFacts facts = { 0 };
  g_autoptr(GBytes) made = NULL;
  g_autoptr(GBytes) clean = NULL;

  if (ac_decode (file, 0, &raster) != AC_DECODER_GOOD)
    return 0;

  made = ac_fit (&fit, &raster);
  clean = made != NULL ? ac_picture_file_clean (made, &facts, NULL) : NULL;
  g_assert_true (made == NULL || clean != NULL);
  g_assert_true (clean == NULL ||
                 (g_bytes_get_size (clean) <= MAX_SIZE && facts.width <= MAX_WIDTH));
  return 0;
}
