/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-store.h"

G_BEGIN_DECLS

/* Asks the window's program to tell the person when something begins to need them: it has the
 * words and the notifications, and D-Bus starts it, with no window, where it is installed. */
#define AC_TYPE_WAKER (ac_waker_get_type ())
G_DECLARE_FINAL_TYPE (AcWaker, ac_waker, AC, WAKER, GObject)

AcWaker *ac_waker_new (AcStore *store, const char *person) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
