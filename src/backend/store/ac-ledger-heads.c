/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "ac-error.h"
#include "ac-ledger-heads.h"

/* "PERSON SEQ HASH\n" */
#define PERSON 36
#define SEQ 19
#define HASH (2 * AC_LEDGER_HASH_SIZE)
#define RECORD (PERSON + 1 + SEQ + 1 + HASH + 1)

struct _AcLedgerHeads
{
  int fd;
  GHashTable *places; /* person → number of the record */
};

void
ac_ledger_heads_free (AcLedgerHeads *self)
{
  g_clear_fd (&self->fd, NULL);
  g_hash_table_unref (self->places);
  g_free (self);
}

static gboolean
read_record (const char *record, AcLedgerHead *head)
{
  g_autofree char *seq = g_strndup (record + PERSON + 1, SEQ);
  guint64 number = 0;
  gsize length = 0;

  if (record[RECORD - 1] != '\n' ||
      !g_ascii_string_to_unsigned (seq, 10, 1, G_MAXINT64, &number, NULL) ||
      sodium_hex2bin (head->hash, sizeof head->hash, record + RECORD - 1 - HASH, HASH, NULL,
                      &length, NULL) != 0)
    return FALSE;

  head->seq = number;
  return length == sizeof head->hash;
}

/* The whole file; its records are few where a person is alone. */
static GBytes *
read_all (AcLedgerHeads *self)
{
  g_autoptr(GByteArray) all = g_byte_array_new ();
  guint8 piece[RECORD * 64];
  gssize n = 0;

  while ((n = pread (self->fd, piece, sizeof piece, all->len)) > 0)
    g_byte_array_append (all, piece, n);

  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

static void
find_places (AcLedgerHeads *self)
{
  g_autoptr(GBytes) all = read_all (self);
  gsize size = 0;
  const char *data = g_bytes_get_data (all, &size);

  for (gsize i = 0; i < size / RECORD; i++)
    g_hash_table_insert (self->places, g_strndup (data + i * RECORD, PERSON), GSIZE_TO_POINTER (i));
}

AcLedgerHeads *
ac_ledger_heads_open (const char *path, GError **error)
{
  g_autoptr(AcLedgerHeads) self = g_new0 (AcLedgerHeads, 1);
  g_autofree char *folder = g_path_get_dirname (path);

  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->fd = -1;
  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      (self->fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
    {
      g_set_error (error, AC_ERROR, errno == ENOSPC ? AC_ERROR_STORAGE_FULL : AC_ERROR_STORAGE,
                   "The ledger's heads can't be kept: %s", g_strerror (errno));
      return NULL;
    }

  find_places (self);
  return g_steal_pointer (&self);
}

static gboolean
write_at (AcLedgerHeads *self, const char *record, gsize place)
{
  return pwrite (self->fd, record, RECORD, place * RECORD) == RECORD;
}

/* Of two processes that add at once, each gets a place of its own. */
static gboolean
add_record (AcLedgerHeads *self, const char *person, const char *record)
{
  gboolean done = FALSE;
  off_t end = 0;

  if (flock (self->fd, LOCK_EX) != 0)
    return FALSE;

  if ((end = lseek (self->fd, 0, SEEK_END)) >= 0 && write_at (self, record, end / RECORD))
    {
      g_hash_table_insert (self->places, g_strdup (person), GSIZE_TO_POINTER (end / RECORD));
      done = TRUE;
    }

  flock (self->fd, LOCK_UN);
  return done;
}

gboolean
ac_ledger_heads_set (AcLedgerHeads *self, const char *person, const AcLedgerHead *head)
{
  char hash[HASH + 1];
  g_autofree char *record = NULL;
  gpointer place = NULL;

  g_return_val_if_fail (strlen (person) == PERSON, FALSE);

  sodium_bin2hex (hash, sizeof hash, head->hash, sizeof head->hash);
  record = g_strdup_printf ("%s %019" G_GINT64_FORMAT " %s\n", person, head->seq, hash);
  return g_hash_table_lookup_extended (self->places, person, NULL, &place)
             ? write_at (self, record, GPOINTER_TO_SIZE (place))
             : add_record (self, person, record);
}

void
ac_ledger_heads_get (AcLedgerHeads *self, const char *person, AcLedgerHead *head)
{
  g_autoptr(GBytes) all = read_all (self);
  gsize size = 0;
  const char *data = g_bytes_get_data (all, &size);

  *head = (AcLedgerHead) { 0 };
  for (gsize i = 0; i < size / RECORD; i++)
    {
      const char *record = data + i * RECORD;
      AcLedgerHead found = { 0 };

      if (strncmp (record, person, PERSON) == 0 && record[PERSON] == ' ' &&
          read_record (record, &found) && found.seq > head->seq)
        *head = found;
    }
}
