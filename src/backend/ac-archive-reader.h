/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The zip that somebody brings, read piece by piece with nothing unpacked. Refused as
 * AC_ERROR_INVALID: what is no zip or is broken off, encrypted members, links and folders, names
 * with anything but small letters, digits, `-`, `.` and one `/`, the same name twice, too many
 * members, and more in it than so small a file can honestly hold. Blocks. */
typedef struct _AcArchiveReader AcArchiveReader;

#define AC_ARCHIVE_MAX_MEMBERS 100000

/* fd stays the caller's, and isn't used for anything else meanwhile. */
AcArchiveReader *
ac_archive_reader_new (int fd, gint64 size, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ac_archive_reader_free (AcArchiveReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcArchiveReader, ac_archive_reader_free)

/* The next member; NULL without error: there is none. The one before was read to its end. */
const char *ac_archive_reader_next (AcArchiveReader *self, GError **error);
/* Some bytes of the member; 0: that was all, -1: error. */
gssize ac_archive_reader_read (AcArchiveReader *self, guint8 *buffer, gsize size, GError **error);
/* Another member of an archive that is not as it was made. Always FALSE. */
gboolean ac_archive_refuse (GError **error, const char *why);

/* Whether the members that were read are those that `members` of a manifest tells, to the byte. */
gboolean ac_archive_reader_compare (AcArchiveReader *self, JsonArray *members, GError **error);

G_END_DECLS
