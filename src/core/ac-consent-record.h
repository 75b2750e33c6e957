/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-receipt.h"

G_BEGIN_DECLS

/* The record of a consent by ISO/IEC TS 27560 in the profile of the W3C's Data Privacy Vocabulary:
 * JSON-LD, checked in the tests by data/consent-record.schema.json. facts is of a receipt for a
 * recipient. Pure. */
char *ac_consent_record_write (const AcReceiptFacts *facts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
