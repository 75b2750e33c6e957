/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-access-cache.h"
#include "ac-connectors.h"
#include "ac-event-hub.h"
#include "ac-gate.h"
#include "ac-heeder.h"
#include "ac-hosted-config.h"
#include "ac-imports.h"
#include "ac-keyring.h"
#include "ac-limits.h"
#include "ac-link-attempts.h"
#include "ac-outbox.h"
#include "ac-recipients.h"
#include "ac-reply.h"
#include "ac-sessions.h"
#include "ac-store.h"
#include "ac-vault.h"

G_BEGIN_DECLS

typedef struct _AcEraser AcEraser;
typedef struct _AcRules AcRules;

/* What a handler may use. Owned by AcBackend, which outlives every request. */
typedef struct
{
  AcSessions *sessions;     /* NULL when embedded */
  AcLimits *limits;         /* NULL when embedded */
  AcRecipients *recipients; /* who may ask about people, here */
  AcStore *store;
  AcVault *vault;
  AcAccessCache *accesses;
  AcConnectors *connectors;
  AcGate *gate;
  AcOutbox *outbox;
  AcEventHub *hub;
  AcLinkAttempts *attempts;
  AcHeeder *heeder; /* NULL when hosted */
  AcImports *imports;
  AcEraser *eraser;
  AcRules *rules;
  AcHttp *http;           /* what goes to services goes through it */
  char *data_dir;         /* NULL when hosted */
  char *person;           /* the one person; NULL when hosted */
  AcHostedConfig *config; /* NULL when embedded */
  gboolean loopback_services;
  gboolean fetchable;        /* services that fetch pictures can reach this backend */
  const char *practice_base; /* where the practice services are; NULL when nobody practises */
  GCancellable *practice;    /* cancelled when the practice is over */
  gint64 started_at;
  GHashTable *accounts_pages; /* person → the first page as it was last answered */
  guint64 generation;         /* grows with every event; what was read before is then stale */
  AcKeyringState keyring;     /* as it was last known */
  DexPromise *keyring_asked;  /* a question under way */
  gboolean keyring_late;      /* somebody was answered before it was */
  GPtrArray *cards_under_way; /* for each, whose it is */
  GHashTable *decoding;       /* the persons for whom a picture is decoded, when hosted */
  GHashTable *running_keys;   /* person/idempotency key of the requests under way */
} AcContext;

/* After something has changed for everybody, or may have: what `work` (taken), of the gate, has
 * found is told to those who listen, and sharing that waited goes on. */
void ac_context_watch_gate (AcContext *self, DexFuture *work);
AcReply *ac_context_dup_accounts_page (AcContext *self,
                                       const char *person) G_GNUC_WARN_UNUSED_RESULT;
void ac_context_keep_accounts_page (AcContext *self, const char *person, AcReply *page);

/* What a service is here: other things than everywhere may keep it from taking pictures. */
AcService ac_context_describe_service (AcContext *self, AcConnector *connector);

G_END_DECLS
