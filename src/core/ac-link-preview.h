/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-purpose.h"
#include "ac-service.h"

G_BEGIN_DECLS

typedef enum
{
  AC_EARLIER_NOTHING, /* not asked yet, or agreed */
  AC_EARLIER_REFUSED,
  AC_EARLIER_WITHDRAWN,
} AcEarlier;

/* One of two accounts. */
typedef struct
{
  char *id;
  gboolean unproved; /* it must be proved first */
  gboolean changes;  /* who sees what is shared there unless it is said otherwise: from now to after
                      */
  AcAudience now;
  AcAudience after;
} AcPreviewAccount;

typedef struct
{
  gboolean on;  /* what it would be */
  gboolean ask; /* it was not refused lately */
  AcEarlier earlier;
  gint64 at; /* when that was said, Unix ms */
  char *receipt_id;
} AcPreviewPurpose;

typedef struct
{
  AcPreviewAccount accounts[2];
  char *link_id;                            /* (nullable): they are linked already */
  AcPreviewPurpose purposes[AC_N_PURPOSES]; /* that of AC_PURPOSE_LINK is not used */
} AcLinkPreviewFacts;

/* What would change if two accounts were linked. Never changes itself. */
#define AC_TYPE_LINK_PREVIEW (ac_link_preview_get_type ())
G_DECLARE_FINAL_TYPE (AcLinkPreview, ac_link_preview, AC, LINK_PREVIEW, GObject)

AcLinkPreview *ac_link_preview_new (const AcLinkPreviewFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcLinkPreview *ac_link_preview_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_link_preview_to_json (AcLinkPreview *self) G_GNUC_WARN_UNUSED_RESULT;

const AcLinkPreviewFacts *ac_link_preview_get_facts (AcLinkPreview *self);

G_END_DECLS
