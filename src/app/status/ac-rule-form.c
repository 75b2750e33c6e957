/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-audience-choice.h"
#include "ac-bridge.h"
#include "ac-clock.h"
#include "ac-row.h"
#include "ac-rule-form.h"
#include "ac-rule-pairs.h"
#include "ac-rule-words.h"
#include "ac-words-row.h"
#include "accounts/ac-link-words.h"
#include "help/ac-learn-button.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define RENEW_DAYS 14 /* before its end */

struct _AcRuleForm
{
  AdwPreferencesPage parent_instance;
  AcClient *client;
  AcShareRule *rule; /* (nullable) */
  GPtrArray *sources;
  GPtrArray *targets;
  AcAudienceChoice audience;
  AcAudienceChoice posts;
  gboolean filling; /* what is shown is nobody's choice */
  AdwPreferencesGroup *intro_group;
  AdwComboRow *from_row;
  GtkStringList *from_names;
  AdwComboRow *to_row;
  GtkStringList *to_names;
  GtkWidget *bridge_row;
  AdwComboRow *audience_row;
  AdwComboRow *posts_row;
  AdwSwitchRow *replies_row;
  AdwSwitchRow *boosts_row;
  AdwSwitchRow *media_row;
  AcWordsRow *tags_row;
  AcWordsRow *without_tags_row;
  AcWordsRow *languages_row;
  GtkListBoxRow *per_hour_row;
  GtkSpinButton *per_hour;
  AdwActionRow *end_row;
  GtkWidget *renew_button;
  GtkListBoxRow *try_row;
  GtkListBoxRow *delete_row;
};

G_DEFINE_FINAL_TYPE (AcRuleForm, ac_rule_form, ADW_TYPE_PREFERENCES_PAGE)

static guint changed_signal;

static gpointer
get_chosen (AdwComboRow *row, GPtrArray *items)
{
  const guint selected = adw_combo_row_get_selected (row);

  return selected < items->len ? g_ptr_array_index (items, selected) : NULL;
}

static void
describe_audience (AcRuleForm *self)
{
  AcAccount *target = ac_rule_form_get_target (self);

  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->audience_row),
      target != NULL ? ac_words_audience_detail (ac_account_get_service (target),
                                                 ac_audience_choice_get (&self->audience))
                     : "");
}

static void
hide_error (AcRuleForm *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->to_row), "ac-error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->audience_row), "ac-error");
  adw_combo_row_set_use_subtitle (self->to_row, TRUE);
  describe_audience (self);
}

