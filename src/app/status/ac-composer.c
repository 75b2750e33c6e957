/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-client-links.h"
#include "ac-clock.h"
#include "ac-composer-private.h"
#include "ac-left.h"
#include "ac-picture-kinds.h"
#include "ac-picture-row.h"
#include "ac-service-item.h"
#include "ac-shared-targets.h"
#include "ac-shell.h"
#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-begin.h"

G_DEFINE_FINAL_TYPE (AcComposer, ac_composer, ADW_TYPE_DIALOG)

static char *
get_text (AcComposer *self)
{
  char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  return text;
}

static guint
count_targets (AcComposer *self)
{
  AcTargetRow *row = NULL;
  guint count = 0;

  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    count += ac_target_row_get_chosen (row);

  return count;
}

/* The tightest of the chosen targets that share the text, where it isn't a thread; NULL when none
 * has a limit. */
static const char *
find_tightest (AcComposer *self, int *left)
{
  const char *service = NULL;
  AcTargetRow *row = NULL;

  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    {
      if (!ac_target_row_get_chosen (row) || ac_target_row_get_own_text (row) != NULL ||
          ac_target_row_get_left (row) >= *left)
        continue;

      service = ac_target_row_get_service (row);
      *left = ac_target_row_get_left (row);
    }

  return service;
}

static gboolean
update_counter (AcComposer *self, const char *text)
{
  int left = G_MAXINT;
  const char *service = find_tightest (self, &left);
  g_autofree char *words = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self->counter), "error");
  if (service == NULL)
    {
      AcTextLimits none = { 0 };
      guint length = ac_text_measure (text, &none).graphemes;

      words = g_strdup_printf (ngettext ("%u character", "%u characters", length), length);
    }
  else
    {
      /* Translators: how many characters may follow, and the service that allows the fewest */
      words = g_strdup_printf (C_ ("counter", "%d left · %s"), left, ac_words_service (service));
      ac_left_announce (self->text_view, self->left, left);
    }

  if (left < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->counter), "error");
  gtk_label_set_label (self->counter, words);
  self->left = left;
  return left >= 0;
}

/* Each row says whether its account takes the pictures and the text; those that are chosen decide.
 */
static gboolean
check_targets (AcComposer *self, const char *text)
{
  const gboolean wordless = ac_composer_is_wordless (self, text);
  AcTargetRow *row = NULL;
  gboolean good = TRUE;

  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    good = ((ac_target_row_check (row, G_LIST_MODEL (self->pictures), wordless) &&
             ac_target_row_get_left (row) >= 0) ||
            !ac_target_row_get_chosen (row)) &&
           good;

  return good;
}

static void
note_draft (AcComposer *self, const char *text, gboolean empty)
{
  g_autoptr(AcDraft) draft = NULL;

  if (self->restoring > 0 || self->sharing || (empty && !self->begun))
    return;

  self->begun = TRUE;
  draft = ac_composer_make_draft (self, text);
  ac_draft_keeper_note (self->keeper, draft);
}

void
ac_composer_changed (AcComposer *self)
{
  g_autofree char *text = get_text (self);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  guint n_pictures = g_list_model_get_n_items (G_LIST_MODEL (self->pictures));
  gboolean fits = FALSE;
  gboolean nothing = *stripped == '\0' && n_pictures == 0 && !ac_composer_has_own_text (self) &&
                     !ac_remarks_group_has_note (self->remarks);

  ac_composer_measure (self, text);
  fits =
      update_counter (self, text) && check_targets (self, text) && ac_plan_group_check (self->plan);
  ac_composer_preview (self, text);
  g_clear_pointer (&self->key, g_free);
  adw_banner_set_revealed (self->error_banner, FALSE);
  adw_dialog_set_can_close (ADW_DIALOG (self), nothing);
  gtk_widget_set_visible (GTK_WIDGET (self->pictures_list), n_pictures > 0);
  ac_composer_offer_pictures (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.share",
                                 fits && ac_composer_says_something (self, text) &&
                                     count_targets (self) > 0 && !self->sharing);
  note_draft (self, text, nothing);
}

/* Without what the person has to share themselves. */
static guint
count_sent (AcStatus *status)
{
  GListModel *deliveries = ac_status_get_deliveries (status);
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);

      count += ac_delivery_get_state (delivery) != AC_DELIVERY_HANDED_TO_YOU;
    }

  return count;
}

static char *
describe_shared (AcStatus *status)
{
  const guint count = count_sent (status);

  if (ac_status_get_share_at (status) != 0)
    return ac_words_share_at (ac_status_get_share_at (status));
  if (count == 0)
    return g_strdup (_("Nothing was sent. Share it yourself"));
  return g_strdup_printf (ngettext ("Sharing to %u place", "Sharing to %u places", count), count);
}

