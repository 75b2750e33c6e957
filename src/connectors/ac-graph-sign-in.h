/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-call-private.h"

G_BEGIN_DECLS

/* Signing in at one of Meta's services, which differ in little more than hosts and names. */
struct _AcGraphFlow
{
  const AcService *service;
  const char *version; /* of its API */
  AcGraphHost dialog;  /* where people's pages are, too */
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
  /* Where an account is a person's own: */
  const char *id_field;      /* of who somebody is */
  const char *posting_scope; /* without which an account is of no use */
  const char *debug_path;    /* (nullable): where it is said what a token may do */
  gboolean professional;     /* there are personal accounts, too, which can't be had */
  gboolean at_in_profile;    /* "/@name", not "/name" */
};

/* A sign-in whose browser comes back to call->text; resolves to an AcSignIn. */
DexFuture *ac_graph_begin_fiber (gpointer call);
/* Inside a fiber: gives the call an access with a token of 60 days and the keys of the app, of an
 * account about which nothing is known yet. There may be an access also when it fails: that is to
 * be taken back. AC_ERROR_SIGN_IN_REFUSED, AC_ERROR_INVALID, and as ac_graph_send(). */
gboolean ac_graph_finish_sign_in (AcCall *call, GError **error);
/* Inside a fiber, before a call: a token of 60 days that is half way through is exchanged for
 * another. A failure is none of the call's: the old one is good still. */
void ac_graph_keep_fresh (AcCall *call);

/* Inside a fiber: gives back what a sign-in of the person got, with their access. NULL when
 * cancelled. */
AcOutcome *ac_graph_remove_permission (AcCall *call, AcAccess *access) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
