/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-call-private.h"

G_BEGIN_DECLS

/* Signing in at one of Meta's services, which differ in little more than hosts and names. */
typedef struct
{
  const AcService *service;
  AcGraphHost dialog;
  const char *dialog_path;
  AcGraphHost codes; /* where a code is exchanged */
  AcGraphHost tokens;
  const char *code_path;
  const char *code_list;     /* (nullable): the answer's array of one, at Instagram */
  const char *lengthen_path; /* where a token of an hour is exchanged for one of 60 days */
  const char *lengthen_grant;
  const char *lengthen_name; /* (nullable): of the parameter that carries the token, at Facebook */
  const char *refresh_path;  /* (nullable): with nothing to refresh */
  const char *refresh_grant;
  const char *scopes; /* "a b" (RFC 6749 §3.3); they are asked for with commas */
} AcGraphFlow;

/* Inside a fiber: a sign-in whose browser comes back to call->text. */
AcSignIn *ac_graph_begin_sign_in (AcCall *call,
                                  const AcGraphFlow *flow,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: gives the call an access with a token of 60 days and the keys of the app, of an
 * account about which nothing is known yet. There may be an access also when it fails: that is to
 * be taken back. AC_ERROR_SIGN_IN_REFUSED, AC_ERROR_INVALID, and as ac_graph_send(). */
gboolean ac_graph_finish_sign_in (AcCall *call, const AcGraphFlow *flow, GError **error);
/* Inside a fiber, before a call: a token of 60 days that is half way through is exchanged for
 * another. A failure is none of the call's: the old one is good still. */
void ac_graph_keep_fresh (AcCall *call, const AcGraphFlow *flow);

/* Inside a fiber: gives back what a sign-in got. A token that the service doesn't know any more was
 * taken back already. NULL when cancelled. */
AcOutcome *ac_graph_revoke (AcCall *call,
                            const AcGraphFlow *flow,
                            AcHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
