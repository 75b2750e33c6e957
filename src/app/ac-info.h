/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"

G_BEGIN_DECLS

/* What the backend says of itself; nothing, zero and FALSE until it is known. */
char *ac_info_string (AcClient *client, const char *name) G_GNUC_WARN_UNUSED_RESULT;
gint64 ac_info_integer (AcClient *client, const char *name);
gboolean ac_info_boolean (AcClient *client, const char *name);
/* Calls back, with owner first, whenever any of it or the connection changes. */
void ac_info_watch (AcClient *client, gpointer owner, GCallback changed);

G_END_DECLS
