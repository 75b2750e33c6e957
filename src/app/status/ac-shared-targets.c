/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-shared-targets.h"

/* Drafts by the id of what was shared from them. */
static GHashTable *
get_kept (AcClient *client)
{
  GHashTable *kept = g_object_get_data (G_OBJECT (client), "ac-shared-targets");

  if (kept != NULL)
    return kept;

  kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_object_set_data_full (G_OBJECT (client), "ac-shared-targets", kept,
                          (GDestroyNotify) g_hash_table_unref);
  return kept;
}

static gboolean
has_own_text (AcDraft *draft)
{
  for (guint i = 0; i < ac_draft_get_n_targets (draft); i++)
    if (ac_draft_get_target (draft, i)->text != NULL)
      return TRUE;

  return FALSE;
}

void
ac_shared_targets_keep (AcClient *client, const char *status_id, AcDraft *draft)
{
  g_return_if_fail (AC_IS_CLIENT (client));
  g_return_if_fail (status_id != NULL && AC_IS_DRAFT (draft));

  if (has_own_text (draft))
    g_hash_table_insert (get_kept (client), g_strdup (status_id), g_object_ref (draft));
}

void
ac_shared_targets_give_back (AcClient *client, const char *status_id, AcDraft *draft)
{
  AcDraft *kept = NULL;

  g_return_if_fail (AC_IS_CLIENT (client));
  g_return_if_fail (status_id != NULL && AC_IS_DRAFT (draft));

  if ((kept = g_hash_table_lookup (get_kept (client), status_id)) == NULL)
    return;

  ac_draft_copy_targets (draft, kept);
  g_hash_table_remove (get_kept (client), status_id);
}
