/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-practice-call.h"

G_BEGIN_DECLS

/* Puts the call's answer into its message, with the headers that the services send. usage: how much
 * of what an app may do in an hour it has done, in percent. */
void ac_practice_answer_write (AcPracticeCall *call, guint usage);
/* In a fiber: does to the answer what fault says. FALSE: nothing is to be written any more. */
gboolean ac_practice_answer_spoil (AcPracticeCall *call, const AcPracticeFault *fault);

G_END_DECLS
