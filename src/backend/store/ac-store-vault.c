/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-private.h"

char *
ac_store_get_vault_key_id (AcStore *self, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (ac_store_get_database (self), error,
                                              "SELECT key_id FROM vault_key WHERE slot = 0", "");

  return rows != NULL && ac_rows_next (rows) ? g_strdup (ac_rows_text (rows, 0)) : NULL;
}

gboolean
ac_store_set_vault_key_id (AcStore *self, const char *key_id, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error, "DELETE FROM vault_key",
                              "") &&
         (key_id == NULL ||
          ac_database_execute (ac_store_get_database (self), NULL, error,
                               "INSERT INTO vault_key (slot, key_id) VALUES (0, $1)", "s", key_id));
}

void
ac_sealed_free (AcSealed *self)
{
  g_free (self->person);
  g_free (self->account_id);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* Whoever lives and has not told that it has the key could not open what is sealed with it. */
static gboolean
check_all_have (AcStore *self, const char *key_id, GError **error)
{
  g_autoptr(AcRows) rows = NULL;

  if (!ac_store_is_shared (self))
    return TRUE;

  rows = ac_database_query (ac_store_get_database (self), error,
                            "SELECT vault_keys FROM process WHERE id <> $1", "s",
                            ac_store_get_process (self));
  while (rows != NULL && ac_rows_next (rows))
    {
      g_auto(GStrv) ids =
                 g_strsplit (ac_rows_text (rows, 0) != NULL ? ac_rows_text (rows, 0) : "", " ", -1);

      if (!g_strv_contains ((const char *const *) ids, key_id))
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_IN_PROGRESS,
                               "A process that runs on this store does not have the new key");
          return FALSE;
        }
    }

  return rows != NULL;
}

gboolean
ac_store_begin_rotation (AcStore *self, const char *key_id, GError **error)
{
  return check_all_have (self, key_id, error) && ac_store_set_vault_key_id (self, key_id, error);
}

GPtrArray *
ac_store_list_sealed (
    AcStore *self, const char *key_id, const char *after_id, guint limit, GError **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_sealed_free);
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT person_id, id, sealed FROM account WHERE key_id = $1"
                                   " AND id > $2 AND sealed IS NOT NULL ORDER BY id LIMIT $3",
                                   "ssi", key_id, after_id, AC_INT (limit));

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    {
      AcSealed *sealed = g_new0 (AcSealed, 1);

      sealed->person = g_strdup (ac_rows_text (rows, 0));
      sealed->account_id = g_strdup (ac_rows_text (rows, 1));
      sealed->bytes = ac_rows_blob (rows, 2);
      g_ptr_array_add (found, sealed);
    }

  return g_steal_pointer (&found);
}

gboolean
ac_store_seal_anew (
    AcStore *self, const AcSealed *before, GBytes *sealed, const char *key_id, GError **error)
{
  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE account SET sealed = $1, key_id = $2"
                              " WHERE person_id = $3 AND id = $4",
                              "bsss", sealed, key_id, before->person, before->account_id);
}

gboolean
ac_store_count_sealed_otherwise (AcStore *self, const char *key_id, guint *n, GError **error)
{
  g_autoptr(AcRows) rows =
                ac_database_query (ac_store_get_database (self), error,
                                   "SELECT COUNT(*) FROM account WHERE sealed IS NOT NULL"
                                   " AND (key_id IS NULL OR key_id <> $1)",
                                   "s", key_id);

  if (rows == NULL || !ac_rows_next (rows))
    return FALSE;

  *n = ac_rows_int (rows, 0);
  return TRUE;
}
