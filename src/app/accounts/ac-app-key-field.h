/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <libsecret/secret.h>

#include "ac-developer-app.h"

G_BEGIN_DECLS

/* Where one key of a developer app is typed, with a line below that says where it is found, what is
 * wrong with it, or what the service says of it. A secret that is kept is never in it. Signal:
 * "activated", when a person presses Return there. */
#define AC_TYPE_APP_KEY_FIELD (ac_app_key_field_get_type ())
G_DECLARE_FINAL_TYPE (AcAppKeyField, ac_app_key_field, AC, APP_KEY_FIELD, AdwPreferencesGroup)

AcAppKeyField *ac_app_key_field_new (const char *service,
                                     const AcDeveloperKey *key) G_GNUC_WARN_UNUSED_RESULT;

void ac_app_key_field_focus (AcAppKeyField *self);
AcAppKey ac_app_key_field_get_key (AcAppKeyField *self);
/* NULL: nothing was typed. */
SecretValue *ac_app_key_field_dup_value (AcAppKeyField *self) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it can be sent; says what is wrong, and takes the keyboard, when it can't. */
gboolean ac_app_key_field_check (AcAppKeyField *self);
void ac_app_key_field_show_verdict (AcAppKeyField *self, const AcVerdict *verdict);
/* Back to where it is found. */
void ac_app_key_field_show_hint (AcAppKeyField *self);
/* Empties it of a secret. */
void ac_app_key_field_wipe (AcAppKeyField *self);

G_END_DECLS
