/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-choice.h"

G_BEGIN_DECLS

/* Signs in to a hosted backend, then chooses it. Closing it at any step cancels everything. */
#define AC_TYPE_SERVER_DIALOG (ac_server_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AcServerDialog, ac_server_dialog, AC, SERVER_DIALOG, AdwDialog)

/* address: where to sign in (again), or "": the person is asked. */
AdwDialog *ac_server_dialog_new (AcChoice *choice, const char *address) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
