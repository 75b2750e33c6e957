/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"
#include "ac-service-item.h"

G_BEGIN_DECLS

/* One account a status may go to, or a service where the person shares it by hand, and who will see
 * it there. Signals: "changed", "turned" (it was chosen, or is no more), "own-text" (the person
 * wants to write another text for it). */
#define AC_TYPE_TARGET_ROW (ac_target_row_get_type ())
G_DECLARE_FINAL_TYPE (AcTargetRow, ac_target_row, AC, TARGET_ROW, AdwExpanderRow)

/* item: an AcAccount or an AcServiceItem. */
GtkWidget *ac_target_row_new (GObject *item) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_target_row_get_chosen (AcTargetRow *self);
AcAudience ac_target_row_get_audience (AcTargetRow *self);
const char *ac_target_row_get_service (AcTargetRow *self);
const AcTextLimits *ac_target_row_get_limits (AcTargetRow *self);
/* The account, or NULL where it is shared by hand. */
AcAccount *ac_target_row_get_account (AcTargetRow *self);
/* Chosen because of this link with `with`; the row says so until it is turned off. */
void ac_target_row_choose (AcTargetRow *self, const char *link_id, AcAccount *with);
/* As it was once: with the audience and the form, where they are still offered. */
void ac_target_row_restore (AcTargetRow *self, AcAudience audience, AcForm form, gboolean chosen);
void ac_target_row_leave (AcTargetRow *self);
/* (nullable) */
const char *ac_target_row_get_link (AcTargetRow *self);
/* item (nullable): the service of the account; what it takes. */
void ac_target_row_set_rules (AcTargetRow *self, AcServiceItem *item);
AcForm ac_target_row_get_form (AcTargetRow *self);
/* Whether pictures, of AcPicture, can be shared there; if not, the row says why. wordless: without
 * a text of its own there is nothing to share. */
gboolean ac_target_row_check (AcTargetRow *self, GListModel *pictures, gboolean wordless);
gboolean ac_target_row_has_threads (AcTargetRow *self);
/* Counts text, and the content note (nullable), by the target's own rule, and cuts it where it is
 * too long and can be a thread. */
void
ac_target_row_measure (AcTargetRow *self, const char *text, const char *note, AcLongText long_text);
/* How it will be posted there, as it was measured last. */
const AcWording *ac_target_row_get_wording (AcTargetRow *self);
/* Whether the service shows no card of a link by itself, and takes one. */
gboolean ac_target_row_takes_cards (AcTargetRow *self);
/* As it was measured last. What is left for more; G_MAXINT: there is no limit, or it is a thread.
 */
int ac_target_row_get_left (AcTargetRow *self);
gboolean ac_target_row_is_too_long (AcTargetRow *self);         /* for one post */
gboolean ac_target_row_is_thread (AcTargetRow *self);           /* and the person wants it */
const char *const *ac_target_row_get_parts (AcTargetRow *self); /* (nullable) */
/* (nullable): what the person wrote for this target alone. */
const char *ac_target_row_get_own_text (AcTargetRow *self);
/* (nullable): the same, even where its form leaves out every text. */
const char *ac_target_row_get_written_text (AcTargetRow *self);
/* What is shared there: a text of its own, or what is shared everywhere. */
const char *ac_target_row_choose_text (AcTargetRow *self, const char *shared);
/* The person goes on writing with text. */
void ac_target_row_begin_own_text (AcTargetRow *self, const char *text);
void ac_target_row_set_own_text (AcTargetRow *self, const char *text);
/* What is in target belongs to the row. */
void ac_target_row_describe (AcTargetRow *self, AcTarget *target);

G_END_DECLS
