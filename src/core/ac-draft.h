/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-status.h"

G_BEGIN_DECLS

/* The most drafts of a person, and the most targets of one. */
#define AC_DRAFT_MAX 50
#define AC_DRAFT_MAX_TARGETS 64

/* Where a draft would go. */
typedef struct
{
  char *account_id; /* NULL: by hand */
  char *service;    /* by hand, or NULL */
  char *link_id;    /* because of which it is a target, or NULL */
  AcAudience audience;
  AcForm form;
  AcLongText long_text;
  char *text;      /* its own, or NULL */
  gboolean chosen; /* if not, it is kept for its text */
} AcDraftTarget;

/* What a person began and has not shared. */
#define AC_TYPE_DRAFT (ac_draft_get_type ())
G_DECLARE_FINAL_TYPE (AcDraft, ac_draft, AC, DRAFT, GObject)

AcDraft *ac_draft_new (const char *id, const char *text) G_GNUC_WARN_UNUSED_RESULT;
AcDraft *ac_draft_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_draft_to_json (AcDraft *self) G_GNUC_WARN_UNUSED_RESULT;

const char *ac_draft_get_id (AcDraft *self);
const char *ac_draft_get_text (AcDraft *self);
AcRemarks *ac_draft_get_remarks (AcDraft *self);
gint64 ac_draft_get_updated_at (AcDraft *self); /* ms */
AcLife ac_draft_get_life (AcDraft *self);
gint64 ac_draft_get_share_at (AcDraft *self);      /* ms; 0: at once */
GListModel *ac_draft_get_pictures (AcDraft *self); /* of AcPicture */
guint ac_draft_get_n_targets (AcDraft *self);
const AcDraftTarget *ac_draft_get_target (AcDraft *self, guint position);

void ac_draft_set_updated_at (AcDraft *self, gint64 updated_at);
void ac_draft_set_remarks (AcDraft *self, AcRemarks *remarks);
void ac_draft_set_life (AcDraft *self, AcLife life);
void ac_draft_set_share_at (AcDraft *self, gint64 share_at);
void ac_draft_add_picture (AcDraft *self, AcPicture *picture);
void ac_draft_add_target (AcDraft *self, const AcDraftTarget *target);
/* Those of other take the place of its own. */
void ac_draft_copy_targets (AcDraft *self, AcDraft *other);
/* AC_ERROR_INVALID unless array holds targets as the API has them. */
gboolean ac_draft_read_targets (AcDraft *self, JsonArray *array, GError **error);

G_END_DECLS
