/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-http.h"
#include "ac-picture.h"

G_BEGIN_DECLS

/* A picture as a file of a form (RFC 7578), with the fields name, value, …, NULL beside it; a NULL
 * value leaves its name out. */
void ac_multipart_set (AcHttpRequest *request,
                       AcPicture *picture,
                       const char *file_field,
                       const char *first_name,
                       ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
