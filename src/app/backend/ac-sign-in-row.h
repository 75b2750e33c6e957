/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-row.h"
#include "ac-session.h"

G_BEGIN_DECLS

/* A place where the person's accounts are kept; activating it chooses it. session NULL: this
 * computer. */
GtkWidget *ac_sign_in_row_new (AcSession *session, gboolean in_use) G_GNUC_WARN_UNUSED_RESULT;
/* The way to practise, and to end it. */
GtkWidget *ac_sign_in_row_new_for_practice (gboolean in_use) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
