/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-bluesky.h"
#include "ac-call-private.h"

G_BEGIN_DECLS

#define AC_BLUESKY_COLLECTION "app.bsky.feed.post"
/* A field of our records. It is the same in all of them, so it tells nothing of the person. */
#define AC_BLUESKY_MARK "org.accountscenter.AccountsCenter"

extern const AcService ac_bluesky_service;

/* Identity: who a handle or a DID is and where the account lives. All inside a fiber. */
typedef struct
{
  char *did;
  char *handle; /* (nullable): as the DID document claims it */
  char *pds;    /* origin */
} AcBlueskyIdentity;

void ac_bluesky_identity_free (AcBlueskyIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcBlueskyIdentity, ac_bluesky_identity_free)

gboolean ac_bluesky_is_did (const char *text);
gboolean ac_bluesky_is_handle (const char *text);
/* AC_ERROR_NOT_FOUND when there is no such account. */
AcBlueskyIdentity *
ac_bluesky_identity_load (AcCall *call, const char *did, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The DID must claim the handle back. */
AcBlueskyIdentity *ac_bluesky_identity_load_handle (AcCall *call,
                                                    const char *handle,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What a person typed: a handle (then identity is set), an address, or nothing for the default
 * server. */
char *ac_bluesky_find_server (AcCall *call,
                              const char *typed,
                              AcBlueskyIdentity **identity,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The issuer that answers for a server. */
char *
ac_bluesky_find_issuer (AcCall *call, const char *pds, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One request, made again for each try. */
typedef struct
{
  const char *method;
  const char *uri;
  const char *content_type; /* (nullable) */
  GBytes *body;             /* (nullable) */
  gint64 begin_before;      /* as in AcParcel */
  guint deadline;           /* seconds; 0: the usual */
  AcHttpTally *tally;       /* (nullable): as in AcParcel */
} AcBlueskyMessage;

/* name, value, …, NULL */
GBytes *ac_bluesky_form (const char *first_name,
                         ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
GBytes *ac_bluesky_json (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT; /* takes object */

/* Inside a fiber: sends with a proof of key, once again when the server wants its nonce in it.
 * unsent says after a failure whether the server has certainly not acted. */
AcHttpResponse *ac_bluesky_send_proven (AcHttp *http,
                                        const AcBlueskyMessage *message,
                                        SecretValue *key,
                                        SecretValue *token,
                                        char **nonce,
                                        gboolean *unsent,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: sends with the account's credentials, refreshed once when they have run out. */
AcHttpResponse *ac_bluesky_send (AcHttp *http,
                                 AcAccess *access,
                                 const AcBlueskyMessage *message,
                                 gboolean *unsent,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: takes tokens back, or ends the session of an app password. */
AcHttpResponse *ac_bluesky_send_revocation (AcHttp *http,
                                            AcAccess *access,
                                            gboolean *unsent,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
AcHttpResponse *ac_bluesky_send_sign_out (AcHttp *http,
                                          AcAccess *access,
                                          gboolean *unsent,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *ac_bluesky_method_uri (AcAccess *access, const char *method) G_GNUC_WARN_UNUSED_RESULT;
/* ac_outcome_from_response() with the protocol's error names. */
AcOutcome *ac_bluesky_read_outcome (AcHttpResponse *response) G_GNUC_WARN_UNUSED_RESULT;

/* The frozen body of com.atproto.repo.putRecord. */
GBytes *ac_bluesky_render_record (const char *did,
                                  const char *key,
                                  const AcContents *contents,
                                  gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;
/* The same in a thread, below the part before it. */
GBytes *ac_bluesky_complete_record (const AcParcel *parcel) G_GNUC_WARN_UNUSED_RESULT;
/* pictures is nullable. */
void ac_bluesky_embed_pictures (JsonObject *record, GListModel *pictures);
/* Inside a fiber: DONE when all of the parcel are there, else what kept one from it; NULL when
 * cancelled. */
AcOutcome *ac_bluesky_upload_pictures (AcCall *call) G_GNUC_WARN_UNUSED_RESULT;
/* A timestamp identifier, the protocol's form of record key. */
char *ac_bluesky_record_key_new (gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

/* All that a sign-in asks for: the narrow one, or the wide one of servers that can't grant less. */
#define AC_BLUESKY_NARROW_SCOPE                                                                    \
  "atproto repo:app.bsky.feed.post?action=create&action=update&action=delete blob:image/* "        \
  "blob:video/mp4"
#define AC_BLUESKY_WIDE_SCOPE "atproto transition:generic"

/* Inside a fiber: whether the account's own server says that the handle is this account's, as the
 * account says of the handle. */
gboolean ac_bluesky_verify_handle (AcCall *call, const AcBlueskyIdentity *identity);

/* Inside a fiber: what stands under the parcel's key; NULL when cancelled. record: (nullable), as
 * it is there. */
AcOutcome *ac_bluesky_look (AcCall *call, JsonObject **record) G_GNUC_WARN_UNUSED_RESULT;

/* Inside a fiber: fills in what is known of the account. */
void ac_bluesky_set_facts (AcCall *call, AcAccount *account, const AcBlueskyIdentity *identity);

DexFuture *ac_bluesky_begin_fiber (gpointer call);
DexFuture *ac_bluesky_finish_fiber (gpointer call);
DexFuture *ac_bluesky_password_fiber (gpointer call);
DexFuture *ac_bluesky_identify_fiber (gpointer call);
DexFuture *ac_bluesky_revoke_fiber (gpointer call);
DexFuture *ac_bluesky_publish_fiber (gpointer call);
DexFuture *ac_bluesky_find_fiber (gpointer call);
DexFuture *ac_bluesky_remove_fiber (gpointer call);
DexFuture *ac_bluesky_list_fiber (gpointer call);
DexFuture *ac_bluesky_locate_fiber (gpointer call);

G_END_DECLS