static void
changed_cb (AcRuleForm *self)
{
  if (self->filling)
    return;

  hide_error (self);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- which two */

static void
fill_accounts (GtkStringList *names, GPtrArray *accounts)
{
  gtk_string_list_splice (names, 0, g_list_model_get_n_items (G_LIST_MODEL (names)), NULL);
  for (guint i = 0; i < accounts->len; i++)
    {
      g_autofree char *name = ac_link_words_account (g_ptr_array_index (accounts, i));

      gtk_string_list_append (names, name);
    }
}

/* A copy is never seen by more people than its post, so no post is offered that fewer may see. */
static void
fill_posts (AcRuleForm *self, AcAudience wanted)
{
  ac_audience_choice_fill (&self->posts, ac_rule_form_get_source (self),
                           MAX (ac_audience_choice_get (&self->audience), AC_AUDIENCE_FOLLOWERS),
                           wanted, ac_rule_words_posts);
}

/* To mention nobody reaches nobody. */
static void
fill_audiences (AcRuleForm *self, AcAudience wanted)
{
  ac_audience_choice_fill (&self->audience, ac_rule_form_get_target (self), AC_AUDIENCE_FOLLOWERS,
                           wanted, ac_words_audience);
}

static void
audience_changed_cb (AcRuleForm *self)
{
  const gboolean filling = self->filling;

  if (self->client == NULL)
    return;

  self->filling = TRUE;
  fill_posts (self, ac_audience_choice_get (&self->posts));
  describe_audience (self);
  self->filling = filling;
  changed_cb (self);
}

static gboolean
is_bridged (AcAccount *account)
{
  return account != NULL && ac_account_get_handle (account) != NULL &&
         ac_bridge_is_handle (ac_account_get_handle (account));
}

static void
warn_of_bridge (AcRuleForm *self)
{
  gtk_widget_set_visible (self->bridge_row, is_bridged (ac_rule_form_get_source (self)) ||
                                                is_bridged (ac_rule_form_get_target (self)));
}

/* What the person said of that account is what they see first. */
static void
show_target (AcRuleForm *self)
{
  AcAccount *target = ac_rule_form_get_target (self);

  fill_audiences (self, target != NULL ? ac_account_get_audience (target) : AC_AUDIENCE_PUBLIC);
  fill_posts (self, AC_AUDIENCE_PUBLIC);
  describe_audience (self);
  warn_of_bridge (self);
}

static void
to_changed_cb (AcRuleForm *self)
{
  if (self->filling || self->client == NULL)
    return;

  self->filling = TRUE;
  show_target (self);
  self->filling = FALSE;
  changed_cb (self);
}

static void
from_changed_cb (AcRuleForm *self)
{
  AcAccount *source = NULL;

  if (self->filling || self->client == NULL || !(source = ac_rule_form_get_source (self)))
    return;

  self->filling = TRUE;
  g_ptr_array_unref (self->targets);
  self->targets = ac_rule_pairs_list_targets (self->client, source);
  fill_accounts (self->to_names, self->targets);
  show_target (self);
  self->filling = FALSE;
  changed_cb (self);
}

/* ---- the whole */

static void
show_facts (AcRuleForm *self, const AcShareRuleFacts *facts)
{
  fill_audiences (self, facts->audience);
  fill_posts (self, facts->posts);
  describe_audience (self);
  warn_of_bridge (self);
  adw_switch_row_set_active (self->replies_row, facts->replies);
  adw_switch_row_set_active (self->boosts_row, facts->boosts);
  adw_switch_row_set_active (self->media_row, facts->media);
  ac_words_row_show (self->tags_row, facts->tags, "#");
  ac_words_row_show (self->without_tags_row, facts->without_tags, "#");
  ac_words_row_show (self->languages_row, facts->languages, "");
  gtk_spin_button_set_value (self->per_hour, facts->per_hour);
}

static void
add_account (AcRuleForm *self, GPtrArray *accounts, const char *id)
{
  AcAccount *account = ac_client_find_account (self->client, id);

  if (account != NULL)
    g_ptr_array_add (accounts, g_object_ref (account));
}

/* Between which accounts a rule is never changes. */
static void
fill_pair (AcRuleForm *self)
{
  AcAccount *source = NULL;

  self->targets = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->rule != NULL)
    {
      self->sources = g_ptr_array_new_with_free_func (g_object_unref);
      add_account (self, self->sources, ac_share_rule_get_facts (self->rule)->from);
      add_account (self, self->targets, ac_share_rule_get_facts (self->rule)->to);
    }
  else
    {
      self->sources = ac_rule_pairs_list_sources (self->client);
      source = self->sources->len > 0 ? g_ptr_array_index (self->sources, 0) : NULL;
    }
  if (source != NULL)
    {
      g_ptr_array_unref (self->targets);
      self->targets = ac_rule_pairs_list_targets (self->client, source);
    }
  fill_accounts (self->from_names, self->sources);
  fill_accounts (self->to_names, self->targets);
}

static void
ac_rule_form_dispose (GObject *object)
{
  AcRuleForm *self = AC_RULE_FORM (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_RULE_FORM);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  ac_audience_choice_clear (&self->audience);
  ac_audience_choice_clear (&self->posts);
  g_clear_object (&self->rule);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_rule_form_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, intro_group);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, from_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, from_names);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, to_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, to_names);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, bridge_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, audience_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, posts_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, replies_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, boosts_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, media_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, tags_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, without_tags_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, languages_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, per_hour_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, per_hour);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, end_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, renew_button);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, try_row);
  gtk_widget_class_bind_template_child (widget_class, AcRuleForm, delete_row);
}

