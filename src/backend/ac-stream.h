/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* An answer that is written piece by piece, no faster than it is read. */
typedef struct _AcStream AcStream;

AcStream *ac_stream_new (SoupServerMessage *message,
                         const char *content_type) G_GNUC_WARN_UNUSED_RESULT;
void ac_stream_free (AcStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcStream, ac_stream_free)

/* Takes piece; the first one makes it a 200. Returns once it is on its way, so that no more than
 * one is in memory. Only in a fiber. AC_ERROR_CANCELLED: nobody reads any more. */
gboolean ac_stream_write (AcStream *self, GBytes *piece, GError **error);
gboolean ac_stream_has_begun (AcStream *self);
/* That was all. */
void ac_stream_end (AcStream *self);
/* That was not all: who reads sees it by the connection's end. */
void ac_stream_break (AcStream *self);

G_END_DECLS
