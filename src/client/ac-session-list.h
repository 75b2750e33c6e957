/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-session.h"

G_BEGIN_DECLS

/* The person's sign-ins as a GListModel of AcSession, oldest first, fresh with what this and other
 * programs do. Signed in to again, a backend is another object. Signing out that is still to be
 * done is tried again when the list is made and when the network changes. Property: failed, when
 * the index can't be read and the list shows what it last said. */
#define AC_TYPE_SESSION_LIST (ac_session_list_get_type ())
G_DECLARE_FINAL_TYPE (AcSessionList, ac_session_list, AC, SESSION_LIST, GObject)

AcSessionList *ac_session_list_new (AcHttp *http) G_GNUC_WARN_UNUSED_RESULT;
AcHttp *ac_session_list_get_http (AcSessionList *self);
/* (transfer none) (nullable) */
AcSession *ac_session_list_find (AcSessionList *self, const char *id);
/* For who changed the index and can't wait until that is noticed. */
void ac_session_list_reload (AcSessionList *self);

/* Ends a sign-in: at once here, and at the provider as soon as that can be. Resolves to a string:
 * the page where the person ends their sign-in there, too, or empty. AC_ERROR_STORAGE. */
DexFuture *ac_session_list_sign_out (AcSessionList *self,
                                     AcSession *session) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to TRUE: forgotten without giving it back. Rejects as the keyring does. */
DexFuture *ac_session_list_forget (AcSessionList *self,
                                   AcSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
