/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-call-private.h"

#define UPLOAD_SECONDS 120
#define SLOWEST (64 * 1024) /* bytes in a second */
#define LOOK_SECONDS 10     /* somebody waits for it with their hands in their lap */

AcCall *
ac_call_new (AcHttp *http, const char *directory)
{
  AcCall *self = g_new0 (AcCall, 1);

  self->http = g_object_ref (http);
  self->directory = g_strdup (directory);
  return self;
}

AcCall *
ac_call_new_for_access (AcHttp *http,
                        const char *directory,
                        AcAccess *access,
                        const AcParcel *parcel)
{
  AcCall *self = ac_call_new (http, directory);

  self->access = g_object_ref (access);
  self->parcel = parcel != NULL ? ac_parcel_copy (parcel) : NULL;
  return self;
}

void
ac_call_free (AcCall *self)
{
  g_clear_object (&self->graph);
  g_clear_object (&self->http);
  g_clear_object (&self->access);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->scope);
  g_clear_pointer (&self->parcel, ac_parcel_free);
  g_clear_pointer (&self->password, secret_value_unref);
  g_free (self->directory);
  g_free (self->server);
  g_free (self->text);
  g_free (self);
}

DexFuture *
ac_call_spawn (AcCall *self, DexFiberFunc func)
{
  return dex_scheduler_spawn (NULL, 0, func, self, (GDestroyNotify) ac_call_free);
}

DexFuture *
ac_call_end (AcOutcome *outcome)
{
  if (outcome == NULL)
    return dex_future_new_reject (AC_ERROR, AC_ERROR_CANCELLED, "The call was cancelled");
  return dex_future_new_take_object (outcome);
}

gboolean
ac_call_name_too_large (GError **error)
{
  if (error != NULL && g_error_matches (*error, AC_ERROR, AC_ERROR_TOO_LARGE))
    (*error)->code = AC_ERROR_BAD_REPLY;
  return FALSE;
}

AcHttpResponse *
ac_call_send (AcHttp *http, AcHttpRequest *request, GError **error)
{
  AcHttpResponse *response = dex_await_object (ac_http_send (http, request), error);

  if (response == NULL)
    ac_call_name_too_large (error);
  return response;
}

gboolean
ac_call_name_stranger (GError **error)
{
  if (error != NULL && g_error_matches (*error, AC_ERROR, AC_ERROR_BAD_REPLY))
    (*error)->code = AC_ERROR_NOT_A_SERVICE;
  return FALSE;
}

JsonObject *
ac_call_get_object (
    AcHttp *http, const char *uri, const AcJsonField *fields, AcError refused, GError **error)
{
  g_autoptr(AcHttpRequest) request = ac_http_request_new ("GET", uri);
  g_autoptr(AcHttpResponse) response = NULL;

  ac_http_request_set_header (request, "Accept", "application/json");
  ac_http_request_set_deadline (request, LOOK_SECONDS);
  if (!(response = ac_call_send (http, request, error)))
    return NULL;
  if (!ac_http_response_is_success (response))
    return ac_http_response_refuse (response, refused, error), NULL;
  return ac_http_response_get_object (response, fields, error);
}

AcOutcome *
ac_call_not_found_out (AcOutcome *found)
{
  g_autoptr(AcOutcome) outcome = found;
  AcOutcomeKind kind = AC_OUTCOME_UNKNOWN;

  if (outcome == NULL)
    return NULL;

  kind = ac_outcome_get_kind (outcome);
  if (kind == AC_OUTCOME_LATER || kind == AC_OUTCOME_SIGN_IN)
    return g_steal_pointer (&outcome);
  return ac_outcome_new_failed (ac_outcome_get_error (outcome) == AC_ERROR_UNREACHABLE
                                    ? AC_OUTCOME_NOT_SENT
                                    : AC_OUTCOME_UNKNOWN,
                                ac_outcome_get_error (outcome), ac_outcome_get_retry_at (outcome));
}

AcOutcome *
ac_call_nothing_shown (AcOutcome *made)
{
  g_autoptr(AcOutcome) outcome = made;

  if (outcome == NULL || ac_outcome_get_kind (outcome) != AC_OUTCOME_UNKNOWN)
    return g_steal_pointer (&outcome);
  return ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, ac_outcome_get_error (outcome), 0);
}

SecretValue *
ac_call_secret (const char *text)
{
  return secret_value_new (text, -1, "text/plain");
}

guint
ac_call_get_upload_seconds (AcPicture *picture)
{
  return UPLOAD_SECONDS + ac_picture_get_size (picture) / SLOWEST;
}
