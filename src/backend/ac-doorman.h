/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Says which person a request is of. */
#define AC_TYPE_DOORMAN (ac_doorman_get_type ())
G_DECLARE_INTERFACE (AcDoorman, ac_doorman, AC, DOORMAN, GObject)

struct _AcDoormanInterface
{
  GTypeInterface parent_iface;

  DexFuture *(*identify) (AcDoorman *self, SoupServerMessage *message);
};

/* Resolves to the person's id (a string). AC_ERROR_SIGN_IN_REQUIRED when the request doesn't prove
 * whose it is; then the answer has its challenge (`WWW-Authenticate`, RFC 9110 §11.6.1) already.
 * AC_ERROR_PERMISSION_DENIED when it comes from where nobody may ask; whatever kept us from finding
 * out otherwise. */
DexFuture *ac_doorman_identify (AcDoorman *self,
                                SoupServerMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/* For a socket that only its own user comes through: every request is of this one person. */
AcDoorman *ac_doorman_new_for_one (const char *person) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
