/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-part.h"
#include "ac-step.h"
#include "ac-store-private.h"

G_BEGIN_DECLS

/* The parts of a thread. Its delivery is about one of them at a time, so that each is sent, looked
 * for and taken back as any other post is; these functions turn it to another one. */

/* What is next once the delivery is done with a part. */
typedef enum
{
  AC_PART_STAY,  /* that was the last one */
  AC_PART_SEND,  /* to be sent */
  AC_PART_FIND,  /* to be looked for first */
  AC_PART_TAKE,  /* to be taken back */
  AC_PART_WATCH, /* may still come late */
} AcPartMove;

typedef struct
{
  AcPartMove move;
  gint64 sent_at; /* of the part it is about now */
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
/* How the part left it, and the one before it that is still there. */
typedef enum
{
  AC_PART_UNSENT,
  AC_PART_THERE,
  AC_PART_GONE,
  AC_PART_LATE,
} AcPartState;

gboolean ac_store_turn_back (AcStore *self,
                             const char *person,
                             const char *delivery_id,
                             AcPartState left,
                             AcPartTurn *turn,
                             GError **error);
gboolean ac_store_note_part (AcStore *self, AcStep *step, AcOutcome *outcome, GError **error);
/* What a part replies to: the nearest one before it whose address is known. */
gboolean ac_store_load_parents (AcStore *self, AcStep *step, GError **error);
/* Whether the address is that of a part already. */
gboolean ac_store_is_part (AcStore *self, AcStep *step, const char *remote_uri);
/* The life of a claimed thread that never became whole is over: what is out is taken back. */
gboolean
ac_store_end_thread (AcStore *self, AcStep *step, gint64 now_ms, gboolean *ended, GError **error);
/* current: the delivery's; 0: there are none. */
gboolean ac_store_list_parts (AcStore *self,
                              const char *person,
                              AcDelivery *delivery,
                              guint current,
                              AcStepKind kind,
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
