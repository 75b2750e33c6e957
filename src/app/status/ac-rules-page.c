/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-rule-pairs.h"
#include "ac-rule-row.h"
#include "ac-rules-page.h"
#include "help/ac-help.h"

struct _AcRulesPage
{
  AdwPreferencesPage parent_instance;
  AcClient *client;
  GtkListBox *rules_list;
  GtkWidget *missing_group;
  AcRow *missing_row;
  GtkWidget *add_group;
  GtkListBoxRow *add_row;
};

G_DEFINE_FINAL_TYPE (AcRulesPage, ac_rules_page, ADW_TYPE_PREFERENCES_PAGE)

static GtkWidget *
create_rule_row (gpointer item, gpointer user_data)
{
  return ac_rule_row_new (AC_RULES_PAGE (user_data)->client, AC_SHARE_RULE (item));
}

static void
show_missing (AcRulesPage *self, const char *title, const char *detail)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->missing_row), title);
  ac_row_set_detail (self->missing_row, detail);
}

/* What is missing, and where it is had. */
static void
describe_missing (AcRulesPage *self, AcRulePairs pairs)
{
  switch (pairs)
    {
    case AC_RULE_PAIRS_NO_LINK:
      show_missing (self, _("Two linked accounts are needed"),
                            _("Link two accounts first, and let them share statuses"));
      ac_row_set_button (self->missing_row, _("Link…"), "win.link-accounts",
                                              g_variant_new_string (""));
      break;
    case AC_RULE_PAIRS_NOT_SHARING:
      show_missing (self, _("No link shares statuses"),
                            _("Open a link and turn on “Share Status” first"));
      ac_row_set_button (self->missing_row, _("Links"), "app.open",
                                              g_variant_new_string ("accounts/links"));
      break;
    case AC_RULE_PAIRS_NOT_READABLE:
      show_missing (
          self, _("None of your links fits"),
                  _("Posts can be read at Mastodon and Bluesky only, and shared to accounts that "
                      "take a text alone. Link such an account first"));
      ac_row_set_button (self->missing_row, _("Link…"), "win.link-accounts",
                                              g_variant_new_string (""));
      break;
    case AC_RULE_PAIRS_ALL_MADE:
      show_missing (self, _("All that can be shared has its rule"),
                            _("To share between other accounts, link them first"));
      ac_row_set_button (self->missing_row, _("Link…"), "win.link-accounts",
                                              g_variant_new_string (""));
      break;
    case AC_RULE_PAIRS_SOME:
    default:
      break;
    }
}

static void
update (AcRulesPage *self)
{
  const AcRulePairs pairs = ac_rule_pairs_look (self->client);
  const gboolean some = pairs == AC_RULE_PAIRS_SOME;
  GtkWidget *shown = some ? self->add_group : self->missing_group;
  GtkWidget *hidden = some ? self->missing_group : self->add_group;
  const gboolean focused = gtk_widget_get_focus_child (hidden) != NULL;

  describe_missing (self, pairs);
  gtk_widget_set_visible (shown, TRUE);
  gtk_widget_set_visible (hidden, FALSE);
  /* What goes takes the focus with it, and with the focus the keys. */
  if (focused)
    gtk_widget_child_focus (shown, GTK_DIR_TAB_FORWARD);
}

static void
link_notify_cb (AcRulesPage *self)
{
  update (self);
}

/* One that is there already gets no second handler. */
static void
links_changed_cb (AcRulesPage *self, guint position, guint removed, guint added)
{
  GListModel *links = ac_client_get_links (self->client);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(GObject) link = g_list_model_get_item (links, i);

      g_signal_connect_object (link, "notify", G_CALLBACK (link_notify_cb), self,
                               G_CONNECT_SWAPPED);
    }
  update (self);
}

static void
ac_rules_page_dispose (GObject *object)
{
  AcRulesPage *self = AC_RULES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_RULES_PAGE);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_rules_page_parent_class)->dispose (object);
}

static void
ac_rules_page_class_init (AcRulesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_rules_page_dispose;

  g_type_ensure (AC_TYPE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-rules-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AcRulesPage, rules_list);
  gtk_widget_class_bind_template_child (widget_class, AcRulesPage, missing_group);
  gtk_widget_class_bind_template_child (widget_class, AcRulesPage, missing_row);
  gtk_widget_class_bind_template_child (widget_class, AcRulesPage, add_group);
  gtk_widget_class_bind_template_child (widget_class, AcRulesPage, add_row);
}

static void
ac_rules_page_init (AcRulesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_name (GTK_WIDGET (self), "automatic");
  ac_help_set_topic (GTK_WIDGET (self), "automatic");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->missing_row), 0);
  ac_row_set_neutral (self->missing_row);
  ac_row_expose (self->add_row);
}

void
ac_rules_page_set_up (AcRulesPage *self, AcClient *client)
{
  GListModel *links = NULL;

  g_return_if_fail (AC_IS_RULES_PAGE (self) && AC_IS_CLIENT (client));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  links = ac_client_get_links (client);
  gtk_list_box_bind_model (self->rules_list, ac_client_get_rules (client), create_rule_row, self,
                           NULL);
  g_signal_connect_object (ac_client_get_rules (client), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_accounts (client), "items-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_services (client), "items-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (links, "items-changed", G_CALLBACK (links_changed_cb), self,
                           G_CONNECT_SWAPPED);
  links_changed_cb (self, 0, 0, g_list_model_get_n_items (links));
}
