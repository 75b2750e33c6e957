/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-row.h"

G_BEGIN_DECLS

/* Something that can't be had, and why; its details, and the wish to be told when it comes. Follows
 * the client. */
#define AC_TYPE_FEATURE_ROW (ac_feature_row_get_type ())
G_DECLARE_FINAL_TYPE (AcFeatureRow, ac_feature_row, AC, FEATURE_ROW, AcRow)

/* What the row is for. */
typedef enum
{
  AC_FEATURE_ROW_BEGIN, /* to begin with it: whether it is on already is told elsewhere */
  AC_FEATURE_ROW_HAVE,  /* to have it: what is on needs attention */
} AcFeatureRowUse;

/* why: what is known before the client knows more. */
GtkWidget *ac_feature_row_new (AcClient *client,
                               const char *feature,
                               AcFeatureRowUse use,
                               AcUnavailable why) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_feature_row_get_feature (AcFeatureRow *self);

G_END_DECLS
