/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "ac-error.h"
#include "ac-service.h"
#include "ac-verified-links.h"

G_BEGIN_DECLS

/* Until the person lets sharing go on. */
#define AC_PAUSED_OPEN G_MAXINT64

typedef enum
{
  AC_ACCOUNT_ON,
  AC_ACCOUNT_ATTENTION, /* reason says why */
  AC_ACCOUNT_REMOVING,  /* out of use already; the service is still to be told */
} AcAccountState;

/* The person's account at a service. Properties (all readable and bindable, set only through
 * ac_account_update() or the setters of the store): id, service, server, remote-id, handle,
 * display-name, profile-url, state, reason (an AcError code), granted-scopes, scopes-asked, limits,
 * type, audiences, audience, created-at, proved-at, last-used-at, paused-until. */
#define AC_TYPE_ACCOUNT (ac_account_get_type ())
G_DECLARE_FINAL_TYPE (AcAccount, ac_account, AC, ACCOUNT, GObject)

AcAccount *ac_account_new (const char *id, const char *service) G_GNUC_WARN_UNUSED_RESULT;
AcAccount *ac_account_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_account_to_json (AcAccount *self) G_GNUC_WARN_UNUSED_RESULT;
/* Takes over every property of other, which has the same id; notifies only what changed. */
void ac_account_update (AcAccount *self, AcAccount *other);
/* Takes over what no service tells and is known here of the same account: the person's audience,
 * and when it was made, proved and used. */
void ac_account_keep (AcAccount *self, AcAccount *known);

const char *ac_account_get_id (AcAccount *self);
const char *ac_account_get_service (AcAccount *self);
const char *ac_account_get_server (AcAccount *self);    /* origin, "https://mastodon.example" */
const char *ac_account_get_remote_id (AcAccount *self); /* at Bluesky the DID */
const char *
ac_account_get_handle (AcAccount *self); /* "@alice@mastodon.example", "alice.bsky.social" */
const char *ac_account_get_display_name (AcAccount *self);
const char *ac_account_get_profile_url (AcAccount *self);
const char *ac_account_get_picture_url (AcAccount *self);
/* Of AcVerifiedLink, or NULL. */
GPtrArray *ac_account_get_verified_links (AcAccount *self);
const char *ac_account_get_scopes (AcAccount *self);       /* as granted, space separated */
const char *ac_account_get_scopes_asked (AcAccount *self); /* NULL: that was not kept */
AcAccountState ac_account_get_state (AcAccount *self);
AcError ac_account_get_reason (AcAccount *self);
const AcTextLimits *ac_account_get_limits (AcAccount *self);
const AcPictureLimits *ac_account_get_picture_limits (AcAccount *self);
/* What kind of account it is, such as `page`, as policies name it; NULL: it has no kinds. */
const char *ac_account_get_account_type (AcAccount *self);
guint ac_account_get_audiences (AcAccount *self); /* bits: 1 << AcAudience */
/* Who sees what is shared there unless it is said otherwise. */
AcAudience ac_account_get_audience (AcAccount *self);
gint64 ac_account_get_created_at (AcAccount *self);
gint64 ac_account_get_proved_at (AcAccount *self); /* 0: that was not kept */
gint64 ac_account_get_last_used_at (AcAccount *self);
/* Until when sharing to it is paused, ms, or AC_PAUSED_OPEN; 0: it isn't. */
gint64 ac_account_get_paused_until (AcAccount *self);

void ac_account_set_server (AcAccount *self, const char *server);
void ac_account_set_remote_id (AcAccount *self, const char *remote_id);
void ac_account_set_handle (AcAccount *self, const char *handle);
void ac_account_set_display_name (AcAccount *self, const char *display_name);
void ac_account_set_profile_url (AcAccount *self, const char *profile_url);
void ac_account_set_picture_url (AcAccount *self, const char *picture_url);
/* Keeps a hold of links, which nobody may change any more. */
void ac_account_set_verified_links (AcAccount *self, GPtrArray *links);
void ac_account_set_scopes (AcAccount *self, const char *scopes);
void ac_account_set_scopes_asked (AcAccount *self, const char *scopes);
void ac_account_set_state (AcAccount *self, AcAccountState state, AcError reason);
void ac_account_set_limits (AcAccount *self, const AcTextLimits *limits);
/* Notifies limits. */
void ac_account_set_picture_limits (AcAccount *self, const AcPictureLimits *limits);
void ac_account_set_audiences (AcAccount *self, guint audiences);
void ac_account_set_account_type (AcAccount *self, const char *type);
void ac_account_set_audience (AcAccount *self, AcAudience audience);
void ac_account_set_proved_at (AcAccount *self, gint64 time_ms);
void ac_account_set_created_at (AcAccount *self, gint64 time_ms);
void ac_account_set_last_used_at (AcAccount *self, gint64 time_ms);
void ac_account_set_paused_until (AcAccount *self, gint64 until);

G_END_DECLS
