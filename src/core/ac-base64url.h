/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* base64url without padding (RFC 4648 §5, RFC 7515 §2). */
char *ac_base64url_encode (gconstpointer data, gsize size) G_GNUC_WARN_UNUSED_RESULT;
/* At most max bytes; NULL when text is anything else. */
GBytes *ac_base64url_decode (const char *text, gsize max) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
