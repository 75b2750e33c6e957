/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-languages.h"
#include "ac-memory.h"
#include "ac-remarks-group.h"
#include "ac-row.h"

struct _AcRemarksGroup
{
  AdwPreferencesGroup parent_instance;
  AcClient *client;
  AcLinkCard *card;      /* (nullable): as it will be shared */
  char *url;             /* (nullable): the link that a card is offered for */
  char *refusal;         /* (nullable): why there is none */
  GCancellable *loading; /* (nullable) */
  gboolean setting;
  AdwExpanderRow *more_row;
  AdwEntryRow *note_row;
  AdwComboRow *language_row;
  AdwActionRow *card_row;
  GtkWidget *card_spinner;
  GtkButton *card_button;
};

G_DEFINE_FINAL_TYPE (AcRemarksGroup, ac_remarks_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

/* (nullable) */
static char *
dup_note (AcRemarksGroup *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->note_row));
  g_autoptr(AcRemarks) remarks = ac_remarks_new (text, NULL, NULL);

  return g_strdup (ac_remarks_get_note (remarks));
}

static AcIsoEntry *
get_language (AcRemarksGroup *self)
{
  return AC_ISO_ENTRY (adw_combo_row_get_selected_item (self->language_row));
}

static void
update_summary (AcRemarksGroup *self)
{
  AcIsoEntry *language = get_language (self);
  g_autofree char *note = dup_note (self);
  g_autofree char *words = NULL;

  if (language == NULL)
    return;

  /* Translators: a content note, and the language of a text */
  words = note != NULL
      ? g_strdup_printf (C_ ("content note", "“%s” · %s"), note, ac_iso_entry_get_name (language))
      : g_strdup (ac_iso_entry_get_name (language));
  adw_expander_row_set_subtitle (self->more_row, words);
}

static void
changed_cb (AcRemarksGroup *self)
{
  if (self->setting)
    return;

  update_summary (self);
  g_signal_emit (self, changed_signal, 0);
}

/* What was chosen last stands there the next time. */
static void
language_chosen_cb (AcRemarksGroup *self)
{
  AcMemory memory = { 0 };
  AcIsoEntry *language = get_language (self);
  const char *tag = NULL;

  if (self->setting || language == NULL)
    return;

  tag = ac_iso_entry_get_code (language);
  memory = ac_memory_load ();
  g_set_str (&memory.language, tag != NULL ? tag : AC_MEMORY_NO_LANGUAGE);
  ac_memory_save (&memory);
  ac_memory_clear (&memory);
  changed_cb (self);
}

static const char *
describe_refusal (const GError *error)
{
  switch (error->domain == AC_ERROR ? error->code : AC_ERROR_FAILED)
    {
    case AC_ERROR_NOT_FOUND:
      return _("The page isn’t there, or has no title");
    case AC_ERROR_BAD_REPLY:
      return _("What is there is no page");
    case AC_ERROR_TIMED_OUT:
      return _("The page took too long");
    case AC_ERROR_INVALID:
    case AC_ERROR_ADDRESS_REFUSED:
      return _("Only pages on the internet can have a card");
    case AC_ERROR_RATE_LIMITED:
      return _("Too many pages are being fetched. Try again in a moment");
    case AC_ERROR_BACKEND_UNAVAILABLE:
      return ac_words_error_title (error->code);
    default:
      return _("The page can’t be reached");
    }
}

static char *
dup_host (const char *url)
{
  g_autoptr(AcLinkCard) card = ac_link_card_new (url, url, "");

  return ac_link_card_dup_host (card);
}

static void
show_card (AcRemarksGroup *self, const char *title, const char *subtitle, const char *button)
{
  const gboolean loading = self->loading != NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->card_row), title);
  adw_action_row_set_subtitle (self->card_row, subtitle);
  gtk_button_set_label (self->card_button, button);
  gtk_widget_set_visible (self->card_spinner, loading);
}

static void
update_card (AcRemarksGroup *self)
{
  g_autofree char *host = self->url != NULL ? dup_host (self->url) : NULL;
  g_autofree char *words = NULL;

  if (self->card != NULL)
    {
      g_autofree char *place = ac_link_card_dup_host (self->card);

      /* Translators: %s is a site, such as example.org */
      words = g_strdup_printf (_("Link card · %s"), place);
      show_card (self, ac_link_card_get_title (self->card), words, _("Remove"));
    }
  else if (self->loading != NULL)
    show_card (self, _("Link Card"), _("Fetching the page…"), _("Cancel"));
  else if (self->refusal != NULL)
    show_card (self, _("Link Card"), self->refusal, _("Try Again"));
  else if (host != NULL)
    {
      /* Translators: %s is a site, such as example.org */
      words = g_strdup_printf (_("For Bluesky. Asks %s for its title"), host);
      show_card (self, _("Link Card"), words, C_ ("a link card", "Add"));
    }
}

