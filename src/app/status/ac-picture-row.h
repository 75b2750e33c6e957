/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-picture.h"

G_BEGIN_DECLS

/* A picture that is to be shared: how it looks, and what is said about it. Its button removes it by
 * the action composer.remove-picture, with its id. */
#define AC_TYPE_PICTURE_ROW (ac_picture_row_get_type ())
G_DECLARE_FINAL_TYPE (AcPictureRow, ac_picture_row, AC, PICTURE_ROW, AdwEntryRow)

GtkWidget *ac_picture_row_new (AcPicture *draft) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
