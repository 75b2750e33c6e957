/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "ac-limits.h"
#include "ac-store.h"

G_BEGIN_DECLS

/* Where services come for pictures that they fetch themselves: each has an address that nobody can
 * guess, for as long as a service makes something of it. A hosted backend serves them at its own
 * origin, from any of its processes. An embedded one opens a port of loopback meanwhile, which only
 * the person's own programs reach: the practice services. */
#define AC_TYPE_PICTURE_SHELF (ac_picture_shelf_get_type ())
G_DECLARE_FINAL_TYPE (AcPictureShelf, ac_picture_shelf, AC, PICTURE_SHELF, GObject)

/* origin (nullable): of a hosted backend; limits (nullable): for those who guess. */
AcPictureShelf *ac_picture_shelf_new (AcStore *store,
                                      const char *origin,
                                      AcLimits *limits) G_GNUC_WARN_UNUSED_RESULT;
/* Serves them there. */
void ac_picture_shelf_attach (AcPictureShelf *self, SoupServer *server);

/* Inside a fiber: gives each of pictures its address, or what was made of it for bounds (nullable).
 * Errors as ac_store_run(). */
gboolean ac_picture_shelf_put (AcPictureShelf *self,
                               const char *person,
                               const char *bounds,
                               GListModel *pictures,
                               GError **error);
/* Inside a fiber: takes the addresses back. */
void ac_picture_shelf_clear (AcPictureShelf *self, GListModel *pictures);

G_END_DECLS
