/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-composer-private.h"
#include "ac-picture-draft.h"
#include "ac-picture-kinds.h"

#define MAX_TEXT_FILE 400000
#define FACTS "standard::type,standard::size,standard::content-type,standard::display-name"

/* Files come one after the other, so that they stand as they were named; what can't be taken is
 * told at the end, where nothing hides it. */
typedef struct
{
  AcComposer *composer;
  GPtrArray *files; /* of GFile */
  guint position;
  char *name;       /* (nullable): of the one that is being read */
  gboolean decoded; /* it is a picture that is no JPEG or PNG, so not every system reads it */
  gboolean video;
  gboolean text;
  goffset size;
  char *refusal; /* (nullable): the first of what is to be told */
} Taking;

static void take_next (Taking *self);

static void
taking_free (Taking *self)
{
  g_object_unref (self->composer);
  g_ptr_array_unref (self->files);
  g_free (self->name);
  g_free (self->refusal);
  g_free (self);
}

static char *
describe_unread (const char *name)
{
  return g_strdup_printf (_ ("“%s” can’t be read here. Save it as JPEG or PNG"), name);
}

/* Phones and cameras have other kinds of film in files of the same name. */
static char *
describe_other_video (const char *name)
{
  return g_strdup_printf (_ ("“%s” can’t be shared. Of videos, MP4 with H.264 and AAC can"), name);
}

static char *
describe_too_large (const char *name, gsize most)
{
  g_autofree char *size = g_format_size (most);

  /* Translators: the name of a file, and a size such as 33.6 MB */
  return g_strdup_printf (_ ("“%s” is too large to be shared: %s at most"), name, size);
}

/* A file that isn't too large may have too many pixels. */
static char *
describe_too_much (Taking *self)
{
  const goffset most = self->text ? MAX_TEXT_FILE : AC_PICTURE_MAX_SIZE;

  if (self->size > most)
    return describe_too_large (self->name, most);
  /* Translators: the name of a file */
  return g_strdup_printf (_ ("“%s” has too many pixels to be shared"), self->name);
}

static char *
describe_refusal (const char *name, AcError code)
{
  switch ((int) code)
    {
    case AC_ERROR_FAILED:
    case AC_ERROR_TIMED_OUT:
      return describe_unread (name);
    case AC_ERROR_NOT_FOUND:
      return g_strdup_printf (_ ("“%s” can’t be read"), name);
    case AC_ERROR_PICTURES_REFUSED:
      return g_strdup_printf (_ ("There is no room for “%s”: a status has %u pictures at most"),
                                name, AC_STATUS_MAX_PICTURES);
    default:
      return g_strdup_printf (_ ("“%s” can’t be shared. Pictures, videos (MP4) and plain texts can"),
                                name);
    }
}

/* Of an animation, for one. */
static char *
describe_first (const char *name)
{
  return g_strdup_printf (_ ("“%s” has several pictures. The first one is shared"), name);
}

static char *
describe (Taking *self, AcError code)
{
  if (code == AC_ERROR_TOO_LARGE)
    return describe_too_much (self);
  if (code == AC_ERROR_NOT_A_PICTURE && self->decoded)
    return describe_unread (self->name);
  if (code == AC_ERROR_NOT_A_PICTURE && self->video)
    return describe_other_video (self->name);
  return describe_refusal (self->name, code);
}

static void
finish_one (Taking *self, AcError code, gboolean taken)
{
  if (!taken && self->refusal == NULL)
    self->refusal = describe (self, code);
  self->position++;
  take_next (self);
}

void
ac_composer_append (AcComposer *self, const char *text)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  if (!gtk_text_iter_equal (&start, &end) && !gtk_text_iter_starts_line (&end))
    gtk_text_buffer_insert (self->buffer, &end, "\n", 1);
  gtk_text_buffer_insert (self->buffer, &end, text, -1);
}

