/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"

#define DBUS_PREFIX "org.accountscenter.AccountsCenter.Error."

typedef struct
{
  const char *slug;
  guint http_status;
} Problem;

static const GDBusErrorEntry entries[] = {
  { AC_ERROR_FAILED, DBUS_PREFIX "Failed" },
  { AC_ERROR_CANCELLED, DBUS_PREFIX "Cancelled" },
  { AC_ERROR_INVALID, DBUS_PREFIX "Invalid" },
  { AC_ERROR_NOT_FOUND, DBUS_PREFIX "NotFound" },
  { AC_ERROR_CONFLICT, DBUS_PREFIX "Conflict" },
  { AC_ERROR_KEY_REUSED, DBUS_PREFIX "KeyReused" },
  { AC_ERROR_IN_PROGRESS, DBUS_PREFIX "InProgress" },
  { AC_ERROR_TOO_LARGE, DBUS_PREFIX "TooLarge" },
  { AC_ERROR_TOO_LONG, DBUS_PREFIX "TooLong" },
  { AC_ERROR_PERMISSION_DENIED, DBUS_PREFIX "PermissionDenied" },
  { AC_ERROR_SIGN_IN_REQUIRED, DBUS_PREFIX "SignInRequired" },
  { AC_ERROR_SIGN_IN_REFUSED, DBUS_PREFIX "SignInRefused" },
  { AC_ERROR_WRONG_PASSWORD, DBUS_PREFIX "WrongPassword" },
  { AC_ERROR_WRONG_ACCOUNT, DBUS_PREFIX "WrongAccount" },
  { AC_ERROR_SCOPE_MISSING, DBUS_PREFIX "ScopeMissing" },
  { AC_ERROR_RATE_LIMITED, DBUS_PREFIX "RateLimited" },
  { AC_ERROR_UNREACHABLE, DBUS_PREFIX "Unreachable" },
  { AC_ERROR_TIMED_OUT, DBUS_PREFIX "TimedOut" },
  { AC_ERROR_TLS, DBUS_PREFIX "Tls" },
  { AC_ERROR_ADDRESS_REFUSED, DBUS_PREFIX "AddressRefused" },
  { AC_ERROR_NOT_A_SERVICE, DBUS_PREFIX "NotAService" },
  { AC_ERROR_BAD_REPLY, DBUS_PREFIX "BadReply" },
  { AC_ERROR_REJECTED, DBUS_PREFIX "Rejected" },
  { AC_ERROR_UNKNOWN_OUTCOME, DBUS_PREFIX "UnknownOutcome" },
  { AC_ERROR_AUDIENCE_WIDENED, DBUS_PREFIX "AudienceWidened" },
  { AC_ERROR_KEYRING_LOCKED, DBUS_PREFIX "KeyringLocked" },
  { AC_ERROR_KEYRING_MISSING, DBUS_PREFIX "KeyringMissing" },
  { AC_ERROR_KEYRING_SILENT, DBUS_PREFIX "KeyringSilent" },
  { AC_ERROR_SECRET_LOST, DBUS_PREFIX "SecretLost" },
  { AC_ERROR_STORAGE_FULL, DBUS_PREFIX "StorageFull" },
  { AC_ERROR_STORAGE, DBUS_PREFIX "Storage" },
  { AC_ERROR_BACKEND_UNAVAILABLE, DBUS_PREFIX "BackendUnavailable" },
  { AC_ERROR_SERVICE_FAILED, DBUS_PREFIX "ServiceFailed" },
  { AC_ERROR_SHARING_STOPPED, DBUS_PREFIX "SharingStopped" },
  { AC_ERROR_SIGNED_OUT, DBUS_PREFIX "SignedOut" },
  { AC_ERROR_BLOCKED, DBUS_PREFIX "Blocked" },
  { AC_ERROR_QUOTA_REACHED, DBUS_PREFIX "QuotaReached" },
  { AC_ERROR_NOT_AVAILABLE, DBUS_PREFIX "NotAvailable" },
  { AC_ERROR_PROOF_REQUIRED, DBUS_PREFIX "ProofRequired" },
  { AC_ERROR_NOT_LINKED, DBUS_PREFIX "NotLinked" },
  { AC_ERROR_USE_REFUSED, DBUS_PREFIX "UseRefused" },
  { AC_ERROR_WRONG_CODE, DBUS_PREFIX "WrongCode" },
  { AC_ERROR_NUMBER_REFUSED, DBUS_PREFIX "NumberRefused" },
  { AC_ERROR_APP_REFUSED, DBUS_PREFIX "AppRefused" },
  { AC_ERROR_NOT_A_PICTURE, DBUS_PREFIX "NotAPicture" },
  { AC_ERROR_PICTURE_NEEDED, DBUS_PREFIX "PictureNeeded" },
  { AC_ERROR_PICTURES_REFUSED, DBUS_PREFIX "PicturesRefused" },
  { AC_ERROR_NEEDS_SERVER, DBUS_PREFIX "NeedsServer" },
  { AC_ERROR_DELETE_THERE, DBUS_PREFIX "DeleteThere" },
  { AC_ERROR_ENDS_BY_ITSELF, DBUS_PREFIX "EndsByItself" },
  { AC_ERROR_PROFESSIONAL_NEEDED, DBUS_PREFIX "ProfessionalNeeded" },
  { AC_ERROR_APP_KEYS, DBUS_PREFIX "AppKeys" },
  { AC_ERROR_ACCOUNT_GONE, DBUS_PREFIX "AccountGone" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (entries) == AC_ERROR_LAST + 1);

static const Problem problems[] = {
  [AC_ERROR_FAILED] = { "failed", 500 },
  [AC_ERROR_CANCELLED] = { "cancelled", 409 },
  [AC_ERROR_INVALID] = { "invalid", 400 },
  [AC_ERROR_NOT_FOUND] = { "not-found", 404 },
  [AC_ERROR_CONFLICT] = { "conflict", 409 },
  [AC_ERROR_KEY_REUSED] = { "key-reused", 422 },
  [AC_ERROR_IN_PROGRESS] = { "in-progress", 409 },
  [AC_ERROR_TOO_LARGE] = { "too-large", 413 },
  [AC_ERROR_TOO_LONG] = { "too-long", 422 },
  [AC_ERROR_PERMISSION_DENIED] = { "permission-denied", 403 },
  [AC_ERROR_SIGN_IN_REQUIRED] = { "sign-in-required", 409 },
  [AC_ERROR_SIGN_IN_REFUSED] = { "sign-in-refused", 409 },
  [AC_ERROR_WRONG_PASSWORD] = { "wrong-password", 422 },
  [AC_ERROR_WRONG_ACCOUNT] = { "wrong-account", 409 },
  [AC_ERROR_SCOPE_MISSING] = { "scope-missing", 409 },
  [AC_ERROR_RATE_LIMITED] = { "rate-limited", 429 },
  [AC_ERROR_UNREACHABLE] = { "unreachable", 502 },
  [AC_ERROR_TIMED_OUT] = { "timed-out", 504 },
  [AC_ERROR_TLS] = { "tls", 502 },
  [AC_ERROR_ADDRESS_REFUSED] = { "address-refused", 422 },
  [AC_ERROR_NOT_A_SERVICE] = { "not-a-service", 422 },
  [AC_ERROR_BAD_REPLY] = { "bad-reply", 502 },
  [AC_ERROR_REJECTED] = { "rejected", 422 },
  [AC_ERROR_UNKNOWN_OUTCOME] = { "unknown-outcome", 502 },
  [AC_ERROR_AUDIENCE_WIDENED] = { "audience-widened", 409 },
  [AC_ERROR_KEYRING_LOCKED] = { "keyring-locked", 423 },
  [AC_ERROR_KEYRING_MISSING] = { "keyring-missing", 503 },
  [AC_ERROR_KEYRING_SILENT] = { "keyring-silent", 504 },
  [AC_ERROR_SECRET_LOST] = { "secret-lost", 410 },
  [AC_ERROR_STORAGE_FULL] = { "storage-full", 507 },
  [AC_ERROR_STORAGE] = { "storage", 500 },
  [AC_ERROR_BACKEND_UNAVAILABLE] = { "backend-unavailable", 503 },
  [AC_ERROR_SERVICE_FAILED] = { "service-failed", 502 },
  [AC_ERROR_SHARING_STOPPED] = { "sharing-stopped", 409 },
  [AC_ERROR_SIGNED_OUT] = { "signed-out", 401 },
  [AC_ERROR_BLOCKED] = { "blocked", 403 },
  [AC_ERROR_QUOTA_REACHED] = { "quota-reached", 403 },
  [AC_ERROR_NOT_AVAILABLE] = { "not-available", 403 },
  [AC_ERROR_PROOF_REQUIRED] = { "proof-required", 403 },
  [AC_ERROR_NOT_LINKED] = { "not-linked", 409 },
  [AC_ERROR_USE_REFUSED] = { "use-refused", 403 },
  [AC_ERROR_WRONG_CODE] = { "wrong-code", 422 },
  [AC_ERROR_NUMBER_REFUSED] = { "number-refused", 422 },
  [AC_ERROR_APP_REFUSED] = { "app-refused", 502 },
  [AC_ERROR_NOT_A_PICTURE] = { "not-a-picture", 422 },
  [AC_ERROR_PICTURE_NEEDED] = { "picture-needed", 422 },
  [AC_ERROR_PICTURES_REFUSED] = { "pictures-refused", 422 },
  [AC_ERROR_NEEDS_SERVER] = { "needs-server", 409 },
  [AC_ERROR_DELETE_THERE] = { "delete-there", 409 },
  [AC_ERROR_ENDS_BY_ITSELF] = { "ends-by-itself", 409 },
  [AC_ERROR_PROFESSIONAL_NEEDED] = { "professional-needed", 403 },
  [AC_ERROR_APP_KEYS] = { "app-keys", 409 },
  [AC_ERROR_ACCOUNT_GONE] = { "account-gone", 409 },
};
G_STATIC_ASSERT (G_N_ELEMENTS (problems) == AC_ERROR_LAST + 1);

GQuark
ac_error_quark (void)
{
  static gsize quark;

  g_dbus_error_register_error_domain ("ac-error-quark", &quark, entries, G_N_ELEMENTS (entries));
  return (GQuark) quark;
}

/**
 * ac_error_get_slug:
 *
 * Returns: (transfer none): the last part of the problem type of @code, such as `keyring-locked`
 */
const char *
ac_error_get_slug (AcError code)
{
  g_return_val_if_fail (code <= AC_ERROR_LAST, "failed");

  return problems[code].slug;
}

/**
 * ac_error_get_http_status:
 *
 * Returns: the HTTP status (RFC 9110) a problem of this code is answered with
 */
guint
ac_error_get_http_status (AcError code)
{
  g_return_val_if_fail (code <= AC_ERROR_LAST, 500);

  return problems[code].http_status;
}

/**
 * ac_error_from_slug:
 * @code: (out): set to the code of @slug
 *
 * Returns: whether @slug is a problem type known to this version
 */
gboolean
ac_error_from_slug (const char *slug, AcError *code)
{
  g_return_val_if_fail (slug != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      if (g_str_equal (problems[i].slug, slug))
        {
          *code = i;
          return TRUE;
        }
    }

  return FALSE;
}
