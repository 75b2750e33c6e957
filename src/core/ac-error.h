/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AC_ERROR (ac_error_quark ())

/**
 * AcError:
 *
 * Everything that can go wrong, as something a person can act on. Each code has a D-Bus name and an
 * HTTP problem type (RFC 9457); the words for a person are written in `app` and `cli`, by code.
 */
typedef enum
{
  AC_ERROR_FAILED,
  AC_ERROR_CANCELLED,
  AC_ERROR_INVALID,
  AC_ERROR_NOT_FOUND,
  AC_ERROR_CONFLICT,
  AC_ERROR_KEY_REUSED,
  AC_ERROR_IN_PROGRESS,
  AC_ERROR_TOO_LARGE,
  AC_ERROR_TOO_LONG,
  AC_ERROR_PERMISSION_DENIED,
  AC_ERROR_SIGN_IN_REQUIRED,
  AC_ERROR_SIGN_IN_REFUSED,
  AC_ERROR_WRONG_PASSWORD,
  AC_ERROR_WRONG_ACCOUNT,
  AC_ERROR_SCOPE_MISSING,
  AC_ERROR_RATE_LIMITED,
  AC_ERROR_UNREACHABLE,
  AC_ERROR_TIMED_OUT,
  AC_ERROR_TLS,
  AC_ERROR_ADDRESS_REFUSED,
  AC_ERROR_NOT_A_SERVICE,
  AC_ERROR_BAD_REPLY,
  AC_ERROR_REJECTED,
  AC_ERROR_UNKNOWN_OUTCOME,
  AC_ERROR_AUDIENCE_WIDENED,
  AC_ERROR_KEYRING_LOCKED,
  AC_ERROR_KEYRING_MISSING,
  AC_ERROR_KEYRING_SILENT,
  AC_ERROR_SECRET_LOST,
  AC_ERROR_STORAGE_FULL,
  AC_ERROR_STORAGE,
  AC_ERROR_BACKEND_UNAVAILABLE,
  AC_ERROR_SERVICE_FAILED,
  AC_ERROR_SHARING_STOPPED,
  AC_ERROR_SIGNED_OUT,     /* from another device */
  AC_ERROR_BLOCKED,        /* by the administrator */
  AC_ERROR_QUOTA_REACHED,  /* that the administrator has set */
  AC_ERROR_NOT_AVAILABLE,  /* a feature, to this person; Feature of the API says why */
  AC_ERROR_PROOF_REQUIRED, /* the message is the id of the account that must be proved */
  AC_ERROR_NOT_LINKED,     /* no link of the person allows it */
  AC_ERROR_USE_REFUSED,    /* a recipient may not use that for this purpose */
  AC_ERROR_WRONG_CODE,     /* that was sent to a phone */
  AC_ERROR_NUMBER_REFUSED, /* nothing can be sent to it */
  AC_ERROR_APP_REFUSED,    /* the developer app, or its keys */
  AC_ERROR_NOT_A_PICTURE,  /* that is understood */
  AC_ERROR_PICTURE_NEEDED,
  AC_ERROR_PICTURES_REFUSED,    /* too many, too large or of another type than the service takes */
  AC_ERROR_NEEDS_SERVER,        /* the service fetches the picture, and can't from here */
  AC_ERROR_DELETE_THERE,        /* the service lets nobody else delete it */
  AC_ERROR_ENDS_BY_ITSELF,      /* the same, but it will soon */
  AC_ERROR_PROFESSIONAL_NEEDED, /* the service lets programs share for no other kind of account */
  AC_ERROR_APP_KEYS,            /* those of a developer app are needed first */
  AC_ERROR_ACCOUNT_GONE,        /* it was removed here, and its key with it */
} AcError;

#define AC_ERROR_LAST AC_ERROR_ACCOUNT_GONE

GQuark ac_error_quark (void);

const char *ac_error_get_slug (AcError code);
guint ac_error_get_http_status (AcError code);
gboolean ac_error_from_slug (const char *slug, AcError *code);

G_END_DECLS
