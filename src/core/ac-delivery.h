/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "ac-error.h"
#include "ac-service.h"

G_BEGIN_DECLS

/* What a person sees of one copy; a pure function of the outbox's step. */
typedef enum
{
  AC_DELIVERY_WAITING, /* to be sent; next_at says when it is tried again */
  AC_DELIVERY_SENDING,
  AC_DELIVERY_CHECKING, /* the answer was lost; looked for before it is sent again */
  AC_DELIVERY_LIVE,
  AC_DELIVERY_FAILED,    /* refused by the service; error says why */
  AC_DELIVERY_NEEDS_YOU, /* could not be found out: the person must say */
  AC_DELIVERY_SIGN_IN_NEEDED,
  AC_DELIVERY_STOPPED, /* held by "Stop all sharing" */
  AC_DELIVERY_REMOVING,
  AC_DELIVERY_REMOVED, /* verified by looking */
  AC_DELIVERY_REMOVE_FAILED,
  AC_DELIVERY_CANCELLED, /* taken back before anything was sent */
  /* Where no API shares it, the person does. What became of it only they know. */
  AC_DELIVERY_HANDED_TO_YOU, /* url is the link with which they share it */
  AC_DELIVERY_SHARED_BY_YOU,
  AC_DELIVERY_YOURS_TO_DELETE, /* it was taken back, and only they can do it */
  AC_DELIVERY_DELETED_BY_YOU,
  AC_DELIVERY_SCHEDULED, /* sent at next_at, unless the person thinks better of it */
  AC_DELIVERY_MISSED,    /* its time passed while nothing could be sent: the person must say */
  AC_DELIVERY_EXPIRED,   /* its life was over: taken back, and verified by looking */
  AC_DELIVERY_GONE,      /* it was looked for, and somebody has deleted it there */
} AcDeliveryState;

#define AC_DELIVERY_LAST AC_DELIVERY_GONE

/* What became of a change of its words. */
typedef enum
{
  AC_EDIT_NONE,
  AC_EDIT_CHANGING,
  AC_EDIT_CHANGED,
  AC_EDIT_FAILED,  /* edit_error says why; it has the words that it had */
  AC_EDIT_KEPT,    /* it can't be changed, and has them, too */
  AC_EDIT_STOPPED, /* held by "Stop all sharing" */
  AC_EDIT_BLOCKED, /* held until what edit_error says is mended */
} AcEdit;

/* One status at one target. Properties: id, status-id, account-id, service, handle, text,
 * copy-text, edit, audience, state, error, url, attempts, next-at, ends-at, updated-at. */
#define AC_TYPE_DELIVERY (ac_delivery_get_type ())
G_DECLARE_FINAL_TYPE (AcDelivery, ac_delivery, AC, DELIVERY, GObject)

/* One that waits, to the narrowest audience. account_id: (nullable): what is shared by hand has
 * none. */
AcDelivery *ac_delivery_new (const char *id,
                             const char *status_id,
                             const char *account_id) G_GNUC_WARN_UNUSED_RESULT;
/* The schema Delivery of the API; AC_ERROR_BAD_REPLY when node isn't exactly that. */
AcDelivery *ac_delivery_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_delivery_to_json (AcDelivery *self) G_GNUC_WARN_UNUSED_RESULT;
/* Takes over all that is known now of the same delivery, and notifies only what changed. */
void ac_delivery_update (AcDelivery *self, AcDelivery *other);

const char *ac_delivery_get_id (AcDelivery *self);
const char *ac_delivery_get_status_id (AcDelivery *self);
const char *ac_delivery_get_account_id (AcDelivery *self);
const char *ac_delivery_get_service (AcDelivery *self);
const char *ac_delivery_get_handle (AcDelivery *self);
/* Because of which it is there; NULL: the person has chosen the target itself. Never changes. */
const char *ac_delivery_get_link_id (AcDelivery *self);
/* Its own; NULL: it is the status's. */
const char *ac_delivery_get_text (AcDelivery *self);
/* What stands there while it isn't that; NULL: it is. */
const char *ac_delivery_get_copy_text (AcDelivery *self);
AcEdit ac_delivery_get_edit (AcDelivery *self);
/* AC_ERROR_FAILED when there is none: look at the edit first. */
AcError ac_delivery_get_edit_error (AcDelivery *self);
AcAudience ac_delivery_get_audience (AcDelivery *self);
AcForm ac_delivery_get_form (AcDelivery *self);
AcLongText ac_delivery_get_long_text (AcDelivery *self); /* as it was chosen */
/* Of AcPart; none: it is one post. */
GListModel *ac_delivery_get_parts (AcDelivery *self);
AcDeliveryState ac_delivery_get_state (AcDelivery *self);
AcError ac_delivery_get_error (
    AcDelivery *self); /* AC_ERROR_FAILED when there is none: look at state first */
const char *ac_delivery_get_url (AcDelivery *self); /* of the live copy, or NULL */
guint ac_delivery_get_attempts (AcDelivery *self);  /* of what is done with it now */
/* Whether something of it was tried, whenever that was. */
gboolean ac_delivery_get_tried (AcDelivery *self);
gint64 ac_delivery_get_next_at (AcDelivery *self); /* ms, or 0 */
gint64 ac_delivery_get_ends_at (AcDelivery *self); /* ms, once it is live; 0: it stays */
gint64 ac_delivery_get_updated_at (AcDelivery *self);
/* Of what is stopped: whether it is sharing to its account alone that is paused. */
gboolean ac_delivery_get_paused (AcDelivery *self);
gint64 ac_delivery_get_paused_until (AcDelivery *self); /* ms; 0: until the person says so */

void ac_delivery_set_account_facts (AcDelivery *self, const char *service, const char *handle);
void ac_delivery_set_link_id (AcDelivery *self, const char *link_id);
void ac_delivery_set_text (AcDelivery *self, const char *text);
void
ac_delivery_set_edit (AcDelivery *self, AcEdit edit, AcError edit_error, const char *copy_text);
void ac_delivery_set_audience (AcDelivery *self, AcAudience audience);
void ac_delivery_set_form (AcDelivery *self, AcForm form);               /* it stays what it is */
void ac_delivery_set_long_text (AcDelivery *self, AcLongText long_text); /* so does this */
void ac_delivery_add_part (AcDelivery *self, GObject *part);
/* error: why, where the state has a reason; AC_ERROR_FAILED otherwise. */
void ac_delivery_set_state (AcDelivery *self, AcDeliveryState state, AcError error);
void ac_delivery_set_url (AcDelivery *self, const char *url);
/* A part of its state. */
void ac_delivery_set_pause (AcDelivery *self, gboolean paused, gint64 until);
/* Notified with the state. */
void ac_delivery_set_tried (AcDelivery *self, gboolean tried);
void ac_delivery_set_ends_at (AcDelivery *self, gint64 ends_at);
void ac_delivery_set_progress (AcDelivery *self, guint attempts, gint64 next_at, gint64 updated_at);

gboolean ac_edit_is_under_way (AcEdit edit); /* or held */
const char *ac_delivery_state_to_slug (AcDeliveryState state);
gboolean ac_delivery_state_is_settled (AcDeliveryState state);
gboolean ac_delivery_can_retry (AcDelivery *self);

G_END_DECLS
