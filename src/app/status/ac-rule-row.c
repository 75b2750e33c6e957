/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-client-links.h"
#include "ac-clock.h"
#include "ac-info.h"
#include "ac-rule-row.h"
#include "ac-rule-words.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

struct _AcRuleRow
{
  AcRow parent_instance;
  AcClient *client;
  AcShareRule *rule;
  gboolean asked; /* it is being turned on or off */
  gboolean wanted;
  char *refused; /* (nullable): why it was not */
};

G_DEFINE_FINAL_TYPE (AcRuleRow, ac_rule_row, AC_TYPE_ROW)

static AcAccount *
find_account (AcRuleRow *self, const char *id)
{
  return ac_client_find_account (self->client, id);
}

/* Of the two the one that needs the person. */
static AcAccount *
find_needing (AcClient *client, const AcShareRuleFacts *facts)
{
  AcAccount *const both[] = { ac_client_find_account (client, facts->from),
                              ac_client_find_account (client, facts->to) };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    if (both[i] != NULL && ac_account_get_state (both[i]) == AC_ACCOUNT_ATTENTION)
      return both[i];

  return NULL;
}

static gboolean
shares (AcRuleRow *self, const AcShareRuleFacts *facts)
{
  AcLink *link = ac_client_find_link (self->client, facts->link);

  return link != NULL && ac_link_is_on (link, AC_PURPOSE_SHARE_STATUS);
}

/* Why a rule that is on shares nothing now; NULL: it does. */
static char *
describe_pause (AcRuleRow *self, const AcShareRuleFacts *facts)
{
  AcAccount *target = find_account (self, facts->to);

  if (ac_info_boolean (self->client, "sharing-stopped"))
    return g_strdup (_("Waits, because all sharing is stopped"));
  if (target != NULL && ac_account_get_paused_until (target) != 0)
    return ac_words_pause (ac_account_get_paused_until (target));
  if (!shares (self, facts))
    return g_strdup (_("Waits, because the link doesn’t share statuses"));
  if (facts->troubled)
    return ac_words_error (facts->trouble);

  return NULL;
}

/* What the account needs is mended where it stands. */
static void
show_account (AcRuleRow *self, AcAccount *account)
{
  const AcError code = ac_account_get_reason (account);
  const gboolean sign_in = code == AC_ERROR_SIGN_IN_REQUIRED || code == AC_ERROR_SCOPE_MISSING;
  g_autofree char *reason = ac_words_error (code);

  ac_row_set_reason (AC_ROW (self), reason);
  ac_row_set_button (AC_ROW (self),
                     sign_in ? _("Sign In…")
                             : _("Account…"), sign_in ? "win.sign-in" : "win.account",
                                 g_variant_new_string (ac_account_get_id (account)));
}

static void
show (AcRuleRow *self, const AcRowFacts *row, const char *detail, const char *badge)
{
  const AcShareRuleFacts *facts = ac_share_rule_get_facts (self->rule);
  AcAccount *target = find_account (self, facts->to);
  g_autofree char *audience =
      target != NULL ? ac_rule_words_audience (ac_account_get_service (target), facts->audience)
                     : g_strdup ("");
  g_autofree char *whole = g_strdup_printf ("%s\n%s", audience, detail);

  ac_row_set_detail (AC_ROW (self), self->refused != NULL ? self->refused : whole);
  ac_row_set_badge (AC_ROW (self), badge);
  ac_row_set_state (AC_ROW (self), ac_row_state_resolve (row));
}

static const char *
find_badge (const AcShareRuleFacts *facts, const AcRowFacts *row)
{
  if (row->paused && !row->attention)
    return C_("row state", "Paused");

  return ac_share_rule_facts_have_stopped (facts) ? C_ ("row state", "Stopped") : NULL;
}

static void
update (AcRuleRow *self)
{
  const AcShareRuleFacts *facts = ac_share_rule_get_facts (self->rule);
  AcAccount *source = find_account (self, facts->from);
  AcAccount *target = find_account (self, facts->to);
  AcAccount *needing = find_needing (self->client, facts);
  const gboolean on = ac_share_rule_is_on (self->rule);
  g_autofree char *pause = on ? describe_pause (self, facts) : NULL;
  g_autofree char *state = ac_rule_words_state (facts);
  AcRowFacts row = { .cached = TRUE, .on = on, .pending = self->asked, .pending_on = self->wanted };
  g_autofree char *title = NULL;

  /* An account that goes takes its rules along a moment later. */
  if (source == NULL || target == NULL)
    return;

  title = ac_rule_words_pair (source, target);
  row.attention = on && needing != NULL;
  row.paused = pause != NULL;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  if (row.attention)
    show_account (self, needing);
  else
    {
      ac_row_set_reason (AC_ROW (self), NULL);
      ac_row_set_button (AC_ROW (self), NULL, NULL, NULL);
    }
  show (self, &row, row.paused ? pause : state, find_badge (facts, &row));
}

static void
changed_cb (AcRuleRow *self)
{
  g_clear_pointer (&self->refused, g_free);
  update (self);
}

static void
turned_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcRuleRow *self = owner;

  self->asked = FALSE;
  g_clear_pointer (&self->refused, g_free);
  if (error != NULL)
    {
      g_autofree char *words = ac_words_gerror (error);

      /* Translators: %s is a sentence that says why */
      self->refused = g_strdup_printf (_("Not changed. %s"), words);
    }
  update (self);
  ac_row_refresh (AC_ROW (self));
}