/* As long as it can be taken back without a trace. */
static void
say_shared (AcComposer *self, AcStatus *status)
{
  AcBackendInfo *info = ac_client_get_info (self->client);
  const guint seconds = info != NULL ? ac_backend_info_get_undo_seconds (info) : 0;
  g_autofree char *words = describe_shared (status);
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_use_markup (toast, FALSE);
  if (seconds > 0 && count_sent (status) > 0)
    {
      adw_toast_set_timeout (toast, seconds);
      adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo-status");
      adw_toast_set_action_target_value (toast, g_variant_new_string (ac_status_get_id (status)));
    }
  ac_toast_add (GTK_WIDGET (self), toast);
}

static void
keep_targets (AcComposer *self, AcStatus *status)
{
  g_autofree char *text = get_text (self);
  g_autoptr(AcDraft) draft = ac_composer_make_draft (self, text);

  ac_shared_targets_keep (self->client, ac_status_get_id (status), draft);
}

static void
shared_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcComposer *self = owner;

  self->sharing = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.share", TRUE);
  if (error != NULL)
    {
      ac_composer_changed (self);
      ac_composer_say_error (self, error);
      return;
    }

  ac_draft_keeper_forget (self->keeper, self->draft_id, TRUE);
  keep_targets (self, g_value_get_object (value));
  say_shared (self, g_value_get_object (value));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
share_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcComposer *self = AC_COMPOSER (widget);
  g_autoptr(GArray) targets = g_array_new (FALSE, FALSE, sizeof (AcTarget));
  g_autoptr(AcRemarks) remarks = ac_remarks_group_dup_remarks (self->remarks);
  g_autofree char *text = get_text (self);
  AcBackendInfo *info = ac_client_get_info (self->client);
  AcPlan plan = { .life = ac_plan_group_get_life (self->plan),
                  .share_at = ac_plan_group_get_share_at (self->plan),
                  .undo_seconds = info != NULL ? ac_backend_info_get_undo_seconds (info) : 0,
                  .draft_id = self->draft_id,
                  .remarks = remarks };
  AcTargetRow *row = NULL;

  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    {
      AcTarget target = { NULL };

      ac_target_row_describe (row, &target);
      if (ac_target_row_get_chosen (row))
        g_array_append_val (targets, target);
    }

  if (self->key == NULL)
    self->key = ac_id_new ();
  self->sharing = TRUE;
  ac_draft_keeper_hold (self->keeper);
  gtk_widget_action_set_enabled (widget, "composer.share", FALSE);
  ac_answer_to (ac_client_share (self->client, self->key, text, G_LIST_MODEL (self->pictures),
                                 (const AcTarget *) targets->data, targets->len, &plan),
                self, shared_cb, NULL, NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AcComposer) self = user_data;
  g_autoptr(GListModel) files =
                gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr(GPtrArray) chosen = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = files != NULL ? g_list_model_get_n_items (files) : 0;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (chosen, g_list_model_get_item (files, i));
  ac_composer_take_files (self, chosen);
}

static void
add_picture_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcComposer *self = AC_COMPOSER (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _("Pictures and Videos"));
  for (guint i = 0; ac_picture_kinds_list ()[i] != NULL; i++)
    gtk_file_filter_add_mime_type (filter, ac_picture_kinds_list ()[i]);
  gtk_file_filter_add_mime_type (filter, "video/mp4");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _("Add Pictures or a Video"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), self->scope,
                                 opened_cb, g_object_ref (self));
}

static void
take_screenshot_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ac_composer_take_screenshot (AC_COMPOSER (widget));
}

static void
remove_picture_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcComposer *self = AC_COMPOSER (widget);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->pictures)); i++)
    {
      g_autoptr(AcPicture) draft = g_list_model_get_item (G_LIST_MODEL (self->pictures), i);

      if (g_str_equal (ac_picture_get_id (draft), g_variant_get_string (parameter, NULL)))
        {
          g_list_store_remove (self->pictures, i);
          break;
        }
    }
  gtk_widget_grab_focus (self->text_view);
}

static void
cancel_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
add_account_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.pane", "s", "accounts");
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
discard_answered_cb (AcComposer *self, const char *response)
{
  if (g_str_equal (response, "cancel"))
    return;
  if (g_str_equal (response, "discard"))
    ac_draft_keeper_forget (self->keeper, self->draft_id, FALSE);
  else
    ac_draft_keeper_flush (self->keeper);
  adw_dialog_force_close (ADW_DIALOG (self));
}

/* Where nothing is left there is nothing to keep. */
static void
ac_composer_closed (AdwDialog *dialog)
{
  AcComposer *self = AC_COMPOSER (dialog);

  g_cancellable_cancel (self->scope);
  if (self->begun && adw_dialog_get_can_close (dialog))
    ac_draft_keeper_forget (self->keeper, self->draft_id, FALSE);
}

