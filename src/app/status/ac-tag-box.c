/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-answer.h"
#include "ac-tag-box.h"

#define MOST 8

struct _AcTagBox
{
  AdwBin parent_instance;
  AdwWrapBox *tags;
  GHashTable *shown; /* of char* */
  guint turn;        /* what was asked before it was cleared doesn't count */
};

G_DEFINE_FINAL_TYPE (AcTagBox, ac_tag_box, ADW_TYPE_BIN)

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  AcAccount *account;
  guint turn;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_object_unref (self->account);
  g_free (self);
}

static void
clicked_cb (GtkButton *button, AcTagBox *self)
{
  g_signal_emit (self, signals[PICKED], 0, g_object_get_data (G_OBJECT (button), "ac-tag"));
}

static void
add_tag (AcTagBox *self, const AcSuggestionFacts *facts, AcAccount *account)
{
  const gboolean linked = g_strcmp0 (facts->account_id, ac_account_get_id (account)) != 0;
  g_autofree char *label = g_strconcat ("#", facts->tag, NULL);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "ac-tag");
  gtk_widget_set_tooltip_text (button, linked ? _("Used at an account that is linked with it")
                                              : _("Used here lately"));
  g_object_set_data_full (G_OBJECT (button), "ac-tag", g_strdup (facts->tag), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_DEFAULT);
  adw_wrap_box_append (self->tags, button);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* Suggestions are no business of somebody who writes: what goes wrong with them is only logged. */
static void
listed_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcTagBox *self = owner;
  Asked *asked = user_data;
  GListModel *list = error == NULL ? g_value_get_object (value) : NULL;

  if (error != NULL)
    g_info ("There are no suggestions: %s", error->message);
  if (list == NULL || asked->turn != self->turn)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(AcSuggestion) suggestion = g_list_model_get_item (list, i);
      const AcSuggestionFacts *facts = ac_suggestion_get_facts (suggestion);

      if (g_hash_table_size (self->shown) < MOST &&
          g_hash_table_add (self->shown, g_utf8_casefold (facts->tag, -1)))
        add_tag (self, facts, asked->account);
    }
}

static void
ac_tag_box_finalize (GObject *object)
{
  g_hash_table_unref (AC_TAG_BOX (object)->shown);

  G_OBJECT_CLASS (ac_tag_box_parent_class)->finalize (object);
}

static void
ac_tag_box_class_init (AcTagBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_tag_box_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);

  signals[PICKED] = g_signal_new ("picked", AC_TYPE_TAG_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ac_tag_box_init (AcTagBox *self)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tags = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->tags, 6);
  adw_wrap_box_set_line_spacing (self->tags, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->tags));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Suggested hashtags"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
ac_tag_box_add (AcTagBox *self, AcClient *client, AcAccount *account)
{
  Asked *asked = NULL;

  g_return_if_fail (AC_IS_TAG_BOX (self));
  g_return_if_fail (AC_IS_ACCOUNT (account));

  asked = g_new0 (Asked, 1);
  asked->account = g_object_ref (account);
  asked->turn = self->turn;
  ac_answer_to (ac_client_list_suggestions (client, ac_account_get_id (account)), self, listed_cb,
                asked, asked_free);
}

void
ac_tag_box_clear (AcTagBox *self)
{
  GtkWidget *tag = NULL;

  g_return_if_fail (AC_IS_TAG_BOX (self));

  self->turn++;
  g_hash_table_remove_all (self->shown);
  while ((tag = gtk_widget_get_first_child (GTK_WIDGET (self->tags))) != NULL)
    adw_wrap_box_remove (self->tags, tag);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
