/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libdex.h>

#include "ac-row.h"
#include "overview/ac-overview-pane.h"
#include "status/ac-rule-form.h"
#include "status/ac-rule-row.h"
#include "status/ac-rule-words.h"

#include "ac-test-nouns.h"

static void
test_rule_words (void)
{
  for (AcPostVerdict verdict = 0; verdict <= AC_POST_VERDICT_REFUSED; verdict++)
    g_assert_cmpstr (ac_rule_words_verdict (verdict), !=, "");

  for (AcShareRuleEnd end = AC_SHARE_RULE_END_NONE; end <= AC_SHARE_RULE_END_LINK; end++)
    {
      g_autoptr(AcShareRule) rule = make_rule (end);
      g_autofree char *words = ac_rule_words_state (ac_share_rule_get_facts (rule));

      g_assert_cmpstr (words, !=, "");
    }
}

/* It ended, and does not end on a day that is yet to come. */
static void
test_renewed_rule_words (void)
{
  g_autoptr(AcShareRule) over = make_rule (AC_SHARE_RULE_END_TIME);
  g_autoptr(AcShareRule) off = make_rule (AC_SHARE_RULE_END_PERSON);
  g_autofree char *off_words = ac_rule_words_state (ac_share_rule_get_facts (off));
  AcShareRuleFacts facts = *ac_share_rule_get_facts (over);
  g_autofree char *over_words = ac_rule_words_state (&facts);
  g_autofree char *words = NULL;

  facts.until = g_get_real_time () / 1000 + G_TIME_SPAN_DAY / 1000;
  words = ac_rule_words_state (&facts);
  g_assert_cmpstr (over_words, !=, off_words);
  g_assert_cmpstr (words, ==, off_words);
}

static void
test_rule_row (void)
{
  g_autoptr(AcChoice) choice = make_choice ();
  g_autoptr(AcShareRule) rule = make_rule (AC_SHARE_RULE_END_LIMIT);
  GtkWidget *row = g_object_ref_sink (ac_rule_row_new (ac_choice_get_client (choice), rule));

  /* Activated it opens the rule, and turns nothing. */
  g_assert_null (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (row)), ==, "win.rule");
  /* Without its accounts there is nothing to say, and nothing breaks. */
  g_signal_emit_by_name (rule, "changed");
  g_assert_cmpint (ac_row_get_state (AC_ROW (row)), ==, AC_ROW_OFF);
  g_assert_finalize_object (row);
}

static guint
count_rule_rows (GtkWidget *widget)
{
  guint count = AC_IS_RULE_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_rule_rows (child);

  return count;
}

/* What stopped by itself stands in Overview; what the person turned off doesn't. */
static void
test_rules_that_stopped (void)
{
  const AcShareRuleEnd ends[] = { AC_SHARE_RULE_END_LIMIT, AC_SHARE_RULE_END_REPEATS,
                                  AC_SHARE_RULE_END_TIME, AC_SHARE_RULE_END_PERSON,
                                  AC_SHARE_RULE_END_NONE };
  const guint rows[] = { 1, 1, 1, 0, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr(AcChoice) choice = make_choice ();
      AcClient *client = ac_choice_get_client (choice);
      GListStore *accounts = G_LIST_STORE (ac_client_get_accounts (client));
      g_autoptr(AcAccount) source = make_account (AC_ACCOUNT_ON, AC_ERROR_FAILED);
      g_autoptr(AcAccount) target =
                    ac_account_new ("0192f0c4-7e2b-7c11-8a6e-0123456789b3", "bluesky");
      g_autoptr(AcShareRule) rule = make_rule (ends[i]);
      GtkWidget *pane = g_object_ref_sink (
          g_object_new (AC_TYPE_OVERVIEW_PANE, "client", client, "choice", choice, NULL));

      g_list_store_append (G_LIST_STORE (ac_client_get_rules (client)), rule);
      g_assert_cmpuint (count_rule_rows (pane), ==, 0);
      g_list_store_append (accounts, source);
      g_list_store_append (accounts, target);
      g_assert_cmpuint (count_rule_rows (pane), ==, rows[i]);
      ac_account_set_state (source, AC_ACCOUNT_ATTENTION, AC_ERROR_SIGN_IN_REQUIRED);
      g_assert_cmpuint (count_rule_rows (pane), ==,
                        ends[i] == AC_SHARE_RULE_END_NONE ? 1 : rows[i]);
      spin ();
      g_assert_finalize_object (pane);
    }
}

static void
test_rule_form (void)
{
  g_autoptr(AcChoice) choice = make_choice ();
  g_autoptr(AcShareRule) rule = make_rule (AC_SHARE_RULE_END_NONE);
  AcRuleForm *form = g_object_ref_sink (g_object_new (AC_TYPE_RULE_FORM, NULL));
  g_autoptr(JsonObject) choices = NULL;
  g_autoptr(GError) error = g_error_new_literal (AC_ERROR, AC_ERROR_UNREACHABLE, "Away");

  ac_rule_form_set_up (form, ac_choice_get_client (choice), rule);
  choices = ac_rule_form_write (form);
  g_assert_cmpint (ac_json_get_integer (choices, "per_hour"), ==, 2);
  g_assert_null (ac_rule_form_get_target (form));
  g_assert_false (ac_rule_form_show_error (form, error));
  g_assert_finalize_object (form);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  dex_init ();
  adw_init ();
  g_test_add_func ("/rules/words", test_rule_words);
  g_test_add_func ("/rules/renewed-words", test_renewed_rule_words);
  g_test_add_func ("/rules/row", test_rule_row);
  g_test_add_func ("/rules/that-stopped", test_rules_that_stopped);
  g_test_add_func ("/rules/form", test_rule_form);
  return g_test_run ();
}
