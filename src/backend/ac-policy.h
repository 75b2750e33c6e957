/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-availability.h"

G_BEGIN_DECLS

/* The policy says which features may be had where and by whom. Its file is one line with the
 * signature (Ed25519, RFC 8032, in base64) over the exact bytes that follow; those are JSON:
 *
 *   { "serial": 7, "issued": TIME, "expires": TIME, "features": [
 *     { "feature": "whatsapp", "connector": "whatsapp",
 *       "regions_open": ["*"], "regions_closed": [{"code": "XX", "reason": "law", "since": TIME}],
 *       "min_version": "0.1", "rollout_percent": 100, "account_types": ["business"],
 *       "min_age": 0 } ] }
 *
 * "*" is every region; what is closed is closed also then. All but `feature`, `regions_open` and
 * `rollout_percent` may be missing. A member that isn't known makes the whole policy unreadable:
 * it may be a rule. Immutable, reference counted. */
typedef struct _AcPolicy AcPolicy;

#define AC_TYPE_POLICY (ac_policy_get_type ())
GType ac_policy_get_type (void) G_GNUC_CONST;

#define AC_POLICY_MAX_SIZE (256 * 1024)
#define AC_POLICY_KEY_SIZE 32
#define AC_POLICY_BUCKETS 10000

/* A public key in base64 (RFC 4648); FALSE when it isn't AC_POLICY_KEY_SIZE bytes. */
gboolean ac_policy_read_key (const char *text, guint8 key[AC_POLICY_KEY_SIZE]);

/* NULL, and what is wrong, unless one of n_keys keys has signed file and it is understood. now_ms:
 * what has expired by then is refused; 0: nothing is. */
AcPolicy *ac_policy_open (GBytes *file,
                          const guint8 (*keys)[AC_POLICY_KEY_SIZE],
                          guint n_keys,
                          gint64 now_ms,
                          AcPolicyFault *fault) G_GNUC_WARN_UNUSED_RESULT;
/* What is to be signed; AC_ERROR_INVALID, with what is not understood. */
AcPolicy *ac_policy_parse (GBytes *document, GError **error) G_GNUC_WARN_UNUSED_RESULT;
AcPolicy *ac_policy_ref (AcPolicy *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_policy_unref (AcPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcPolicy, ac_policy_unref)

gint64 ac_policy_get_serial (AcPolicy *self);     /* from 1 */
gint64 ac_policy_get_issued_at (AcPolicy *self);  /* Unix ms */
gint64 ac_policy_get_expires_at (AcPolicy *self); /* Unix ms */
/* Which of these isn't a feature of ours doesn't matter. */
guint ac_policy_get_n_features (AcPolicy *self);
const char *ac_policy_get_feature (AcPolicy *self, guint n);

/* What is known of one person and this program. */
typedef struct
{
  const char *subject;           /* the install: what the bucket is made of, the same for ever */
  const char *version;           /* of this program, numbers with dots between */
  const char *region;            /* chosen by the person, or NULL */
  const char *account_type;      /* NULL: not known yet, so it can't speak against it */
  guint age;                     /* years, 0: not told */
  const char *const *off;        /* turned off by the administrator */
  const char *const *connectors; /* the services that this program can link */
} AcPolicySubject;

/* Which part of 10,000 an install is in for a feature: SHA-256 of both, so that each feature draws
 * its own. */
guint ac_policy_get_bucket (const char *subject, const char *feature);

/* Pure, and total: whatever is asked has an answer. self NULL: there is no policy. on: the person
 * has it already; then only what closes it is asked, not what keeps others from beginning, so that
 * no policy, an unknown region or a smaller percentage takes nothing away. Returns: (transfer
 * full): with no wish. */
AcFeature *ac_policy_decide (AcPolicy *self,
                             const char *feature,
                             gboolean on,
                             const AcPolicySubject *subject) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
