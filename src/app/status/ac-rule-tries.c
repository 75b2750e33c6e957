/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-earlier-dialog.h"
#include "ac-row.h"
#include "ac-rule-tries.h"
#include "ac-rule-words.h"

#define TITLE_LINES 3

struct _AcRuleTries
{
  AdwNavigationPage parent_instance;
  AcClient *client;
  char *link_id;
  char *account_id;
  JsonObject *choices;
  GCancellable *scope; /* of the question under way */
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkWidget *cancel_button;
  GtkWidget *again_button;
  AdwPreferencesGroup *posts_group;
  GtkListBox *posts_list;
  GtkWidget *earlier_group;
  GtkListBoxRow *earlier_row;
  AcShareRule *rule; /* (nullable): whose earlier posts may be shared */
  guint n_shared;    /* would have been, of those that were tried */
};

G_DEFINE_FINAL_TYPE (AcRuleTries, ac_rule_tries, ADW_TYPE_NAVIGATION_PAGE)

static char *
make_title (const AcPostFacts *facts)
{
  g_autofree char *text = g_strstrip (g_strdup (facts->text));

  return *text != '\0' ? g_strdelimit (g_steal_pointer (&text), "\n\r\t", ' ')
                       : g_strdup (_("Without a text"));
}

/* The person decides with the words before them; whatever else there is would be left out. */
static void
offer (GtkWidget *row, const char *text)
{
  static const char *const no_files[] = { NULL };

  /* Translators: button, beside a post that automatic sharing held back */
  ac_row_set_button (AC_ROW (row), _("Share Anyway…"), "app.compose-with",
                                     g_variant_new ("(s^ass)", text, no_files, ""));
  ac_row_set_neutral (AC_ROW (row));
}

static GtkWidget *
create_post_row (gpointer item, gpointer user_data)
{
  AcPost *post = item;
  const AcPostFacts *facts = ac_post_get_facts (post);
  const AcPostVerdict verdict = ac_post_get_verdict (post);
  g_autofree char *title = make_title (facts);
  g_autofree char *time = ac_words_time (facts->created_at);
  g_autofree char *detail = g_strdup_printf ("%s\n%s", ac_rule_words_verdict (verdict), time);
  GtkWidget *row = ac_row_new ("");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), TITLE_LINES);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  ac_row_set_detail (AC_ROW (row), detail);
  ac_row_set_icon_name (AC_ROW (row), verdict == AC_POST_VERDICT_SHARE
                                          ? "object-select-symbolic"
                                          : "action-unavailable-symbolic");
  ac_row_set_state (AC_ROW (row), AC_ROW_ON);
  if (verdict == AC_POST_VERDICT_WORDS && !facts->media)
    offer (row, facts->text);
  return row;
}

static void
show_page (AcRuleTries *self, const char *name, GtkWidget *focus)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  if (focus != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (focus);
}

static void
tell (AcRuleTries *self, GListModel *posts)
{
  g_autofree char *words = NULL;
  g_autofree char *whole = NULL;
  const guint n = g_list_model_get_n_items (posts);
  guint n_shared = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPost) post = g_list_model_get_item (posts, i);

      n_shared += ac_post_get_verdict (post) == AC_POST_VERDICT_SHARE;
    }

  self->n_shared = n_shared;
  gtk_widget_set_visible (self->earlier_group, self->rule != NULL && n_shared > 0);
  words = g_strdup_printf (
      /* Translators: how many would be shared, of how many */
      ngettext ("%u of %u post would be shared", "%u of %u posts would be shared", n), n_shared, n);
  /* Translators: %s says how many of the last posts would be shared */
  whole = g_strdup_printf (_("%s if this had been on. Nothing was shared now"), words);
  adw_preferences_group_set_description (self->posts_group, n > 0 ? whole : NULL);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
