/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-agreement.h"
#include "ac-connectors.h"

G_BEGIN_DECLS

/* Everything that follows from the end of a link or an account, in the transaction of whoever asks;
 * what can't be done at once goes on in the outbox. Each gives the undoing that was stored. */

typedef struct
{
  AcStore *store;
  AcConnectors *connectors;
  AcWord word;
  AcCopies copies;
} AcUndo;

/* removed (nullable): the one of the two accounts that goes as well. */
AcUndoing *ac_undo_link (const AcUndo *self, AcLink *link, AcAccount *removed, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Its links end with it. */
AcUndoing *
ac_undo_account (const AcUndo *self, AcAccount *account, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
