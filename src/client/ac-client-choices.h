/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client.h"
#include "ac-use-choice.h"

G_BEGIN_DECLS

/* What was said about uses: a GListModel of AcUseChoice. */
DexFuture *ac_client_list_choices (AcClient *self) G_GNUC_WARN_UNUSED_RESULT;
/* categories are for a yes. Resolves to the AcUseChoice. */
DexFuture *ac_client_set_choice (AcClient *self,
                                 const char *account_id,
                                 const char *recipient,
                                 const char *purpose,
                                 gboolean value,
                                 const char *const *categories,
                                 guint words_version) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
