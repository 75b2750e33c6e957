/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* How alike two pictures of one size look, 1 for the same: the mean of SSIM (Wang et al. 2004) of
 * their brightness, over squares that stand apart. */
double ac_likeness (GdkPixbuf *one, GdkPixbuf *other);

G_END_DECLS
