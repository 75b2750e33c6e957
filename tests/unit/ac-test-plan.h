/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-test-store.h"

#define MINUTE (60 * G_GINT64_CONSTANT (1000))
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* Like add_status(), of another person's wish. */
static inline void
plan (Fixture *f, AcStore *store, AcLife life, gint64 share_at, AcForm form)
{
  g_autoptr(GBytes) payload = g_bytes_new_static ("{}", 2);
  g_autoptr(AcStatus) status = NULL;
  g_autoptr(AcDelivery) delivery = NULL;
  g_autoptr(GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
  g_autoptr(GError) error = NULL;

  if (get_state (f, store) == AC_DELIVERY_WAITING)
    g_assert_true (ac_store_remove_status (store, f->person, f->status, &error));
  g_free (f->status);
  g_free (f->delivery);
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();
  status = ac_status_new (f->status, "Hello", ac_clock_now_ms ());
  delivery = ac_delivery_new (f->delivery, f->status, f->account);
  ac_delivery_set_account_facts (delivery, "mastodon", "@ada@mastodon.example");
  ac_delivery_set_form (delivery, form);
  ac_status_set_life (status, life);
  ac_status_set_share_at (status, share_at);
  ac_status_add_delivery (status, delivery);
  g_ptr_array_add (parcels, ac_parcel_new (f->delivery, payload, AC_AUDIENCE_DIRECT));
  g_assert_true (ac_store_add_status (store, f->person, status, parcels, &error));
  g_assert_no_error (error);
}

static inline gint64
get_ends_at (Fixture *f, AcStore *store)
{
  g_autoptr(AcStatus) status = ac_store_get_status (store, f->person, f->status, NULL);

  return ac_status_get_ends_at (status);
}
