/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-backfill.h"
#include "ac-clock.h"
#include "ac-earlier-dialog.h"
#include "ac-shell.h"

#define SOON_MS (60 * 1000)

struct _AcEarlierDialog
{
  AdwDialog parent_instance;
  AcClient *client;
  AcShareRule *rule;
  char *key;
  AdwBanner *error_banner;
  AdwPreferencesGroup *group;
  GtkSpinButton *count;
};

G_DEFINE_FINAL_TYPE (AcEarlierDialog, ac_earlier_dialog, ADW_TYPE_DIALOG)

static void
tell (GtkWidget *widget, AcBackfill *backfill)
{
  const guint n = ac_backfill_get_shared (backfill);
  const gint64 last_at = ac_backfill_get_last_at (backfill);
  g_autofree char *when = ac_words_time (last_at);
  g_autofree char *words = NULL;
  g_autofree char *whole = NULL;

  if (n == 0)
    {
      ac_toast (widget, _("There is no earlier post to share"));
      return;
    }

  words =
      g_strdup_printf (ngettext ("%u earlier post is shared", "%u earlier posts are shared", n), n);
  /* Translators: first “12 earlier posts are shared”, then a time */
  whole = g_strdup_printf (_("%s, the last one at %s"), words, when);
  ac_toast (widget, last_at > ac_clock_now_ms () + SOON_MS ? whole : words);
}

/* Posts are shared in one piece: nothing can be called back while they are. */
static void
set_sharing (AcEarlierDialog *self, gboolean sharing)
{
  GtkWidget *widget = GTK_WIDGET (self);

  adw_dialog_set_can_close (ADW_DIALOG (self), !sharing);
  gtk_widget_action_set_enabled (widget, "earlier.cancel", !sharing);
  gtk_widget_action_set_enabled (widget, "earlier.share", !sharing);
}

static void
shared_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcEarlierDialog *self = owner;
  g_autofree char *failure = error != NULL ? ac_words_gerror (error) : NULL;

  set_sharing (self, FALSE);
  if (error != NULL)
    {
      adw_banner_set_title (self->error_banner, failure);
      adw_banner_set_revealed (self->error_banner, TRUE);
      return;
    }

  tell (GTK_WIDGET (self), g_value_get_object (value));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
share_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AcEarlierDialog *self = AC_EARLIER_DIALOG (widget);

  gtk_spin_button_update (self->count);
  set_sharing (self, TRUE);
  adw_banner_set_revealed (self->error_banner, FALSE);
  ac_answer_to (ac_client_backfill_rule (self->client, self->key, ac_share_rule_get_id (self->rule),
                                         gtk_spin_button_get_value_as_int (self->count)),
                self, shared_cb, NULL, NULL);
}

static void
cancel_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
ac_earlier_dialog_dispose (GObject *object)
{
  AcEarlierDialog *self = AC_EARLIER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_EARLIER_DIALOG);
  g_clear_object (&self->client);
  g_clear_object (&self->rule);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (ac_earlier_dialog_parent_class)->dispose (object);
}

static void
ac_earlier_dialog_class_init (AcEarlierDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_earlier_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-earlier-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AcEarlierDialog, error_banner);
  gtk_widget_class_bind_template_child (widget_class, AcEarlierDialog, group);
  gtk_widget_class_bind_template_child (widget_class, AcEarlierDialog, count);
  gtk_widget_class_install_action (widget_class, "earlier.share", NULL, share_action);
  gtk_widget_class_install_action (widget_class, "earlier.cancel", NULL, cancel_action);
}

static void
ac_earlier_dialog_init (AcEarlierDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->key = ac_id_new ();
}

AdwDialog *
ac_earlier_dialog_new (AcClient *client, AcShareRule *rule, AcAccount *target, guint usual)
{
  AcEarlierDialog *self = NULL;
  const guint per_hour = ac_share_rule_get_facts (rule)->per_hour;
  g_autofree char *words = NULL;

  g_return_val_if_fail (AC_IS_CLIENT (client), NULL);
  g_return_val_if_fail (AC_IS_ACCOUNT (target), NULL);

  self = g_object_new (AC_TYPE_EARLIER_DIALOG, NULL);
  self->client = g_object_ref (client);
  self->rule = g_object_ref (rule);
  words = g_strdup_printf (
      ngettext (/* Translators: a service, the person's name there, and how many in an hour */
                "The last posts that fit and were never shared there are shared to %s (%s), the "
                "oldest first, at most %u in an hour. What waits for its time stands among your "
                "statuses, and can be taken back.",
                "The last posts that fit and were never shared there are shared to %s (%s), the "
                "oldest first, at most %u in an hour. What waits for its time stands among your "
                "statuses, and can be taken back.",
                per_hour),
      ac_words_service (ac_account_get_service (target)), ac_account_get_handle (target), per_hour);
  adw_preferences_group_set_description (self->group, words);
  gtk_spin_button_set_range (self->count, 1, AC_SHARE_RULE_MAX_EARLIER);
  gtk_spin_button_set_value (self->count, usual);
  return ADW_DIALOG (self);
}
