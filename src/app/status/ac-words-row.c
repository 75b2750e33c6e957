/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-json.h"
#include "ac-share-rule.h"
#include "ac-words-row.h"

struct _AcWordsRow
{
  AdwEntryRow parent_instance;
  char *title; /* (nullable): while something else stands in its place */
};

G_DEFINE_FINAL_TYPE (AcWordsRow, ac_words_row, ADW_TYPE_ENTRY_ROW)

static void
changed_cb (AcWordsRow *self)
{
  if (self->title == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), self->title);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  g_clear_pointer (&self->title, g_free);
}

static void
refuse (AcWordsRow *self, const char *why)
{
  if (self->title == NULL)
    self->title = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), why);
  gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), why, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
ac_words_row_finalize (GObject *object)
{
  g_free (AC_WORDS_ROW (object)->title);

  G_OBJECT_CLASS (ac_words_row_parent_class)->finalize (object);
}

static void
ac_words_row_class_init (AcWordsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_words_row_finalize;
}

static void
ac_words_row_init (AcWordsRow *self)
{
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

void
ac_words_row_show (AcWordsRow *self, GStrv words, const char *sign)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_if_fail (AC_IS_WORDS_ROW (self));

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", sign, words[i]);
  gtk_editable_set_text (GTK_EDITABLE (self), text->str);
}

/* With whatever people put between words, and before hashtags. */
static GStrv
read_words (AcWordsRow *self)
{
  g_auto(GStrv) parts = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self)), " ,;\t", -1);
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *word = *parts[i] == '#' ? parts[i] + 1 : parts[i];

      if (*word != '\0')
        g_strv_builder_add (words, word);
    }

  return g_strv_builder_end (words);
}

/* The one who will read it says whether it can. */
gboolean
ac_words_row_write (AcWordsRow *self, JsonObject *choices, const char *member)
{
  g_auto(GStrv) words = NULL;
  g_auto(AcShareRuleFacts) facts = { .per_hour = 1, .posts = AC_AUDIENCE_PUBLIC };
  g_autoptr(JsonObject) alone = json_object_new ();

  g_return_val_if_fail (AC_IS_WORDS_ROW (self), FALSE);

  words = read_words (self);
  ac_json_set_strings (choices, member, (const char *const *) words);
  ac_json_set_strings (alone, member, (const char *const *) words);
  if (ac_share_rule_facts_read (&facts, alone, NULL))
    return TRUE;

  refuse (self, g_strv_length (words) > AC_SHARE_RULE_MAX_WORDS ? _("Too many words: 20 at most")
                                                                : _("Letters and digits only"));
  return FALSE;
}
