/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"
#include "ac-share-page.h"
#include "ac-status.h"

G_BEGIN_DECLS

/* What a person shares themselves on the page: text, below the status's content note, as a link.
 * AC_ERROR_TOO_LONG. */
AcParcel *ac_hand_over_render (const AcSharePage *page,
                               const char *delivery_id,
                               AcStatus *status,
                               const char *text,
                               GError **error);

G_END_DECLS
