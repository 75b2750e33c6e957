/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-request.h"

G_BEGIN_DECLS

/* ac-backend-handlers.c */
AcReply *ac_handle_get_backend (AcRequest *request, GError **error);
AcReply *ac_handle_unlock_keyring (AcRequest *request, GError **error);
AcReply *ac_handle_set_sharing (AcRequest *request, GError **error);
AcReply *ac_handle_end_practice (AcRequest *request, GError **error);

/* ac-availability-handlers.c */
AcReply *ac_handle_list_services (AcRequest *request, GError **error);
AcReply *ac_handle_list_features (AcRequest *request, GError **error);
AcReply *ac_handle_set_wish (AcRequest *request, GError **error);
AcReply *ac_handle_get_settings (AcRequest *request, GError **error);
AcReply *ac_handle_change_settings (AcRequest *request, GError **error);

/* ac-link-attempt-handlers.c */
AcReply *ac_handle_begin_link_attempt (AcRequest *request, GError **error);
AcReply *ac_handle_get_link_attempt (AcRequest *request, GError **error);
AcReply *ac_handle_cancel_link_attempt (AcRequest *request, GError **error);
AcReply *ac_handle_confirm_link_attempt (AcRequest *request, GError **error);
AcReply *ac_handle_paste_link_response (AcRequest *request, GError **error);
AcReply *ac_handle_prove_link_attempt (AcRequest *request, GError **error);
AcReply *ac_handle_send_code_again (AcRequest *request, GError **error);

/* ac-account-handlers.c */
AcReply *ac_handle_list_accounts (AcRequest *request, GError **error);
AcReply *ac_handle_add_account (AcRequest *request, GError **error);
AcReply *ac_handle_change_account (AcRequest *request, GError **error);
AcReply *ac_handle_get_account (AcRequest *request, GError **error);
AcReply *ac_handle_list_suggestions (AcRequest *request, GError **error);
AcReply *ac_handle_remove_account (AcRequest *request, GError **error);
AcReply *ac_handle_check_account (AcRequest *request, GError **error);

/* ac-choice-handlers.c */
AcReply *ac_handle_list_choices (AcRequest *request, GError **error);
AcReply *ac_handle_set_choice (AcRequest *request, GError **error);
AcReply *ac_handle_get_choice (AcRequest *request, GError **error);
AcReply *ac_handle_list_answers (AcRequest *request, GError **error);
AcReply *ac_handle_undo_choice (AcRequest *request, GError **error);
AcReply *ac_handle_get_signing_key (AcRequest *request, GError **error);

/* ac-recipient-handlers.c */
AcReply *ac_handle_list_recipients (AcRequest *request, GError **error);
AcReply *ac_handle_list_data (AcRequest *request, GError **error);

/* ac-data-handlers.c: of recipients */
AcReply *ac_handle_list_pairwise (AcRequest *request, GError **error);
AcReply *ac_handle_read_data (AcRequest *request, GError **error);
AcReply *ac_handle_count_people (AcRequest *request, GError **error);
AcReply *ac_handle_declare_terms (AcRequest *request, GError **error);

/* ac-erasure-handlers.c */
AcReply *ac_handle_get_erasure (AcRequest *request, GError **error);
AcReply *ac_handle_begin_erasure (AcRequest *request, GError **error);
AcReply *ac_handle_delete_everything (AcRequest *request, GError **error);
AcReply *ac_handle_erase_person (AcRequest *request, GError **error);

/* ac-export.c */
AcReply *ac_handle_export (AcRequest *request, GError **error);

/* ac-import-handlers.c */
AcReply *ac_handle_begin_import (AcRequest *request, GError **error);
AcReply *ac_handle_add_piece (AcRequest *request, GError **error);
AcReply *ac_handle_run_import (AcRequest *request, GError **error);
AcReply *ac_handle_cancel_import (AcRequest *request, GError **error);

/* ac-privacy-handlers.c */
AcReply *ac_handle_get_privacy (AcRequest *request, GError **error);
AcReply *ac_handle_set_privacy (AcRequest *request, GError **error);

/* ac-ledger-handlers.c */
AcReply *ac_handle_list_ledger (AcRequest *request, GError **error);
AcReply *ac_handle_export_ledger (AcRequest *request, GError **error);
AcReply *ac_handle_check_ledger (AcRequest *request, GError **error);

/* ac-link-handlers.c */
AcReply *ac_handle_list_links (AcRequest *request, GError **error);
AcReply *ac_handle_get_link (AcRequest *request, GError **error);
AcReply *ac_handle_make_link (AcRequest *request, GError **error);
AcReply *ac_handle_set_link (AcRequest *request, GError **error);
AcReply *ac_handle_end_link (AcRequest *request, GError **error);
AcReply *ac_handle_preview_link (AcRequest *request, GError **error);

/* ac-receipt-handlers.c */
AcReply *ac_handle_list_receipts (AcRequest *request, GError **error);
AcReply *ac_handle_get_receipt (AcRequest *request, GError **error);

/* ac-undoing-handlers.c */
AcReply *ac_handle_list_undoings (AcRequest *request, GError **error);
AcReply *ac_handle_get_undoing (AcRequest *request, GError **error);
AcReply *ac_handle_see_undoing (AcRequest *request, GError **error);

