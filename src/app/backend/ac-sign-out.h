/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-session-list.h"

G_BEGIN_DECLS

/* Asks the person whether to sign out; or, where that waits for the server, whether to try once
 * more or to forget it. Does what they answer. */
void ac_sign_out_ask (GtkWidget *parent, AcSessionList *sign_ins, AcSession *session);
/* Signs out, or tries once more to tell the server, and says how it went. */
void ac_sign_out (GtkWidget *parent, AcSessionList *sign_ins, AcSession *session);

G_END_DECLS
