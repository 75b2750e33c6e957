/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Whose a request is. */
#define AC_TYPE_CALLER (ac_caller_get_type ())
G_DECLARE_FINAL_TYPE (AcCaller, ac_caller, AC, CALLER, GObject)

AcCaller *ac_caller_new (const char *person, const char *session) G_GNUC_WARN_UNUSED_RESULT;
/* For a token that is good with a proof that is not fresh: nothing may be done, but it counts as
 * this person's request. The answer has its challenge already. */
AcCaller *ac_caller_new_unproven (const char *person) G_GNUC_WARN_UNUSED_RESULT;
/* No person, but somebody who asks about people: who as in choices. */
AcCaller *ac_caller_new_recipient (const char *who) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_caller_get_recipient (AcCaller *self); /* (nullable): it is a person */
gboolean ac_caller_is_proven (AcCaller *self);
const char *ac_caller_get_person (AcCaller *self);
const char *ac_caller_get_session (AcCaller *self); /* (nullable): not signed in, but here */

/* Says which person a request is of. */
#define AC_TYPE_DOORMAN (ac_doorman_get_type ())
G_DECLARE_INTERFACE (AcDoorman, ac_doorman, AC, DOORMAN, GObject)

struct _AcDoormanInterface
{
  GTypeInterface parent_iface;

  DexFuture *(*identify) (AcDoorman *self, SoupServerMessage *message);
};

/* Resolves to an AcCaller. AC_ERROR_SIGN_IN_REQUIRED when the request doesn't prove whose it is;
 * then the answer has its challenge (`WWW-Authenticate`, RFC 9110 §11.6.1) already.
 * AC_ERROR_SIGNED_OUT when this sign-in was ended, AC_ERROR_PERMISSION_DENIED when it comes from
 * where nobody may ask; whatever kept us from finding out otherwise. */
DexFuture *ac_doorman_identify (AcDoorman *self,
                                SoupServerMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/* For a socket that only its own user comes through: every request is of this one person. */
AcDoorman *ac_doorman_new_for_one (const char *person) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
