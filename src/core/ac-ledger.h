/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The ledger: every use of a person's data, one line each, in a chain of hashes. Pure: it is the
 * same for who writes it, who shows it and who checks it.
 *
 * A line is compact JSON of few members, in one order, none of which needs an escape. Its hash is
 * SHA-256 over the hash before it and its bytes; before the first line stands the hash of the
 * person's id. An account stands in it by its *mark*, which only the key of the person can tell:
 * without the key a line is about nobody's account, and the chain still holds. */

#define AC_LEDGER_HASH_SIZE 32
#define AC_LEDGER_MARK_SIZE 32 /* letters */

typedef enum
{
  AC_DEED_READ,     /* somebody asked for data */
  AC_DEED_CHANGE,   /* the person changed what others may do */
  AC_DEED_SIGN_IN,  /* an account was let in */
  AC_DEED_DELIVERY, /* something was sent, looked for or taken back */
  AC_DEED_EXPORT,   /* data left in one piece */
} AcDeed;

/* Every text is NULL or a few letters a–z, digits, `-`, `.`, `_` and `:`. */
typedef struct
{
  gint64 seq; /* from 1, without a gap */
  gint64 at;  /* Unix ms */
  AcDeed deed;
  gboolean allowed;
  const char *who; /* the recipient: a service, `app:…`, `host` or a program of ours */
  const char *purpose;
  const char *category;
  const char *account;   /* its mark */
  const char *reason;    /* why it was refused, or allowed */
  const char *reference; /* what it was about: a receipt, a delivery, … */
} AcLedgerLine;

/* NULL: a text is missing, too long or has other letters. */
char *ac_ledger_write (const AcLedgerLine *line) G_GNUC_WARN_UNUSED_RESULT;
/* The texts of line belong to the object. AC_ERROR_BAD_REPLY unless it is what ac_ledger_write()
 * gives. */
JsonObject *
ac_ledger_read (const char *text, AcLedgerLine *line, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* hash becomes what stands before the first line of this person. */
void ac_ledger_begin (guint8 hash[AC_LEDGER_HASH_SIZE], const char *person);
/* hash becomes the hash of this line. */
void ac_ledger_go_on (guint8 hash[AC_LEDGER_HASH_SIZE], const char *text);

typedef struct
{
  gint64 seq; /* of the last good line */
  guint8 hash[AC_LEDGER_HASH_SIZE];
} AcLedgerHead;

void ac_ledger_head_init (AcLedgerHead *self, const char *person);
/* FALSE: this isn't the line that follows, or not as it was written. */
gboolean
ac_ledger_head_take (AcLedgerHead *self, const char *text, const guint8 hash[AC_LEDGER_HASH_SIZE]);

const char *ac_deed_to_slug (AcDeed deed);
gboolean ac_deed_from_slug (const char *slug, AcDeed *deed);

G_END_DECLS
