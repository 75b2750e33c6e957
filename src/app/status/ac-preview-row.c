/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-preview-row.h"
#include "ac-row.h"

struct _AcPreviewRow
{
  AdwExpanderRow parent_instance;
  GPtrArray *posts; /* of Post */
  GStrv texts;
  char *note;       /* (nullable): that stands beside each text */
  char *pictures;   /* (nullable): what the first post shows beside its words */
  AcLinkCard *card; /* (nullable): of the first post that has its link */
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (AcPreviewRow, ac_preview_row, ADW_TYPE_EXPANDER_ROW)

typedef struct
{
  GtkWidget *row;
  GtkLabel *place;
  GtkLabel *note;
  GtkLabel *text;
  GtkLabel *card;
  GtkLabel *pictures;
} Post;

static GtkLabel *
add_label (GtkBox *box, gboolean caption)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  if (caption)
    {
      gtk_widget_add_css_class (GTK_WIDGET (label), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (label), "dimmed");
    }
  gtk_box_append (box, GTK_WIDGET (label));
  return label;
}

static Post *
add_post (AcPreviewRow *self)
{
  Post *post = g_new0 (Post, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (box, "ac-preview");
  post->row = gtk_list_box_row_new ();
  post->place = add_label (GTK_BOX (box), TRUE);
  post->note = add_label (GTK_BOX (box), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (post->note), "heading");
  post->text = add_label (GTK_BOX (box), FALSE);
  post->card = add_label (GTK_BOX (box), TRUE);
  post->pictures = add_label (GTK_BOX (box), TRUE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (post->row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (post->row), box);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), post->row);
  g_ptr_array_add (self->posts, post);
  return post;
}

static void
set_label (GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

/* It stands in the first post that has its link, unless that one has pictures. */
static char *
describe_card (AcPreviewRow *self, guint i)
{
  if (self->card == NULL || !ac_link_card_is_in (self->card, self->texts[i]) ||
      (i == 0 && self->pictures != NULL))
    return NULL;
  for (guint j = 0; j < i; j++)
    if (ac_link_card_is_in (self->card, self->texts[j]))
      return NULL;

  return ac_words_link_card (self->card);
}

static void
fill_post (AcPreviewRow *self, guint i, guint n)
{
  Post *post = i < self->posts->len ? g_ptr_array_index (self->posts, i) : add_post (self);
  const char *text = self->texts[i];
  const char *pictures = i == 0 ? self->pictures : NULL;
  /* Translators: the place of a post in a thread */
  g_autofree char *place = n > 1 ? g_strdup_printf (_("Post %u of %u"), i + 1, n) : NULL;
  g_autofree char *card = describe_card (self, i);
  g_autoptr(GString) name = g_string_new (NULL);
  const char *said[] = { place, self->note, text, card, pictures };

  for (gsize j = 0; j < G_N_ELEMENTS (said); j++)
    if (said[j] != NULL && *said[j] != '\0')
      g_string_append_printf (name, "%s%s", name->len > 0 ? ". " : "", said[j]);
  set_label (post->place, place);
  set_label (post->note, self->note);
  set_label (post->card, card);
  set_label (post->text, *text != '\0' ? text : NULL);
  set_label (post->pictures, pictures);
  gtk_accessible_update_property (GTK_ACCESSIBLE (post->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name->str, -1);
}

/* What nobody has opened costs nothing while somebody writes. */
gboolean
ac_preview_row_fill (AcPreviewRow *self)
{
  const guint n = self->texts != NULL ? g_strv_length (self->texts) : 0;

  if (!self->stale || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return FALSE;

  self->stale = FALSE;
  for (guint i = 0; i < n; i++)
    fill_post (self, i, n);
  while (self->posts->len > n)
    {
      Post *post = g_ptr_array_steal_index (self->posts, self->posts->len - 1);

      adw_expander_row_remove (ADW_EXPANDER_ROW (self), post->row);
      g_free (post);
    }
  return TRUE;
}

static void
expanded_cb (AcPreviewRow *self)
{
  (void) ac_preview_row_fill (self);
}

static void
ac_preview_row_finalize (GObject *object)
{
  AcPreviewRow *self = AC_PREVIEW_ROW (object);

  g_ptr_array_unref (self->posts);
  g_strfreev (self->texts);
  g_free (self->note);
  g_free (self->pictures);
  g_clear_object (&self->card);

  G_OBJECT_CLASS (ac_preview_row_parent_class)->finalize (object);
}

static void
ac_preview_row_class_init (AcPreviewRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_preview_row_finalize;
}

static void
ac_preview_row_init (AcPreviewRow *self)
{
  self->posts = g_ptr_array_new_with_free_func (g_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  ac_row_expose_expander (ADW_EXPANDER_ROW (self));
  g_signal_connect_object (self, "notify::expanded", G_CALLBACK (expanded_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
ac_preview_row_new (void)
{
  return g_object_new (AC_TYPE_PREVIEW_ROW, NULL);
}

static char *
describe (AcTargetRow *target, guint n)
{
  const char *service = ac_target_row_get_service (target);
  const char *audience = ac_words_audience (service, ac_target_row_get_audience (target));
  g_autofree char *count =
      n > 1 ? g_strdup_printf (ngettext ("Thread of %u post", "Thread of %u posts", n), n)
            : ac_target_row_is_too_long (target)
          ? g_strdup (_("Too long"))
          : g_strdup (_("One post"));

  return g_strdup_printf ("%s · %s · %s", ac_words_service (service), audience, count);
}

void
ac_preview_row_show (AcPreviewRow *self,
                     AcTargetRow *target,
                     GListModel *pictures,
                     AcLinkCard *card)
{
  const AcWording *wording = ac_target_row_get_wording (target);
  const char *const *parts =
      ac_target_row_is_thread (target) ? ac_target_row_get_parts (target) : NULL;
  const gboolean story = ac_target_row_get_form (target) == AC_FORM_STORY;
  const guint n_pictures = g_list_model_get_n_items (pictures);
  g_autofree char *words = NULL;

  g_return_if_fail (AC_IS_PREVIEW_ROW (self));

  g_strfreev (self->texts);
  self->texts = parts != NULL
                    ? g_strdupv ((GStrv) parts)
                    : g_strdupv ((char *[]) { story ? (char *) "" : wording->text, NULL });
  g_clear_pointer (&self->note, g_free);
  self->note = story || wording->note == NULL ? NULL : ac_words_note (wording->note);
  if (story || !ac_target_row_takes_cards (target))
    card = NULL;
  g_set_object (&self->card, card);
  g_clear_pointer (&self->pictures, g_free);
  self->pictures = n_pictures > 0 ? ac_words_pictures (pictures) : NULL;
  words = describe (target, g_strv_length (self->texts));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 adw_preferences_row_get_title (ADW_PREFERENCES_ROW (target)));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words);
  self->stale = TRUE;
}
