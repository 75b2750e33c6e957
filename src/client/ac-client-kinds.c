/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-private.h"

gpointer
ac_kind_put (GListStore *store, const AcKind *kind, gpointer item)
{
  gpointer known = ac_find (G_LIST_MODEL (store), kind->get_id, kind->get_id (item), NULL);

  if (known != NULL)
    kind->update (known, item);
  else
    g_list_store_append (store, item);
  return g_object_ref (known != NULL ? known : item);
}

void
ac_kind_drop (GListStore *store, const AcKind *kind, const char *id)
{
  guint position = 0;

  if (ac_find (G_LIST_MODEL (store), kind->get_id, id, &position) != NULL)
    g_list_store_remove (store, position);
}

void
ac_kind_take (GListStore *store, const AcKind *kind, GListModel *items)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (store)); i > 0; i--)
    {
      g_autoptr(GObject) known = g_list_model_get_item (G_LIST_MODEL (store), i - 1);

      if (ac_find (items, kind->get_id, kind->get_id (known), NULL) == NULL)
        g_list_store_remove (store, i - 1);
    }

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (items, i);

      g_object_unref (ac_kind_put (store, kind, item));
    }
}
