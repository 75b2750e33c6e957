/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where in a file the samples of a track are (ISO/IEC 14496-12 §8.7). */

/* Bytes of the file; not looked at further than this. */
typedef struct
{
  gsize at;
  gsize size;
} AcVideoSpan;

/* The bodies of the boxes of one track; a size of 0: there is none. */
typedef struct
{
  AcVideoSpan sizes;      /* "stsz" */
  AcVideoSpan runs;       /* "stsc" */
  AcVideoSpan offsets;    /* "stco", or */
  AcVideoSpan offsets_64; /* "co64" */
} AcVideoTables;

guint32 ac_video_read_32 (const guint8 *data);
guint64 ac_video_read_64 (const guint8 *data);

/* Adds a span (AcVideoSpan) for each chunk. FALSE: the tables make no sense. */
gboolean ac_video_list_chunks (const guint8 *file,
                               const AcVideoTables *tables,
                               gsize file_size,
                               GArray *chunks);
/* Overwrites what lies in media but in no chunk. Sorts both. FALSE: a chunk lies elsewhere. */
gboolean ac_video_blank_gaps (guint8 *file, GArray *media, GArray *chunks);

G_END_DECLS
