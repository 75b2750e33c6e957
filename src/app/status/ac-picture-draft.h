/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* A picture to share out of a file, or out of bytes (one of them is NULL), with a small texture of
 * it. AC_ERROR_NOT_A_PICTURE, AC_ERROR_TOO_LARGE, AC_ERROR_NOT_FOUND for a file that can't be read;
 * others as ac_decoder_take(). */
void ac_picture_draft_load (GFile *file,
                            GBytes *bytes,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
AcPicture *ac_picture_draft_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): a video has none, and no picture has one where the decoder can't run */
GdkTexture *ac_picture_draft_get_texture (AcPicture *draft);

/* (nullable): of its file */
const char *ac_picture_draft_get_name (AcPicture *draft);

G_END_DECLS
