/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-handlers.h"
#include "ac-store-looks.h"

/* What was asked for, with what was found for it. */
#define AC_TYPE_FINDING (ac_finding_get_type ())
G_DECLARE_FINAL_TYPE (AcFinding, ac_finding, AC, FINDING, GObject)

struct _AcFinding
{
  GObject parent_instance;
  AcRequest *request;
  AcCopy *copy;     /* (nullable): that was looked for */
  AcOutcome *found; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (AcFinding, ac_finding, G_TYPE_OBJECT)

static void
ac_finding_finalize (GObject *object)
{
  AcFinding *self = AC_FINDING (object);

  ac_request_unref (self->request);
  g_clear_object (&self->copy);
  g_clear_object (&self->found);
  G_OBJECT_CLASS (ac_finding_parent_class)->finalize (object);
}

static void
ac_finding_class_init (AcFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_finding_finalize;
}

static void
ac_finding_init (AcFinding *self)
{
}

/* Takes over copy and found. */
static AcFinding *
finding_new (AcRequest *request, AcCopy *copy, AcOutcome *found)
{
  AcFinding *self = g_object_new (AC_TYPE_FINDING, NULL);

  self->request = ac_request_ref (request);
  self->copy = copy;
  self->found = found;
  return self;
}

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
  AcFinding *self = user_data;

  if (!ac_store_note_gone (store, self->request->person, self->request->id,
                           ac_copy_get_remote_id (self->copy), error))
    return NULL;

  return get_delivery (store, self->request, error);
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
get_access (AcRequest *request, const char *account_id, GError **error)
{
  AcAccess *access = dex_await_object (
      ac_access_cache_get (request->context->accesses, request->person, account_id), error);

  if (access == NULL && g_error_matches (*error, AC_ERROR, AC_ERROR_NOT_FOUND))
    (*error)->code = AC_ERROR_SIGN_IN_REQUIRED;
  return access;
}

static AcConnector *
get_connector (AcRequest *request, AcAccess *access, GError **error)
{
  return ac_connectors_find (request->context->connectors,
                             ac_account_get_service (ac_access_get_account (access)), error);
}

AcReply *
ac_handle_verify_delivery (AcRequest *request, GError **error)
{
  g_autoptr(AcCopy) copy = dex_await_object (ac_store_run (request->context->store, get_copy,
                                                           ac_request_ref (request),
                                                           (GDestroyNotify) ac_request_unref),
                                             error);
  g_autoptr(AcAccess) access =
                copy != NULL ? get_access (request, ac_copy_get_account_id (copy), error) : NULL;
  AcConnector *connector = access != NULL ? get_connector (request, access, error) : NULL;
  gboolean found = FALSE;

  if (connector == NULL || !look (connector, access, copy, &found, error))
    return NULL;
  if (found)
    return ac_request_run (request, get_delivery, error);

  return dex_await_object (ac_store_run (request->context->store, note_gone,
                                         finding_new (request, g_steal_pointer (&copy), NULL),
                                         g_object_unref),
                           error);
}

static GObject *
get_asked (AcStore *store, gpointer user_data, GError **error)
{
  AcRequest *request = user_data;

  return G_OBJECT (ac_store_get_asked (store, request->person, request->id, error));
}

static GObject *
note_found (AcStore *store, gpointer user_data, GError **error)
{
  AcFinding *self = user_data;

  if (!ac_store_resolve_found (store, self->request->person, self->request->id, self->found, error))
    return NULL;

  return get_delivery (store, self->request, error);
}

static gboolean
refuse_as (AcError code, const char *why, GError **error)
{
  g_set_error_literal (error, AC_ERROR, code, why);
  return FALSE;
}

static AcOutcome *
locate (AcRequest *request, AcCopy *copy, GError **error)
{
  g_autoptr(AcAccess) access = get_access (request, ac_copy_get_account_id (copy), error);
  AcConnector *connector = access != NULL ? get_connector (request, access, error) : NULL;
  g_autoptr(AcOutcome) found = NULL;

  if (connector == NULL)
    return NULL;
  if (!ac_connector_get_service (connector)->lists_posts)
    return refuse_as (AC_ERROR_INVALID, "No address is looked at there", error), NULL;

  found = dex_await_object (ac_connector_locate (connector, access,
                                                 g_ptr_array_index (ac_copy_get_parcels (copy), 0),
                                                 ac_json_get_string (request->body, "url")),
                            error);
  if (found == NULL)
    return NULL;
  if (ac_outcome_get_kind (found) == AC_OUTCOME_ABSENT)
    return refuse_as (AC_ERROR_NOT_FOUND, "Nothing of the account is at this address", error), NULL;
  if (ac_outcome_get_error (found) == AC_ERROR_CONFLICT)
    return refuse_as (AC_ERROR_CONFLICT, "What is there has other words", error), NULL;
  if (ac_outcome_get_kind (found) != AC_OUTCOME_FOUND)
    return refuse (found, error), NULL;
  return g_steal_pointer (&found);
}

AcReply *
ac_handle_locate_delivery (AcRequest *request, GError **error)
{
  g_autoptr(AcCopy) copy = NULL;
  AcOutcome *found = NULL;
  AcReply *reply = NULL;

  if (!g_str_equal (ac_json_get_string (request->body, "verdict"), "posted"))
    return refuse_as (AC_ERROR_INVALID, "Only what was posted has an address", error), NULL;

  copy =
      dex_await_object (ac_store_run (request->context->store, get_asked, ac_request_ref (request),
                                      (GDestroyNotify) ac_request_unref),
                        error);
  if (copy == NULL || !(found = locate (request, copy, error)))
    return NULL;

  reply = dex_await_object (ac_store_run (request->context->store, note_found,
                                          finding_new (request, NULL, found), g_object_unref),
                            error);
  ac_outbox_wake (request->context->outbox);
  return reply;
}
