/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-data.h"
#include "ac-store-private.h"

static gboolean
is_there (AcDeliveryState state)
{
  return state == AC_DELIVERY_LIVE || state == AC_DELIVERY_SHARED_BY_YOU;
}

static gboolean
is_gone (AcDeliveryState state)
{
  return state == AC_DELIVERY_REMOVED || state == AC_DELIVERY_DELETED_BY_YOU ||
         state == AC_DELIVERY_EXPIRED || state == AC_DELIVERY_GONE;
}

/* latest: nothing younger was meant for the account. */
static char *
find_text (
    AcStore *self, const char *person, AcDelivery *delivery, gboolean *latest, GError **error)
{
  const char *there = ac_delivery_get_copy_text (delivery);
  const char *own = there != NULL ? there : ac_delivery_get_text (delivery);
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT status.text, CASE WHEN EXISTS (SELECT 1 FROM delivery WHERE delivery.person_id = $1"
      " AND delivery.account_id = $3 AND delivery.id > $4) THEN 0 ELSE 1 END"
      " FROM status WHERE status.person_id = $1 AND status.id = $2",
      "ssss", person, ac_delivery_get_status_id (delivery), ac_delivery_get_account_id (delivery),
      ac_delivery_get_id (delivery));

  if (rows == NULL || !ac_rows_next (rows))
    return NULL;

  *latest = ac_rows_int (rows, 1) != 0;
  return g_strdup (own != NULL ? own : ac_rows_text (rows, 0));
}

gboolean
ac_store_note_shared (AcStore *self, const char *person, AcDelivery *delivery, GError **error)
{
  const AcDeliveryState state = ac_delivery_get_state (delivery);
  const char *account_id = ac_delivery_get_account_id (delivery);
  g_autofree char *text = NULL;
  g_autoptr(GError) failure = NULL;
  gboolean latest = FALSE;

  /* What is shared by hand is no account's. */
  if (account_id == NULL || (!is_there (state) && !is_gone (state)))
    return TRUE;

  text = find_text (self, person, delivery, &latest, &failure);
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (text == NULL || *text == '\0')
    return TRUE;
  if (is_gone (state))
    return ac_store_drop_datum (self, person, account_id, AC_CATEGORY_STATUS, text, error);

  return !latest || ac_store_set_datum (self, person, account_id, AC_CATEGORY_STATUS, text, error);
}