static void
ac_rule_form_class_init (AcRuleFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_rule_form_dispose;
  changed_signal = g_signal_new ("changed", AC_TYPE_RULE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (AC_TYPE_LEARN_BUTTON);
  g_type_ensure (AC_TYPE_WORDS_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-rule-form.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, from_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, to_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, audience_changed_cb);
}

static void
ac_rule_form_init (AcRuleForm *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_audience_choice_init (&self->audience, self->audience_row);
  ac_audience_choice_init (&self->posts, self->posts_row);
  ac_row_expose (GTK_LIST_BOX_ROW (self->from_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->to_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->audience_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->posts_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->replies_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->boosts_row));
  ac_row_expose (GTK_LIST_BOX_ROW (self->media_row));
  ac_row_expose (self->per_hour_row);
  ac_row_expose (GTK_LIST_BOX_ROW (self->end_row));
  ac_row_expose (self->try_row);
  ac_row_expose (self->delete_row);
}

void
ac_rule_form_set_up (AcRuleForm *self, AcClient *client, AcShareRule *rule)
{
  g_return_if_fail (AC_IS_RULE_FORM (self) && AC_IS_CLIENT (client));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_set_object (&self->rule, rule);
  fill_pair (self);
  if (rule != NULL)
    show_facts (self, ac_share_rule_get_facts (rule));
  else
    {
      gtk_spin_button_set_value (self->per_hour, AC_SHARE_RULE_USUAL_PER_HOUR);
      adw_preferences_group_set_description (
          self->intro_group,
          _("What you post from then on with other apps. It stays off until you turn it on in the "
            "list"));
      show_target (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->delete_row), rule != NULL);
  ac_rule_form_update_end (self);
  self->filling = FALSE;
}

GtkWidget *
ac_rule_form_get_first_row (AcRuleForm *self)
{
  g_return_val_if_fail (AC_IS_RULE_FORM (self), NULL);

  return GTK_WIDGET (self->from_row);
}

AcAccount *
ac_rule_form_get_source (AcRuleForm *self)
{
  g_return_val_if_fail (AC_IS_RULE_FORM (self), NULL);

  return get_chosen (self->from_row, self->sources);
}

AcAccount *
ac_rule_form_get_target (AcRuleForm *self)
{
  g_return_val_if_fail (AC_IS_RULE_FORM (self), NULL);

  return get_chosen (self->to_row, self->targets);
}

JsonObject *
ac_rule_form_write (AcRuleForm *self)
{
  g_autoptr(JsonObject) choices = json_object_new ();

  g_return_val_if_fail (AC_IS_RULE_FORM (self), NULL);

  if (!ac_words_row_write (self->tags_row, choices, "tags") ||
      !ac_words_row_write (self->without_tags_row, choices, "without_tags") ||
      !ac_words_row_write (self->languages_row, choices, "languages"))
    return NULL;

  json_object_set_string_member (choices, "audience",
                                 ac_audience_to_slug (ac_audience_choice_get (&self->audience)));
  json_object_set_string_member (choices, "posts",
                                 ac_audience_to_slug (ac_audience_choice_get (&self->posts)));
  json_object_set_boolean_member (choices, "replies",
                                  adw_switch_row_get_active (self->replies_row));
  json_object_set_boolean_member (choices, "boosts", adw_switch_row_get_active (self->boosts_row));
  json_object_set_boolean_member (choices, "media", adw_switch_row_get_active (self->media_row));
  json_object_set_int_member (choices, "per_hour",
                              gtk_spin_button_get_value_as_int (self->per_hour));
  return g_steal_pointer (&choices);
}

void
ac_rule_form_update_end (AcRuleForm *self)
{
  const gint64 until = self->rule != NULL ? ac_share_rule_get_facts (self->rule)->until : 0;
  const gint64 now = ac_clock_now_ms ();
  g_autofree char *day = ac_rule_words_day (until);
  g_autofree char *words = NULL;

  g_return_if_fail (AC_IS_RULE_FORM (self));

  if (self->rule == NULL)
    words = g_strdup_printf (ngettext ("%u day after it is saved, unless you renew it",
                                       "%u days after it is saved, unless you renew it",
                                       AC_SHARE_RULE_MAX_DAYS),
                             AC_SHARE_RULE_MAX_DAYS);
  else if (until <= now)
    /* Translators: %s is a day */
    words = g_strdup_printf (_("It ended on %s"), day);
  else
    /* Translators: %s is a day */
    words = g_strdup_printf (_("On %s, unless you renew it"), day);
  adw_action_row_set_subtitle (self->end_row, words);
  gtk_widget_set_visible (self->renew_button,
                          self->rule != NULL && until - now <= RENEW_DAYS * DAY_MS);
}

void
ac_rule_form_focus_end (AcRuleForm *self)
{
  g_return_if_fail (AC_IS_RULE_FORM (self));

  /* What goes takes the focus with it, and with the focus the keys. */
  gtk_widget_grab_focus (gtk_widget_get_visible (self->renew_button) ? self->renew_button
                                                                     : GTK_WIDGET (self->try_row));
}

/* What is left to refuse where the form has checked all that it can. */
static const struct
{
  AcError code;
  gsize offset; /* of the row that it is about */
  const char *words;
} refusals[] = {
  { AC_ERROR_CONFLICT, G_STRUCT_OFFSET (AcRuleForm, to_row),
    N_ ("There is a rule for these two already") },
  { AC_ERROR_NOT_LINKED, G_STRUCT_OFFSET (AcRuleForm, to_row),
    N_ ("The two are not linked any more, or don’t share statuses") },
  { AC_ERROR_NOT_FOUND, G_STRUCT_OFFSET (AcRuleForm, to_row),
    N_ ("One of the two accounts is gone") },
  { AC_ERROR_INVALID, G_STRUCT_OFFSET (AcRuleForm, audience_row),
    N_ ("This can’t be chosen there any more") },
};

gboolean
ac_rule_form_show_error (AcRuleForm *self, const GError *error)
{
  const AcError code = ac_words_code (error);

  g_return_val_if_fail (AC_IS_RULE_FORM (self), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      AdwComboRow *row = G_STRUCT_MEMBER (AdwComboRow *, self, refusals[i].offset);

      if (refusals[i].code != code)
        continue;

      adw_combo_row_set_use_subtitle (row, FALSE);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(refusals[i].words));
      gtk_widget_add_css_class (GTK_WIDGET (row), "ac-error");
      gtk_widget_grab_focus (GTK_WIDGET (row));
      gtk_accessible_announce (GTK_ACCESSIBLE (row), _(refusals[i].words),
                                                       GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      return TRUE;
    }

  return FALSE;
}
