/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-archive-writer.h"
#include "ac-clock.h"
#include "ac-export.h"
#include "ac-future.h"
#include "ac-handlers.h"
#include "ac-store-export.h"
#include "ac-store-ledger.h"

#define PIECE (64 * 1024)

/* In the order of their names. What is few is read in one transaction, with where the rest ends: so
 * what is said of each other fits together. */
typedef struct
{
  const char *name; /* NULL: the pictures stand here */
  AcExportFunc read;
  gssize end; /* of what is long, in AcExportEnds */
} Member;

#define FEW (-1)
#define LONG(field) G_STRUCT_OFFSET (AcExportEnds, field)

static const Member members[] = {
  { "accounts.jsonl", ac_store_export_accounts, FEW },
  { "choices.jsonl", ac_store_export_choices, FEW },
  { "data.jsonl", ac_store_export_data, FEW },
  { "ledger-names.jsonl", ac_store_export_names, FEW },
  { "ledger.jsonl", ac_store_export_ledger, LONG (ledger) },
  { "links.jsonl", ac_store_export_links, FEW },
  { NULL, NULL, FEW },
  { "person.json", ac_store_export_person, FEW },
  { "receipt-pairs.jsonl", ac_store_export_pairs, LONG (receipts) },
  { "receipts.jsonl", ac_store_export_receipts, LONG (receipts) },
  { "rules.jsonl", ac_store_export_rules, FEW },
  { "sessions.jsonl", ac_store_export_sessions, FEW },
  { "statuses.jsonl", ac_store_export_statuses, LONG (statuses) },
  { "undoings.jsonl", ac_store_export_undoings, FEW },
  { "unsent.jsonl", ac_store_export_drafts, FEW },
};

#define N_MEMBERS G_N_ELEMENTS (members)

typedef struct
{
  AcRequest *request;
  AcExportPage pages[N_MEMBERS];
  AcExportEnds ends;
  AcExportPage page; /* of what is long */
  AcExportFunc read;
  char *picture; /* the id of the one that is wanted, then its type and bytes */
  char *type;
  GBytes *bytes;
  gint64 at;
  guint n;
} Work;

static void
clear_work (gpointer data)
{
  Work *self = data;

  for (gsize i = 0; i < N_MEMBERS; i++)
    ac_export_page_clear (&self->pages[i]);
  ac_export_page_clear (&self->page);
  ac_export_ends_clear (&self->ends);
  ac_request_unref (self->request);
  g_free (self->picture);
  g_free (self->type);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

static void
work_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_work);
}

/* The one under way, where it is made. */
typedef struct
{
  Work *work;
  AcArchiveWriter *writer;
  AcStream *stream;
} Export;

static gboolean
run (Export *self, AcStoreFunc func, GError **error)
{
  return ac_await (ac_store_run (self->work->request->context->store, func,
                                 g_atomic_rc_box_acquire (self->work), work_unref),
                   error);
}

static void
reset (AcExportPage *page)
{
  if (page->text != NULL)
    g_string_free (page->text, TRUE);
  page->text = g_string_new (NULL);
}

/* That somebody took everything is told first, and stands in what they take. */
static GObject *
begin (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;
  const char *person = work->request->person;

  work->at = ac_clock_now_ms ();
  if (!ac_store_add_to_ledger (
          store, person,
          &(AcLedgerLine) {
              .deed = AC_DEED_EXPORT, .allowed = TRUE, .who = "person", .reason = "everything" },
          error) ||
      !ac_store_find_export_ends (store, person, &work->ends, error))
    return NULL;

  for (gsize i = 0; i < N_MEMBERS; i++)
    {
      reset (&work->pages[i]);
      if (members[i].read != NULL && members[i].end == FEW &&
          !members[i].read (store, person, &work->pages[i], error))
        return NULL;
    }

  return NULL;
}

static GObject *
read_page (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;
  g_autofree char *before = g_strdup (work->page.after);

  reset (&work->page);
  if (!work->read (store, work->request->person, &work->page, error))
    {
      /* It may run again. */
      g_set_str (&work->page.after, before);
      return NULL;
    }

  return NULL;
}

static GObject *
read_picture (AcStore *store, gpointer user_data, GError **error)
{
  Work *work = user_data;

  g_clear_pointer (&work->bytes, g_bytes_unref);
  work->bytes =
      ac_store_export_picture (store, work->request->person, work->picture, &work->type, error);
  return NULL;
}

static gboolean
hand_on (Export *self, gsize least, GError **error)
{
  return ac_archive_writer_get_pending (self->writer) < least ||
         ac_stream_write (self->stream, ac_archive_writer_take (self->writer), error);
}

