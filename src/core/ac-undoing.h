/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ac-error.h"
#include "ac-named-account.h"

G_BEGIN_DECLS

typedef enum
{
  AC_UNDOING_LINK,
  AC_UNDOING_ACCOUNT,
} AcUndoingWhat;

typedef enum
{
  AC_UNDOING_STEP_QUEUE_CLEARED,    /* what waited and was never sent */
  AC_UNDOING_STEP_CHOICES_RESTORED, /* what the link had changed */
  AC_UNDOING_STEP_COPIES,
  AC_UNDOING_STEP_REVOKED, /* at the service */
  AC_UNDOING_STEP_KEY_REMOVED,
  AC_UNDOING_STEP_RECEIPT,
} AcUndoingStep;

typedef enum
{
  AC_UNDOING_STATE_WAITING,
  AC_UNDOING_STATE_WORKING,
  AC_UNDOING_STATE_DONE,
  AC_UNDOING_STATE_FAILED,
  AC_UNDOING_STATE_YOURS, /* only the person can do it, at the service's page */
} AcUndoingState;

typedef enum
{
  AC_COPIES_KEPT,
  AC_COPIES_DELETED,
} AcCopies;

typedef struct
{
  AcUndoingStep step;
  AcUndoingState state;
  char *account_id; /* (nullable): the one it is about */
  int count;        /* how many; negative: nothing is counted */
  AcCopies copies;  /* as it was asked for; of AC_UNDOING_STEP_COPIES */
  gboolean reasoned;
  AcError reason; /* where it is reasoned */
  char *url;      /* (nullable): of the service's page */
  char *receipt_id;
  char *kept_for;    /* (nullable): another account, which needs what was to be taken back */
  gint64 updated_at; /* Unix ms */
} AcUndoingLine;

/* What follows from unlinking, or from removing an account: a line for each step. Kept until the
 * person has seen it. Properties: id, settled (nothing goes on any more; what is left is the
 * person's); "notify::lines" when a line has changed. */
#define AC_TYPE_UNDOING (ac_undoing_get_type ())
G_DECLARE_FINAL_TYPE (AcUndoing, ac_undoing, AC, UNDOING, GObject)

AcUndoing *ac_undoing_new (const char *id,
                           AcUndoingWhat what,
                           const char *link_id,
                           gint64 created_at) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema. */
AcUndoing *ac_undoing_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_undoing_to_json (AcUndoing *self) G_GNUC_WARN_UNUSED_RESULT;
/* Takes over the lines of other, which is the same one as it is known now. */
void ac_undoing_update (AcUndoing *self, AcUndoing *other);

const char *ac_undoing_get_id (AcUndoing *self);
AcUndoingWhat ac_undoing_get_what (AcUndoing *self);
const char *ac_undoing_get_link_id (AcUndoing *self); /* (nullable) */
gint64 ac_undoing_get_created_at (AcUndoing *self);
gboolean ac_undoing_get_settled (AcUndoing *self);
/* NULL where there are fewer. */
const AcNamedAccount *ac_undoing_get_account (AcUndoing *self, guint place);
guint ac_undoing_get_n_lines (AcUndoing *self);
const AcUndoingLine *ac_undoing_get_line (AcUndoing *self, guint place);

void
ac_undoing_add_account (AcUndoing *self, const char *id, const char *service, const char *handle);
/* A copy of line. */
void ac_undoing_add_line (AcUndoing *self, const AcUndoingLine *line);
/* The line of a step, about this account or, with NULL, any. For the one who keeps it; NULL where
 * there is none. */
AcUndoingLine *ac_undoing_find_line (AcUndoing *self, AcUndoingStep step, const char *account_id);
void ac_undoing_line_set (AcUndoingLine *self, AcUndoingState state, gint64 updated_at);
void ac_undoing_line_set_reason (AcUndoingLine *self, AcError reason);

G_END_DECLS
