/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-handlers.h"
#include "ac-store-looks.h"

static GObject *
get_copy (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return G_OBJECT (ac_store_get_copy (store, request->person, request->id, error));
}

static GObject *
get_delivery (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;
  g_autoptr(AcDelivery) delivery =
                ac_store_get_delivery (store, request->person, request->id, error);

  return delivery != NULL ? G_OBJECT (ac_reply_new_json (200, ac_delivery_to_json (delivery)))
                          : NULL;
}

static GObject *
note_gone (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  if (!ac_store_note_gone (store, request->person, request->id, error))
    return NULL;

  return get_delivery (store, user_data, error);
}

/* What kept it from being looked for. */
static gboolean
refuse (AcOutcome *outcome, GError **error)
{
  const AcOutcomeKind kind = ac_outcome_get_kind (outcome);
  const AcError reason = ac_outcome_get_error (outcome);

  if (kind == AC_OUTCOME_LATER)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_RATE_LIMITED, "The service asks to wait");
  else if (kind == AC_OUTCOME_SIGN_IN)
    g_set_error_literal (error, AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED, "Sign in again to look");
  else
    g_set_error_literal (error, AC_ERROR,
                         reason != AC_ERROR_FAILED ? reason : AC_ERROR_UNKNOWN_OUTCOME,
                         "It could not be looked for");
  return FALSE;
}

/* Of what ended by itself, the service knows what it was made of. */
static gboolean
is_absent (AcOutcomeKind kind)
{
  return kind == AC_OUTCOME_ABSENT || kind == AC_OUTCOME_PREPARED;
}

/* Until one of its posts is found. */
static gboolean
look (AcConnector *connector, AcAccess *access, AcCopy *copy, gboolean *found, GError **error)
{
  GPtrArray *parcels = ac_copy_get_parcels (copy);

  *found = FALSE;
  for (guint i = 0; i < parcels->len && !*found; i++)
    {
      g_autoptr(AcOutcome) outcome = dex_await_object (
          ac_connector_find (connector, access, g_ptr_array_index (parcels, i)), error);

      if (outcome == NULL)
        return FALSE;
      *found = ac_outcome_get_kind (outcome) == AC_OUTCOME_FOUND;
      if (!*found && !is_absent (ac_outcome_get_kind (outcome)))
        return refuse (outcome, error);
    }

  return TRUE;
}

/* An account that is no longer here can be added again. */
static AcAccess *
get_access (AcRequest *request, AcCopy *copy, GError **error)
{
  AcAccess *access = dex_await_object (ac_access_cache_get (request->context->accesses,
                                                            request->person,
                                                            ac_copy_get_account_id (copy)),
                                       error);

  if (access == NULL && g_error_matches (*error, AC_ERROR, AC_ERROR_NOT_FOUND))
    (*error)->code = AC_ERROR_SIGN_IN_REQUIRED;
  return access;
}

AcReply *
ac_handle_verify_delivery (AcRequest *request, GError **error)
{
  g_autoptr(AcCopy) copy =
                dex_await_object (ac_store_run (request->context->store, get_copy,
                                                ac_request_ref (request),
                                                (GDestroyNotify) ac_request_unref),
                                  error);
  g_autoptr(AcAccess) access = copy != NULL ? get_access (request, copy, error) : NULL;
  AcConnector *connector = NULL;
  gboolean found = FALSE;

  if (access == NULL ||
      !(connector = ac_connectors_find (request->context->connectors,
                                        ac_account_get_service (ac_access_get_account (access)),
                                        error)) ||
      !look (connector, access, copy, &found, error))
    return NULL;

  return ac_request_run (request, found ? get_delivery : note_gone, error);
}
