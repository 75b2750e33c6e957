/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-call-private.h"
#include "ac-mastodon.h"

G_BEGIN_DECLS

extern const AcService ac_mastodon_service;

/* What a server says about itself before anyone signs in. */
typedef struct
{
  char *origin;
  char *domain;   /* the second half of its handles */
  char *software; /* its version string */
  AcTextLimits limits;
  AcPictureLimits picture_limits;
  guint audiences;
} AcMastodonServer;

void ac_mastodon_server_free (AcMastodonServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcMastodonServer, ac_mastodon_server_free)

/* Inside a fiber. AC_ERROR_NOT_A_SERVICE when the server speaks something else. */
AcMastodonServer *ac_mastodon_server_load (AcHttp *http,
                                           const char *origin,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_mastodon_software_is_snac (const char *software);

DexFuture *ac_mastodon_begin_fiber (gpointer call);
DexFuture *ac_mastodon_finish_fiber (gpointer call);
DexFuture *ac_mastodon_identify_fiber (gpointer call);
DexFuture *ac_mastodon_revoke_fiber (gpointer call);
DexFuture *ac_mastodon_publish_fiber (gpointer call);
DexFuture *ac_mastodon_find_fiber (gpointer call);
DexFuture *ac_mastodon_remove_fiber (gpointer call);
DexFuture *ac_mastodon_edit_fiber (gpointer call);
DexFuture *ac_mastodon_list_fiber (gpointer call);
DexFuture *ac_mastodon_locate_fiber (gpointer call);

/* Inside a fiber: what the account has posted before the status that is the call's text, or lately;
 * of AcPost. */
GListModel *ac_mastodon_load_posts (AcCall *call, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the answer to a status that was sent, or changed, says. */
AcOutcome *ac_mastodon_read_published (AcAccess *access,
                                       AcHttpResponse *response) G_GNUC_WARN_UNUSED_RESULT;
/* Inside a fiber: method on path at the account's server, with its token. */
AcHttpRequest *ac_mastodon_request_new (AcAccess *access,
                                        const char *method,
                                        const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* The same for a parcel, with its tally. */
AcHttpRequest *ac_mastodon_call_request_new (AcCall *call,
                                             const char *method,
                                             const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* ac_outcome_from_response() with what this server does differently. */
AcOutcome *ac_mastodon_read_outcome (AcAccess *access,
                                     AcHttpResponse *response) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_mastodon_is_snac (AcAccess *access);
/* Whether response says for sure that the status is not there. */
gboolean ac_mastodon_is_gone (AcAccess *access, AcHttpResponse *response);
/* An outcome with the address and audience of a status. */
AcOutcome *ac_mastodon_describe_copy (AcOutcomeKind kind,
                                      JsonObject *status) G_GNUC_WARN_UNUSED_RESULT;

/* -1: the server does not say. */
int ac_mastodon_read_audience (const char *visibility);

/* Inside a fiber: DONE with the payload that names the uploaded pictures of the parcel, else what
 * kept them from being uploaded; NULL when cancelled. */
AcOutcome *ac_mastodon_upload_pictures (AcCall *call, GBytes **payload) G_GNUC_WARN_UNUSED_RESULT;

/* The text a person wrote, out of the HTML a server made of it. */
char *ac_mastodon_plain_text (const char *html) G_GNUC_WARN_UNUSED_RESULT;
/* Whether two texts are the same but for white space and the servers of mentions, which the HTML
 * loses. */
gboolean ac_mastodon_same_text (const char *one, const char *other);

/* How the words of a status are to others. */
typedef enum
{
  AC_WORDS_UNSURE, /* the server doesn't tell them as they were written */
  AC_WORDS_SAME,
  AC_WORDS_OTHER,
} AcWords;

/* Inside a fiber. status: with what its server tells of `text` and `content`. */
gboolean ac_mastodon_compare_words (
    AcCall *call, JsonObject *status, const char *words, AcWords *result, GError **error);

/* All that a sign-in asks for. */
#define AC_MASTODON_SCOPES "read:accounts read:statuses write:statuses write:media"

/* Of AcVerifiedLink, from the fields of a profile; (nullable). */
GPtrArray *ac_mastodon_read_links (JsonArray *fields) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
