/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-context.h"

#define MAX_PAGES 1000

static DexFuture *
settled_cb (DexFuture *future, gpointer user_data)
{
  AcContext *self = user_data;
  g_autoptr(GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    g_message ("What people may have could not be looked through: %s", error->message);
  ac_event_hub_send_to_all (self->hub, "availability");
  ac_outbox_wake (self->outbox);
  return dex_future_new_true ();
}

void
ac_context_watch_gate (AcContext *self, DexFuture *work)
{
  dex_future_disown (dex_future_finally (work, settled_cb, self, NULL));
}

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

AcService
ac_context_describe_service (AcContext *self, AcConnector *connector)
{
  AcService service = *ac_connector_get_service (connector);

  service.pictures.needs_server = service.pictures.fetched && !self->fetchable;
  return service;
}
