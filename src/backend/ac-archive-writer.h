/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A zip that is made piece by piece and never lies anywhere as a whole. The same contents give the
 * same bytes: no member has a time, an owner or anything else of the run. */
typedef struct _AcArchiveWriter AcArchiveWriter;

AcArchiveWriter *ac_archive_writer_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ac_archive_writer_free (AcArchiveWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcArchiveWriter, ac_archive_writer_free)

/* A member from here on; size -1: it isn't known yet, and the member is compressed. AC_ERROR_FAILED
 * of each of these. */
gboolean
ac_archive_writer_begin (AcArchiveWriter *self, const char *name, gint64 size, GError **error);
gboolean
ac_archive_writer_add (AcArchiveWriter *self, gconstpointer data, gsize size, GError **error);
gboolean ac_archive_writer_end (AcArchiveWriter *self, GError **error);
gboolean ac_archive_writer_close (AcArchiveWriter *self, GError **error);

/* What was made since the last time. */
GBytes *ac_archive_writer_take (AcArchiveWriter *self) G_GNUC_WARN_UNUSED_RESULT;
gsize ac_archive_writer_get_pending (AcArchiveWriter *self);

/* name, size, lines and SHA-256 of every member that has ended. */
JsonArray *ac_archive_writer_describe (AcArchiveWriter *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
