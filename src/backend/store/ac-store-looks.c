/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-store-looks.h"
#include "ac-store-parts.h"

struct _AcCopy
{
  GObject parent_instance;
  char *account_id;
  GPtrArray *parcels;
};

G_DEFINE_FINAL_TYPE (AcCopy, ac_copy, G_TYPE_OBJECT)

static void
ac_copy_finalize (GObject *object)
{
  AcCopy *self = AC_COPY (object);

  g_free (self->account_id);
  g_ptr_array_unref (self->parcels);
  G_OBJECT_CLASS (ac_copy_parent_class)->finalize (object);
}

static void
ac_copy_class_init (AcCopyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_copy_finalize;
}

static void
ac_copy_init (AcCopy *self)
{
  self->parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) ac_parcel_free);
}

const char *
ac_copy_get_account_id (AcCopy *self)
{
  return self->account_id;
}

const char *
ac_copy_get_remote_id (AcCopy *self)
{
  AcParcel *last = g_ptr_array_index (self->parcels, self->parcels->len - 1);

  return last->remote_id;
}

GPtrArray *
ac_copy_get_parcels (AcCopy *self)
{
  return self->parcels;
}

#define NOT_ASKED "Nobody asks whether it is there"
/* By which the service's clock may be behind ours. */
#define SKEW_MS (10 * 60 * 1000)

/* Live, and nothing of it is under way. */
#define LIVE " ((step.kind = 0 AND step.state = 4) OR (step.kind IN (6, 7) AND step.state = 0))"
G_STATIC_ASSERT (AC_STEP_PUBLISH == 0 && AC_STEP_END == 6 && AC_STEP_LIVE == 7 &&
                 AC_STEP_PENDING == 0 && AC_STEP_DONE == 4);

/* The parts that are there beside the one that the delivery is about. */
static gboolean
add_other_parts (AcStore *self, AcStep *step, AcCopy *copy, GError **error)
{
  g_autoptr(AcRows) rows = ac_database_query (
      ac_store_get_database (self), error,
      "SELECT key, payload, remote_id, remote_uri FROM part WHERE person_id = $1"
      " AND delivery_id = $2 AND ordinal <> $3 AND state = $4 ORDER BY ordinal",
      "ssii", step->person, step->delivery_id, AC_INT (step->part), AC_INT (AC_PART_THERE));

  while (rows != NULL && ac_rows_next (rows))
    {
      g_autoptr(GBytes) payload = ac_rows_blob (rows, 1);
      AcParcel *parcel = ac_parcel_copy (step->parcel);

      g_set_str (&parcel->key, ac_rows_text (rows, 0));
      g_clear_pointer (&parcel->payload, g_bytes_unref);
      parcel->payload = g_steal_pointer (&payload);
      g_set_str (&parcel->remote_id, ac_rows_text (rows, 2));
      g_set_str (&parcel->remote_uri, ac_rows_text (rows, 3));
      g_ptr_array_add (copy->parcels, parcel);
    }

  return rows != NULL;
}

static gboolean
refuse (const char *why, GError **error)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, why);
  return FALSE;
}

/* That what has no address is looked for in vain proves nothing. */
static gboolean
has_addresses (AcCopy *self)
{
  for (guint i = 0; i < self->parcels->len; i++)
    if (((AcParcel *) g_ptr_array_index (self->parcels, i))->remote_id == NULL)
      return FALSE;
  return TRUE;
}

/* The post that the delivery is about comes last. */
static AcCopy *
load_copy (AcStore *self, const char *person, AcDelivery *delivery, gboolean whole, GError **error)
{
  g_autoptr(AcStep) step = g_new0 (AcStep, 1);
  g_autoptr(AcCopy) copy = g_object_new (AC_TYPE_COPY, NULL);

  copy->account_id = g_strdup (ac_delivery_get_account_id (delivery));
  step->person = g_strdup (person);
  step->delivery_id = g_strdup (ac_delivery_get_id (delivery));
  step->account_id = g_strdup (copy->account_id);
  step->kind = AC_STEP_WATCH;
  if (!ac_store_load_parcel (self, step, error) ||
      (whole && !add_other_parts (self, step, copy, error)))
    return NULL;

  g_ptr_array_add (copy->parcels, g_steal_pointer (&step->parcel));
  return g_steal_pointer (&copy);
}

