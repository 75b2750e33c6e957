/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-find.h"

gpointer
ac_find (GListModel *model, AcGetId get_id, const char *id, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      if (g_strcmp0 (get_id (item), id) != 0)
        continue;
      if (position != NULL)
        *position = i;
      return item;
    }

  return NULL;
}
