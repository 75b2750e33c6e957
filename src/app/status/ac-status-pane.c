/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-client-rules.h"
#include "ac-draft-row.h"
#include "ac-rules-page.h"
#include "ac-shell.h"
#include "ac-status-pane.h"
#include "ac-status-slot.h"
#include "ac-app-words.h"

#define UNDO_SECONDS 10
#define LOOK_AGAIN_MS 300

struct _AcStatusPane
{
  AcPane parent_instance;
  GHashTable *deleting; /* ids of statuses whose time to undo is not over */
  AdwViewStack *views;
  AdwViewStackPage *rules_view;
  AcRulesPage *rules_page;
  GtkStack *stack;
  GtkNoSelection *selection;
  GtkWidget *finder;
  GtkDropDown *filter;
  GtkEditable *search;
  GtkListBox *drafts;
  GListModel *found; /* (nullable): what is shown in place of all */
  guint look_again;
};

G_DEFINE_FINAL_TYPE (AcStatusPane, ac_status_pane, AC_TYPE_PANE)

/* In the order of the list to choose from; drafts are no statuses. */
typedef enum
{
  FILTER_ALL,
  FILTER_SCHEDULED,
  FILTER_DRAFTS,
  FILTER_LIVE,
  FILTER_ENDED,
} Filter;

static const AcPhase phases[] = {
  [FILTER_SCHEDULED] = AC_PHASE_SCHEDULED,
  [FILTER_LIVE] = AC_PHASE_LIVE,
  [FILTER_ENDED] = AC_PHASE_ENDED,
};

static gboolean
shows_statuses (AcStatusPane *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "automatic") != 0;
}

static void
update_empty (AcStatusPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  const guint n = g_list_model_get_n_items (ac_client_get_statuses (client));
  const guint n_drafts = g_list_model_get_n_items (ac_client_get_drafts (client));
  const char *page = n > 0 ? "list" : "empty";

  if (gtk_drop_down_get_selected (self->filter) == FILTER_DRAFTS)
    page = "drafts";
  else if (self->found != NULL)
    page = g_list_model_get_n_items (self->found) > 0 ? "list" : "none";
  gtk_widget_set_visible (self->finder, (n > 0 || n_drafts > 0) && shows_statuses (self));
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
filter_cb (AcStatusPane *self)
{
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  const guint filter = gtk_drop_down_get_selected (self->filter);
  const char *words = gtk_editable_get_text (self->search);
  const gboolean by_phase = filter != FILTER_ALL && filter != FILTER_DRAFTS;

  if (client == NULL)
    return;

  g_clear_object (&self->found);
  if (by_phase || *words != '\0')
    self->found = ac_client_search_statuses (client, by_phase ? &phases[filter] : NULL,
                                             *words != '\0' ? words : NULL);
  if (self->found != NULL)
    g_signal_connect_object (self->found, "items-changed", G_CALLBACK (update_empty), self,
                             G_CONNECT_SWAPPED);
  gtk_no_selection_set_model (self->selection,
                              self->found != NULL ? self->found : ac_client_get_statuses (client));
  update_empty (self);
}

static void
look_again (gpointer user_data)
{
  AcStatusPane *self = user_data;

  self->look_again = 0;
  if (self->found != NULL)
    ac_client_search_again (self->found);
}

/* What was found may fit no longer, or something else fits. */
static void
event_cb (AcStatusPane *self, const char *type)
{
  if (self->found != NULL && self->look_again == 0 &&
      (g_strcmp0 (type, "status") == 0 || g_strcmp0 (type, "delivery") == 0))
    self->look_again = g_timeout_add_once (LOOK_AGAIN_MS, look_again, self);
}

static void
view_changed_cb (AcStatusPane *self)
{
  if (ac_pane_get_client (AC_PANE (self)) != NULL)
    update_empty (self);
}

/* What turned itself off is said before anybody looks there. */
static void
update_rules (AcStatusPane *self)
{
  GListModel *rules = ac_client_get_rules (ac_pane_get_client (AC_PANE (self)));
  gboolean stopped = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr(AcShareRule) rule = g_list_model_get_item (rules, i);

      stopped = stopped || ac_share_rule_facts_have_stopped (ac_share_rule_get_facts (rule));
    }

  adw_view_stack_page_set_needs_attention (self->rules_view, stopped);
}

static void
rules_changed_cb (AcStatusPane *self, guint position, guint removed, guint added)
{
  GListModel *rules = ac_client_get_rules (ac_pane_get_client (AC_PANE (self)));

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(GObject) rule = g_list_model_get_item (rules, i);

      g_signal_connect_object (rule, "changed", G_CALLBACK (update_rules), self, G_CONNECT_SWAPPED);
    }
  update_rules (self);
}

static void
show_rules (AcStatusPane *self, AcClient *client)
{
  GListModel *rules = ac_client_get_rules (client);

  ac_rules_page_set_up (self->rules_page, client);
  g_signal_connect_object (rules, "items-changed", G_CALLBACK (rules_changed_cb), self,
                           G_CONNECT_SWAPPED);
  rules_changed_cb (self, 0, 0, g_list_model_get_n_items (rules));
}

static GtkWidget *
create_draft_row (gpointer item, gpointer user_data)
{
  return ac_draft_row_new (item);
}

