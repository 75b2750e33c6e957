/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-limits.h"
#include "ac-recipients.h"

G_BEGIN_DECLS

/* The token endpoint for recipients: the grant of client credentials (RFC 6749 §4.4), with the
 * secret in `Authorization: Basic` (§2.3.1). Not there when there are no recipients. limits NULL:
 * strangers can't come here. */
void ac_token_endpoint_attach (AcRecipients *recipients, AcLimits *limits, SoupServer *server);

G_END_DECLS
