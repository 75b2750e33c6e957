/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-picture-row.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-picture-draft.h"

struct _AcPictureRow
{
  AdwEntryRow parent_instance;
  AcPicture *draft;
  GtkPicture *thumbnail;
  GtkWidget *film;
  GtkWidget *unread;
  GtkLabel *duration;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (AcPictureRow, ac_picture_row, ADW_TYPE_ENTRY_ROW)

static void
changed_cb (AcPictureRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));

  if (self->draft != NULL)
    ac_picture_set_alt (self->draft, *text != '\0' ? text : NULL);
}

static void
ac_picture_row_dispose (GObject *object)
{
  AcPictureRow *self = AC_PICTURE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AC_TYPE_PICTURE_ROW);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ac_picture_row_parent_class)->dispose (object);
}

static void
ac_picture_row_class_init (AcPictureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ac_picture_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/accountscenter/AccountsCenter/ac-picture-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AcPictureRow, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, AcPictureRow, film);
  gtk_widget_class_bind_template_child (widget_class, AcPictureRow, unread);
  gtk_widget_class_bind_template_child (widget_class, AcPictureRow, duration);
  gtk_widget_class_bind_template_child (widget_class, AcPictureRow, remove_button);
}

static void
ac_picture_row_init (AcPictureRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (self), AC_PICTURE_MAX_ALT);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

/* There is no picture of it: nothing of it is decoded. */
static void
show_video (AcPictureRow *self, AcPicture *draft)
{
  const char *name = ac_picture_draft_get_name (draft);
  g_autofree char *length = ac_words_length (ac_picture_get_ms (draft));

  gtk_widget_set_visible (self->film, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->thumbnail), FALSE);
  gtk_label_set_label (self->duration, length);
  gtk_widget_set_tooltip_text (self->film, name);
  /* Translators: of a video, for people who don’t see it */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("What the Video Shows"));
  gtk_widget_set_tooltip_text (self->remove_button, _("Remove the Video"));
}

static void
show_picture (AcPictureRow *self, AcPicture *draft)
{
  GdkTexture *texture = ac_picture_draft_get_texture (draft);

  gtk_picture_set_paintable (self->thumbnail, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->thumbnail), texture != NULL);
  gtk_widget_set_visible (self->unread, texture == NULL);
}

GtkWidget *
ac_picture_row_new (AcPicture *draft)
{
  AcPictureRow *self = g_object_new (AC_TYPE_PICTURE_ROW, NULL);

  self->draft = g_object_ref (draft);
  if (ac_picture_is_of_several (draft))
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("What the First Shows"));
  if (ac_picture_is_video (draft))
    show_video (self, draft);
  else
    show_picture (self, draft);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove_button), "s",
                                    ac_picture_get_id (draft));
  return GTK_WIDGET (self);
}
