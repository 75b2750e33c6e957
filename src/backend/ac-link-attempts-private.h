/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-link-attempts.h"
#include "ac-link-code.h"
#include "ac-redirect.h"
#include "ac-throttle.h"

G_BEGIN_DECLS

struct _AcLinkAttempts
{
  GObject parent_instance;
  AcConnectors *connectors;
  AcAccessCache *accesses;
  AcStore *store;
  AcOutbox *outbox;
  AcGate *gate;
  GHashTable *entries; /* id → AcLinkEntry */
  /* How many codes are sent: (nullable) until there is one. */
  AcThrottle *people;
  AcThrottle *numbers;
};

typedef struct
{
  AcLinkAttempts *owner; /* not owned: it owns the entry */
  char *person;
  AcLinkAttempt *attempt;
  AcConnector *connector;
  AcRedirect *redirect; /* (nullable): the browser comes back elsewhere */
  char *redirect_uri;
  AcSignIn *sign_in;
  AcLinkCode *code; /* (nullable): what the person must tell */
  AcAccess *access; /* (nullable): theirs once they have told it */
  char *expected_account;
  gboolean confirm;   /* the person wants to be asked whether it is the right account */
  char *held_id;      /* (nullable): the account that they are asked about */
  GPtrArray *choices; /* (nullable): of AcAccess, of which they take one */
  guint timeout;
} AcLinkEntry;

/* An account that nobody confirms is given back after that. */
#define AC_CONFIRM_SECONDS (15 * 60)

/* What whoever ends a sign-in knows of it; the entry may go meanwhile. */
typedef struct
{
  const char *person;
  AcLinkAttempt *attempt;
  AcConnector *connector;
  GPtrArray *choices;           /* (nullable): of AcAccess */
  const char *expected_account; /* (nullable) */
  gboolean confirm;
} AcLinkEnd;

/* Only in a fiber. The attempt is done, asks, or has failed after that; what comes to nothing is
 * given back. */
gboolean
ac_link_attempts_end (AcLinkAttempts *self, const AcLinkEnd *end, AcAccess *access, GError **error);
/* Only in a fiber: whether an account of this kind may be added, which is known when the service
 * has told. AC_ERROR_NOT_AVAILABLE. */
gboolean ac_link_attempts_admit (AcLinkAttempts *self,
                                 const char *person,
                                 AcAccount *account,
                                 GError **error);
/* An account that was held for the person is not theirs: it goes, and its grant is given back. */
void ac_link_attempts_give_back (AcLinkAttempts *self, const char *person, const char *id);
/* An account that the person is asked about, if there is one, is not wanted. */
void ac_link_attempts_drop_held (AcLinkEntry *entry);
void ac_link_attempts_fail (AcLinkAttempts *self,
                            const char *person,
                            AcLinkAttempt *attempt,
                            const GError *error);

/* The connector of a service, when the person may begin a sign-in. */
AcConnector *ac_link_attempts_choose (AcLinkAttempts *self,
                                      const char *person,
                                      const char *service,
                                      GError **error); /* (transfer none) */
AcLinkEntry *ac_link_attempts_add (AcLinkAttempts *self,
                                   const char *person,
                                   AcConnector *connector,
                                   const char *server,
                                   const char *account_id); /* (transfer none) */
AcLinkEntry *ac_link_attempts_look_up (AcLinkAttempts *self,
                                       const char *person,
                                       const char *id,
                                       GError **error); /* (transfer none) */
/* From now on; then it fails and is forgotten. */
void ac_link_attempts_let_live (AcLinkEntry *entry, guint seconds);
void ac_link_attempts_set_state (AcLinkAttempts *self,
                                 const char *person,
                                 AcLinkAttempt *attempt,
                                 AcLinkAttemptState state,
                                 AcError error);

G_END_DECLS
