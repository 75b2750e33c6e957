/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-fuzz.h"
#include "ac-text.h"

typedef struct
{
  gsize size;
  gsize end; /* of the last one */
} Places;

static void
check_place_cb (const char *text, gsize start, gsize end, gpointer user_data)
{
  Places *places = user_data;

  g_assert_true (places->end <= start && start < end && end <= places->size);
  g_assert_true (g_utf8_validate_len (text + start, end - start, NULL));
  places->end = end;
}

/* Whatever the text, places lie in it one after the other, and no measure is longer than its
 * bytes. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const AcTextLimits limits = { .max_graphemes = 300, .max_bytes = 3000, .url_weight = 23 };
  static const AcTextLimits plain = { .max_graphemes = 300 };
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  Places links = { strlen (text), 0 };
  Places tags = { strlen (text), 0 };
  AcTextMeasure measure = ac_text_measure (text, &plain);

  g_assert_cmpuint (measure.bytes, ==, strlen (text));
  g_assert_cmpuint (measure.graphemes, <=, measure.bytes);
  g_assert_true ((ac_text_measure (text, &limits).left >= 0) == ac_text_fits (text, &limits));
  ac_text_foreach_link (text, check_place_cb, &links);
  ac_text_foreach_tag (text, check_place_cb, &tags);
  return 0;
}
