/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-account.h"
#include "ac-delivery.h"
#include "ac-link-card.h"
#include "ac-row-state.h"

G_BEGIN_DECLS

/* What people read. Static texts are of the catalogue and need no free. */

const char *ac_words_error_title (AcError code);  /* what happened */
const char *ac_words_error_advice (AcError code); /* what to do now */
char *ac_words_error (AcError code) G_GNUC_WARN_UNUSED_RESULT;
/* The same for an error of any domain: only AC_ERROR codes have words of their own. */
char *ac_words_gerror (const GError *error) G_GNUC_WARN_UNUSED_RESULT;
AcError ac_words_code (const GError *error);

const char *ac_words_row_state (AcRowState state);
const char *ac_words_unavailable (AcUnavailable why);        /* the reason, in short */
const char *ac_words_unavailable_detail (AcUnavailable why); /* what it means for the person */
const char *ac_words_audience (const char *service, AcAudience audience);
const char *ac_words_audience_detail (const char *service, AcAudience audience);
char *ac_words_delivery (AcDelivery *delivery) G_GNUC_WARN_UNUSED_RESULT;
char *ac_words_account (AcAccount *account) G_GNUC_WARN_UNUSED_RESULT;
/* What scopes (separated by spaces, or NULL) allow, each thing once; a scope without words stands
 * as it is. */
GStrv ac_words_scopes (const char *scopes) G_GNUC_WARN_UNUSED_RESULT;
/* What was asked for and not granted. */
GStrv ac_words_scopes_refused (const char *asked, const char *granted) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_words_service (const char *service);
const char *ac_words_keyring (const char *state);
char *ac_words_time (gint64 time_ms) G_GNUC_WARN_UNUSED_RESULT;
char *ac_words_share_at (gint64 time_ms) G_GNUC_WARN_UNUSED_RESULT;
/* until: ms; 0, or AC_PAUSED_OPEN: until the person says so. */
char *ac_words_pause (gint64 until) G_GNUC_WARN_UNUSED_RESULT;

char *ac_words_pictures (GListModel *pictures) G_GNUC_WARN_UNUSED_RESULT;
char *ac_words_note (const char *note) G_GNUC_WARN_UNUSED_RESULT;
char *ac_words_link_card (AcLinkCard *card) G_GNUC_WARN_UNUSED_RESULT;
const char *ac_words_form (AcForm form);
char *ac_words_length (guint ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
