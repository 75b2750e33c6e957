/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (nullable): the profile of red, green and blue (ICC.1) that data begins with; none where it is
 * for other pixels, damaged, or larger than a picture needs. */
GBytes *ac_profile_read (const guint8 *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
