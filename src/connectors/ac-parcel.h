/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-http-tally.h"
#include "ac-remarks.h"
#include "ac-service.h"

G_BEGIN_DECLS

/* What is to be shared at one target. */
typedef struct
{
  const char *text; /* may be empty beside a picture; a story leaves it out */
  AcAudience audience;
  AcForm form;
  GListModel *pictures; /* (nullable): of AcPicture, with bytes */
  const char *note;     /* (nullable): as in AcRemarks */
  gboolean sensitive;   /* as in AcWording */
  const char *language; /* (nullable) */
  AcLinkCard *card;     /* (nullable) */
  gboolean follows;     /* it is a part of a thread, and not the first */
} AcContents;

/* A post that another one replies to. */
typedef struct
{
  char *remote_id;
  char *remote_uri;
  char *revision; /* (nullable): as in AcOutcome */
} AcParent;

/* One delivery, frozen: the same bytes and key on every try, whatever happens in between. */
typedef struct
{
  char *key;       /* the idempotency key: Mastodon's header, Bluesky's record key */
  GBytes *payload; /* the request body as it is sent */
  AcAudience audience;
  AcForm form;
  GListModel *pictures; /* (nullable): of AcPicture, with bytes */
  char *bounds;         /* (nullable): ac_picture_bounds_to_slug() of what its pictures fit in */
  char *prepared;       /* (nullable): what an earlier try has made there that nobody can see yet */
  gint64 first_armed_at; /* ms; 0 before the first try: where a search must reach back to */
  gint64 begin_before;   /* ac_clock_boot_ms() from which on publishing is another's; 0: never */
  AcHttpTally *tally;    /* (nullable): of all that is asked for it */
  char *hand_over;       /* (nullable): the link with which the person shares it themselves */
  char *remote_id;       /* of the copy, once known */
  char *remote_uri;
  char *text;           /* (nullable): of a part of a thread */
  AcParent *first;      /* (nullable): of the thread that this is a part of */
  AcParent *parent;     /* (nullable): the part before it */
  GPtrArray *following; /* (element-type AcParcel) (nullable): the parts after this first one */
  GPtrArray *claimed; /* (element-type utf8) (nullable): remote uris other deliveries own: find must
                         skip them */
  gboolean contested; /* another delivery there, of another audience, may have arrived unheard: what
                         is found of an audience that isn't this one's may be that one's copy */
} AcParcel;

AcParcel *
ac_parcel_new (const char *key, GBytes *payload, AcAudience audience) G_GNUC_WARN_UNUSED_RESULT;
AcParent *ac_parent_new (const char *remote_id,
                         const char *remote_uri,
                         const char *revision) G_GNUC_WARN_UNUSED_RESULT;
void ac_parent_free (AcParent *self);
/* For a call that outlives its caller's parcel. */
AcParcel *ac_parcel_copy (const AcParcel *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_parcel_free (AcParcel *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcParcel, ac_parcel_free)

G_END_DECLS
