/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-imports.h"

#define PATIENCE (60 * 60 * (gint64) G_USEC_PER_SEC)

struct _AcImports
{
  GObject parent_instance;
  char *folder;
  GHashTable *imports; /* person → AcImport */
};

G_DEFINE_FINAL_TYPE (AcImports, ac_imports, G_TYPE_OBJECT)

/* Nobody waits for the one that is being read. */
static void
ac_imports_finalize (GObject *object)
{
  AcImports *self = AC_IMPORTS (object);
  GHashTableIter iter;
  gpointer import = NULL;

  g_hash_table_iter_init (&iter, self->imports);
  while (g_hash_table_iter_next (&iter, NULL, &import))
    g_atomic_int_set (&((AcImport *) import)->cancelled, TRUE);
  g_hash_table_unref (self->imports);
  g_free (self->folder);

  G_OBJECT_CLASS (ac_imports_parent_class)->finalize (object);
}

static void
ac_imports_class_init (AcImportsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_imports_finalize;
}

static void
ac_imports_init (AcImports *self)
{
  self->imports =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ac_import_unref);
}

AcImports *
ac_imports_new (const char *folder)
{
  AcImports *self = g_object_new (AC_TYPE_IMPORTS, NULL);

  self->folder = g_strdup (folder);
  return self;
}

static gboolean
fail (GError **error)
{
  const AcError code =
      errno == ENOSPC || errno == EDQUOT ? AC_ERROR_STORAGE_FULL : AC_ERROR_STORAGE;

  g_set_error (error, AC_ERROR, code, "What was brought can't be kept: %s", g_strerror (errno));
  return FALSE;
}

/* It loses its name before anything is in it. */
static int
open_nameless (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "import-XXXXXX", NULL);
  const int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    unlink (path);
  return fd;
}

AcImport *
ac_imports_begin (AcImports *self, const char *person, GError **error)
{
  AcImport *before = g_hash_table_lookup (self->imports, person);
  g_autoptr(AcImport) import = NULL;
  const int fd = open_nameless (self->folder);

  if (fd < 0)
    return fail (error), NULL;

  import = g_atomic_rc_box_new0 (AcImport);
  import->fd = fd;
  if (before != NULL && before->running)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_IN_PROGRESS, "Another one is being read");
      return NULL;
    }

  import->id = ac_id_new ();
  import->person = g_strdup (person);
  import->used_at = g_get_monotonic_time ();
  g_hash_table_insert (self->imports, g_strdup (person), ac_import_ref (import));
  return g_steal_pointer (&import);
}

AcImport *
ac_imports_find (AcImports *self, const char *person, const char *id, GError **error)
{
  AcImport *import = g_hash_table_lookup (self->imports, person);

  if (import == NULL || !g_str_equal (import->id, id))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "There is no such import");
      return NULL;
    }

  import->used_at = g_get_monotonic_time ();
  return ac_import_ref (import);
}

static gboolean
write_all (int fd, const guint8 *data, gsize size, gint64 at)
{
  while (size > 0)
    {
      const gssize n = pwrite (fd, data, size, at);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      data += n;
      size -= n;
      at += n;
    }

  return TRUE;
}

gboolean
ac_import_add (AcImport *self, gint64 at, GBytes *piece, GError **error)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (piece, &size);
  const AcError code = self->running ? AC_ERROR_IN_PROGRESS : AC_ERROR_CONFLICT;

  if (self->running || at > self->size)
    {
      g_set_error_literal (error, AC_ERROR, code, "It doesn't go on there");
      return FALSE;
    }
  if (at > AC_IMPORT_MAX_SIZE - (gint64) size)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_TOO_LARGE, "An export is smaller than that");
      return FALSE;
    }
  if (!write_all (self->fd, data, size, at))
    return fail (error);

  self->size = MAX (self->size, at + (gint64) size);
  return TRUE;
}

void
ac_imports_end (AcImports *self, AcImport *import)
{
  g_atomic_int_set (&import->cancelled, TRUE);
  if (g_hash_table_lookup (self->imports, import->person) == import)
    g_hash_table_remove (self->imports, import->person);
}

static gboolean
is_forgotten (gpointer person, gpointer value, gpointer user_data)
{
  const AcImport *import = value;

  return !import->running && g_get_monotonic_time () - import->used_at > PATIENCE;
}

void
ac_imports_sweep (AcImports *self)
{
  g_hash_table_foreach_remove (self->imports, is_forgotten, NULL);
}
