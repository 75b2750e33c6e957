/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-undoing.h"

G_BEGIN_DECLS

/* Below a question, a switch for whether copies are to be deleted, too; off at first. */
void ac_copies_choice_add (AdwAlertDialog *dialog, const char *title);
AcCopies ac_copies_choice_get (AdwAlertDialog *dialog);

G_END_DECLS
