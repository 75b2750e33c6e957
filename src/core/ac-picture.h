/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "ac-picture-file.h"

G_BEGIN_DECLS

/* The most bytes of one picture and of one video, and the most characters of what is said about it.
 */
#define AC_PICTURE_MAX_SIZE (32 * 1024 * 1024)
#define AC_VIDEO_MAX_SIZE (32 * 1024 * 1024)
#define AC_PICTURE_MAX_ALT 1000
/* The most pictures of a status. */
#define AC_STATUS_MAX_PICTURES 10

/* A picture of a status, as the person sees it: turned already. Or its video. */
#define AC_TYPE_PICTURE (ac_picture_get_type ())
G_DECLARE_FINAL_TYPE (AcPicture, ac_picture, AC, PICTURE, GObject)

AcPicture *
ac_picture_new (const char *id, const AcPictureFacts *facts, gsize size) G_GNUC_WARN_UNUSED_RESULT;
AcPicture *ac_picture_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_picture_to_json (AcPicture *self) G_GNUC_WARN_UNUSED_RESULT;

const char *ac_picture_get_id (AcPicture *self);
AcPictureType ac_picture_get_type_of_file (AcPicture *self);
guint ac_picture_get_width (AcPicture *self);
guint ac_picture_get_height (AcPicture *self);
guint ac_picture_get_ms (AcPicture *self); /* how long a video is */
gboolean ac_picture_is_video (AcPicture *self);
/* Whether it was the first of several in its file, the others of which nobody sees. */
gboolean ac_picture_is_of_several (AcPicture *self);
gsize ac_picture_get_size (AcPicture *self);      /* of the file, bytes */
const char *ac_picture_get_alt (AcPicture *self); /* (nullable): for those who don't see it */
GBytes *ac_picture_get_bytes (AcPicture *self);   /* (nullable): only the backend has them */

const char *ac_picture_get_address (AcPicture *self); /* (nullable): while it can be fetched */

void ac_picture_set_address (AcPicture *self, const char *address);
void ac_picture_set_alt (AcPicture *self, const char *alt);
void ac_picture_set_bytes (AcPicture *self, GBytes *bytes);

/* (transfer full) (nullable): the video among pictures (nullable, of AcPicture). */
AcPicture *ac_pictures_get_video (GListModel *pictures) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
