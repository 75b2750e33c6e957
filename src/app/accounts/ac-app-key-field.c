/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-key-field.h"
#include "ac-app-key-words.h"
#include "ac-shell.h"

struct _AcAppKeyField
{
  AdwPreferencesGroup parent_instance;
  char *service;
  AcAppKey key;
  gboolean set; /* one is kept already */
  GtkWidget *row;
  GtkWidget *line;
};

G_DEFINE_FINAL_TYPE (AcAppKeyField, ac_app_key_field, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ac_app_key_field_finalize (GObject *object)
{
  g_free (AC_APP_KEY_FIELD (object)->service);
  G_OBJECT_CLASS (ac_app_key_field_parent_class)->finalize (object);
}

static void
ac_app_key_field_class_init (AcAppKeyFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_app_key_field_finalize;

  signals[ACTIVATED] = g_signal_new ("activated", AC_TYPE_APP_KEY_FIELD, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
}

static void
ac_app_key_field_init (AcAppKeyField *self)
{
  self->line = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                             "xalign", 0.0, "margin-top", 6, "margin-start", 6, NULL);
  gtk_widget_add_css_class (self->line, "caption");
}

/* style: one of the classes that a line may have. */
static void
show_line (AcAppKeyField *self, const char *words, const char *style)
{
  static const char *const styles[] = { "dimmed", "error", "success" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (self->line, styles[i]);
  gtk_widget_remove_css_class (self->row, "error");
  gtk_label_set_label (GTK_LABEL (self->line), words);
  gtk_widget_add_css_class (self->line, style);
  if (g_str_equal (style, "error"))
    gtk_widget_add_css_class (self->row, "error");
}

/* A screen reader hears it without going there. */
static void
tell_line (AcAppKeyField *self, const char *words, const char *style)
{
  g_autofree char *heard = NULL;

  show_line (self, words, style);
  /* Translators: first what a row is about, then what has become of it */
  heard =
      g_strdup_printf (C_ ("announcement", "%s: %s"),
                          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->row)), words);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->row), heard,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
ac_app_key_field_show_hint (AcAppKeyField *self)
{
  const AcDeveloperKey key = { .key = self->key, .set = self->set };

  g_return_if_fail (AC_IS_APP_KEY_FIELD (self));

  show_line (self, ac_app_key_words_hint (self->service, &key), "dimmed");
}

static void
entry_activated_cb (AcAppKeyField *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
copy_cb (AcAppKeyField *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_editable_get_text (GTK_EDITABLE (self->row)));
  ac_toast (GTK_WIDGET (self), _("Address copied"));
}

/* It has to be pasted at the service, letter by letter the same. */
static void
add_copy_button (AcAppKeyField *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Copy Address"));
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->row), button);
}

static void
make_row (AcAppKeyField *self, const AcDeveloperKey *key)
{
  const gboolean secret = ac_app_key_is_secret (key->key);
  const char *value = key->value != NULL ? key->value : key->suggested;

  self->row = g_object_new (secret ? ADW_TYPE_PASSWORD_ENTRY_ROW : ADW_TYPE_ENTRY_ROW, "title",
                            ac_app_key_words_title (self->service, key->key), NULL);
  if (!secret && value != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->row), value);
  if (key->key == AC_APP_KEY_REDIRECT_URI)
    add_copy_button (self);
  g_signal_connect_object (self->row, "entry-activated", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->row, "changed", G_CALLBACK (ac_app_key_field_show_hint), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->line, NULL, -1);
}

AcAppKeyField *
ac_app_key_field_new (const char *service, const AcDeveloperKey *key)
{
  AcAppKeyField *self = NULL;

  g_return_val_if_fail (service != NULL && key != NULL, NULL);

  self = g_object_new (AC_TYPE_APP_KEY_FIELD, NULL);
  self->service = g_strdup (service);
  self->key = key->key;
  self->set = key->set;
  make_row (self, key);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->line);
  ac_app_key_field_show_hint (self);
  return self;
}

void
ac_app_key_field_focus (AcAppKeyField *self)
{
  g_return_if_fail (AC_IS_APP_KEY_FIELD (self));

  gtk_widget_grab_focus (self->row);
}

AcAppKey
ac_app_key_field_get_key (AcAppKeyField *self)
{
  g_return_val_if_fail (AC_IS_APP_KEY_FIELD (self), AC_APP_KEY_ID);

  return self->key;
}

/* Who pastes brings spaces with it. */
static SecretValue *
dup_text (AcAppKeyField *self)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->row))));

  return secret_value_new_full (text, -1, "text/plain", g_free);
}

SecretValue *
ac_app_key_field_dup_value (AcAppKeyField *self)
{
  g_autoptr(SecretValue) value = NULL;

  g_return_val_if_fail (AC_IS_APP_KEY_FIELD (self), NULL);

  value = dup_text (self);
  return *secret_value_get_text (value) != '\0' ? g_steal_pointer (&value) : NULL;
}

gboolean
ac_app_key_field_check (AcAppKeyField *self)
{
  g_autoptr(SecretValue) value = NULL;
  const gboolean kept = self->set && ac_app_key_is_secret (self->key);

  g_return_val_if_fail (AC_IS_APP_KEY_FIELD (self), FALSE);

  value = ac_app_key_field_dup_value (self);
  if (value == NULL ? kept : ac_app_key_check (self->key, secret_value_get_text (value)))
    return TRUE;

  tell_line (self, value == NULL ? _("This is needed") : ac_app_key_words_malformed (self->key),
                                     "error");
  gtk_widget_grab_focus (self->row);
  return FALSE;
}

void
ac_app_key_field_show_verdict (AcAppKeyField *self, const AcVerdict *verdict)
{
  static const char *const styles[] = {
    [AC_VERDICT_UNTESTED] = "dimmed",
    [AC_VERDICT_GOOD] = "success",
    [AC_VERDICT_REFUSED] = "error",
  };
  g_autofree char *words = NULL;

  g_return_if_fail (AC_IS_APP_KEY_FIELD (self) && verdict != NULL);

  words = ac_app_key_words_verdict (self->key, verdict);
  tell_line (self, words, styles[verdict->kind]);
}

void
ac_app_key_field_wipe (AcAppKeyField *self)
{
  g_return_if_fail (AC_IS_APP_KEY_FIELD (self));

  if (ac_app_key_is_secret (self->key))
    gtk_editable_set_text (GTK_EDITABLE (self->row), "");
}
