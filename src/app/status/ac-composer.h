/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client-drafts.h"

G_BEGIN_DECLS

/* Writes a status and says where it goes; nothing is chosen at first. */
#define AC_TYPE_COMPOSER (ac_composer_get_type ())
G_DECLARE_FINAL_TYPE (AcComposer, ac_composer, AC, COMPOSER, AdwDialog)

AdwDialog *ac_composer_new (AcClient *client) G_GNUC_WARN_UNUSED_RESULT;
/* With all that was chosen in the draft, which it goes on with. */
AdwDialog *ac_composer_new_for_draft (AcClient *client, AcDraft *draft) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
