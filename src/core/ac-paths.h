/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For what ends with the session: sockets and locks. */
char *ac_paths_get_runtime_folder (void) G_GNUC_WARN_UNUSED_RESULT;
/* For what the client itself remembers. */
char *ac_paths_get_state_folder (void) G_GNUC_WARN_UNUSED_RESULT;
/* Beside the data, so that who sets the one back doesn't set back the other. */
char *ac_paths_get_ledger_heads (void) G_GNUC_WARN_UNUSED_RESULT;
/* For what the person's own backend keeps. */
char *ac_paths_get_data_folder (void) G_GNUC_WARN_UNUSED_RESULT;
/* Where the person's own backend listens, and is looked for. */
char *ac_paths_get_socket (void) G_GNUC_WARN_UNUSED_RESULT;
/* The same for who practises, and where all that is practised is kept. */
char *ac_paths_get_practice_socket (void) G_GNUC_WARN_UNUSED_RESULT;
char *ac_paths_get_practice_folder (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
