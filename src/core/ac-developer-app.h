/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "ac-service.h"

G_BEGIN_DECLS

/* The developer app that a service wants to be named for each program: which keys of it are needed,
 * which are set, and what the service says of them. A secret is never part of it. */

/* "phone_number_id": as the API calls it. */
const char *ac_app_key_get_name (AcAppKey key);
gboolean ac_app_key_from_name (const char *name, AcAppKey *key);
gboolean ac_app_key_is_secret (AcAppKey key);
/* Whether value has the form of such a key; it goes into addresses and headers. */
gboolean ac_app_key_check (AcAppKey key, const char *value);

typedef enum
{
  AC_VERDICT_UNTESTED, /* nothing but a sign-in shows it */
  AC_VERDICT_GOOD,
  AC_VERDICT_REFUSED,
} AcVerdictKind;

/* What the service says of a key. */
typedef struct
{
  AcVerdictKind kind;
  gint64 code; /* the service's own, 0: none */
  gint64 subcode;
} AcVerdict;

typedef struct
{
  AcAppKey key;
  gboolean set;
  char *value;       /* (nullable): of what is no secret, where it can be set */
  char *suggested;   /* (nullable): what will do for most people */
  AcVerdict verdict; /* where it was asked for */
} AcDeveloperKey;

#define AC_TYPE_DEVELOPER_APP (ac_developer_app_get_type ())
G_DECLARE_FINAL_TYPE (AcDeveloperApp, ac_developer_app, AC, DEVELOPER_APP, GObject)

/* settable: by the person themselves. tested: the verdicts are told. */
AcDeveloperApp *ac_developer_app_new (gboolean settable, gboolean tested) G_GNUC_WARN_UNUSED_RESULT;
/* Copies what key points to; value is left out where it must not be told. */
void ac_developer_app_add (AcDeveloperApp *self, const AcDeveloperKey *key);
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema App of the API. */
AcDeveloperApp *ac_developer_app_from_json (JsonNode *node,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_developer_app_to_json (AcDeveloperApp *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean ac_developer_app_get_settable (AcDeveloperApp *self);
/* Whether all keys that are needed are set. */
gboolean ac_developer_app_get_complete (AcDeveloperApp *self);
/* In the order to ask for them; NULL after the last one. */
const AcDeveloperKey *ac_developer_app_get_key (AcDeveloperApp *self, guint position);

G_END_DECLS
