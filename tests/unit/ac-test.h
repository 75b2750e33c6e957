/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* Runs the main context until future is settled; another thread may settle it without waking the
 * context. Takes it and gives it back. */
static inline DexFuture *
ac_test_wait (DexFuture *future)
{
  while (dex_future_is_pending (future))
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
  return future;
}

static inline gpointer
ac_test_wait_object (DexFuture *future, GError **error)
{
  g_autoptr(DexFuture) settled = ac_test_wait (future);
  const GValue *value = dex_future_get_value (settled, error);

  return value != NULL && G_VALUE_HOLDS_OBJECT (value) ? g_value_dup_object (value) : NULL;
}

static inline gboolean
ac_test_wait_true (DexFuture *future, GError **error)
{
  g_autoptr(DexFuture) settled = ac_test_wait (future);

  return dex_future_get_value (settled, error) != NULL;
}

G_END_DECLS
