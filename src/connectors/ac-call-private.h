/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"
#include "ac-graph.h"

G_BEGIN_DECLS

/* How long a request that was given up may still arrive, in tests: ms */
#define AC_SETTLE_VARIABLE "AC_SETTLE_MS"

typedef struct _AcGraphFlow AcGraphFlow;

/* What one call needs, held by its fiber: it outlives connector and caller. */
typedef struct
{
  AcHttp *http;
  char *directory;         /* where did:plc is looked up */
  AcGraph *graph;          /* (nullable): for Meta's services */
  const AcGraphFlow *flow; /* (nullable): of the graph's service */
  AcAccess *access;        /* (nullable) */
  AcParcel *parcel;        /* (nullable): a copy */
  AcSignIn *sign_in;       /* (nullable) */
  char *server;            /* (nullable) */
  char *text; /* (nullable): the redirect address, the response address or the identifier */
  SecretValue *password; /* (nullable) */
  GCancellable *scope;   /* (nullable) */
} AcCall;

AcCall *ac_call_new (AcHttp *http, const char *directory) G_GNUC_WARN_UNUSED_RESULT;
AcCall *ac_call_new_for_access (AcHttp *http,
                                const char *directory,
                                AcAccess *access,
                                const AcParcel *parcel) G_GNUC_WARN_UNUSED_RESULT;
/* access and parcel are nullable. */
AcCall *ac_call_new_for_graph (AcGraph *graph,
                               AcAccess *access,
                               const AcParcel *parcel) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: GETs an object with the account's token. path: with its version. Errors as
 * ac_graph_refuse(). */
JsonObject *ac_call_get_graph_object (AcCall *self,
                                      const char *service,
                                      AcGraphHost host,
                                      const char *path,
                                      const AcJsonField *fields,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ac_call_free (AcCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcCall, ac_call_free)

/* Runs func as a fiber with self as its data. Takes self. */
DexFuture *ac_call_spawn (AcCall *self, DexFiberFunc func) G_GNUC_WARN_UNUSED_RESULT;
/* Ends a fiber with its outcome, or with AC_ERROR_CANCELLED when there is none. Takes outcome. */
DexFuture *ac_call_end (AcOutcome *outcome) G_GNUC_WARN_UNUSED_RESULT;

/* No answer of a service is that large: to the person it is one that makes no sense. Always FALSE.
 */
gboolean ac_call_name_too_large (GError **error);
/* Inside a fiber: sends and waits. */
AcHttpResponse *
ac_call_send (AcHttp *http, AcHttpRequest *request, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: GETs an object that must be there; a client error of the service becomes refused.
 */
JsonObject *ac_call_get_object (AcHttp *http,
                                const char *uri,
                                const AcJsonField *fields,
                                AcError refused,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* For the first talk with a server somebody typed: what makes no sense there is no such service.
 * Always FALSE. */
gboolean ac_call_name_stranger (GError **error);
/* What find() may say when it could not look: that it was not let, or UNKNOWN with the reason.
 * Takes found. */
AcOutcome *ac_call_not_found_out (AcOutcome *found) G_GNUC_WARN_UNUSED_RESULT;

/* What the outcome of a call means that makes nothing anybody can see: a lost answer is none that
 * has to be looked for. Takes made. */
AcOutcome *ac_call_nothing_shown (AcOutcome *made) G_GNUC_WARN_UNUSED_RESULT;

/* How long the upload of a file may take. */
guint ac_call_get_upload_seconds (AcPicture *picture);

SecretValue *ac_call_secret (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
