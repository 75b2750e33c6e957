/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "ac-hosted-config.h"

G_BEGIN_DECLS

typedef struct
{
  AcHostedConfig *hosted; /* NULL: for the one person of this desktop */
  char *socket_path;
  char *data_dir;
  char *heads_file;         /* where the heads of ledgers are kept, or NULL: nowhere */
  char *plc_directory;      /* NULL: the public one */
  char *practice_services;  /* NULL, or where they are: http://127.0.0.1:PORT */
  gboolean strict_practice; /* keys of developer apps are needed for them, too */
  gboolean practice;        /* with practice services of its own, and no others */
  char *policy_file;        /* NULL: the one installed */
  char *policy_key;         /* NULL: only the key compiled in */
  gboolean allow_loopback_services;
  int idle_exit; /* seconds without a connection or work; 0: never */
} AcBackendOptions;

/* The backend of one desktop user, or of many people: store, vault, connectors, outbox and the door
 * to them. Emits "idle" when nobody is connected and nothing is due. */
#define AC_TYPE_BACKEND (ac_backend_get_type ())
G_DECLARE_FINAL_TYPE (AcBackend, ac_backend, AC, BACKEND, GObject)

/* Opens the store (blocks) and listens. AC_ERROR_CONFLICT when one runs already, AC_ERROR_STORAGE,
 * AC_ERROR_STORAGE_FULL. */
AcBackend *ac_backend_new (const AcBackendOptions *options,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes up what was left to do. */
void ac_backend_start (AcBackend *self);
/* Reads the policy's file again. */
void ac_backend_reload (AcBackend *self);
/* Whether the person has ended the practice: everything in data_dir is to be deleted. */
gboolean ac_backend_get_practice_is_over (AcBackend *self);
/* Lets no one in any more and ends the streams. Resolves to TRUE when a hosted backend has answered
 * what it was asked, or after ten seconds; at once when it isn't hosted. */
DexFuture *ac_backend_stop (AcBackend *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
