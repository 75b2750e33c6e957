/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ac-archive-reader.h"
#include "ac-export.h"
#include "ac-import-nouns.h"
#include "ac-json.h"

#define PIECE (64 * 1024)
#define FEW 10000
#define MANY 1000000

/* In the order of their names, as they come; the manifest is the last. */
static const struct
{
  const char *name;
  AcImportLineFunc take; /* NULL: pictures */
  gint64 most;
} members[] = {
  { "accounts.jsonl", ac_import_account, FEW },
  { "choices.jsonl", ac_import_choice, MANY },
  { "data.jsonl", ac_import_datum, MANY },
  { "ledger-names.jsonl", ac_import_name, MANY },
  { "ledger.jsonl", ac_import_ledger_line, 100 * MANY },
  { "links.jsonl", ac_import_link, MANY },
  { AC_EXPORT_MEDIA, NULL, MANY },
  { "person.json", ac_import_person, 1 },
  { "receipt-pairs.jsonl", ac_import_pair, MANY },
  { "receipts.jsonl", ac_import_receipt, MANY },
  { "rules.jsonl", ac_import_rule, FEW },
  { "sessions.jsonl", ac_import_session, FEW },
  { "statuses.jsonl", ac_import_status, MANY },
  { "undoings.jsonl", ac_import_undoing, FEW },
  { "unsent.jsonl", ac_import_draft, FEW },
};

static const AcJsonField manifest_fields[] = {
  { "format", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "program", AC_JSON_STRING, AC_JSON_REQUIRED, 128 },
  { "created_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "person_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "members", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_ARCHIVE_MAX_MEMBERS },
  { NULL },
};

typedef struct
{
  AcImportReading reading;
  AcArchiveReader *archive;
  GByteArray *rest; /* of the line under way */
  guint place;      /* in members */
  gint64 lines;
} Import;

