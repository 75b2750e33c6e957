/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-doorman.h"
#include "ac-recipients.h"

G_BEGIN_DECLS

/* For requests of recipients: lets in who has a token of ours (RFC 6750), so many in a minute.
 * AC_ERROR_RATE_LIMITED beside the errors of every doorman. */
AcDoorman *ac_recipient_doorman_new (AcRecipients *recipients) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