static void
text_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Taking *self = user_data;
  g_autoptr(GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, NULL);
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  g_autofree char *text = NULL;

  if (bytes == NULL || size > MAX_TEXT_FILE || !g_utf8_validate_len (data, size, NULL))
    {
      finish_one (self, bytes == NULL ? AC_ERROR_NOT_FOUND : AC_ERROR_NOT_A_PICTURE, FALSE);
      return;
    }

  text = g_strchomp (g_strndup (data, size));
  ac_composer_append (self->composer, text);
  finish_one (self, AC_ERROR_FAILED, TRUE);
}

static void
picture_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Taking *self = user_data;
  GListStore *pictures = self->composer->pictures;
  g_autoptr(GError) error = NULL;
  g_autoptr(AcPicture) draft = ac_picture_draft_finish (result, &error);

  if (draft == NULL)
    finish_one (self, error->domain == AC_ERROR ? (AcError) error->code : AC_ERROR_FAILED, FALSE);
  else if (g_list_model_get_n_items (G_LIST_MODEL (pictures)) >= AC_STATUS_MAX_PICTURES)
    finish_one (self, AC_ERROR_PICTURES_REFUSED, FALSE);
  else
    {
      g_list_store_append (pictures, draft);
      if (ac_picture_is_of_several (draft) && self->refusal == NULL)
        self->refusal = describe_first (self->name);
      finish_one (self, AC_ERROR_FAILED, TRUE);
    }
}

static gboolean
is_decoded (const char *type)
{
  g_autofree char *mime = type != NULL ? g_content_type_get_mime_type (type) : NULL;

  return mime != NULL && g_strv_contains (ac_picture_kinds_list (), mime) &&
         !g_str_equal (mime, "image/jpeg") && !g_str_equal (mime, "image/png");
}

/* What isn't called a text may be a picture by its content, whatever its name says. */
static void
queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Taking *self = user_data;
  GFile *file = G_FILE (source);
  GCancellable *scope = self->composer->scope;
  g_autoptr(GFileInfo) info = g_file_query_info_finish (file, result, NULL);
  const char *type = info != NULL ? g_file_info_get_content_type (info) : NULL;

  if (info != NULL)
    g_set_str (&self->name, g_file_info_get_display_name (info));
  self->decoded = is_decoded (type);
  self->video = type != NULL && g_content_type_is_a (type, "video/*");
  self->text = type != NULL && g_content_type_equals (type, "text/plain");
  self->size = info != NULL ? g_file_info_get_size (info) : 0;
  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    finish_one (self, AC_ERROR_NOT_FOUND, FALSE);
  else if (!self->text)
    ac_picture_draft_load (file, NULL, scope, picture_loaded_cb, self);
  else if (self->size > MAX_TEXT_FILE)
    finish_one (self, AC_ERROR_TOO_LARGE, FALSE);
  else
    g_file_load_bytes_async (file, scope, text_loaded_cb, self);
}

static void
take_next (Taking *self)
{
  AcComposer *composer = self->composer;
  GFile *file = NULL;

  if (self->position == self->files->len || g_cancellable_is_cancelled (composer->scope))
    {
      if (self->refusal != NULL)
        {
          adw_banner_set_title (composer->error_banner, self->refusal);
          adw_banner_set_revealed (composer->error_banner, TRUE);
        }
      taking_free (self);
      return;
    }

  file = g_ptr_array_index (self->files, self->position);
  g_free (self->name);
  self->name = g_file_get_basename (file);
  g_file_query_info_async (file, FACTS, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, composer->scope,
                           queried_cb, self);
}

void
ac_composer_take_files (AcComposer *self, GPtrArray *files)
{
  Taking *taking = NULL;

  g_return_if_fail (AC_IS_COMPOSER (self));

  taking = g_new0 (Taking, 1);
  taking->composer = g_object_ref (self);
  taking->files = g_ptr_array_ref (files);
  take_next (taking);
}

void
ac_composer_tell_several (AcComposer *self)
{
  g_return_if_fail (AC_IS_COMPOSER (self));

  adw_banner_set_title (self->error_banner,
                        _("These are several pictures in one. The first one is shared"));
  adw_banner_set_revealed (self->error_banner, TRUE);
}