AcImport *
ac_import_ref (AcImport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_import (gpointer data)
{
  AcImport *self = data;

  g_clear_fd (&self->fd, NULL);
  g_free (self->id);
  g_free (self->person);
  g_clear_object (&self->connectors);
}

void
ac_import_unref (AcImport *self)
{
  g_atomic_rc_box_release_full (self, clear_import);
}

/* What a library or a noun says of a line is one thing here. */
static gboolean
take_line (Import *self, char *line, gsize length, GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (strlen (line) != length || ++self->lines > members[self->place].most)
    return ac_archive_refuse (error, "a member is longer than it may be");
  if (members[self->place].take (&self->reading, line, &failure))
    return TRUE;
  if (g_error_matches (failure, AC_ERROR, AC_ERROR_BAD_REPLY))
    return ac_archive_refuse (error, failure->message);

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
take_lines (Import *self, GError **error)
{
  char *data = (char *) self->rest->data;
  gsize begin = 0;

  for (gsize at = 0; at < self->rest->len; at++)
    if (data[at] == '\n')
      {
        data[at] = '\0';
        if (!take_line (self, data + begin, at - begin, error))
          return FALSE;
        begin = at + 1;
      }

  if (begin > 0)
    g_byte_array_remove_range (self->rest, 0, begin);
  return self->rest->len <= AC_JSON_MAX_SIZE || ac_archive_refuse (error, "a line is too long");
}

static gboolean
check_wanted (Import *self, GError **error)
{
  if (!g_atomic_int_get (&self->reading.import->cancelled))
    return TRUE;

  g_set_error_literal (error, AC_ERROR, AC_ERROR_CANCELLED, "Nobody wants it any more");
  return FALSE;
}

static gssize
read_piece (Import *self, GError **error)
{
  const guint before = self->rest->len;
  gssize n = 0;

  if (!check_wanted (self, error))
    return -1;

  g_byte_array_set_size (self->rest, before + PIECE);
  n = ac_archive_reader_read (self->archive, self->rest->data + before, PIECE, error);
  g_byte_array_set_size (self->rest, before + MAX (n, 0));
  return n;
}

static gboolean
read_lines (Import *self, GError **error)
{
  gssize n = 0;

  self->lines = 0;
  while ((n = read_piece (self, error)) > 0)
    if (!take_lines (self, error))
      return FALSE;

  return n == 0 && (self->rest->len == 0 || ac_archive_refuse (error, "a line is broken off"));
}

/* All of a member, which may not be larger than most. */
static GBytes *
read_whole (Import *self, gsize most, GError **error)
{
  gssize n = 0;
  GBytes *bytes = NULL;

  while ((n = read_piece (self, error)) > 0)
    if (self->rest->len > most)
      return ac_archive_refuse (error, "a member is too large"), NULL;
  if (n < 0)
    return NULL;

  bytes = g_bytes_new (self->rest->data, self->rest->len);
  g_byte_array_set_size (self->rest, 0);
  return bytes;
}

static gboolean
read_media (Import *self, const char *name, GError **error)
{
  g_autofree char *own = g_strdup (name);
  g_autoptr(GBytes) bytes = read_whole (self, AC_VIDEO_MAX_SIZE, error);

  return bytes != NULL && ac_import_picture (&self->reading, own, bytes, error);
}

static gboolean
read_manifest (Import *self, GError **error)
{
  g_autoptr(GBytes) bytes = read_whole (self, 4 * AC_JSON_MAX_SIZE, error);
  g_autoptr(JsonNode) node =
                bytes != NULL ? ac_json_parse (bytes, 4 * AC_JSON_MAX_SIZE, NULL) : NULL;
  JsonObject *object =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (bytes == NULL)
    return FALSE;
  if (object == NULL || !ac_json_check (object, manifest_fields, AC_JSON_CLOSED, NULL))
    return ac_archive_refuse (error, "its manifest isn't understood");
  if (ac_json_get_integer (object, "format") != AC_EXPORT_FORMAT)
    return ac_archive_refuse (error, "it is of another version of this program");

  return ac_archive_reader_compare (self->archive, ac_json_get_array (object, "members"), error);
}

/* The members come in their order, and all but pictures must be there. */
static gboolean
is_next (Import *self, const char *name)
{
  if (self->place >= G_N_ELEMENTS (members))
    return FALSE;
  if (members[self->place].take == NULL)
    {
      if (g_str_has_prefix (name, AC_EXPORT_MEDIA))
        return TRUE;
      self->place++;
    }

  return g_str_equal (name, members[self->place].name);
}

static gboolean
read_member (Import *self, const char *name, GError **error)
{
  if (!is_next (self, name))
    return ac_archive_refuse (error, "a member stands in another place");
  if (members[self->place].take == NULL)
    return read_media (self, name, error);
  if (!read_lines (self, error))
    return FALSE;

  self->place++;
  return TRUE;
}

static gboolean
read_members (Import *self, GError **error)
{
  g_autoptr(GError) failure = NULL;
  const char *name = NULL;
  gboolean last = FALSE;

  while (!last && (name = ac_archive_reader_next (self->archive, &failure)) != NULL)
    {
      last = g_str_equal (name, AC_EXPORT_MANIFEST) && self->place == G_N_ELEMENTS (members);
      if (!(last ? read_manifest (self, error) : read_member (self, name, error)))
        return FALSE;
    }

  if (last && ac_archive_reader_next (self->archive, &failure) != NULL)
    return ac_archive_refuse (error, "something stands behind its manifest");
  if (failure == NULL)
    return last || ac_archive_refuse (error, "it has no manifest");

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
write_members (Import *self, GError **error)
{
  AcImportReading *reading = &self->reading;

  return ac_store_check_is_empty (reading->store, reading->person, error) &&
         ac_store_begin_ledger (reading->store, reading->person, &reading->ledger, error) &&
         read_members (self, error) &&
         ac_store_end_import (reading->store, reading->person, &reading->ledger, error);
}

gboolean
ac_import_read (AcImport *self, AcStore *store, AcImportCounts *counts, GError **error)
{
  g_autoptr(AcArchiveReader) archive = ac_archive_reader_new (self->fd, self->size, error);
  Import import = { .reading = { .import = self, .store = store, .person = self->person },
                    .archive = archive };
  gboolean done = FALSE;

  if (archive == NULL)
    return FALSE;

  import.rest = g_byte_array_new ();
  import.reading.accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import.reading.pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  done = store != NULL ? write_members (&import, error) : read_members (&import, error);
  *counts = import.reading.counts;
  g_byte_array_unref (import.rest);
  g_hash_table_unref (import.reading.accounts);
  g_hash_table_unref (import.reading.pairs);
  ac_imported_ledger_clear (&import.reading.ledger);
  return done;
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

static void
check (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AcImportCounts counts = { 0 };
  GError *error = NULL;

  if (ac_import_read (data, NULL, &counts, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

DexFuture *
ac_import_check (AcImport *self)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr(GTask) task = g_task_new (NULL, NULL, checked_cb, dex_ref (promise));

  g_task_set_task_data (task, ac_import_ref (self), (GDestroyNotify) ac_import_unref);
  g_task_run_in_thread (task, check);
  return DEX_FUTURE (promise);
}
