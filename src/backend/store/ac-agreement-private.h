/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-agreement.h"
#include "ac-store-private.h"

G_BEGIN_DECLS

/* Its id; the first statement of whatever it is about. */
char *ac_store_write_receipt (AcStore *self,
                              const AcWord *word,
                              const char *link_id,
                              AcAccount *const accounts[2],
                              AcPurpose purpose,
                              gboolean value,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes both accounts' audience what ac_merge_audiences() says and keeps the earlier choices with
 * the link. */
gboolean ac_store_merge_choices (
    AcStore *self, const char *person, AcLink *link, AcAccount *const accounts[2], GError **error);
/* Gives the earlier choices back, except for those that the person has changed since. */
gboolean ac_store_restore_choices (
    AcStore *self, const char *person, AcLink *link, guint *n_restored, GError **error);

G_END_DECLS