static void
ac_composer_close_attempt (AdwDialog *dialog)
{
  AdwAlertDialog *question =
      ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Keep a Draft?"), _("Nothing was shared yet.")));

  adw_alert_dialog_add_responses (question, "cancel",
                                  _("_Keep Writing"), "discard",
                                    _("_Discard"), "keep", _("Keep as _Draft"), NULL);
  adw_alert_dialog_set_response_appearance (question, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (question, "cancel");
  adw_alert_dialog_set_close_response (question, "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (discard_answered_cb), dialog,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (question), GTK_WIDGET (dialog));
}

static gboolean
is_usable (gpointer item, gpointer user_data)
{
  return ac_account_get_state (AC_ACCOUNT (item)) != AC_ACCOUNT_REMOVING;
}

/* Without an account here, and open to the person or closed for want of keys alone. */
static gboolean
is_by_hand (gpointer item, gpointer user_data)
{
  AcComposer *self = user_data;
  const AcService *service = ac_service_item_get_service (item);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->usable)); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (G_LIST_MODEL (self->usable), i);

      if (g_str_equal (ac_account_get_service (account), service->id))
        return FALSE;
    }
  return service->by_hand && (service->unavailable == AC_UNAVAILABLE_NOT ||
                              service->unavailable == AC_UNAVAILABLE_APP_KEYS);
}

static void
update_by_hand (AcComposer *self)
{
  gtk_widget_set_visible (self->by_hand_group,
                          g_list_model_get_n_items (G_LIST_MODEL (self->by_hand)) > 0);
}

static AcTargetRow *
find_target (AcComposer *self, const char *account_id)
{
  AcTargetRow *row = NULL;

  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    {
      AcAccount *account = ac_target_row_get_account (row);

      if (account != NULL && g_strcmp0 (ac_account_get_id (account), account_id) == 0)
        return row;
    }

  return NULL;
}

static void
follow_link (AcComposer *self, AcTargetRow *turned, AcLink *link)
{
  AcAccount *account = ac_target_row_get_account (turned);
  const char *other_id = ac_link_get_other_account_id (link, ac_account_get_id (account));
  AcTargetRow *other = other_id != NULL ? find_target (self, other_id) : NULL;

  if (other == NULL || !ac_link_is_on (link, AC_PURPOSE_SHARE_STATUS))
    return;

  if (ac_target_row_get_chosen (turned) && !ac_target_row_get_chosen (other))
    ac_target_row_choose (other, ac_link_get_id (link), account);
  else if (!ac_target_row_get_chosen (turned) &&
           g_strcmp0 (ac_target_row_get_link (other), ac_link_get_id (link)) == 0)
    ac_target_row_leave (other);
}

static void
suggest_tags (AcComposer *self)
{
  AcTargetRow *row = NULL;

  ac_tag_box_clear (self->tag_box);
  for (int i = 0; (row = ac_composer_get_target (self, i)) != NULL; i++)
    if (ac_target_row_get_chosen (row) && ac_target_row_get_account (row) != NULL)
      ac_tag_box_add (self->tag_box, self->client, ac_target_row_get_account (row));
}

static void
tag_picked_cb (AcComposer *self, const char *tag)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *word = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  word = g_strconcat (gtk_text_iter_equal (&start, &end) ? "#" : " #", tag, NULL);
  gtk_text_buffer_insert (self->buffer, &end, word, -1);
  gtk_widget_grab_focus (self->text_view);
}

/* Who turns on one account is offered those that share its statuses, and may leave them out. What
 * was offered offers nothing on. */
static void
turned_cb (AcComposer *self, AcTargetRow *turned)
{
  GListModel *links = ac_client_get_links (self->client);

  if (self->following || ac_target_row_get_account (turned) == NULL)
    return;

  self->following = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (links); i++)
    {
      g_autoptr(AcLink) link = g_list_model_get_item (links, i);

      follow_link (self, turned, link);
    }
  self->following = FALSE;
  suggest_tags (self);
}

