/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsecret/secret.h>

#include "ac-terms.h"

G_BEGIN_DECLS

/* Who may ask for what accounts hold, each an OAuth client with a secret (RFC 6749 §4.4). Of the
 * secret a hash stays here, which also signs the tokens: processes with the same configuration take
 * each other's, and another secret ends them. */
#define AC_TYPE_RECIPIENTS (ac_recipients_get_type ())
G_DECLARE_FINAL_TYPE (AcRecipients, ac_recipients, AC, RECIPIENTS, GObject)

#define AC_RECIPIENT_TOKEN_SECONDS 600

AcRecipients *ac_recipients_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* client is of letters, digits and `-`; who is what it is called in choices and ledger. */
void ac_recipients_add (AcRecipients *self,
                        const char *client,
                        const char *who,
                        AcRecipient kind,
                        const char *name,
                        SecretValue *secret);

guint ac_recipients_get_n (AcRecipients *self);
/* Of the one called who, or the nth; NULL: there is none. */
const AcPartyFacts *ac_recipients_find (AcRecipients *self, const char *who);
const AcPartyFacts *ac_recipients_get_nth (AcRecipients *self, guint n);

/* A token for the client with this secret, good until AC_RECIPIENT_TOKEN_SECONDS after now (Unix
 * s); NULL: it isn't its secret, or there is no such client. */
char *ac_recipients_issue (AcRecipients *self, const char *client, const char *secret, gint64 now)
    G_GNUC_WARN_UNUSED_RESULT;
/* Whose token it is; NULL: nobody's, or not any more. */
const AcPartyFacts *ac_recipients_open (AcRecipients *self, const char *token, gint64 now);

G_END_DECLS
