/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "ac-archive-writer.h"
#include "ac-error.h"
#include "ac-json.h"

#define MODE 0600

struct _AcArchiveWriter
{
  struct archive *archive;
  GByteArray *pending;
  JsonArray *members;
  char *name; /* of the member under way */
  GChecksum *hash;
  gint64 size;
  gint64 lines;
};

static la_ssize_t
write_cb (struct archive *archive, void *user_data, const void *data, size_t size)
{
  AcArchiveWriter *self = user_data;

  g_byte_array_append (self->pending, data, size);
  return size;
}

AcArchiveWriter *
ac_archive_writer_new (void)
{
  AcArchiveWriter *self = g_new0 (AcArchiveWriter, 1);

  self->pending = g_byte_array_new ();
  self->members = json_array_new ();
  self->archive = archive_write_new ();
  archive_write_set_format_zip (self->archive);
  archive_write_set_bytes_per_block (self->archive, 0);
  archive_write_open2 (self->archive, self, NULL, write_cb, NULL, NULL);
  return self;
}

void
ac_archive_writer_free (AcArchiveWriter *self)
{
  archive_write_free (self->archive);
  g_byte_array_unref (self->pending);
  json_array_unref (self->members);
  g_clear_pointer (&self->hash, g_checksum_free);
  g_free (self->name);
  g_free (self);
}

static gboolean
fail (AcArchiveWriter *self, GError **error)
{
  const char *text = archive_error_string (self->archive);

  g_set_error (error, AC_ERROR, AC_ERROR_FAILED, "The archive could not be made: %s",
               text != NULL ? text : "");
  return FALSE;
}

gboolean
ac_archive_writer_begin (AcArchiveWriter *self, const char *name, gint64 size, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int result = ARCHIVE_OK;

  g_set_str (&self->name, name);
  self->hash = g_checksum_new (G_CHECKSUM_SHA256);
  self->size = 0;
  self->lines = 0;
  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, MODE);
  if (size >= 0)
    archive_entry_set_size (entry, size);
  /* Pictures and videos don't get smaller. */
  result = size >= 0 ? archive_write_zip_set_compression_store (self->archive)
                     : archive_write_zip_set_compression_deflate (self->archive);
  if (result == ARCHIVE_OK)
    result = archive_write_header (self->archive, entry);
  archive_entry_free (entry);
  return result == ARCHIVE_OK || fail (self, error);
}

static gint64
count_lines (const char *data, gsize size)
{
  gint64 lines = 0;

  for (const char *end = data + size; (data = memchr (data, '\n', end - data)) != NULL; data++)
    lines++;
  return lines;
}

gboolean
ac_archive_writer_add (AcArchiveWriter *self, gconstpointer data, gsize size, GError **error)
{
  g_checksum_update (self->hash, data, size);
  self->size += size;
  self->lines += count_lines (data, size);
  return size == 0 || archive_write_data (self->archive, data, size) == (la_ssize_t) size ||
         fail (self, error);
}

gboolean
ac_archive_writer_end (AcArchiveWriter *self, GError **error)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "name", self->name);
  json_object_set_int_member (object, "size", self->size);
  if (!g_str_has_prefix (self->name, "media/"))
    json_object_set_int_member (object, "lines", self->lines);
  ac_json_set_string (object, "sha256", g_checksum_get_string (self->hash));
  json_array_add_object_element (self->members, object);
  g_clear_pointer (&self->hash, g_checksum_free);
  return archive_write_finish_entry (self->archive) == ARCHIVE_OK || fail (self, error);
}

gboolean
ac_archive_writer_close (AcArchiveWriter *self, GError **error)
{
  return archive_write_close (self->archive) == ARCHIVE_OK || fail (self, error);
}

gsize
ac_archive_writer_get_pending (AcArchiveWriter *self)
{
  return self->pending->len;
}

GBytes *
ac_archive_writer_take (AcArchiveWriter *self)
{
  GBytes *bytes = g_byte_array_free_to_bytes (self->pending);

  self->pending = g_byte_array_new ();
  return bytes;
}

JsonArray *
ac_archive_writer_describe (AcArchiveWriter *self)
{
  return json_array_ref (self->members);
}
