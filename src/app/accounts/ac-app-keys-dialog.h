/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* The keys of the person's own developer app for one service: they are typed, tested at the
 * service, kept and removed here. */
#define AC_TYPE_APP_KEYS_DIALOG (ac_app_keys_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcAppKeysDialog, ac_app_keys_dialog, AC, APP_KEYS_DIALOG, AdwDialog)

AdwDialog *ac_app_keys_dialog_new (AcClient *client, const char *service) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
