/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-context.h"
#include "ac-purpose.h"
#include "ac-undoing.h"

G_BEGIN_DECLS

/* Takes an erasure that has begun to its end: once each service was told and has answered, the
 * person's data goes. What is in the way – a service that is out of reach, a locked keyring – is
 * waited for, until the person says not to. A backend that was killed goes on at its next start. */
#define AC_TYPE_ERASER (ac_eraser_get_type ())
G_DECLARE_FINAL_TYPE (AcEraser, ac_eraser, AC, ERASER, GObject)

AcEraser *ac_eraser_new (AcContext *context) G_GNUC_WARN_UNUSED_RESULT;
/* Looks for what was begun before. */
void ac_eraser_start (AcEraser *self);

/* Takes every account out of use and has its service told; twice is once. Resolves to TRUE. */
DexFuture *ac_eraser_begin (AcEraser *self, const char *person, AcProgram how, AcCopies copies)
    G_GNUC_WARN_UNUSED_RESULT;
/* Waits no longer than until each service was tried. Resolves to the receipt, an AcReceipt. */
DexFuture *
ac_eraser_finish (AcEraser *self, const char *person, AcProgram how) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
