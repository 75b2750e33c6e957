/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libsecret/secret.h>

G_BEGIN_DECLS

/* Proofs that a request is of who holds the key that its token is bound to (RFC 9449 §4.3, §9).
 *
 * Each needs a nonce of ours, which is good for the minute it was made in and those before and
 * after. It is a code over the minute by a key that all processes share, so that none has to
 * remember it. A computer's clock may be wrong by some minutes: the nonce tells how old a proof is.
 * What came once is refused, by this process, until its nonce ends. */
#define AC_TYPE_PROOFS (ac_proofs_get_type ())
G_DECLARE_FINAL_TYPE (AcProofs, ac_proofs, AC, PROOFS, GObject)

typedef enum
{
  AC_PROOF_GOOD,
  AC_PROOF_BAD,
  AC_PROOF_WANTS_NONCE, /* good but for its nonce */
  AC_PROOF_TOO_MANY,    /* no more can be remembered within this minute */
} AcProofVerdict;

/* origin: where people reach this backend. secret: what the processes share; the nonces' key is
 * derived from it. max: how many proofs of one minute are remembered. */
AcProofs *
ac_proofs_new (const char *origin, SecretValue *secret, guint max) G_GNUC_WARN_UNUSED_RESULT;

/* Judges what stands in the header field `DPoP` of a request (NULL: nothing) with this method, path
 * and token; thumbprint is of the key that token is bound to. A good proof is remembered. */
AcProofVerdict ac_proofs_judge (AcProofs *self,
                                const char *method,
                                const char *path,
                                const char *proof,
                                SecretValue *token,
                                const char *thumbprint);

/* The nonce of this minute, for `DPoP-Nonce`. */
char *ac_proofs_make_nonce (AcProofs *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
