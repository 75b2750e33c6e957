/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-video-samples.h"

#include <string.h>

#define HEAD 8 /* version, flags and count of a table */
#define RUN 12

guint32
ac_video_read_32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

guint64
ac_video_read_64 (const guint8 *data)
{
  return (guint64) ac_video_read_32 (data) << 32 | ac_video_read_32 (data + 4);
}

/* A table of entries that stand behind their count. */
typedef struct
{
  const guint8 *entries;
  guint32 n;
} Table;

static gboolean
open_table (const guint8 *file, AcVideoSpan body, gsize head, gsize entry, Table *table)
{
  if (body.size < head)
    return FALSE;
  table->n = ac_video_read_32 (file + body.at + head - 4);
  table->entries = file + body.at + head;
  return table->n <= (body.size - head) / entry;
}

typedef struct
{
  Table offsets;
  gboolean wide; /* the offsets are of 64 bits */
  Table runs;
  Table sizes;
  guint32 one_size; /* of every sample; 0: they stand in the table */
  guint32 n_samples;
} Layout;

static gboolean
open_layout (const guint8 *file, const AcVideoTables *tables, Layout *layout)
{
  layout->wide = tables->offsets_64.size > 0;
  if (layout->wide == (tables->offsets.size > 0) || tables->sizes.size < HEAD + 4 ||
      !open_table (file, tables->runs, HEAD, RUN, &layout->runs) || layout->runs.n == 0 ||
      !open_table (file, layout->wide ? tables->offsets_64 : tables->offsets, HEAD,
                   layout->wide ? 8 : 4, &layout->offsets))
    return FALSE;

  layout->one_size = ac_video_read_32 (file + tables->sizes.at + 4);
  layout->n_samples = ac_video_read_32 (file + tables->sizes.at + 8);
  return layout->one_size != 0 || open_table (file, tables->sizes, HEAD + 4, 4, &layout->sizes);
}

/* FALSE: there are not as many, or they are larger than the whole file. */
static gboolean
add_up (const Layout *layout, guint32 first, guint32 n, gsize most, gsize *size)
{
  guint64 sum = (guint64) layout->one_size * n;

  if (n > layout->n_samples - first)
    return FALSE;
  for (guint32 i = 0; layout->one_size == 0 && i < n && sum <= most; i++)
    sum += ac_video_read_32 (layout->sizes.entries + (gsize) 4 * (first + i));
  *size = sum;
  return sum <= most;
}

gboolean
ac_video_list_chunks (const guint8 *file,
                      const AcVideoTables *tables,
                      gsize file_size,
                      GArray *chunks)
{
  Layout layout = { 0 };
  guint32 run = 0;
  guint32 sample = 0;

  if (!open_layout (file, tables, &layout))
    return FALSE;

  for (guint32 i = 0; i < layout.offsets.n; i++)
    {
      const guint8 *entry = layout.offsets.entries + (gsize) i * (layout.wide ? 8 : 4);
      guint64 at = layout.wide ? ac_video_read_64 (entry) : ac_video_read_32 (entry);
      AcVideoSpan chunk = { 0 };
      guint32 n = 0;

      /* The next run begins with this chunk; they are counted from 1. */
      if (run + 1 < layout.runs.n &&
          ac_video_read_32 (layout.runs.entries + (gsize) RUN * (run + 1)) == i + 1)
        run++;
      n = ac_video_read_32 (layout.runs.entries + (gsize) RUN * run + 4);
      if (at > file_size || !add_up (&layout, sample, n, file_size - at, &chunk.size))
        return FALSE;
      chunk.at = at;
      sample += n;
      if (chunk.size > 0)
        g_array_append_val (chunks, chunk);
    }
  return sample == layout.n_samples;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const AcVideoSpan *first = a;
  const AcVideoSpan *second = b;

  return first->at < second->at ? -1 : first->at > second->at;
}

gboolean
ac_video_blank_gaps (guint8 *file, GArray *media, GArray *chunks)
{
  guint next = 0;

  g_array_sort (media, compare_spans);
  g_array_sort (chunks, compare_spans);
  for (guint i = 0; i < media->len; i++)
    {
      const AcVideoSpan *box = &g_array_index (media, AcVideoSpan, i);
      gsize end = box->at + box->size;
      gsize at = box->at;

      for (; next < chunks->len; next++)
        {
          const AcVideoSpan *chunk = &g_array_index (chunks, AcVideoSpan, next);

          if (chunk->at < box->at)
            return FALSE;
          if (chunk->at >= end)
            break;
          if (chunk->size > end - chunk->at)
            return FALSE;
          if (chunk->at > at)
            memset (file + at, 0, chunk->at - at);
          at = MAX (at, chunk->at + chunk->size);
        }
      memset (file + at, 0, end - at);
    }
  return next == chunks->len;
}
