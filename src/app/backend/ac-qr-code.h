/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A QR code (ISO/IEC 18004), black on white in every colour scheme, with its quiet zone of four
 * modules; a module is a whole number of pixels. */
#define AC_TYPE_QR_CODE (ac_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (AcQrCode, ac_qr_code, AC, QR_CODE, GObject)

/* NULL when text is too long for one, or empty. */
GdkPaintable *ac_qr_code_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
