/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libsecret/secret.h>

#include "ac-recipients.h"
#include "ac-store.h"
#include "ac-vault-keys.h"

G_BEGIN_DECLS

typedef enum
{
  AC_DPOP_ALLOWED,  /* bearer tokens are taken, too */
  AC_DPOP_REQUIRED, /* each token must be bound to a key */
} AcDpopPolicy;

/* What a hosted backend is told by its configuration file (a key file). Immutable, reference
 * counted. */
typedef struct
{
  GSocketAddress *address; /* [listen] address, port */
  GStrv hosts;             /* [listen] hosts: values of `Host`, in lower case */
  GStrv proxies;           /* [listen] proxies: addresses that connect for many */
  char *admin_socket;      /* [admin] socket: where the administrator comes in, or NULL */
  char *issuer;            /* [sign-in] issuer, exact */
  char *audience;          /* [sign-in] audience: the origin people reach it at */
  char *client_id;         /* [sign-in] client-id: what people's programs sign in as */
  AcDpopPolicy dpop;       /* [sign-in] dpop: allowed or required */
  /* [sign-in] introspection: whether the provider is asked about opaque tokens, as which client,
   * with the secret of introspection-secret-file, or introspection-credential */
  gboolean introspection;
  char *introspection_client;
  SecretValue *introspection_secret;
  char *sqlite_folder;        /* [store] sqlite-folder, or NULL */
  char *postgresql;           /* [store] postgresql: a connection string, or NULL */
  char *heads_file;           /* [ledger] heads-file: a whole path, or NULL */
  char *policy_file;          /* [policy] file: a whole path, or NULL: the one installed */
  char *policy_key;           /* [policy] public-key: who else may sign it, or NULL */
  SecretValue *vault_key;     /* [vault] key-file, or credential in $CREDENTIALS_DIRECTORY */
  SecretValue *old_vault_key; /* [vault] old-key-file or old-credential, or NULL */
  /* [whatsapp] What its webhook is agreed on with, and signed with: both, or NULL. */
  SecretValue *webhook_word;   /* verify-token-file or verify-token-credential */
  SecretValue *webhook_secret; /* app-secret-file or app-secret-credential */
  GHashTable *apps; /* [app-SERVICE]: service → its keys, as SecretValue of ac_graph_keys_pack() */
  AcRecipients *recipients; /* [recipient-NAME]: name, secret-file or secret-credential */
  /* [limits] */
  guint max_connections;
  guint max_connections_per_address;
  guint head_seconds;        /* for the whole head of a request */
  guint idle_seconds;        /* between two requests */
  guint body_rate;           /* bytes a second that a body must at least come with */
  guint requests_per_second; /* of one person */
  guint requests_per_minute;
  guint refusals_per_minute; /* of one address, without a good token */
  guint accounts_per_person;
  guint statuses_per_day; /* of one person */
} AcHostedConfig;

/* Reads and checks the file, and the vault's key. The key is 32 bytes in base64; its file must be
 * closed to group and others. AC_ERROR_INVALID, in words, with the file, the group and the key.
 * Blocks. */
AcHostedConfig *ac_hosted_config_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Opens the store that the file names. Errors as of ac_store_open() and ac_store_open_postgres().
 * Blocks. */
AcVaultKeys *ac_hosted_config_get_vault_keys (AcHostedConfig *self) G_GNUC_WARN_UNUSED_RESULT;
AcStore *ac_hosted_config_open_store (AcHostedConfig *self,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
AcHostedConfig *ac_hosted_config_ref (AcHostedConfig *self) G_GNUC_WARN_UNUSED_RESULT;
void ac_hosted_config_unref (AcHostedConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AcHostedConfig, ac_hosted_config_unref)

G_END_DECLS