AcCopy *
ac_store_get_copy (AcStore *self, const char *person, const char *delivery_id, GError **error)
{
  g_autoptr(AcDelivery) delivery = ac_store_get_delivery (self, person, delivery_id, error);
  g_autoptr(AcCopy) copy = NULL;

  if (delivery == NULL)
    return NULL;
  if (ac_delivery_get_state (delivery) != AC_DELIVERY_LIVE)
    return refuse ("No copy of it is live", error), NULL;
  if (!(copy = load_copy (self, person, delivery, TRUE, error)))
    return NULL;
  if (!has_addresses (copy))
    return refuse ("Nobody knows where it is", error), NULL;
  return g_steal_pointer (&copy);
}

AcCopy *
ac_store_get_asked (AcStore *self, const char *person, const char *delivery_id, GError **error)
{
  g_autoptr(AcDelivery) delivery = ac_store_get_delivery (self, person, delivery_id, error);

  if (delivery == NULL)
    return NULL;
  if (ac_delivery_get_state (delivery) != AC_DELIVERY_NEEDS_YOU ||
      ac_delivery_get_account_id (delivery) == NULL)
    return refuse (NOT_ASKED, error), NULL;

  return load_copy (self, person, delivery, FALSE, error);
}

gboolean
ac_store_note_gone (AcStore *self,
                    const char *person,
                    const char *delivery_id,
                    const char *remote_id,
                    GError **error)
{
  AcDatabase *database = ac_store_get_database (self);
  gint64 changed = 0;

  if (!ac_database_execute (database, &changed, error,
                            "UPDATE step SET kind = $1, state = $2, look = $3, due_at = NULL,"
                            " error = NULL WHERE person_id = $4 AND delivery_id = $5"
                            " AND EXISTS (SELECT delivery.id FROM delivery"
                            " WHERE delivery.person_id = $4 AND delivery.id = $5"
                            " AND delivery.remote_id = $6) AND" LIVE,
                            "iiisss", AC_INT (AC_STEP_VERIFY), AC_INT (AC_STEP_DONE),
                            AC_INT (AC_LOOK_NO), person, delivery_id, remote_id))
    return FALSE;
  if (changed == 0)
    return TRUE;

  return ac_database_execute (database, NULL, error,
                              "UPDATE part SET state = $1 WHERE person_id = $2"
                              " AND delivery_id = $3 AND state = $4",
                              "issi", AC_INT (AC_PART_GONE), person, delivery_id,
                              AC_INT (AC_PART_THERE)) &&
         ac_store_touch_delivery (self, person, delivery_id, error);
}

/* What it can't have become is the person's own, and nothing here may take it for a copy. */
static gboolean
may_be_copy (AcParcel *parcel, AcOutcome *found)
{
  const gint64 made_at = ac_outcome_get_made_at (found);

  return ac_outcome_get_audience (found) <= (int) parcel->audience &&
         (made_at == 0 || made_at >= parcel->first_armed_at - SKEW_MS);
}

gboolean
ac_store_resolve_found (
    AcStore *self, const char *person, const char *delivery_id, AcOutcome *found, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(AcStep) step = ac_store_claim_answer (self, person, delivery_id, &failure);

  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (step == NULL)
    return refuse (NOT_ASKED, error);
  if (ac_store_is_taken (self, step, found))
    return refuse ("This is the copy of another status", error);
  if (!may_be_copy (step->parcel, found))
    return refuse ("This was made before it, or for more people", error);

  return ac_store_settle_step (self, step, found, AC_REPEAT_BLIND, 0, error);
}
