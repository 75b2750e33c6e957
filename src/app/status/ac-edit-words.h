/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-editable.h"

G_BEGIN_DECLS

/* What a change comes to at a copy, as far as the window knows, and in words. */
AcEditable ac_edit_words_judge (AcClient *client, AcDelivery *delivery);
char *ac_edit_words_verdict (AcDelivery *delivery, AcEditable editable) G_GNUC_WARN_UNUSED_RESULT;
/* What became of the last one at a copy that is there; NULL: there was none. */
char *ac_edit_words_outcome (AcDelivery *delivery) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
