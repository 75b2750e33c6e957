/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-choice.h"

G_BEGIN_DECLS

/* What stands beside the sidebar. Properties: client, choice (when made). */
#define AC_TYPE_PANE (ac_pane_get_type ())
G_DECLARE_DERIVABLE_TYPE (AcPane, ac_pane, AC, PANE, AdwBin)

struct _AcPaneClass
{
  AdwBinClass parent_class;
};

AcClient *ac_pane_get_client (AcPane *self);
AcChoice *ac_pane_get_choice (AcPane *self);
gboolean ac_pane_get_offline (AcPane *self);

G_END_DECLS
