/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-composer-private.h"
#include "ac-picture-draft.h"

/* What is dragged here, or copied elsewhere and pasted with the keyboard. */

static void
encoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AcComposer) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcPicture) draft = ac_picture_draft_finish (result, &error);

  if (g_cancellable_is_cancelled (self->scope))
    return;
  if (draft == NULL)
    ac_composer_say_error (self, error);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->pictures)) < AC_STATUS_MAX_PICTURES)
    g_list_store_append (self->pictures, draft);
}

static void
take_file_list (AcComposer *self, GdkFileList *list)
{
  g_autoptr(GSList) found = gdk_file_list_get_files (list);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (GSList *l = found; l != NULL; l = l->next)
    g_ptr_array_add (files, g_object_ref (l->data));
  ac_composer_take_files (self, files);
}

static gboolean
take_value (AcComposer *self, const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    take_file_list (self, g_value_get_boxed (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    ac_picture_draft_encode (g_value_get_object (value), self->scope, encoded_cb,
                             g_object_ref (self));
  else
    return FALSE;

  return TRUE;
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AcComposer) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL && !g_cancellable_is_cancelled (self->scope))
    take_value (self, value);
}

/* Files, or a picture where no text was copied with it. G_TYPE_INVALID: the text is pasted. */
static GType
choose_type (GdkClipboard *clipboard)
{
  g_autoptr(GdkContentFormats) formats = gdk_content_formats_union_deserialize_gtypes (
      gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard)));

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    return GDK_TYPE_FILE_LIST;
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) &&
      !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    return GDK_TYPE_TEXTURE;

  return G_TYPE_INVALID;
}

void
ac_composer_paste (AcComposer *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (self->text_view);
  const GType type = choose_type (clipboard);

  if (type == G_TYPE_INVALID)
    return;

  g_signal_stop_emission_by_name (self->text_view, "paste-clipboard");
  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, self->scope, pasted_cb,
                                  g_object_ref (self));
}

/* Before the text view, which would take the names of files as a text. */
void
ac_composer_accept_drops (AcComposer *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (take_value), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
