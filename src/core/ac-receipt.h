/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-consent.h"
#include "ac-named-account.h"
#include "ac-purpose.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *person_id;
  char *link_id; /* NULL: about a recipient */
  AcNamedAccount accounts[2];
  AcPurpose purpose;
  gboolean value;      /* agreed, or refused, withdrawn, unlinked */
  guint words_version; /* of the words that were shown, 0: ended without any */
  AcProgram how;
  gint64 created_at; /* Unix ms */
  /* About a recipient, of what the first account holds; otherwise NULL: */
  char *recipient;
  AcUsePurpose use; /* in place of purpose */
  AcConsent consent;
  guint agreed;    /* categories, a bit each */
  gint64 until;    /* Unix ms */
  char *record;    /* by ISO/IEC TS 27560; see ac-consent-record.h */
  char *signature; /* of the record: Ed25519, in hexadecimal digits, as the key is */
  char *key;
} AcReceiptFacts;

/* That a person agreed to something for two accounts, or for one and a recipient, or ended it;
 * written before it has effect. Never changes. */
#define AC_TYPE_RECEIPT (ac_receipt_get_type ())
G_DECLARE_FINAL_TYPE (AcReceipt, ac_receipt, AC, RECEIPT, GObject)

AcReceipt *ac_receipt_new (const AcReceiptFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcReceipt *ac_receipt_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_receipt_to_json (AcReceipt *self) G_GNUC_WARN_UNUSED_RESULT;

const AcReceiptFacts *ac_receipt_get_facts (AcReceipt *self);
const char *ac_receipt_get_id (AcReceipt *self);

G_END_DECLS
