/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "ac-hosted-config.h"

G_BEGIN_DECLS

/* A hosted backend as a protected resource of OAuth (RFC 9728): who is asked for its tokens, by
 * which client. Told to everybody. */
void ac_resource_attach (AcHostedConfig *config, SoupServer *server);

/* Where it is told: the parameter `resource_metadata` of a challenge (RFC 9728 §5.1). */
char *ac_resource_get_address (AcHostedConfig *config) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
