/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-request.h"

G_BEGIN_DECLS

/* What goes to a service in place of a picture that is more than it takes. Nothing is decoded here:
 * another program does (ac-decoder.h), on a thread of its own. */

/* Inside a fiber: what is kept of a file (ac_decoder_take()), with its bytes. Errors as there. */
AcPicture *
ac_renditions_take (AcRequest *request, GBytes *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: makes what is not there yet of what the body's pictures need at its targets,
 * before anything is frozen. What is wrong with the body is found by others. */
gboolean ac_renditions_make (AcRequest *request, GError **error);

G_END_DECLS
