/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Adds an account, or signs in to one again. Closing it at any step leaves nothing behind. */
#define AC_TYPE_ADD_DIALOG (ac_add_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcAddDialog, ac_add_dialog, AC, ADD_DIALOG, AdwDialog)

/* account NULL: a new one. */
AdwDialog *ac_add_dialog_new (AcClient *client,
                              const char *service,
                              AcAccount *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
