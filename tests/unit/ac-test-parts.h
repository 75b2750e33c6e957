/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>
#include <unigbrk.h>

#include "ac-error.h"
#include "ac-splitter.h"

/* What holds for the parts of every text. */
typedef struct
{
  const char *text;
  const AcTextLimits *limits;
  guint reserve; /* what a number takes */
  char *breaks;
  GArray *spans; /* of AcTextWeight: what is whole, none of which overlap */
} AcTestParts;

static void
ac_test_parts_add_span (const char *text, gsize start, gsize end, gpointer user_data)
{
  const AcTextWeight span = { start, end, 0 };

  g_array_append_val (user_data, span);
}

static void
ac_test_parts_add_tag (const char *text, gsize start, gsize end, gpointer user_data)
{
  ac_test_parts_add_span (text, start - 1, end, user_data);
}

static int
ac_test_parts_compare (gconstpointer a, gconstpointer b)
{
  const AcTextWeight *one = a;
  const AcTextWeight *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

/* What is whole with all of its first and last grapheme. */
static void
ac_test_parts_widen (AcTextWeight *span, const char *text, const char *breaks)
{
  while (span->start > 0 && !breaks[span->start])
    span->start--;
  while (text[span->end] != '\0' && !breaks[span->end])
    span->end++;
}

static GArray *
ac_test_parts_list_spans (const char *text, const char *breaks)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (AcTextWeight));
  GArray *merged = g_array_new (FALSE, FALSE, sizeof (AcTextWeight));

  ac_text_foreach_link (text, ac_test_parts_add_span, all);
  ac_text_foreach_tag (text, ac_test_parts_add_tag, all);
  ac_text_foreach_mention (text, ac_test_parts_add_span, all);
  g_array_sort (all, ac_test_parts_compare);
  for (guint i = 0; i < all->len; i++)
    {
      AcTextWeight *span = &g_array_index (all, AcTextWeight, i);
      AcTextWeight *last =
          merged->len > 0 ? &g_array_index (merged, AcTextWeight, merged->len - 1) : NULL;

      ac_test_parts_widen (span, text, breaks);
      if (last != NULL && span->start < last->end)
        last->end = MAX (last->end, span->end);
      else
        g_array_append_vals (merged, span, 1);
    }
  return merged;
}

/* Whether it is longer than a part when it stands alone, however it is cut. */
static gboolean
ac_test_parts_is_long (const AcTestParts *self, gsize start, gsize end)
{
  g_autofree char *alone = g_strndup (self->text + start, end - start);

  return ac_text_measure (alone, self->limits).left < (int) self->reserve;
}

static void
ac_test_parts_check_cut (const AcTestParts *self, gsize at)
{
  g_assert_true (self->text[at] == '\0' || self->breaks[at]);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const AcTextWeight *span = &g_array_index (self->spans, AcTextWeight, i);

      if (span->start < at && at < span->end)
        g_assert_true (ac_test_parts_is_long (self, span->start, span->end));
    }
}

static gsize
ac_test_parts_skip_white (const char *text, gsize at)
{
  while (text[at] != '\0' && g_unichar_isspace (g_utf8_get_char (text + at)))
    at = g_utf8_next_char (text + at) - text;
  return at;
}

static gsize
ac_test_parts_check_one (
    const AcTestParts *self, const char *part, gsize at, guint number, guint total)
{
  g_autofree char *place = total > 0 ? g_strdup_printf (" %u/%u", number, total) : g_strdup ("");
  const gsize size = strlen (part) - strlen (place);
  gsize start = at;

  g_assert_true (ac_text_fits (part, self->limits));
  g_assert_true (g_str_has_suffix (part, place) && size > 0);
  while (strncmp (self->text + start, part, size) != 0)
    {
      g_assert_true (g_unichar_isspace (g_utf8_get_char (self->text + start)));
      start = g_utf8_next_char (self->text + start) - self->text;
    }
  ac_test_parts_check_cut (self, start);
  ac_test_parts_check_cut (self, start + size);
  return start + size;
}

/* Returns how many parts there are; 0 when there can't be any. */
static guint
ac_test_parts_check (const char *text, const AcTextLimits *limits, gboolean numbered)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) parts = ac_splitter_split (text, limits, numbered, &error);
  const guint n = parts != NULL ? g_strv_length (parts) : 0;
  AcTestParts self = { text, limits, numbered ? strlen (n > 9 ? " 10/25" : " 1/9") : 0, NULL,
                       NULL };
  gsize at = 0;

  if (parts == NULL)
    {
      g_assert_error (error, AC_ERROR, AC_ERROR_TOO_LONG);
      return 0;
    }

  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, AC_SPLITTER_MAX_PARTS);
  if (ac_text_fits (text, limits))
    {
      g_assert_cmpuint (n, ==, 1);
      g_assert_cmpstr (parts[0], ==, text);
      return 1;
    }

  self.breaks = g_malloc0 (strlen (text) + 1);
  u8_grapheme_breaks ((const guint8 *) text, strlen (text), self.breaks);
  self.spans = ac_test_parts_list_spans (text, self.breaks);
  for (guint i = 0; i < n; i++)
    at = ac_test_parts_check_one (&self, parts[i], at, i + 1, numbered && n > 1 ? n : 0);
  g_assert_true (text[ac_test_parts_skip_white (text, at)] == '\0');
  g_free (self.breaks);
  g_array_unref (self.spans);
  return n;
}