/* What is over is renewed by being turned on again. */
static void
turn (AcRuleRow *self, gboolean on)
{
  JsonObject *choices = json_object_new ();
  const AcShareRuleFacts *facts = ac_share_rule_get_facts (self->rule);

  json_object_set_boolean_member (choices, "on", on);
  if (on && facts->until <= ac_clock_now_ms ())
    json_object_set_int_member (choices, "days", AC_SHARE_RULE_MAX_DAYS);
  self->asked = TRUE;
  self->wanted = on;
  update (self);
  ac_answer_to (ac_client_change_rule (self->client, facts->id, choices), self, turned_cb, NULL,
                NULL);
}

static void
consent_answered_cb (AdwAlertDialog *dialog, const char *response, AcRuleRow *self)
{
  if (g_str_equal (response, "on"))
    turn (self, TRUE);
  else
    ac_row_refresh (AC_ROW (self));
}

/* Both answers look alike, and closing the question is no answer. */
static void
ask_consent (AcRuleRow *self, AcAccount *source, AcAccount *target)
{
  const AcShareRuleFacts *facts = ac_share_rule_get_facts (self->rule);
  const gint64 now = ac_clock_now_ms ();
  g_autofree char *audience =
      ac_rule_words_audience (ac_account_get_service (target), facts->audience);
  g_autofree char *day =
      ac_rule_words_day (facts->until > now ? facts->until : now + AC_SHARE_RULE_MAX_DAYS * DAY_MS);
  AdwAlertDialog *dialog =
      ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Share Automatically?"), NULL));

  adw_alert_dialog_format_body (
      /* Translators: two accounts, then a sentence that says who can see it, then a day */
      dialog, _("What you post at %s from now on is shared to %s, without asking you each time. "
                "%s.\n\nNothing older is shared, and nothing with the hashtag "
                "#noshare. It ends on %s; you can turn it off at any time."),
                ac_account_get_handle (source), ac_account_get_handle (target), audience, day);
  adw_alert_dialog_add_responses (dialog, "off", _("_Leave Off"), "on", _("_Turn On"), NULL);
  adw_alert_dialog_set_close_response (dialog, "off");
  g_signal_connect_object (dialog, "response", G_CALLBACK (consent_answered_cb), self,
                           G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
switched_cb (AcRuleRow *self, gboolean on)
{
  const AcShareRuleFacts *facts = ac_share_rule_get_facts (self->rule);
  AcAccount *source = find_account (self, facts->from);
  AcAccount *target = find_account (self, facts->to);

  if (!on)
    turn (self, FALSE);
  else if (source != NULL && target != NULL)
    ask_consent (self, source, target);
}

static void
ac_rule_row_dispose (GObject *object)
{
  AcRuleRow *self = AC_RULE_ROW (object);

  g_clear_object (&self->client);
  g_clear_object (&self->rule);
  g_clear_pointer (&self->refused, g_free);

  G_OBJECT_CLASS (ac_rule_row_parent_class)->dispose (object);
}

static void
ac_rule_row_class_init (AcRuleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_rule_row_dispose;
}

static void
ac_rule_row_init (AcRuleRow *self)
{
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  g_signal_connect (self, "switched", G_CALLBACK (switched_cb), NULL);
}

static void
watch (AcRuleRow *self)
{
  const AcShareRuleFacts *facts = ac_share_rule_get_facts (self->rule);
  AcLink *link = ac_client_find_link (self->client, facts->link);
  GObject *const watched[] = { G_OBJECT (find_account (self, facts->from)),
                               G_OBJECT (find_account (self, facts->to)), G_OBJECT (link) };

  g_signal_connect_object (self->rule, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    if (watched[i] != NULL)
      g_signal_connect_object (watched[i], "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_links (self->client), "items-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  ac_info_watch (self->client, self, G_CALLBACK (update));
}

GtkWidget *
ac_rule_row_new (AcClient *client, AcShareRule *rule)
{
  AcRuleRow *self = g_object_new (AC_TYPE_RULE_ROW, "name", ac_share_rule_get_id (rule), NULL);

  self->client = g_object_ref (client);
  self->rule = g_object_ref (rule);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", ac_share_rule_get_id (rule));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.rule");
  ac_row_set_has_switch (AC_ROW (self), TRUE);
  watch (self);
  update (self);
  return GTK_WIDGET (self);
}

gboolean
ac_rule_row_needs_person (AcClient *client, AcShareRule *rule)
{
  const AcShareRuleFacts *facts = NULL;

  g_return_val_if_fail (AC_IS_CLIENT (client), FALSE);
  g_return_val_if_fail (AC_IS_SHARE_RULE (rule), FALSE);

  facts = ac_share_rule_get_facts (rule);
  /* An account that goes takes its rules along a moment later. */
  if (ac_client_find_account (client, facts->from) == NULL ||
      ac_client_find_account (client, facts->to) == NULL)
    return FALSE;
  if (ac_share_rule_is_on (rule))
    return find_needing (client, facts) != NULL;

  return ac_share_rule_facts_have_stopped (facts) ||
         (facts->ended == AC_SHARE_RULE_END_TIME && facts->until <= ac_clock_now_ms ());
}