static void
draft_deleted_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  if (error != NULL)
    ac_toast_error (GTK_WIDGET (owner), error);
}

static void
delete_draft_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_answer_to (ac_client_delete_draft (ac_pane_get_client (AC_PANE (widget)),
                                        g_variant_get_string (parameter, NULL)),
                widget, draft_deleted_cb, NULL, NULL);
}

static void
deleted_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  GApplication *application = owner;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (error != NULL && window != NULL)
    ac_toast_error (GTK_WIDGET (window), error);
  g_application_release (application);
}

static void
send_delete (AcClient *client, const char *id)
{
  GApplication *application = g_application_get_default ();

  /* The wish was spoken: the window may close, the program stays until it is handed over. */
  g_application_hold (application);
  ac_answer_to (ac_client_delete_status (client, id), application, deleted_cb, NULL, NULL);
}

static void
flush_deletes (AcStatusPane *self)
{
  GHashTableIter iter;
  gpointer id = NULL;

  g_hash_table_iter_init (&iter, self->deleting);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      send_delete (ac_pane_get_client (AC_PANE (self)), id);
      g_hash_table_iter_remove (&iter);
    }
}

static void
undo_cb (AcStatusPane *self, AdwToast *toast)
{
  g_hash_table_remove (self->deleting, g_object_get_data (G_OBJECT (toast), "ac-status-id"));
}

static void
dismissed_cb (AcStatusPane *self, AdwToast *toast)
{
  const char *id = g_object_get_data (G_OBJECT (toast), "ac-status-id");

  if (!g_hash_table_contains (self->deleting, id))
    return;

  send_delete (ac_pane_get_client (AC_PANE (self)), id);
  g_hash_table_remove (self->deleting, id);
}

static void
delete_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcStatusPane *self = AC_STATUS_PANE (widget);
  const char *id = NULL;
  gboolean scheduled = FALSE;
  AdwToast *toast = NULL;

  g_variant_get (parameter, "(&sb)", &id, &scheduled);
  if (!g_hash_table_add (self->deleting, g_strdup (id)))
    return;

  toast = adw_toast_new (scheduled ? _ ("The status will be deleted")
                                   : _ ("The status will be deleted everywhere"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "ac-status-id", g_strdup (id), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  ac_toast_add (widget, toast);
}

static void
ac_status_pane_unroot (GtkWidget *widget)
{
  flush_deletes (AC_STATUS_PANE (widget));

  GTK_WIDGET_CLASS (ac_status_pane_parent_class)->unroot (widget);
}

static void
ac_status_pane_constructed (GObject *object)
{
  AcStatusPane *self = AC_STATUS_PANE (object);
  AcClient *client = ac_pane_get_client (AC_PANE (self));
  GListModel *statuses = ac_client_get_statuses (client);

  G_OBJECT_CLASS (ac_status_pane_parent_class)->constructed (object);

  gtk_no_selection_set_model (self->selection, statuses);
  gtk_list_box_bind_model (self->drafts, ac_client_get_drafts (client), create_draft_row, NULL,
                           NULL);
  g_signal_connect_object (ac_client_get_drafts (client), "items-changed",
                           G_CALLBACK (update_empty), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (statuses, "items-changed", G_CALLBACK (update_empty), self,
                           G_CONNECT_SWAPPED);
  show_rules (self, client);
  update_empty (self);
}

static void
ac_status_pane_dispose (GObject *object)
{
  g_clear_handle_id (&AC_STATUS_PANE (object)->look_again, g_source_remove);
  g_clear_object (&AC_STATUS_PANE (object)->found);
  gtk_widget_dispose_template (GTK_WIDGET (object), AC_TYPE_STATUS_PANE);

  G_OBJECT_CLASS (ac_status_pane_parent_class)->dispose (object);
}

static void
ac_status_pane_finalize (GObject *object)
{
  g_hash_table_unref (AC_STATUS_PANE (object)->deleting);

  G_OBJECT_CLASS (ac_status_pane_parent_class)->finalize (object);
}

static void
ac_status_pane_class_init (AcStatusPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ac_status_pane_constructed;
  object_class->dispose = ac_status_pane_dispose;
  object_class->finalize = ac_status_pane_finalize;
  widget_class->unroot = ac_status_pane_unroot;

  g_type_ensure (AC_TYPE_STATUS_SLOT);
  g_type_ensure (AC_TYPE_RULES_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-status-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AcStatusPane, views);
  gtk_widget_class_bind_template_child (widget_class, AcStatusPane, rules_view);
  gtk_widget_class_bind_template_child (widget_class, AcStatusPane, rules_page);
  gtk_widget_class_bind_template_child (widget_class, AcStatusPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AcStatusPane, selection);
  gtk_widget_class_bind_template_child (widget_class, AcStatusPane, finder);
  gtk_widget_class_bind_template_child (widget_class, AcStatusPane, filter);
  gtk_widget_class_bind_template_child (widget_class, AcStatusPane, search);
  gtk_widget_class_bind_template_child (widget_class, AcStatusPane, drafts);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_install_action (widget_class, "statuses.delete-draft", "s", delete_draft_action);
  gtk_widget_class_install_action (widget_class, "statuses.delete", "(sb)", delete_action);
}

static void
ac_status_pane_init (AcStatusPane *self)
{
  self->deleting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}
