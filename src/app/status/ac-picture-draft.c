/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-picture-draft.h"

#include "ac-decoder.h"

#define TEXTURE "ac-texture"
#define NAME "ac-name"
#define TEXTURE_PIXELS (256 * 192)
#define PIXEL 4 /* bytes */

typedef struct
{
  GFile *file;
  GBytes *bytes;
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* One byte more than there may be tells that it is too large. */
static GBytes *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, NULL);
  g_autofree char *buffer = g_malloc (AC_VIDEO_MAX_SIZE + 1);
  gsize size = 0;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), buffer,
                                                  AC_VIDEO_MAX_SIZE + 1, &size, cancellable, NULL))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_FOUND, "The file can't be read");
      return NULL;
    }

  return g_bytes_new_take (g_realloc (g_steal_pointer (&buffer), MAX (size, 1)), size);
}

/* The middle of it, so that each takes the same room. */
static GdkTexture *
cut_square (GBytes *pixels, guint width, guint height)
{
  const gsize side = MIN (width, height);
  const gsize stride = PIXEL * (gsize) width;
  const gsize begin = (height - side) / 2 * stride + (width - side) / 2 * PIXEL;
  g_autoptr(GBytes) middle =
                g_bytes_new_from_bytes (pixels, begin, (side - 1) * stride + side * PIXEL);

  return gdk_memory_texture_new (side, side, GDK_MEMORY_R8G8B8A8, middle, stride);
}

/* Nothing of a picture is decoded in this process. */
static GdkTexture *
make_texture (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  guint width = 0;
  guint height = 0;
  g_autoptr(GBytes) pixels =
                ac_decoder_shrink (bytes, TEXTURE_PIXELS, &width, &height, cancellable, error);

  return pixels != NULL ? cut_square (pixels, width, height) : NULL;
}

/* As people see it in the file manager. */
static char *
get_name (GFile *file, GCancellable *cancellable)
{
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                                                 G_FILE_QUERY_INFO_NONE, cancellable, NULL);

  return info != NULL ? g_strdup (g_file_info_get_display_name (info)) : NULL;
}

static GBytes *
take_bytes (Source *source, GCancellable *cancellable, GError **error)
{
  return source->bytes != NULL ? g_bytes_ref (source->bytes)
                               : read_file (source->file, cancellable, error);
}

/* TRUE without a texture, too, where no decoder runs: what needs none can still be shared. */
static gboolean
add_texture (AcPicture *draft, GCancellable *cancellable, GError **error)
{
  g_autoptr(GError) failure = NULL;
  GdkTexture *texture = make_texture (ac_picture_get_bytes (draft), cancellable, &failure);

  if (texture != NULL)
    g_object_set_data_full (G_OBJECT (draft), TEXTURE, texture, g_object_unref);
  else if (!g_error_matches (failure, AC_ERROR, AC_ERROR_FAILED) &&
           !g_error_matches (failure, AC_ERROR, AC_ERROR_TIMED_OUT))
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  return TRUE;
}

static void
load (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Source *source = task_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = take_bytes (source, cancellable, &error);
  g_autoptr(AcPicture) draft =
                bytes != NULL ? ac_client_draft_picture (bytes, cancellable, &error) : NULL;

  if (draft == NULL || (!ac_picture_is_video (draft) && !add_texture (draft, cancellable, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (source->file != NULL)
    g_object_set_data_full (G_OBJECT (draft), NAME, get_name (source->file, cancellable), g_free);
  g_task_return_pointer (task, g_steal_pointer (&draft), g_object_unref);
}

void
ac_picture_draft_load (GFile *file,
                       GBytes *bytes,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Source *source = g_new0 (Source, 1);

  source->file = file != NULL ? g_object_ref (file) : NULL;
  source->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  g_task_set_task_data (task, source, source_free);
  g_task_run_in_thread (task, load);
}

AcPicture *
ac_picture_draft_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GdkTexture *
ac_picture_draft_get_texture (AcPicture *draft)
{
  return g_object_get_data (G_OBJECT (draft), TEXTURE);
}

const char *
ac_picture_draft_get_name (AcPicture *draft)
{
  return g_object_get_data (G_OBJECT (draft), NAME);
}
