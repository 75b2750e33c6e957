/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-composer-private.h"
#include "ac-picture-draft.h"
#include "ac-picture-kinds.h"

/* What is dragged here, or copied elsewhere and pasted with the keyboard. */

/* A picture that has no file, while it comes over. */
typedef struct
{
  AcComposer *composer;
  GdkDrop *drop; /* (nullable): it was pasted */
} Coming;

static void
coming_free (Coming *self)
{
  if (self->drop != NULL)
    gdk_drop_finish (self->drop, GDK_ACTION_COPY);
  g_clear_object (&self->drop);
  g_object_unref (self->composer);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Coming, coming_free)

static void
take_draft (AcComposer *self, AcPicture *draft)
{
  g_list_store_append (self->pictures, draft);
  if (ac_picture_is_of_several (draft))
    ac_composer_tell_several (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AcComposer) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcPicture) draft = ac_picture_draft_finish (result, &error);

  if (g_cancellable_is_cancelled (self->scope))
    return;
  if (draft == NULL)
    ac_composer_say_error (self, error);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->pictures)) < AC_STATUS_MAX_PICTURES)
    take_draft (self, draft);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Coming) coming = user_data;
  GOutputStream *memory = G_OUTPUT_STREAM (source);
  g_autoptr(GBytes) bytes = NULL;

  if (g_output_stream_splice_finish (memory, result, NULL) < 0)
    return;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  ac_picture_draft_load (NULL, bytes, coming->composer->scope, loaded_cb,
                         g_object_ref (coming->composer));
}

/* Takes coming. stream (nullable): there is nothing. As a file, because what a stranger made is
 * decoded by no toolkit in this process. */
static void
copy (Coming *coming, GInputStream *stream)
{
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (stream == NULL || g_cancellable_is_cancelled (coming->composer->scope))
    coming_free (coming);
  else
    g_output_stream_splice_async (
        memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
        G_PRIORITY_DEFAULT, coming->composer->scope, copied_cb, coming);
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

static void
pasted_files_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AcComposer) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL && !g_cancellable_is_cancelled (self->scope))
    take_file_list (self, g_value_get_boxed (value));
}

static void
pasted_picture_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GInputStream) stream =
                gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);

  copy (user_data, stream);
}

static gboolean
is_picture (GdkContentFormats *formats)
{
  for (guint i = 0; ac_picture_kinds_list ()[i] != NULL; i++)
    if (gdk_content_formats_contain_mime_type (formats, ac_picture_kinds_list ()[i]))
      return TRUE;
  return FALSE;
}

static Coming *
coming_new (AcComposer *composer, GdkDrop *drop)
{
  Coming *self = g_new0 (Coming, 1);

  self->composer = g_object_ref (composer);
  self->drop = drop != NULL ? g_object_ref (drop) : NULL;
  return self;
}

/* Files, or a picture where no text was copied with it; or else the text is pasted. */
void
ac_composer_paste (AcComposer *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (self->text_view);
  g_autoptr(GdkContentFormats) values = gdk_content_formats_union_deserialize_gtypes (
      gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard)));
  g_autoptr(GdkContentFormats) files = gdk_content_formats_union_serialize_mime_types (
      gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard)));

  if (gdk_content_formats_contain_gtype (values, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, self->scope,
                                    pasted_files_cb, g_object_ref (self));
  else if (is_picture (files) && !gdk_content_formats_contain_gtype (values, G_TYPE_STRING))
    gdk_clipboard_read_async (clipboard, (const char **) ac_picture_kinds_list (),
                              G_PRIORITY_DEFAULT, self->scope, pasted_picture_cb,
                              coming_new (self, NULL));
  else
    return;

  g_signal_stop_emission_by_name (self->text_view, "paste-clipboard");
}

static gboolean
dropped_files_cb (AcComposer *self, const GValue *value)
{
  take_file_list (self, g_value_get_boxed (value));
  return TRUE;
}

static void
dropped_picture_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GInputStream) stream = gdk_drop_read_finish (GDK_DROP (source), result, NULL, NULL);

  copy (user_data, stream);
}

static gboolean
drop_cb (AcComposer *self, GdkDrop *drop)
{
  gdk_drop_read_async (drop, (const char **) ac_picture_kinds_list (), G_PRIORITY_DEFAULT,
                       self->scope, dropped_picture_cb, coming_new (self, drop));
  return TRUE;
}

static void
accept (AcComposer *self, GtkEventController *target)
{
  gtk_event_controller_set_propagation_phase (target, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), target);
}

/* Before the text view, which would take the names of files as a text. Files before pictures: the
 * controller that is added last is asked first. */
void
ac_composer_accept_drops (AcComposer *self)
{
  const char *const *mimes = ac_picture_kinds_list ();
  GtkDropTargetAsync *pictures = gtk_drop_target_async_new (
      gdk_content_formats_new ((const char **) mimes, g_strv_length ((char **) mimes)),
      GDK_ACTION_COPY);
  GtkDropTarget *files = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (pictures, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (files, "drop", G_CALLBACK (dropped_files_cb), self, G_CONNECT_SWAPPED);
  accept (self, GTK_EVENT_CONTROLLER (pictures));
  accept (self, GTK_EVENT_CONTROLLER (files));
}
