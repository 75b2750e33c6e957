/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-part.h"
#include "ac-step.h"
#include "ac-store-private.h"

G_BEGIN_DECLS

/* The parts of a thread. Its delivery is about one of them at a time, so that each is sent, looked
 * for and taken back as any other post is; these functions turn it to another one. */

/* How a part stands that the delivery isn't about now. */
typedef enum
{
  AC_PART_UNSENT,
  AC_PART_THERE,
  AC_PART_GONE,
  AC_PART_LATE,  /* taken back, and perhaps to come late */
  AC_PART_ASKED, /* only the person knows whether it is there */
  AC_PART_STAYS, /* it can't be taken back from here */
  AC_PART_MAYBE, /* it may have been sent after the backup that the store is from */
} AcPartState;

/* What the step of the delivery becomes with the part that it was turned to. */
typedef struct
{
  gboolean turned; /* FALSE: to none, and the rest says nothing */
  AcStepKind kind;
  AcStepState state;
  AcStepLook look;
  gint64 due_at;     /* 0: nothing is due */
  gint64 sent_at;    /* of the part it is about now */
  const char *error; /* a slug, or NULL */
} AcPartTurn;

gboolean ac_store_add_parts (
    AcStore *self, const char *person, const char *delivery_id, AcParcel *first, GError **error);
/* The part is there, and the next one follows. */
gboolean ac_store_turn_on (AcStore *self,
                           const char *person,
                           const char *delivery_id,
                           gint64 sent_at,
                           AcPartTurn *turn,
                           GError **error);
/* The thread is taken back, and done with this part, which is left like that: on to the last one
 * that is there, or when none is, to what is still to be found out or told. reason: (nullable), a
 * slug, why it stays. */
gboolean ac_store_turn_back (AcStore *self,
                             const char *person,
                             const char *delivery_id,
                             AcPartState left,
                             const char *reason,
                             AcPartTurn *turn,
                             GError **error);
/* The thread is taken back, from the last part that is there on; also what could not be before. */
gboolean ac_store_turn_again (AcStore *self,
                              const char *person,
                              const char *delivery_id,
                              AcPartState left,
                              AcPartTurn *turn,
                              GError **error);
/* Nothing more of it is sent; what is there stays as long as the person chose. */
gboolean ac_store_turn_to_rest (
    AcStore *self, const char *person, const char *delivery_id, AcPartTurn *turn, GError **error);
gboolean ac_store_note_part (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error);
/* What a part replies to: the nearest one before it whose address is known. */
gboolean ac_store_load_parents (AcStore *self, AcStep *step, GError **error);
/* Whether the address is that of a part already. */
gboolean ac_store_is_part (AcStore *self, AcStep *step, const char *remote_uri);
/* Whether a part of it can't be taken back from here, and why. */
gboolean ac_store_find_staying (AcStore *self,
                                const char *person,
                                const char *delivery_id,
                                gboolean *stays,
                                AcError *reason,
                                GError **error);
/* current: the delivery's; 0: there are none. */
gboolean ac_store_list_parts (AcStore *self,
                              const char *person,
                              AcDelivery *delivery,
                              guint current,
                              AcStepKind kind,
                              gboolean wanted,
                              GError **error);
/* Adds to the object of a copy what the noun doesn't say of its parts, and takes it from there. */
gboolean ac_store_export_parts (AcStore *self,
                                const char *person,
                                const char *delivery_id,
                                guint current,
                                JsonObject *copy,
                                GError **error);
gboolean ac_store_import_parts (AcStore *self,
                                const char *person,
                                AcDelivery *delivery,
                                JsonArray *places,
                                gint64 first_sent_at,
                                GError **error);

G_END_DECLS
