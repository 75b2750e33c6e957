/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-consent.h"
#include "ac-draft.h"
#include "ac-handlers.h"
#include "ac-router.h"
#include "ac-routes.h"
#include "ac-share-rule.h"

#define MAX_ADDRESS 512
#define MAX_PIECE AC_MAX_BODY_SIZE

static const AcJsonField no_fields[] = { { NULL } };

static const AcJsonField sharing_fields[] = {
  { "stopped", AC_JSON_BOOLEAN },
  { "until", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static const AcJsonField attempt_fields[] = {
  { "service", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "server", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_ADDRESS },
  { "account_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "number", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "redirect_uri", AC_JSON_STRING, AC_JSON_OPTIONAL, 160 },
  { "confirm", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField confirm_fields[] = {
  { "choice", AC_JSON_STRING, AC_JSON_OPTIONAL, 256 },
  { NULL },
};

static const AcJsonField response_fields[] = {
  { "url", AC_JSON_STRING, AC_JSON_REQUIRED, 8192 },
  { NULL },
};

static const AcJsonField code_fields[] = {
  { "code", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { NULL },
};

static const AcJsonField password_fields[] = {
  { "service", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "server", AC_JSON_STRING, AC_JSON_OPTIONAL, MAX_ADDRESS },
  { "identifier", AC_JSON_STRING, AC_JSON_REQUIRED, 512 },
  { "password", AC_JSON_STRING, AC_JSON_REQUIRED, 512 },
  { "account_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "confirm", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField account_fields[] = {
  { "audience", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "paused", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "paused_until", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static const AcJsonField backfill_fields[] = {
  { "count", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField make_link_fields[] = {
  { "accounts", AC_JSON_ARRAY, AC_JSON_REQUIRED, 2 },
  { "switches", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { "words_version", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField set_link_fields[] = {
  { "switches", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { "words_version", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField preview_fields[] = {
  { "accounts", AC_JSON_ARRAY, AC_JSON_REQUIRED, 2 },
  { "switches", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { NULL },
};

static const AcJsonField status_fields[] = {
  { "text", AC_JSON_STRING, AC_JSON_REQUIRED, 400000 },
  { "targets", AC_JSON_ARRAY, AC_JSON_REQUIRED, 64 },
  { "pictures", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_STATUS_MAX_PICTURES },
  { "note", AC_JSON_STRING, AC_JSON_OPTIONAL, 4 * AC_REMARKS_MAX_NOTE },
  { "language", AC_JSON_STRING, AC_JSON_OPTIONAL, AC_REMARKS_MAX_LANGUAGE },
  { "card", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { "life", AC_JSON_STRING, AC_JSON_OPTIONAL, 8 },
  { "share_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "undo_seconds", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "draft", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { NULL },
};

static const AcJsonField draft_fields[] = {
  { "text", AC_JSON_STRING, AC_JSON_REQUIRED, 400000 },
  { "targets", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_DRAFT_MAX_TARGETS },
  { "pictures", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_STATUS_MAX_PICTURES },
  { "note", AC_JSON_STRING, AC_JSON_OPTIONAL, 4 * AC_REMARKS_MAX_NOTE },
  { "language", AC_JSON_STRING, AC_JSON_OPTIONAL, AC_REMARKS_MAX_LANGUAGE },
  { "card", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { "life", AC_JSON_STRING, AC_JSON_OPTIONAL, 8 },
  { "share_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static const AcJsonField card_fields[] = {
  { "url", AC_JSON_STRING, AC_JSON_REQUIRED, AC_LINK_CARD_MAX_URL },
  { NULL },
};

static const AcJsonField change_fields[] = {
  { "share_at", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { "revision", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "text", AC_JSON_STRING, AC_JSON_OPTIONAL, 400000 },
  { "texts", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static const AcJsonField resolve_fields[] = {
  { "verdict", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "url", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { NULL },
};

static const AcJsonField subject_fields[] = {
  { "subject", AC_JSON_STRING, AC_JSON_REQUIRED, 1024 },
  { NULL },
};

static const AcJsonField wish_fields[] = {
  { "feature", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "wanted", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField settings_fields[] = {
  { "region", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 2 },
  { "age", AC_JSON_INTEGER, AC_JSON_OPTIONAL | AC_JSON_NULLABLE },
  { "undo_seconds", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField make_rule_fields[] = {
  { "link", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "from", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "on", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "audience", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "posts", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "replies", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "boosts", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "media", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "tags", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "without_tags", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "languages", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "per_hour", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "days", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField try_choices_fields[] = {
  { "link", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "from", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "audience", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "posts", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "replies", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "boosts", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "media", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "tags", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "without_tags", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "languages", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "per_hour", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField change_rule_fields[] = {
  { "on", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "audience", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "posts", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "replies", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "boosts", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "media", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "tags", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "without_tags", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "languages", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_SHARE_RULE_MAX_WORDS },
  { "per_hour", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "days", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField person_fields[] = {
  { "blocked", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "max_accounts", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "max_statuses_per_day", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField turn_fields[] = {
  { "service", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "on", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField choice_fields[] = {
  { "account_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "recipient", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "purpose", AC_JSON_STRING, AC_JSON_REQUIRED, 32 },
  { "value", AC_JSON_BOOLEAN, AC_JSON_REQUIRED },
  { "categories", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_N_CATEGORIES },
  { "days", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { "words_version", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { "terms_version", AC_JSON_INTEGER, AC_JSON_OPTIONAL },
  { NULL },
};

static const AcJsonField undo_fields[] = {
  { "receipt_id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "words_version", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField privacy_fields[] = {
  { "keep_separate", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "do_not_sell", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL },
  { "words_version", AC_JSON_INTEGER, AC_JSON_REQUIRED },
  { NULL },
};

static const AcJsonField app_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "secret", AC_JSON_STRING, AC_JSON_OPTIONAL, 128 },
  { "phone_number_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "token", AC_JSON_STRING, AC_JSON_OPTIONAL, 1024 },
  { "template", AC_JSON_STRING, AC_JSON_OPTIONAL, 512 },
  { "language", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "redirect_uri", AC_JSON_STRING, AC_JSON_OPTIONAL, 512 },
  { NULL },
};

static const AcJsonField terms_fields[] = {
  { "terms", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_N_USES },
  { NULL },
};

static const AcJsonField erasure_fields[] = {
  { "copies", AC_JSON_STRING, AC_JSON_REQUIRED, 8 },
  { NULL },
};

static const char *const data_query[] = { "purpose", "category", "service", NULL };
static const char *const status_query[] = { "state", "search", NULL };
static const char *const count_query[] = { "service", NULL };
static const char *const ledger_query[] = { "purpose", "recipient", "outcome", "search", NULL };

static const AcRoute routes[] = {
  { "GET", "/v1/backend", ac_handle_get_backend },
  { "POST", "/v1/keyring/unlock", ac_handle_unlock_keyring, no_fields },
  { "PUT", "/v1/sharing", ac_handle_set_sharing, sharing_fields },
  { "DELETE", "/v1/data", ac_handle_delete_everything },
  { "DELETE", "/v1/practice", ac_handle_end_practice },
  { "GET", "/v1/services", ac_handle_list_services },
  { "GET", "/v1/services/{service}/app", ac_handle_get_app },
  { "PUT", "/v1/services/{service}/app", ac_handle_set_app, app_fields },
  { "DELETE", "/v1/services/{service}/app", ac_handle_forget_app },
  { "POST", "/v1/services/{service}/app/test", ac_handle_test_app, app_fields },
  { "GET", "/v1/features", ac_handle_list_features },
  { "PUT", "/v1/features/wish", ac_handle_set_wish, wish_fields },
  { "GET", "/v1/settings", ac_handle_get_settings },
  { "PATCH", "/v1/settings", ac_handle_change_settings, settings_fields },
  { "POST", "/v1/link-attempts", ac_handle_begin_link_attempt, attempt_fields, TRUE },
  { "GET", "/v1/link-attempts/{id}", ac_handle_get_link_attempt },
  { "DELETE", "/v1/link-attempts/{id}", ac_handle_cancel_link_attempt },
  { "POST", "/v1/link-attempts/{id}/confirm", ac_handle_confirm_link_attempt, confirm_fields },
  { "POST", "/v1/link-attempts/{id}/response", ac_handle_paste_link_response, response_fields },
  { "POST", "/v1/link-attempts/{id}/code", ac_handle_prove_link_attempt, code_fields },
  { "POST", "/v1/link-attempts/{id}/send-again", ac_handle_send_code_again, no_fields },
  { "GET", "/v1/accounts", ac_handle_list_accounts },
  { "POST", "/v1/accounts", ac_handle_add_account, password_fields, TRUE },
  { "GET", "/v1/accounts/{id}", ac_handle_get_account },
  { "PATCH", "/v1/accounts/{id}", ac_handle_change_account, account_fields },
  { "DELETE", "/v1/accounts/{id}", ac_handle_remove_account },
  { "GET", "/v1/accounts/{id}/suggestions", ac_handle_list_suggestions },
  { "POST", "/v1/accounts/{id}/check", ac_handle_check_account, no_fields },
  { "POST", "/v1/pictures", ac_handle_add_picture, NULL, TRUE, AC_VIDEO_MAX_SIZE },
  { "GET", "/v1/pictures/{id}", ac_handle_get_picture },
  { "GET", "/v1/statuses", ac_handle_list_statuses, NULL, FALSE, 0, status_query },
  { "POST", "/v1/statuses", ac_handle_share_status, status_fields, TRUE },
  { "POST", "/v1/statuses/validate", ac_handle_validate_status, status_fields },
  { "GET", "/v1/statuses/{id}", ac_handle_get_status },
  { "PATCH", "/v1/statuses/{id}", ac_handle_change_status, change_fields },
  { "DELETE", "/v1/statuses/{id}", ac_handle_delete_status },
  { "POST", "/v1/statuses/{id}/undo", ac_handle_undo_status, no_fields },
  { "POST", "/v1/statuses/{id}/share-again", ac_handle_share_again, no_fields },
  { "GET", "/v1/drafts", ac_handle_list_drafts },
  { "GET", "/v1/drafts/{id}", ac_handle_get_draft },
  { "PUT", "/v1/drafts/{id}", ac_handle_put_draft, draft_fields },
  { "DELETE", "/v1/drafts/{id}", ac_handle_delete_draft },
  { "GET", "/v1/rules", ac_handle_list_rules },
  { "POST", "/v1/rules", ac_handle_make_rule, make_rule_fields, TRUE },
  { "POST", "/v1/rules/dry-run", ac_handle_try_choices, try_choices_fields },
  { "GET", "/v1/rules/{id}", ac_handle_get_rule },
  { "PATCH", "/v1/rules/{id}", ac_handle_change_rule, change_rule_fields },
  { "DELETE", "/v1/rules/{id}", ac_handle_delete_rule },
  { "POST", "/v1/rules/{id}/backfill", ac_handle_backfill_rule, backfill_fields, TRUE },
  { "POST", "/v1/rules/{id}/dry-run", ac_handle_try_rule, no_fields },
  { "GET", "/v1/deliveries", ac_handle_list_deliveries },
  { "GET", "/v1/deliveries/{id}", ac_handle_get_delivery },
  { "DELETE", "/v1/deliveries/{id}", ac_handle_delete_delivery },
  { "GET", "/v1/deliveries/{id}/attempts", ac_handle_list_attempts },
  { "POST", "/v1/deliveries/{id}/retry", ac_handle_retry_delivery, no_fields },
  { "POST", "/v1/deliveries/{id}/verify", ac_handle_verify_delivery, no_fields },
  { "POST", "/v1/deliveries/{id}/resolve", ac_handle_resolve_delivery, resolve_fields },
  { "GET", "/v1/links", ac_handle_list_links },
  { "POST", "/v1/links", ac_handle_make_link, make_link_fields, TRUE },
  { "GET", "/v1/links/{id}", ac_handle_get_link },
  { "PATCH", "/v1/links/{id}", ac_handle_set_link, set_link_fields },
  { "DELETE", "/v1/links/{id}", ac_handle_end_link },
  { "POST", "/v1/link-previews", ac_handle_preview_link, preview_fields },
  { "POST", "/v1/link-cards", ac_handle_make_card, card_fields },
  { "GET", "/v1/receipts", ac_handle_list_receipts },
  { "GET", "/v1/receipts/{id}", ac_handle_get_receipt },
  { "GET", "/v1/undoings", ac_handle_list_undoings },
  { "GET", "/v1/undoings/{id}", ac_handle_get_undoing },
  { "DELETE", "/v1/undoings/{id}", ac_handle_see_undoing },
  { "GET", "/v1/choices", ac_handle_list_choices },
  { "PUT", "/v1/choices", ac_handle_set_choice, choice_fields },
  { "GET", "/v1/choices/{id}", ac_handle_get_choice },
  { "GET", "/v1/choices/{id}/history", ac_handle_list_answers },
  { "POST", "/v1/choices/{id}/undo", ac_handle_undo_choice, undo_fields },
  { "GET", "/v1/recipients", ac_handle_list_recipients },
  { "GET", "/v1/data", ac_handle_list_data },
  { "GET", "/v1/privacy", ac_handle_get_privacy },
  { "PATCH", "/v1/privacy", ac_handle_set_privacy, privacy_fields },
  { "GET", "/v1/signing-key", ac_handle_get_signing_key },
  { "GET", "/v1/ledger", ac_handle_list_ledger, NULL, FALSE, 0, ledger_query },
  { "GET", "/v1/ledger/lines", ac_handle_export_ledger },
  { "POST", "/v1/ledger/check", ac_handle_check_ledger },
  { "GET", "/v1/erasure", ac_handle_get_erasure },
  { "POST", "/v1/erasure", ac_handle_begin_erasure, erasure_fields },
  { "GET", "/v1/export", ac_handle_export },
  { "POST", "/v1/imports", ac_handle_begin_import, no_fields, TRUE },
  { "POST", "/v1/imports/{id}/pieces", ac_handle_add_piece, NULL, FALSE, MAX_PIECE, NULL, TRUE },
  { "POST", "/v1/imports/{id}/run", ac_handle_run_import, no_fields },
  { "DELETE", "/v1/imports/{id}", ac_handle_cancel_import },
  { "GET", "/v1/sessions", ac_handle_list_sessions },
  { "DELETE", "/v1/sessions", ac_handle_end_other_sessions },
  { "DELETE", "/v1/sessions/{id}", ac_handle_end_session },
  { "GET", "/v1/events", NULL },
};

static const AcRoute recipient_routes[] = {
  { "GET", "/v1/people", ac_handle_list_pairwise },
  { "GET", "/v1/people/count", ac_handle_count_people, NULL, FALSE, 0, count_query },
  { "GET", "/v1/people/{id}/data", ac_handle_read_data, NULL, FALSE, 0, data_query },
  { "PUT", "/v1/terms", ac_handle_declare_terms, terms_fields },
};

static const AcRoute admin_routes[] = {
  { "GET", "/admin/v1/people", ac_handle_list_people },
  { "POST", "/admin/v1/people/find", ac_handle_find_person, subject_fields },
  { "GET", "/admin/v1/people/{id}", ac_handle_get_person },
  { "PATCH", "/admin/v1/people/{id}", ac_handle_rule_person, person_fields },
  { "DELETE", "/admin/v1/people/{id}", ac_handle_erase_person },
  { "GET", "/admin/v1/services", ac_handle_list_services },
  { "POST", "/admin/v1/services", ac_handle_turn_service, turn_fields },
};

gsize
ac_routes_get_max_body (const char *method, const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (routes[i].max_picture > 0 && g_str_equal (routes[i].method, method) &&
        g_str_equal (routes[i].path, path))
      return routes[i].max_picture;

  return AC_MAX_BODY_SIZE;
}

const AcRoute *
ac_routes_get (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}

const AcRoute *
ac_routes_get_of_recipients (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (recipient_routes);
  return recipient_routes;
}

const AcRoute *
ac_routes_get_of_admin (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (admin_routes);
  return admin_routes;
}
