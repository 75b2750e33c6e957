/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  AC_CLIENT_CONNECTING,
  AC_CLIENT_ONLINE,
  AC_CLIENT_OFFLINE, /* the backend does not answer; what was loaded is shown, and tried again */
} AcClientState;

G_END_DECLS
