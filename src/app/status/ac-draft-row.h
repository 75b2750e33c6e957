/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client-drafts.h"

G_BEGIN_DECLS

/* One draft, to be continued or deleted. */
GtkWidget *ac_draft_row_new (AcDraft *draft) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
