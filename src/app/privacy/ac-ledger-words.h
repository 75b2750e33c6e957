/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-receipt.h"
#include "ac-use.h"

G_BEGIN_DECLS

/* What people read about what happened. */

/* A line of the ledger: who did what, and when, about what, what for and why. */
char *ac_ledger_words_title (AcUse *use) G_GNUC_WARN_UNUSED_RESULT;
char *ac_ledger_words_detail (AcUse *use) G_GNUC_WARN_UNUSED_RESULT;

/* A receipt: what was said, and when, about what and with what. */
char *ac_receipt_words_title (AcReceipt *receipt) G_GNUC_WARN_UNUSED_RESULT;
char *ac_receipt_words_detail (AcReceipt *receipt) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
