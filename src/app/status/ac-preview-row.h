/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-target-row.h"

G_BEGIN_DECLS

/* What will be posted at one target: each post with its words, and the pictures. */
#define AC_TYPE_PREVIEW_ROW (ac_preview_row_get_type ())
G_DECLARE_FINAL_TYPE (AcPreviewRow, ac_preview_row, AC, PREVIEW_ROW, AdwExpanderRow)

GtkWidget *ac_preview_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* target was measured with text; pictures: of AcPicture. What is open shows it once it is filled.
 */
void ac_preview_row_show (AcPreviewRow *self,
                          AcTargetRow *target,
                          GListModel *pictures,
                          AcLinkCard *card);

/* Returns: whether there was something to show anew */
gboolean ac_preview_row_fill (AcPreviewRow *self);

G_END_DECLS
