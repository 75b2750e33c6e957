/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-store-private.h"

gboolean
ac_store_beat (AcStore *self, gboolean *held, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "UPDATE process SET beat = beat + 1, vault_keys = $1 WHERE id = $2",
                            "ss", ac_store_get_vault_keys (self), ac_store_get_process (self)))
    return FALSE;

  *held = changed > 0;
  return *held || ac_store_join (self, error);
}

GPtrArray *
ac_store_list_processes (AcStore *self, GError **error)
{
  g_autoptr(GPtrArray) processes =
                g_ptr_array_new_with_free_func ((GDestroyNotify) ac_process_free);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT id, beat FROM process WHERE id <> $1 ORDER BY id", "s", ac_store_get_process (self));

  if (rows == NULL)
    return NULL;

  while (ac_rows_next (rows))
    {
      AcProcess *process = g_new0 (AcProcess, 1);

      process->id = g_strdup (ac_rows_text (rows, 0));
      process->beat = ac_rows_int (rows, 1);
      g_ptr_array_add (processes, process);
    }

  return g_steal_pointer (&processes);
}

gboolean
ac_store_bury_process (AcStore *self, const AcProcess *process, gboolean *buried, GError **error)
{
  gint64 changed = 0;

  if (!ac_database_execute (ac_store_get_database (self), &changed, error,
                            "DELETE FROM process WHERE id = $1 AND beat = $2", "si", process->id,
                            process->beat))
    return FALSE;

  *buried = changed > 0;
  return !*buried || ac_store_recover_steps_of (self, process->id, error);
}

gboolean
ac_store_leave (AcStore *self, GError **error)
{
  return ac_store_recover_steps_of (self, ac_store_get_process (self), error) &&
         ac_database_execute (ac_store_get_database (self), NULL, error,
                              "DELETE FROM process WHERE id = $1", "s",
                              ac_store_get_process (self));
}
