/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client-choices.h"
#include "ac-client-drafts.h"
#include "ac-client-links.h"
#include "ac-client-rules.h"
#include "ac-event-stream.h"
#include "ac-find.h"
#include "ac-status-list.h"
#include "ac-wire.h"

G_BEGIN_DECLS

/* What can have changed at the backend, in the order it is asked for. */
typedef enum
{
  AC_DUE_EVERYTHING,
  AC_DUE_INFO,
  AC_DUE_ACCOUNT,
  AC_DUE_STATUS,
  AC_DUE_LINK_ATTEMPT,
  AC_DUE_SESSIONS,
  AC_DUE_LINKS,
  AC_DUE_UNDOINGS,
  AC_DUE_CHOICES,
  AC_DUE_PRIVACY,
  AC_DUE_DRAFTS,
  AC_DUE_RULES,
  AC_DUE_SERVICES,
  AC_DUE_AVAILABILITY,
} AcDueKind;

struct _AcClient
{
  GObject parent_instance;
  AcWire *wire;
  gboolean practice;
  AcEventStream *events;
  GCancellable *scope;
  AcClientState state;
  AcError error_code;
  AcBackendInfo *info;
  GListStore *services;
  GListStore *accounts;
  GListStore *sessions;
  gboolean sessions_wanted;
  GListStore *links;
  gboolean links_wanted;
  GListStore *undoings;
  gboolean undoings_wanted;
  GListStore *choices;
  gboolean choices_wanted;
  gboolean choices_known;
  AcPrivacy *privacy;
  gboolean privacy_wanted;
  GListStore *drafts;
  gboolean drafts_wanted;
  GListStore *rules;
  gboolean rules_wanted;
  AcAvailability *availability;
  gboolean availability_wanted;
  AcStatusList *statuses;
  gboolean statuses_wanted;
  GHashTable *attempts;  /* id → AcLinkAttempt that is under way */
  DexPromise *connected; /* for all who wait for ac_client_connect() */
  GQueue due;            /* what is still to be asked for, one after the other */
  gboolean syncing;
  DexPromise *hurry; /* ends the pause after a failure */
};

/* ac-client-requests.c */
typedef GObject *(*AcTakeFunc) (AcClient *self, JsonNode *node, GError **error);
/* Takes request. Resolves to what take gives, or to TRUE. */
DexFuture *ac_client_ask (AcClient *self,
                          AcHttpRequest *request,
                          AcTakeFunc take,
                          gboolean wants_object) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *ac_client_ask_about (AcClient *self,
                                const char *method,
                                const char *collection,
                                const char *id,
                                const char *verb,
                                AcTakeFunc take) G_GNUC_WARN_UNUSED_RESULT;
/* Takes object. */
void ac_client_set_body (AcHttpRequest *request, JsonObject *object);
void ac_client_set_key (AcHttpRequest *request, const char *key); /* NULL: a new one */

/* ac-client-kinds.c. What a list of one kind of noun needs to know of it, so that what stays the
 * same one stays the same object. */
typedef struct
{
  AcGetId get_id;
  void (*update) (gpointer known, gpointer item);
} AcKind;

/* Returns what then stands in the store (transfer full). */
gpointer
ac_kind_put (GListStore *store, const AcKind *kind, gpointer item) G_GNUC_WARN_UNUSED_RESULT;
void ac_kind_drop (GListStore *store, const AcKind *kind, const char *id);
/* These are all there are. */
void ac_kind_take (GListStore *store, const AcKind *kind, GListModel *items);

/* ac-client-links.c. What all pages of a list show replaces what stands in the model; what stays
 * the same one stays the same object. */
void ac_client_take_links (AcClient *self, GListModel *links);
void ac_client_take_undoings (AcClient *self, GListModel *undoings);

/* ac-client-choices.c. The same for what never changes: what differs is another object. */
void ac_client_take_choices (AcClient *self, GListModel *choices);
GObject *ac_client_take_privacy (AcClient *self, JsonNode *node, GError **error);

/* ac-client-drafts.c. The same. */
void ac_client_take_drafts (AcClient *self, GListModel *drafts);

/* ac-client-rules.c. The same as of links. */
void ac_client_take_rules (AcClient *self, GListModel *rules);

/* ac-client-share.c. What a request says of pictures, each of which the backend has then. Only in a
 * fiber. */
JsonArray *ac_client_give_pictures (AcClient *self, GListModel *pictures, GError **error);

/* ac-client-sync.c */
void ac_client_mark_due (AcClient *self, AcDueKind kind, const char *id);
void ac_client_clear_due (AcClient *self);
/* Does not wait to the end of a pause after a failure. */
void ac_client_hurry (AcClient *self);
void
ac_client_handle_event (AcClient *self, const char *type, const char *id, const char *status_id);

/* ac-client-state.c. Everything is loaded, or the line is dead: tells all who wait. */
gboolean ac_client_is_connecting (AcClient *self);
void ac_client_set_state (AcClient *self, AcClientState state, AcError code);
void ac_client_set_loaded (AcClient *self);
void ac_client_set_offline (AcClient *self, AcError code);

/* ac-client-models.c. What an answer of the backend does to the models. Each returns what then
 * stands in the model (transfer full), or NULL with AC_ERROR_BAD_REPLY. */
GObject *ac_client_take_info (AcClient *self, JsonNode *node, GError **error);
GObject *ac_client_take_account (AcClient *self, JsonNode *node, GError **error);
GObject *ac_client_take_status (AcClient *self, JsonNode *node, GError **error);
GObject *ac_client_take_delivery (AcClient *self, JsonNode *node, GError **error);
GObject *ac_client_take_link_attempt (AcClient *self, JsonNode *node, GError **error);
GObject *ac_client_take_availability (AcClient *self, JsonNode *node, GError **error);
gboolean ac_client_take_services (AcClient *self, JsonNode *node, GError **error);
/* Accounts of all pages; those that none of them shows are gone. */
void ac_client_take_accounts (AcClient *self, GPtrArray *accounts);
/* In the order they shall stand in. */
gboolean ac_client_take_sessions (AcClient *self, JsonNode *node, GError **error);
void ac_client_drop_account (AcClient *self, const char *id);
void ac_client_drop_link_attempt (AcClient *self, const char *id);

G_END_DECLS