tried_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcRuleTries *self = owner;
  g_autofree char *words = error != NULL ? ac_words_gerror (error) : NULL;
  GtkListBoxRow *first = NULL;

  /* An answer to a question that was given up. */
  if (self->scope != user_data)
    return;

  g_clear_object (&self->scope);
  if (error != NULL)
    {
      adw_status_page_set_description (self->failed_page, words);
      show_page (self, "failed", self->again_button);
      return;
    }

  gtk_list_box_bind_model (self->posts_list, g_value_get_object (value), create_post_row, NULL,
                           NULL);
  show_page (self, "list", NULL);
  if ((first = gtk_list_box_get_row_at_index (self->posts_list, 0)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
  tell (self, g_value_get_object (value));
}

static void
stop (AcRuleTries *self)
{
  if (self->scope != NULL)
    g_cancellable_cancel (self->scope);
  g_clear_object (&self->scope);
}

static void
ask (AcRuleTries *self)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), self->choices);
  g_autoptr(JsonNode) copy = json_node_copy (node);

  stop (self);
  self->scope = g_cancellable_new ();
  show_page (self, "loading", self->cancel_button);
  ac_answer_to (ac_client_try_choices (self->client, self->link_id, self->account_id,
                                       json_object_ref (json_node_get_object (copy)), self->scope),
                self, tried_cb, g_object_ref (self->scope), g_object_unref);
}

static void
stop_cb (AcRuleTries *self)
{
  stop (self);
}

static void
again_cb (AcRuleTries *self)
{
  ask (self);
}

static void
earlier_cb (AcRuleTries *self)
{
  AcAccount *target =
      ac_client_find_account (self->client, ac_share_rule_get_facts (self->rule)->to);

  AdwDialog *dialog = NULL;

  if (target == NULL)
    return;

  dialog = ac_earlier_dialog_new (self->client, self->rule, target, self->n_shared);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
cancel_cb (AcRuleTries *self)
{
  stop (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

static void
ac_rule_tries_dispose (GObject *object)
{
  AcRuleTries *self = AC_RULE_TRIES (object);

  stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_RULE_TRIES);
  g_clear_object (&self->client);
  g_clear_object (&self->rule);
  g_clear_pointer (&self->choices, json_object_unref);
  g_clear_pointer (&self->link_id, g_free);
  g_clear_pointer (&self->account_id, g_free);

  G_OBJECT_CLASS (ac_rule_tries_parent_class)->dispose (object);
}

static void
ac_rule_tries_class_init (AcRuleTriesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_rule_tries_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-rule-tries.ui");
  gtk_widget_class_bind_template_child (widget_class, AcRuleTries, stack);
  gtk_widget_class_bind_template_child (widget_class, AcRuleTries, failed_page);
  gtk_widget_class_bind_template_child (widget_class, AcRuleTries, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, AcRuleTries, again_button);
  gtk_widget_class_bind_template_child (widget_class, AcRuleTries, posts_group);
  gtk_widget_class_bind_template_child (widget_class, AcRuleTries, posts_list);
  gtk_widget_class_bind_template_child (widget_class, AcRuleTries, earlier_group);
  gtk_widget_class_bind_template_child (widget_class, AcRuleTries, earlier_row);
  gtk_widget_class_bind_template_callback (widget_class, earlier_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
ac_rule_tries_init (AcRuleTries *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose (self->earlier_row);
}

AdwNavigationPage *
ac_rule_tries_new (AcClient *client,
                   const char *link_id,
                   const char *account_id,
                   JsonObject *choices)
{
  AcRuleTries *self = NULL;

  g_return_val_if_fail (AC_IS_CLIENT (client), NULL);
  g_return_val_if_fail (link_id != NULL && account_id != NULL && choices != NULL, NULL);

  self = g_object_new (AC_TYPE_RULE_TRIES, NULL);
  self->client = g_object_ref (client);
  self->link_id = g_strdup (link_id);
  self->account_id = g_strdup (account_id);
  self->choices = choices;
  ask (self);
  return ADW_NAVIGATION_PAGE (self);
}

void
ac_rule_tries_offer_earlier (AcRuleTries *self, AcShareRule *rule)
{
  g_return_if_fail (AC_IS_RULE_TRIES (self));
  g_return_if_fail (AC_IS_SHARE_RULE (rule));

  g_set_object (&self->rule, rule);
}
