/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-request.h"

G_BEGIN_DECLS

/* What goes to a service in place of a picture that is more than it takes. Nothing is decoded here:
 * another program does (ac-decoder.h), on a thread of its own. */

/* That one person may have on somebody else's disk, with what was made of it. */
#define AC_PICTURES_MAX_HELD_SIZE (8 * (gint64) AC_VIDEO_MAX_SIZE)

/* Inside a fiber: what is kept of a file (ac_decoder_take()), with its bytes. Errors as there, and
 * AC_ERROR_RATE_LIMITED on a hosted backend while another of the person's is decoded. */
AcPicture *
ac_renditions_take (AcRequest *request, GBytes *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: makes what is not there yet of what the body's pictures need at its targets,
 * before anything is frozen. AC_ERROR_QUOTA_REACHED where that is too much to keep,
 * AC_ERROR_NOT_FOUND when the picture goes meanwhile, and as ac_renditions_take(). What is wrong
 * with the body is found by others. */
gboolean ac_renditions_make (AcRequest *request, GError **error);

G_END_DECLS