static void
stop_loading (AcRemarksGroup *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
announce (AcRemarksGroup *self)
{
  const char *words = self->card != NULL
                          ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->card_row))
                          : self->refusal;

  gtk_accessible_announce (GTK_ACCESSIBLE (self->card_row), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
made_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcRemarksGroup *self = owner;

  /* Given up, or another one is being made. */
  if (self->loading != user_data)
    return;

  g_clear_object (&self->loading);
  if (error != NULL)
    g_set_str (&self->refusal, describe_refusal (error));
  else
    g_set_object (&self->card, g_value_get_object (value));
  update_card (self);
  announce (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
make_card (AcRemarksGroup *self)
{
  g_clear_pointer (&self->refusal, g_free);
  self->loading = g_cancellable_new ();
  ac_answer_to (ac_client_make_card (self->client, self->url, self->loading), self, made_cb,
                g_object_ref (self->loading), g_object_unref);
}

static void
card_clicked_cb (AcRemarksGroup *self)
{
  const gboolean removed = self->card != NULL;

  g_clear_object (&self->card);
  if (self->loading != NULL)
    stop_loading (self);
  else if (!removed && self->url != NULL)
    make_card (self);
  update_card (self);
  if (removed)
    g_signal_emit (self, changed_signal, 0);
}

static void
ac_remarks_group_dispose (GObject *object)
{
  AcRemarksGroup *self = AC_REMARKS_GROUP (object);

  stop_loading (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_REMARKS_GROUP);
  g_clear_object (&self->client);
  g_clear_object (&self->card);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->refusal, g_free);

  G_OBJECT_CLASS (ac_remarks_group_parent_class)->dispose (object);
}

static void
ac_remarks_group_class_init (AcRemarksGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_remarks_group_dispose;
  g_type_ensure (AC_TYPE_ISO_ENTRY);
  changed_signal = g_signal_new ("changed", AC_TYPE_REMARKS_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-remarks-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AcRemarksGroup, more_row);
  gtk_widget_class_bind_template_child (widget_class, AcRemarksGroup, note_row);
  gtk_widget_class_bind_template_child (widget_class, AcRemarksGroup, language_row);
  gtk_widget_class_bind_template_child (widget_class, AcRemarksGroup, card_row);
  gtk_widget_class_bind_template_child (widget_class, AcRemarksGroup, card_spinner);
  gtk_widget_class_bind_template_child (widget_class, AcRemarksGroup, card_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_clicked_cb);
}

/* The person's own, until they choose another. */
static guint
find_usual_language (void)
{
  AcMemory memory = ac_memory_load ();
  g_autofree char *own = ac_language_dup_usual ();
  g_autofree char *tag = g_strdup (memory.language != NULL ? memory.language : own);

  ac_memory_clear (&memory);
  return tag != NULL && ac_language_is_valid (tag) ? ac_languages_find (tag) : 0;
}

static void
ac_remarks_group_init (AcRemarksGroup *self)
{
  self->setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  ac_row_expose_expander (self->more_row);
  ac_row_expose (GTK_LIST_BOX_ROW (self->language_row));
  adw_combo_row_set_model (self->language_row, ac_languages_get ());
  adw_combo_row_set_selected (self->language_row, find_usual_language ());
  self->setting = FALSE;
  update_summary (self);
}

void
ac_remarks_group_set_client (AcRemarksGroup *self, AcClient *client)
{
  g_return_if_fail (AC_IS_REMARKS_GROUP (self));

  g_set_object (&self->client, client);
}

AcRemarks *
ac_remarks_group_dup_remarks (AcRemarksGroup *self)
{
  AcIsoEntry *language = NULL;

  g_return_val_if_fail (AC_IS_REMARKS_GROUP (self), NULL);

  language = get_language (self);
  return ac_remarks_new (gtk_editable_get_text (GTK_EDITABLE (self->note_row)),
                         language != NULL ? ac_iso_entry_get_code (language) : NULL, self->card);
}

gboolean
ac_remarks_group_has_note (AcRemarksGroup *self)
{
  g_autofree char *note = NULL;

  g_return_val_if_fail (AC_IS_REMARKS_GROUP (self), FALSE);

  note = dup_note (self);
  return note != NULL;
}

void
ac_remarks_group_set_remarks (AcRemarksGroup *self, AcRemarks *remarks)
{
  const char *note = NULL;

  g_return_if_fail (AC_IS_REMARKS_GROUP (self));
  g_return_if_fail (AC_IS_REMARKS (remarks));

  note = ac_remarks_get_note (remarks);
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->note_row), note != NULL ? note : "");
  adw_combo_row_set_selected (self->language_row,
                              ac_languages_find (ac_remarks_get_language (remarks)));
  self->setting = FALSE;
  g_set_object (&self->card, ac_remarks_get_card (remarks));
  update_summary (self);
  update_card (self);
}

void
ac_remarks_group_show_text (AcRemarksGroup *self, const char *text)
{
  g_autofree char *url = NULL;

  g_return_if_fail (AC_IS_REMARKS_GROUP (self));

  if (text != NULL && self->card != NULL && !ac_link_card_is_in (self->card, text))
    g_clear_object (&self->card);
  url = text != NULL ? ac_link_card_find_link (text) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->card_row), url != NULL);
  if (g_strcmp0 (url, self->url) == 0)
    return;

  stop_loading (self);
  g_clear_pointer (&self->refusal, g_free);
  g_set_str (&self->url, url);
  update_card (self);
}