/* ac-app-handlers.c */
AcReply *ac_handle_get_app (AcRequest *request, GError **error);
AcReply *ac_handle_set_app (AcRequest *request, GError **error);
AcReply *ac_handle_forget_app (AcRequest *request, GError **error);
AcReply *ac_handle_test_app (AcRequest *request, GError **error);

/* ac-session-handlers.c */
AcReply *ac_handle_list_sessions (AcRequest *request, GError **error);
AcReply *ac_handle_end_session (AcRequest *request, GError **error);
AcReply *ac_handle_end_other_sessions (AcRequest *request, GError **error);

/* ac-card-handlers.c */
AcReply *ac_handle_make_card (AcRequest *request, GError **error);

/* ac-status-handlers.c */
AcReply *ac_handle_add_picture (AcRequest *request, GError **error);
AcReply *ac_handle_list_statuses (AcRequest *request, GError **error);
AcReply *ac_handle_share_status (AcRequest *request, GError **error);
AcReply *ac_handle_get_status (AcRequest *request, GError **error);
/* ac-status-pictures.c: those of the body, as they may be used. */
gboolean
ac_request_read_pictures (AcRequest *self, AcStore *store, AcStatus *status, GError **error);
/* ac-plan-handlers.c: life and share_at of the body. AC_ERROR_INVALID. */
gboolean ac_request_read_times (AcRequest *self, AcStatus *status, GError **error);
/* When what is paused goes on by itself, as member says; 0: it isn't said. paused: the member that
 * says whether it is. */
gboolean ac_request_read_pause (
    JsonObject *body, const char *paused, const char *member, gint64 *until, GError **error);
gboolean ac_request_read_undo_seconds (JsonObject *body, guint *seconds, GError **error);
/* Its undo period, and the draft that it was. */
gboolean
ac_request_settle_plan (AcRequest *self, AcStore *store, const char *status_id, GError **error);
AcReply *ac_handle_change_status (AcRequest *request, GError **error);
AcReply *ac_handle_plan_status (AcRequest *request, GError **error);
AcReply *ac_handle_delete_status (AcRequest *request, GError **error);

/* ac-draft-handlers.c */
AcReply *ac_handle_list_drafts (AcRequest *request, GError **error);
AcReply *ac_handle_get_draft (AcRequest *request, GError **error);
AcReply *ac_handle_put_draft (AcRequest *request, GError **error);
AcReply *ac_handle_delete_draft (AcRequest *request, GError **error);
AcReply *ac_handle_undo_status (AcRequest *request, GError **error);
AcReply *ac_handle_share_again (AcRequest *request, GError **error);
AcReply *ac_handle_get_picture (AcRequest *request, GError **error);

/* ac-delivery-handlers.c */
AcReply *ac_handle_list_attempts (AcRequest *request, GError **error);
AcReply *ac_handle_list_deliveries (AcRequest *request, GError **error);
AcReply *ac_handle_get_delivery (AcRequest *request, GError **error);
AcReply *ac_handle_delete_delivery (AcRequest *request, GError **error);
AcReply *ac_handle_retry_delivery (AcRequest *request, GError **error);
AcReply *ac_handle_resolve_delivery (AcRequest *request, GError **error);

/* ac-trial-handlers.c */
AcReply *ac_handle_validate_status (AcRequest *request, GError **error);

/* ac-look-handlers.c */
AcReply *ac_handle_verify_delivery (AcRequest *request, GError **error);
AcReply *ac_handle_locate_delivery (AcRequest *request, GError **error);

/* ac-status-handlers.c: what the body says is shared; shared_from (nullable): an account where it
 * stands already, as though it were a target. */
/* What is shared without its targets, when it may be. */
AcStatus *
ac_request_read_status (AcRequest *self, AcStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A target of the body becomes a delivery of status and a parcel. */
gboolean ac_request_add_target (AcRequest *self,
                                AcStore *store,
                                JsonNode *node,
                                AcStatus *status,
                                GPtrArray *parcels,
                                GError **error);
/* Once all are added. shared_from: as below. */
gboolean ac_request_check_link (AcRequest *self,
                                AcStore *store,
                                AcStatus *status,
                                AcDelivery *delivery,
                                const char *shared_from,
                                GError **error);
/* Inside a fiber: pictures are decoded for nobody who may not share them. */
gboolean ac_request_make_renditions (AcRequest *self, GError **error);
AcStatus *ac_request_share (AcRequest *self,
                            AcStore *store,
                            const char *shared_from,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ac-rule-handlers.c */
AcReply *ac_handle_list_rules (AcRequest *request, GError **error);
AcReply *ac_handle_make_rule (AcRequest *request, GError **error);
AcReply *ac_handle_get_rule (AcRequest *request, GError **error);
AcReply *ac_handle_change_rule (AcRequest *request, GError **error);
AcReply *ac_handle_delete_rule (AcRequest *request, GError **error);
AcReply *ac_handle_backfill_rule (AcRequest *request, GError **error);
AcReply *ac_handle_try_rule (AcRequest *request, GError **error);
AcReply *ac_handle_try_choices (AcRequest *request, GError **error);

/* ac-admin-handlers.c */
AcReply *ac_handle_list_people (AcRequest *request, GError **error);
AcReply *ac_handle_get_person (AcRequest *request, GError **error);
AcReply *ac_handle_find_person (AcRequest *request, GError **error);
AcReply *ac_handle_rule_person (AcRequest *request, GError **error);
AcReply *ac_handle_turn_service (AcRequest *request, GError **error);

G_END_DECLS
