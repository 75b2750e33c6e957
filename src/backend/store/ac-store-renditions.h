/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-store.h"

G_BEGIN_DECLS

/* What is shared in place of a picture, by the bounds that it was made for. It goes with the bytes
 * of its picture. */

/* AC_ERROR_NOT_FOUND when the picture has no bytes any more. */
gboolean ac_store_add_rendition (AcStore *self,
                                 const char *person,
                                 const char *picture_id,
                                 const AcPictureBounds *bounds,
                                 AcPicture *rendition,
                                 GError **error);
/* there: whether one was made. */
gboolean ac_store_has_rendition (AcStore *self,
                                 const char *person,
                                 const char *picture_id,
                                 const AcPictureBounds *bounds,
                                 gboolean *there,
                                 GError **error);
/* The picture itself where it is within bounds, or else what was made of it, with the picture's id
 * and words. AC_ERROR_PICTURES_REFUSED when nothing was made yet. */
AcPicture *ac_store_get_fitting (AcStore *self,
                                 const char *person,
                                 AcPicture *picture,
                                 const AcPictureBounds *bounds,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of several (of AcPicture). */
GListModel *ac_store_list_fitting (AcStore *self,
                                   const char *person,
                                   GListModel *pictures,
                                   const AcPictureBounds *bounds,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Those whose pictures have no bytes any more; person NULL: everybody's. */
gboolean ac_store_sweep_renditions (AcStore *self, const char *person, GError **error);

G_END_DECLS
