/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-picture-file.h"

G_BEGIN_DECLS

/* All that is known of a person, as one zip: the format of the whole, which data/export.schema.json
 * describes. */
#define AC_EXPORT_FORMAT 1
#define AC_EXPORT_MANIFEST "manifest.json"
#define AC_EXPORT_MEDIA "media/"

/* The member that holds a picture's bytes. */
char *ac_export_name_picture (const char *id, AcPictureType type) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
