/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <unistd.h>

#include "ac-archive-reader.h"
#include "ac-error.h"
#include "ac-json.h"

#define PIECE (64 * 1024)
#define LETTERS "abcdefghijklmnopqrstuvwxyz0123456789-."
#define MAX_NAME 64
/* Text shrinks to a tenth, seldom to a fiftieth; the rest is for small archives. */
#define HONEST_RATIO 200
#define HONEST_SIZE (G_GINT64_CONSTANT (64) * 1024 * 1024)

/* What was read of a member. */
typedef struct
{
  gint64 size;
  GChecksum *hash;
} Seen;

struct _AcArchiveReader
{
  struct archive *archive;
  GHashTable *seen; /* name → Seen */
  Seen *now;
  gint64 most;
  gint64 total;
};

static const AcJsonField member_fields[] = {
  { "name", AC_JSON_STRING, AC_JSON_REQUIRED, MAX_NAME },
  { "size", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "lines", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "sha256", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { NULL },
};

static void
seen_free (gpointer data)
{
  Seen *self = data;

  g_checksum_free (self->hash);
  g_free (self);
}

gboolean
ac_archive_refuse (GError **error, const char *why)
{
  g_set_error (error, AC_ERROR, AC_ERROR_INVALID, "This is no export, or it is damaged: %s", why);
  return FALSE;
}

AcArchiveReader *
ac_archive_reader_new (int fd, gint64 size, GError **error)
{
  g_autoptr(AcArchiveReader) self = g_new0 (AcArchiveReader, 1);

  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, seen_free);
  self->most = size * HONEST_RATIO + HONEST_SIZE;
  self->archive = archive_read_new ();
  archive_read_support_format_zip_seekable (self->archive);
  if (lseek (fd, 0, SEEK_SET) != 0 || archive_read_open_fd (self->archive, fd, PIECE) != ARCHIVE_OK)
    {
      ac_archive_refuse (error, "it is no zip");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
ac_archive_reader_free (AcArchiveReader *self)
{
  archive_read_free (self->archive);
  g_hash_table_unref (self->seen);
  g_free (self);
}

static gboolean
is_good_name (const char *name)
{
  const char *slash = strchr (name, '/');
  const char *last = slash != NULL ? slash + 1 : name;
  const gsize first = slash != NULL ? (gsize) (slash - name) : 0;

  return strlen (name) <= MAX_NAME && strspn (name, LETTERS) >= first && *last != '\0' &&
         *last != '.' && *name != '.' && *name != '/' && strspn (last, LETTERS) == strlen (last);
}

static const char *
check_entry (AcArchiveReader *self, struct archive_entry *entry)
{
  const char *name = archive_entry_pathname (entry);

  if (name == NULL || !is_good_name (name))
    return "a member has another name";
  if (archive_entry_is_encrypted (entry))
    return "a member is encrypted";
  if (archive_entry_filetype (entry) != AE_IFREG || archive_entry_hardlink (entry) != NULL ||
      archive_entry_symlink (entry) != NULL)
    return "a member is no file";
  if (g_hash_table_contains (self->seen, name))
    return "a member is there twice";
  if (g_hash_table_size (self->seen) >= AC_ARCHIVE_MAX_MEMBERS)
    return "it has too many members";

  return NULL;
}

const char *
ac_archive_reader_next (AcArchiveReader *self, GError **error)
{
  struct archive_entry *entry = NULL;
  const int result = archive_read_next_header (self->archive, &entry);
  const char *why = NULL;

  if (result == ARCHIVE_EOF)
    return NULL;
  if (result != ARCHIVE_OK)
    return ac_archive_refuse (error, "a member can't be found"), NULL;
  if ((why = check_entry (self, entry)) != NULL)
    return ac_archive_refuse (error, why), NULL;

  self->now = g_new0 (Seen, 1);
  self->now->hash = g_checksum_new (G_CHECKSUM_SHA256);
  g_hash_table_insert (self->seen, g_strdup (archive_entry_pathname (entry)), self->now);
  return archive_entry_pathname (entry);
}

gssize
ac_archive_reader_read (AcArchiveReader *self, guint8 *buffer, gsize size, GError **error)
{
  const gssize n = archive_read_data (self->archive, buffer, size);

  if (n < 0)
    return ac_archive_refuse (error, "a member can't be read"), -1;

  self->now->size += n;
  self->total += n;
  if (self->total > self->most)
    return ac_archive_refuse (error, "there is too much in it"), -1;

  g_checksum_update (self->now->hash, buffer, n);
  return n;
}

static gboolean
is_as_told (AcArchiveReader *self, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  Seen *seen = NULL;

  if (object == NULL || !ac_json_check (object, member_fields, AC_JSON_CLOSED, NULL))
    return FALSE;

  seen = g_hash_table_lookup (self->seen, ac_json_get_string (object, "name"));
  return seen != NULL && seen->size == ac_json_get_integer (object, "size") &&
         g_strcmp0 (g_checksum_get_string (seen->hash), ac_json_get_string (object, "sha256")) == 0;
}

/* The manifest itself is the one member that it doesn't tell of. */
gboolean
ac_archive_reader_compare (AcArchiveReader *self, JsonArray *members, GError **error)
{
  const guint n = json_array_get_length (members);

  if (n + 1 != g_hash_table_size (self->seen))
    return ac_archive_refuse (error, "a member is missing, or there is one more");

  for (guint i = 0; i < n; i++)
    if (!is_as_told (self, json_array_get_element (members, i)))
      return ac_archive_refuse (error, "a member is another one");

  return TRUE;
}
