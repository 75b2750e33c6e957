/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "ac-hosted-config.h"
#include "ac-limits.h"
#include "ac-link-attempts.h"

G_BEGIN_DECLS

/* Where WhatsApp tells a hosted backend what became of its messages: without a token, but signed
 * with the secret of the app. A code that could not be delivered ends its attempt; all else that
 * is told, messages of people above all, is dropped unread. Nothing is there when config has no
 * secrets for it. */
void ac_webhook_attach (AcHostedConfig *config,
                        AcLinkAttempts *attempts,
                        AcLimits *limits,
                        SoupServer *server);

G_END_DECLS
