/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-developer-app.h"

G_BEGIN_DECLS

/* The keys of the developer app that a service needs. values has one for each AcAppKey; what is
 * NULL there stays as it was. */

/* AC_ERROR_NOT_FOUND: the service needs none. */
DexFuture *ac_client_load_app (AcClient *self,
                               const char *service) G_GNUC_WARN_UNUSED_RESULT; /* AcDeveloperApp */
/* AC_ERROR_INVALID, AC_ERROR_KEYRING_LOCKED, …; AC_ERROR_PERMISSION_DENIED where the host sets
 * them. */
DexFuture *
ac_client_set_app (AcClient *self, const char *service, SecretValue *const values[AC_APP_N_KEYS])
    G_GNUC_WARN_UNUSED_RESULT; /* AcDeveloperApp */
/* The same, but asks the service about them and keeps nothing. */
DexFuture *
ac_client_test_app (AcClient *self, const char *service, SecretValue *const values[AC_APP_N_KEYS])
    G_GNUC_WARN_UNUSED_RESULT; /* AcDeveloperApp, with verdicts */
/* Accounts that were added with them stay. */
DexFuture *ac_client_forget_app (AcClient *self,
                                 const char *service) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */

G_END_DECLS
