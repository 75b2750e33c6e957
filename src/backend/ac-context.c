/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-context.h"

#define MAX_PAGES 1000

AcReply *
ac_context_dup_accounts_page (AcContext *self, const char *person)
{
  AcReply *page = g_hash_table_lookup (self->accounts_pages, person);

  return page != NULL ? g_object_ref (page) : NULL;
}

void
ac_context_keep_accounts_page (AcContext *self, const char *person, AcReply *page)
{
  /* Nobody tells when another process has changed something. */
  if (ac_store_is_shared (self->store))
    return;

  if (g_hash_table_size (self->accounts_pages) >= MAX_PAGES)
    g_hash_table_remove_all (self->accounts_pages);

  g_hash_table_insert (self->accounts_pages, g_strdup (person), g_object_ref (page));
}
