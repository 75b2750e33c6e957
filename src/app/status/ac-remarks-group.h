/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* What somebody says of a text beside it: its content note, its language, and the card of its link.
 * Signal: "changed". */
#define AC_TYPE_REMARKS_GROUP (ac_remarks_group_get_type ())
G_DECLARE_FINAL_TYPE (AcRemarksGroup, ac_remarks_group, AC, REMARKS_GROUP, AdwPreferencesGroup)

void ac_remarks_group_set_client (AcRemarksGroup *self, AcClient *client);
AcRemarks *ac_remarks_group_dup_remarks (AcRemarksGroup *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean ac_remarks_group_has_note (AcRemarksGroup *self);
void ac_remarks_group_set_remarks (AcRemarksGroup *self, AcRemarks *remarks);
/* A card is offered for the first link of text, which is that of a place that takes cards; NULL:
 * there is no such place. One whose link is gone from the text goes with it. */
void ac_remarks_group_show_text (AcRemarksGroup *self, const char *text);

G_END_DECLS
