/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-call-private.h"
#include "ac-whatsapp.h"

G_BEGIN_DECLS

extern const AcService ac_whatsapp_service;

DexFuture *ac_whatsapp_send_code_fiber (gpointer call);

G_END_DECLS