static gboolean
add_text (Export *self, const GString *text, GError **error)
{
  return ac_archive_writer_add (self->writer, text->str, text->len, error) &&
         hand_on (self, PIECE, error);
}

static gboolean
write_long (Export *self, const Member *member, const char *until, GError **error)
{
  Work *work = self->work;

  g_set_str (&work->page.until, until);
  g_clear_pointer (&work->page.after, g_free);
  work->read = member->read;
  do
    if (until != NULL &&
        (!run (self, read_page, error) || !add_text (self, work->page.text, error)))
      return FALSE;
  while (work->page.after != NULL);

  return TRUE;
}

static gboolean
write_picture (Export *self, const char *id, GError **error)
{
  Work *work = self->work;
  AcPictureType type = AC_PICTURE_JPEG;
  g_autofree char *name = NULL;
  gsize size = 0;
  const guint8 *data = NULL;

  g_set_str (&work->picture, id);
  if (!run (self, read_picture, error))
    return FALSE;
  /* Let go of since. */
  if (work->bytes == NULL || !ac_picture_type_from_mime (work->type, &type))
    return TRUE;

  name = ac_export_name_picture (id, type);
  data = g_bytes_get_data (work->bytes, &size);
  if (!ac_archive_writer_begin (self->writer, name, size, error))
    return FALSE;
  for (gsize at = 0; at < size; at += PIECE)
    if (!ac_archive_writer_add (self->writer, data + at, MIN (PIECE, size - at), error) ||
        !hand_on (self, PIECE, error))
      return FALSE;

  return ac_archive_writer_end (self->writer, error);
}

static gboolean
write_pictures (Export *self, GError **error)
{
  for (char **id = self->work->ends.pictures; *id != NULL; id++)
    if (!write_picture (self, *id, error))
      return FALSE;

  return TRUE;
}

/* The last one, because it knows what the others are. */
static gboolean
write_manifest (Export *self, GError **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = NULL;

  json_object_set_int_member (object, "format", AC_EXPORT_FORMAT);
  ac_json_set_string (object, "program", "accounts-center " PACKAGE_VERSION);
  ac_json_set_time (object, "created_at", self->work->at);
  ac_json_set_string (object, "person_id", self->work->request->person);
  json_object_set_array_member (object, "members", ac_archive_writer_describe (self->writer));
  text = json_to_string (node, FALSE);
  return ac_archive_writer_begin (self->writer, AC_EXPORT_MANIFEST, -1, error) &&
         ac_archive_writer_add (self->writer, text, strlen (text), error) &&
         ac_archive_writer_end (self->writer, error) &&
         ac_archive_writer_close (self->writer, error) && hand_on (self, 0, error);
}

static gboolean
write_member (Export *self, gsize place, GError **error)
{
  Work *work = self->work;
  const Member *member = &members[place];

  if (member->name == NULL)
    return write_pictures (self, error);

  return ac_archive_writer_begin (self->writer, member->name, -1, error) &&
         (member->end == FEW
              ? add_text (self, work->pages[place].text, error)
              : write_long (self, member, G_STRUCT_MEMBER (char *, &work->ends, member->end),
                            error)) &&
         ac_archive_writer_end (self->writer, error);
}

static gboolean
write_all (Export *self, GError **error)
{
  if (!run (self, begin, error))
    return FALSE;

  for (gsize i = 0; i < N_MEMBERS; i++)
    if (!write_member (self, i, error))
      return FALSE;

  return write_manifest (self, error);
}

char *
ac_export_name_picture (const char *id, AcPictureType type)
{
  return g_strconcat (AC_EXPORT_MEDIA, id, strrchr (ac_picture_type_get_file_name (type), '.'),
                      NULL);
}

static gboolean
write_export (gpointer data, AcStream *stream, GError **error)
{
  g_autoptr(AcArchiveWriter) writer = ac_archive_writer_new ();
  Export export = { g_atomic_rc_box_new0 (Work), writer, stream };
  gboolean done = FALSE;

  export.work->request = ac_request_ref (data);
  done = write_all (&export, error);
  work_unref (export.work);
  return done;
}

AcReply *
ac_handle_export (AcRequest *request, GError **error)
{
  AcLimits *limits = request->context->limits;
  guint wait = limits != NULL ? ac_limits_admit_export (limits, request->person) : 0;

  if (wait == 0)
    return ac_reply_new_stream (write_export);
  ac_request_refuse_for_now (request, wait, "There were too many exports", error);
  return NULL;
}
