/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-connector.h"
#include "ac-graph-sign-in.h"

G_BEGIN_DECLS

/* What one of Meta's services with accounts of its own has of the class that they share. Each fiber
 * gets an AcCall whose flow is this one's. */
typedef struct
{
  const AcGraphFlow *flow;
  DexFiberFunc finish;
  DexFiberFunc identify;
  DexFiberFunc revoke;
  DexFiberFunc publish;
  DexFiberFunc find;
  DexFiberFunc remove;
  DexFiberFunc edit; /* of a service that edits */
  AcParcel *(*render) (AcAccount *account,
                       const char *delivery_id,
                       const AcContents *contents,
                       GError **error);
  /* (nullable): where the account is the person. */
  char *(*dup_grant) (AcAccount *account);
} AcGraphKind;

/* kind is constant data. */
AcConnector *ac_graph_connector_new (AcGraph *graph,
                                     const AcGraphKind *kind) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