static GtkWidget *
create_picture_row (gpointer item, gpointer user_data)
{
  GtkWidget *row = ac_picture_row_new (item);

  g_signal_connect_object (row, "changed", G_CALLBACK (ac_composer_changed), user_data,
                           G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
create_target_row (gpointer item, gpointer user_data)
{
  AcComposer *self = user_data;
  GtkWidget *row = ac_target_row_new (item);

  g_signal_connect_object (row, "turned", G_CALLBACK (turned_cb), user_data, G_CONNECT_SWAPPED);
  ac_composer_follow_target (self, AC_TARGET_ROW (row));

  if (AC_IS_ACCOUNT (item))
    ac_target_row_set_rules (AC_TARGET_ROW (row),
                             ac_client_find_service (self->client, ac_account_get_service (item)));
  g_signal_connect_object (row, "changed", G_CALLBACK (ac_composer_changed), user_data,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
ac_composer_dispose (GObject *object)
{
  AcComposer *self = AC_COMPOSER (object);

  g_cancellable_cancel (self->scope);
  g_clear_handle_id (&self->fill_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_COMPOSER);
  g_clear_object (&self->pictures);
  g_clear_object (&self->by_hand);
  g_clear_object (&self->usable);
  g_clear_object (&self->keeper);
  g_clear_object (&self->homeless);
  g_clear_object (&self->client);
  g_clear_pointer (&self->draft_id, g_free);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (ac_composer_parent_class)->dispose (object);
}

static void
ac_composer_finalize (GObject *object)
{
  g_clear_object (&AC_COMPOSER (object)->scope);

  G_OBJECT_CLASS (ac_composer_parent_class)->finalize (object);
}

static void
ac_composer_class_init (AcComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_composer_dispose;
  G_OBJECT_CLASS (klass)->finalize = ac_composer_finalize;
  ADW_DIALOG_CLASS (klass)->close_attempt = ac_composer_close_attempt;
  ADW_DIALOG_CLASS (klass)->closed = ac_composer_closed;

  g_type_ensure (AC_TYPE_TAG_BOX);
  g_type_ensure (AC_TYPE_PLAN_GROUP);
  g_type_ensure (AC_TYPE_REMARKS_GROUP);
  g_type_ensure (AC_TYPE_THREAD_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/accountscenter/AccountsCenter/ac-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, AcComposer, error_banner);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, keep_banner);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, buffer);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, text_view);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, counter);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, tag_box);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, remarks);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, plan);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, threads);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, preview_group);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, previews_list);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, pictures_list);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, targets_list);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, by_hand_group);
  gtk_widget_class_bind_template_child (widget_class, AcComposer, by_hand_list);
  gtk_widget_class_bind_template_callback_full (widget_class, "changed_cb",
                                                G_CALLBACK (ac_composer_changed));
  gtk_widget_class_bind_template_callback (widget_class, tag_picked_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "paste_cb",
                                                G_CALLBACK (ac_composer_paste));
  gtk_widget_class_install_action (widget_class, "composer.add-picture", NULL, add_picture_action);
  gtk_widget_class_install_action (widget_class, "composer.take-screenshot", NULL,
                                   take_screenshot_action);
  gtk_widget_class_install_action (widget_class, "composer.insert-emoji", NULL,
                                   ac_composer_insert_emoji);
  gtk_widget_class_install_action (widget_class, "composer.remove-picture", "s",
                                   remove_picture_action);
  gtk_widget_class_install_action (widget_class, "composer.share", NULL, share_action);
  gtk_widget_class_install_action (widget_class, "composer.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "composer.add-account", NULL, add_account_action);
}

static void
ac_composer_init (AcComposer *self)
{
  self->left = G_MAXINT;
  self->draft_id = ac_id_new ();
  self->homeless = ac_draft_new (self->draft_id, "");
  self->pictures = g_list_store_new (AC_TYPE_PICTURE);
  self->scope = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_begin_at (ADW_DIALOG (self), self->text_view);
  ac_composer_accept_drops (self);
}

AdwDialog *
ac_composer_new (AcClient *client)
{
  AcComposer *self = g_object_new (AC_TYPE_COMPOSER, NULL);

  self->client = g_object_ref (client);
  self->keeper = ac_draft_keeper_new (client);
  ac_composer_follow_keeper (self);
  ac_remarks_group_set_client (self->remarks, client);
  (void) ac_client_get_links (client); /* loaded before somebody asks for them */
  self->usable =
      gtk_filter_list_model_new (g_object_ref (ac_client_get_accounts (client)),
                                 GTK_FILTER (gtk_custom_filter_new (is_usable, NULL, NULL)));
  ac_composer_bind_targets (self, self->targets_list, G_LIST_MODEL (self->usable),
                            create_target_row);
  self->by_hand =
      gtk_filter_list_model_new (g_object_ref (ac_client_get_services (client)),
                                 GTK_FILTER (gtk_custom_filter_new (is_by_hand, self, NULL)));
  ac_composer_bind_targets (self, self->by_hand_list, G_LIST_MODEL (self->by_hand),
                            create_target_row);
  g_signal_connect_object (self->by_hand, "items-changed", G_CALLBACK (update_by_hand), self,
                           G_CONNECT_SWAPPED);
  update_by_hand (self);
  gtk_list_box_bind_model (self->pictures_list, G_LIST_MODEL (self->pictures), create_picture_row,
                           self, NULL);
  g_signal_connect_object (self->pictures, "items-changed", G_CALLBACK (ac_composer_changed), self,
                           G_CONNECT_SWAPPED);
  ac_composer_changed (self);
  return ADW_DIALOG (self);
}
