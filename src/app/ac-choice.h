/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-keyring-monitor.h"
#include "ac-session-list.h"

G_BEGIN_DECLS

/* Which backend the window shows: this computer's, one that the person is signed in to, or that of
 * the practice. It is
 * remembered, and what a sign-in that has ended leaves behind is another choice of the person's or
 * none at all. Properties: client (an AcClient, another one with each choice), made (whether the
 * person has chosen). */
#define AC_TYPE_CHOICE (ac_choice_get_type ())
G_DECLARE_FINAL_TYPE (AcChoice, ac_choice, AC, CHOICE, GObject)

/* socket_path: as ac_client_new(). */
AcChoice *ac_choice_new (AcHttpReach reach, const char *socket_path) G_GNUC_WARN_UNUSED_RESULT;
AcClient *ac_choice_get_client (AcChoice *self);
gboolean ac_choice_get_made (AcChoice *self);
AcSessionList *ac_choice_get_sign_ins (AcChoice *self);
/* This computer's, which keeps what every choice needs. It is first looked at when asked for. */
AcKeyringMonitor *ac_choice_get_keyring (AcChoice *self);
/* id of a sign-in, or "" for this computer. One that has ended is not chosen. */
void ac_choice_use (AcChoice *self, const char *id);
/* Shows the practice, or what is used otherwise. */
void ac_choice_practise (AcChoice *self, gboolean wanted);

G_END_DECLS
