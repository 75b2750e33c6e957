/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-json.h"
#include "ac-jwt.h"

G_BEGIN_DECLS

/* A part of a token that is an object with these members, among others; or NULL. */
JsonObject *ac_jwt_read_part (const char *part,
                              const AcJsonField *fields) G_GNUC_WARN_UNUSED_RESULT;

/* Whether some key that is named key_id (the only one for algorithm, when it is NULL) made
 * signature over text with algorithm. AC_ERROR_NOT_FOUND when it can be of a key that is not here,
 * AC_ERROR_INVALID otherwise. */
gboolean ac_key_set_verify (AcKeySet *self,
                            const char *key_id,
                            const char *algorithm,
                            const char *text,
                            GBytes *signature,
                            GError **error);

G_END_DECLS
