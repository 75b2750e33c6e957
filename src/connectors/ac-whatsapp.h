/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"
#include "ac-graph.h"

G_BEGIN_DECLS

/* WhatsApp, by the API for businesses (Cloud API): a number is proved by a code that the developer
 * app's own number sends to it. There is no API for a person's statuses or messages, and no token
 * of theirs. */
#define AC_TYPE_WHATSAPP (ac_whatsapp_get_type ())
G_DECLARE_FINAL_TYPE (AcWhatsapp, ac_whatsapp, AC, WHATSAPP, GObject)

AcConnector *ac_whatsapp_new (AcGraph *graph) G_GNUC_WARN_UNUSED_RESULT;

/* reason: AC_ERROR_NUMBER_REFUSED, AC_ERROR_APP_REFUSED, AC_ERROR_RATE_LIMITED, … */
typedef void (*AcWhatsappFailed) (const char *message_id, AcError reason, gpointer user_data);
/* Calls failed for each message that could not be delivered, as a webhook is told in body; nothing
 * else in it is looked at. Gives whether it was understood. */
gboolean ac_whatsapp_read_notice (GBytes *body, AcWhatsappFailed failed, gpointer user_data);

G_END_DECLS
