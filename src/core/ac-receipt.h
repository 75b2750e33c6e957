/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-consent.h"
#include "ac-erased.h"
#include "ac-named-account.h"
#include "ac-privacy.h"
#include "ac-purpose.h"

G_BEGIN_DECLS

/* In place of a purpose. */
#define AC_RECEIPT_PURPOSE_ERASURE "erasure"

typedef enum
{
  AC_RECEIPT_OF_LINK,
  AC_RECEIPT_OF_USE,     /* about a recipient, of what the first account holds */
  AC_RECEIPT_OF_SETTING, /* about no account */
  AC_RECEIPT_OF_ERASURE, /* of everything; about no account by name */
} AcReceiptKind;

typedef struct
{
  AcReceiptKind kind;
  char *id;
  char *person_id;
  char *link_id; /* of a link, otherwise NULL */
  AcNamedAccount accounts[2];
  AcPurpose purpose;   /* of a link */
  AcUsePurpose use;    /* of a use, in place of purpose */
  AcSetting setting;   /* of a setting */
  gboolean value;      /* agreed, turned on, or refused, withdrawn, unlinked, turned off */
  guint words_version; /* of the words that were shown, 0: ended without any */
  AcProgram how;
  gint64 created_at; /* Unix ms */
  /* Of a use: */
  char *recipient;
  AcConsent consent;
  guint agreed;        /* categories, a bit each */
  gint64 until;        /* Unix ms */
  guint terms_version; /* of the recipient's, 0: it had none, or it is no yes */
  GPtrArray *erased;   /* of an erasure: of AcErased */
  /* Not of a link: */
  char *record;    /* by ISO/IEC TS 27560; see ac-consent-record.h */
  char *signature; /* of the record: Ed25519, in hexadecimal digits, as the key is */
  char *key;
} AcReceiptFacts;

/* That a person agreed to something for two accounts, or for one and a recipient, or ended it, or
 * changed a setting; written before it has effect. Never changes. */
#define AC_TYPE_RECEIPT (ac_receipt_get_type ())
G_DECLARE_FINAL_TYPE (AcReceipt, ac_receipt, AC, RECEIPT, GObject)

AcReceipt *ac_receipt_new (const AcReceiptFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcReceipt *ac_receipt_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_receipt_to_json (AcReceipt *self) G_GNUC_WARN_UNUSED_RESULT;

const AcReceiptFacts *ac_receipt_get_facts (AcReceipt *self);
const char *ac_receipt_get_id (AcReceipt *self);

G_END_DECLS
