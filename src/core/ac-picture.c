/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-picture.h"

#include "ac-noun-private.h"

struct _AcPicture
{
  GObject parent_instance;

  char *id;
  AcPictureFacts facts;
  gsize size;
  char *alt;
  char *address;
  GBytes *bytes;
};

G_DEFINE_FINAL_TYPE (AcPicture, ac_picture, G_TYPE_OBJECT)

static const AcJsonField picture_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "type", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "width", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "height", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "size", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
  { "duration_ms", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
  { "of_several", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL, 0 },
  { "alt", AC_JSON_STRING, AC_JSON_OPTIONAL, 4 * AC_PICTURE_MAX_ALT },
  { NULL },
};

static void
ac_picture_finalize (GObject *object)
{
  AcPicture *self = AC_PICTURE (object);

  g_free (self->id);
  g_free (self->alt);
  g_free (self->address);
  g_clear_pointer (&self->bytes, g_bytes_unref);

  G_OBJECT_CLASS (ac_picture_parent_class)->finalize (object);
}

static void
ac_picture_class_init (AcPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_picture_finalize;
}

static void
ac_picture_init (AcPicture *self)
{
}

AcPicture *
ac_picture_new (const char *id, const AcPictureFacts *facts, gsize size)
{
  AcPicture *self = NULL;

  g_return_val_if_fail (id != NULL && facts != NULL, NULL);

  self = g_object_new (AC_TYPE_PICTURE, NULL);
  self->id = g_strdup (id);
  self->facts = *facts;
  self->size = size;
  return self;
}

/* AC_ERROR_BAD_REPLY when node isn't exactly the schema Picture of the API. */
AcPicture *
ac_picture_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  AcPicture *self = NULL;
  AcPictureFacts facts = { 0 };
  guint size = 0;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, picture_fields, error)) == NULL ||
      !ac_noun_read_id (object, "id", error) ||
      !ac_noun_read_uint (object, "width", &facts.width, error) ||
      !ac_noun_read_uint (object, "height", &facts.height, error) ||
      !ac_noun_read_uint (object, "size", &size, error) ||
      !ac_noun_read_uint (object, "duration_ms", &facts.ms, error))
    return NULL;
  if (!ac_picture_type_from_mime (ac_json_get_string (object, "type"), &facts.type))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "No such type of picture");
      return NULL;
    }

  facts.of_several = ac_json_get_boolean (object, "of_several");
  self = ac_picture_new (ac_json_get_string (object, "id"), &facts, size);
  ac_picture_set_alt (self, ac_json_get_string (object, "alt"));
  return self;
}

JsonNode *
ac_picture_to_json (AcPicture *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_PICTURE (self), NULL);

  object = json_object_new ();
  ac_json_set_string (object, "id", self->id);
  ac_json_set_string (object, "type", ac_picture_type_to_mime (self->facts.type));
  json_object_set_int_member (object, "width", self->facts.width);
  json_object_set_int_member (object, "height", self->facts.height);
  json_object_set_int_member (object, "size", self->size);
  if (self->facts.ms > 0)
    json_object_set_int_member (object, "duration_ms", self->facts.ms);
  if (self->facts.of_several)
    json_object_set_boolean_member (object, "of_several", TRUE);
  ac_json_set_string (object, "alt", self->alt);
  return ac_noun_close (object);
}

const char *
ac_picture_get_id (AcPicture *self)
{
  g_return_val_if_fail (AC_IS_PICTURE (self), NULL);

  return self->id;
}

AcPictureType
ac_picture_get_type_of_file (AcPicture *self)
{
  g_return_val_if_fail (AC_IS_PICTURE (self), AC_PICTURE_JPEG);

  return self->facts.type;
}

guint
ac_picture_get_ms (AcPicture *self)
{
  g_return_val_if_fail (AC_IS_PICTURE (self), 0);

  return self->facts.ms;
}

gboolean
ac_picture_is_video (AcPicture *self)
{
  g_return_val_if_fail (AC_IS_PICTURE (self), FALSE);

  return self->facts.type == AC_PICTURE_MP4;
}

guint
ac_picture_get_width (AcPicture *self)
{
  g_return_val_if_fail (AC_IS_PICTURE (self), 0);

  return self->facts.width;
}

guint
ac_picture_get_height (AcPicture *self)
{
  g_return_val_if_fail (AC_IS_PICTURE (self), 0);

  return self->facts.height;
}

gboolean
ac_picture_is_of_several (AcPicture *self)
{
  g_return_val_if_fail (AC_IS_PICTURE (self), FALSE);

  return self->facts.of_several;
}

gsize
ac_picture_get_size (AcPicture *self)
{
  g_return_val_if_fail (AC_IS_PICTURE (self), 0);

  return self->size;
}

const char *
ac_picture_get_alt (AcPicture *self)
{
  g_return_val_if_fail (AC_IS_PICTURE (self), NULL);

  return self->alt;
}

GBytes *
ac_picture_get_bytes (AcPicture *self)
{
  g_return_val_if_fail (AC_IS_PICTURE (self), NULL);

  return self->bytes;
}

void
ac_picture_set_alt (AcPicture *self, const char *alt)
{
  g_return_if_fail (AC_IS_PICTURE (self));

  g_set_str (&self->alt, alt);
}

void
ac_picture_set_bytes (AcPicture *self, GBytes *bytes)
{
  g_return_if_fail (AC_IS_PICTURE (self));

  if (bytes != NULL)
    g_bytes_ref (bytes);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = bytes;
}

const char *
ac_picture_get_address (AcPicture *self)
{
  g_return_val_if_fail (AC_IS_PICTURE (self), NULL);

  return self->address;
}

void
ac_picture_set_address (AcPicture *self, const char *address)
{
  g_return_if_fail (AC_IS_PICTURE (self));

  g_set_str (&self->address, address);
}

AcPicture *
ac_pictures_get_video (GListModel *pictures)
{
  guint n = pictures != NULL ? g_list_model_get_n_items (pictures) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);

      if (ac_picture_is_video (picture))
        return g_steal_pointer (&picture);
    }
  return NULL;
}
