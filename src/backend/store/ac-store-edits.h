/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-editable.h"
#include "ac-step.h"
#include "ac-store-private.h"

G_BEGIN_DECLS

/* Words of a status that are changed after it was shared. What is to stand at a copy is the
 * delivery's; that it is made so is a step of its own, AC_STEP_EDIT, which is never due before the
 * copy is there, ends with it, and sends the same words as often as it must. */

/* What is to become of one copy. */
typedef struct
{
  char *delivery_id;
  AcEditable editable;
  gboolean edits;   /* its service changes what is there */
  const char *own;  /* (nullable): its own text from now on */
  const char *text; /* that it is to have */
  char *key;        /* of what was not sent yet, from now on */
  char *hand_over;  /* (nullable): the link by which the person shares it */
  GBytes *payload;  /* (nullable): how that is sent; NULL: it stays as it is */
} AcEditWish;

void ac_edit_wish_free (AcEditWish *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcEditWish, ac_edit_wish_free)

/* text (nullable): that is the status's from now on. wishes: of AcEditWish, for each copy that it
 * is about. AC_ERROR_CONFLICT when the status has another revision by now. */
gboolean ac_store_edit_status (AcStore *self,
                               const char *person,
                               AcStatus *status,
                               const char *text,
                               GPtrArray *wishes,
                               GError **error);
/* A status is found by what stands at any of its copies. */
gboolean
ac_store_fold_words (AcStore *self, const char *person, const char *status_id, GError **error);
/* As they are sent there, with their bytes. */
GListModel *ac_store_load_pictures_of (AcStore *self,
                                       const char *person,
                                       const char *delivery_id,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* After a change of a delivery: what was to be changed there begins when the copy is there, and is
 * dropped when it is taken back. */
gboolean
ac_store_touch_edit (AcStore *self, const char *person, AcDelivery *delivery, GError **error);
/* The words of a claimed AC_STEP_EDIT take the place of those that were shared; it is unwanted when
 * there are none any more. */
gboolean ac_store_load_edit (AcStore *self, AcStep *step, GError **error);
gboolean ac_store_settle_edit (
    AcStore *self, const AcStep *claimed, AcOutcome *outcome, guint settle_ms, GError **error);
gboolean ac_store_block_edit (AcStore *self, const AcStep *claimed, AcError reason, GError **error);
/* Nothing is changed at this account any more. */
gboolean ac_store_end_edits (
    AcStore *self, const char *person, const char *account_id, AcError reason, GError **error);

G_END_DECLS
