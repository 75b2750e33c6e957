/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* text as a QR code (ISO/IEC 18004) for a terminal that writes UTF-8, black on white whatever its
 * own colours are. Returns: (nullable): its lines; NULL for a text that no code holds */
char *ac_qr_text_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
