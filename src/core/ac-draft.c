/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-draft.h"
#include "ac-noun-private.h"

struct _AcDraft
{
  GObject parent_instance;

  char *id;
  char *text;
  AcRemarks *remarks;
  gint64 updated_at;
  AcLife life;
  gint64 share_at;
  GListStore *pictures;
  GPtrArray *targets;
};

G_DEFINE_FINAL_TYPE (AcDraft, ac_draft, G_TYPE_OBJECT)

static const AcJsonField draft_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 36 },
  { "text", AC_JSON_STRING, AC_JSON_REQUIRED, 400000 },
  { "updated_at", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "life", AC_JSON_STRING, AC_JSON_OPTIONAL, 8 },
  { "share_at", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "note", AC_JSON_STRING, AC_JSON_OPTIONAL, 4 * AC_REMARKS_MAX_NOTE },
  { "language", AC_JSON_STRING, AC_JSON_OPTIONAL, AC_REMARKS_MAX_LANGUAGE },
  { "card", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { "targets", AC_JSON_ARRAY, AC_JSON_REQUIRED, AC_DRAFT_MAX_TARGETS },
  { "pictures", AC_JSON_ARRAY, AC_JSON_OPTIONAL, AC_STATUS_MAX_PICTURES },
  { NULL },
};

static const AcJsonField target_fields[] = {
  { "account_id", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "service", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { "audience", AC_JSON_STRING, AC_JSON_REQUIRED, 16 },
  { "form", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "link", AC_JSON_STRING, AC_JSON_OPTIONAL, 36 },
  { "text", AC_JSON_STRING, AC_JSON_OPTIONAL, 400000 },
  { "long_text", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "chosen", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL, 0 },
  { NULL },
};

static void
target_free (gpointer data)
{
  AcDraftTarget *self = data;

  g_free (self->account_id);
  g_free (self->service);
  g_free (self->link_id);
  g_free (self->text);
  g_free (self);
}

static void
ac_draft_finalize (GObject *object)
{
  AcDraft *self = AC_DRAFT (object);

  g_free (self->id);
  g_free (self->text);
  g_object_unref (self->remarks);
  g_object_unref (self->pictures);
  g_ptr_array_unref (self->targets);

  G_OBJECT_CLASS (ac_draft_parent_class)->finalize (object);
}

static void
ac_draft_class_init (AcDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_draft_finalize;
}

static void
ac_draft_init (AcDraft *self)
{
  self->pictures = g_list_store_new (AC_TYPE_PICTURE);
  self->targets = g_ptr_array_new_with_free_func (target_free);
  self->remarks = ac_remarks_new (NULL, NULL, NULL);
}

AcDraft *
ac_draft_new (const char *id, const char *text)
{
  AcDraft *self = NULL;

  g_return_val_if_fail (id != NULL && text != NULL, NULL);

  self = g_object_new (AC_TYPE_DRAFT, NULL);
  self->id = g_strdup (id);
  self->text = g_strdup (text);
  return self;
}

static gboolean
read_target (AcDraft *self, JsonNode *node, GError **error)
{
  JsonObject *object = ac_noun_open (node, target_fields, error);
  int audience = AC_AUDIENCE_DIRECT;
  int form = AC_FORM_POST;
  int long_text = AC_LONG_TEXT_REFUSE;
  AcDraftTarget target = { 0 };

  if (object == NULL || !ac_noun_read_id (object, "account_id", error) ||
      !ac_noun_read_id (object, "link", error) ||
      !ac_noun_read_enum (object, "audience", AC_TYPE_AUDIENCE, &audience, error) ||
      !ac_noun_read_enum (object, "form", AC_TYPE_FORM, &form, error) ||
      !ac_noun_read_enum (object, "long_text", AC_TYPE_LONG_TEXT, &long_text, error))
    return FALSE;

  target.account_id = (char *) ac_json_get_string (object, "account_id");
  target.service = (char *) ac_json_get_string (object, "service");
  target.link_id = (char *) ac_json_get_string (object, "link");
  target.text = (char *) ac_json_get_string (object, "text");
  target.audience = audience;
  target.form = form;
  target.long_text = long_text;
  target.chosen =
      !json_object_has_member (object, "chosen") || ac_json_get_boolean (object, "chosen");
  if ((target.account_id == NULL) == (target.service == NULL))
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY,
                                "A target is an account or a service"),
           FALSE;
  ac_draft_add_target (self, &target);
  return TRUE;
}

gboolean
ac_draft_read_targets (AcDraft *self, JsonArray *array, GError **error)
{
  g_return_val_if_fail (AC_IS_DRAFT (self), FALSE);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_target (self, json_array_get_element (array, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_pictures (AcDraft *self, JsonArray *array, GError **error)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autoptr(AcPicture) picture =
                    ac_picture_from_json (json_array_get_element (array, i), error);

      if (picture == NULL)
        return FALSE;
      ac_draft_add_picture (self, picture);
    }

  return TRUE;
}

AcDraft *
ac_draft_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  int life = AC_LIFE_KEEP;
  g_autoptr(AcRemarks) remarks = NULL;
  g_autoptr(AcDraft) self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, draft_fields, error)))
    return NULL;

  self = ac_draft_new (ac_json_get_string (object, "id"), ac_json_get_string (object, "text"));
  if (!ac_noun_read_id (object, "id", error) ||
      !ac_noun_read_time (object, "updated_at", &self->updated_at, error) ||
      !ac_noun_read_time (object, "share_at", &self->share_at, error) ||
      !ac_noun_read_enum (object, "life", AC_TYPE_LIFE, &life, error) ||
      !(remarks = ac_remarks_from_json (object, error)) ||
      !ac_draft_read_targets (self, ac_json_get_array (object, "targets"), error) ||
      !read_pictures (self, ac_json_get_array (object, "pictures"), error))
    return NULL;

  self->life = life;
  ac_draft_set_remarks (self, remarks);
  return g_steal_pointer (&self);
}

static JsonArray *
write_targets (AcDraft *self)
{
  JsonArray *array = json_array_sized_new (self->targets->len);

  for (guint i = 0; i < self->targets->len; i++)
    {
      const AcDraftTarget *target = g_ptr_array_index (self->targets, i);
      JsonObject *object = json_object_new ();

      ac_json_set_string (object, "account_id", target->account_id);
      ac_json_set_string (object, "service", target->service);
      ac_noun_write_enum (object, "audience", AC_TYPE_AUDIENCE, target->audience);
      if (target->form != AC_FORM_POST)
        ac_json_set_string (object, "form", ac_form_to_slug (target->form));
      ac_json_set_string (object, "link", target->link_id);
      ac_json_set_string (object, "text", target->text);
      if (target->long_text != AC_LONG_TEXT_REFUSE)
        ac_noun_write_enum (object, "long_text", AC_TYPE_LONG_TEXT, target->long_text);
      if (!target->chosen)
        json_object_set_boolean_member (object, "chosen", FALSE);
      json_array_add_object_element (array, object);
    }

  return array;
}

JsonNode *
ac_draft_to_json (AcDraft *self)
{
  JsonObject *object = NULL;
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->pictures));
  JsonArray *pictures = NULL;

  g_return_val_if_fail (AC_IS_DRAFT (self), NULL);

  object = json_object_new ();
  ac_json_set_string (object, "id", self->id);
  ac_json_set_string (object, "text", self->text);
  ac_remarks_write (self->remarks, object);
  ac_json_set_time (object, "updated_at", self->updated_at);
  ac_noun_write_enum (object, "life", AC_TYPE_LIFE, self->life);
  ac_json_set_time (object, "share_at", self->share_at);
  json_object_set_array_member (object, "targets", write_targets (self));
  if (n == 0)
    return ac_noun_close (object);

  pictures = json_array_sized_new (n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (G_LIST_MODEL (self->pictures), i);

      json_array_add_element (pictures, ac_picture_to_json (picture));
    }
  json_object_set_array_member (object, "pictures", pictures);
  return ac_noun_close (object);
}

const char *
ac_draft_get_id (AcDraft *self)
{
  g_return_val_if_fail (AC_IS_DRAFT (self), NULL);

  return self->id;
}

const char *
ac_draft_get_text (AcDraft *self)
{
  g_return_val_if_fail (AC_IS_DRAFT (self), NULL);

  return self->text;
}

AcRemarks *
ac_draft_get_remarks (AcDraft *self)
{
  g_return_val_if_fail (AC_IS_DRAFT (self), NULL);

  return self->remarks;
}

gint64
ac_draft_get_updated_at (AcDraft *self)
{
  g_return_val_if_fail (AC_IS_DRAFT (self), 0);

  return self->updated_at;
}

AcLife
ac_draft_get_life (AcDraft *self)
{
  g_return_val_if_fail (AC_IS_DRAFT (self), AC_LIFE_KEEP);

  return self->life;
}

gint64
ac_draft_get_share_at (AcDraft *self)
{
  g_return_val_if_fail (AC_IS_DRAFT (self), 0);

  return self->share_at;
}

GListModel *
ac_draft_get_pictures (AcDraft *self)
{
  g_return_val_if_fail (AC_IS_DRAFT (self), NULL);

  return G_LIST_MODEL (self->pictures);
}

guint
ac_draft_get_n_targets (AcDraft *self)
{
  g_return_val_if_fail (AC_IS_DRAFT (self), 0);

  return self->targets->len;
}

const AcDraftTarget *
ac_draft_get_target (AcDraft *self, guint position)
{
  g_return_val_if_fail (AC_IS_DRAFT (self) && position < self->targets->len, NULL);

  return g_ptr_array_index (self->targets, position);
}

void
ac_draft_set_updated_at (AcDraft *self, gint64 updated_at)
{
  g_return_if_fail (AC_IS_DRAFT (self));

  self->updated_at = updated_at;
}

void
ac_draft_set_remarks (AcDraft *self, AcRemarks *remarks)
{
  g_return_if_fail (AC_IS_DRAFT (self));
  g_return_if_fail (AC_IS_REMARKS (remarks));

  g_set_object (&self->remarks, remarks);
}

void
ac_draft_set_life (AcDraft *self, AcLife life)
{
  g_return_if_fail (AC_IS_DRAFT (self));

  self->life = life;
}

void
ac_draft_set_share_at (AcDraft *self, gint64 share_at)
{
  g_return_if_fail (AC_IS_DRAFT (self));

  self->share_at = share_at;
}

void
ac_draft_add_picture (AcDraft *self, AcPicture *picture)
{
  g_return_if_fail (AC_IS_DRAFT (self));
  g_return_if_fail (AC_IS_PICTURE (picture));

  g_list_store_append (self->pictures, picture);
}

void
ac_draft_add_target (AcDraft *self, const AcDraftTarget *target)
{
  AcDraftTarget *own = g_new0 (AcDraftTarget, 1);

  g_return_if_fail (AC_IS_DRAFT (self));

  own->account_id = g_strdup (target->account_id);
  own->service = g_strdup (target->service);
  own->link_id = g_strdup (target->link_id);
  own->text = g_strdup (target->text);
  own->audience = target->audience;
  own->form = target->form;
  own->long_text = target->long_text;
  own->chosen = target->chosen;
  g_ptr_array_add (self->targets, own);
}

void
ac_draft_copy_targets (AcDraft *self, AcDraft *other)
{
  g_return_if_fail (AC_IS_DRAFT (self));
  g_return_if_fail (AC_IS_DRAFT (other) && other != self);

  g_ptr_array_set_size (self->targets, 0);
  for (guint i = 0; i < other->targets->len; i++)
    ac_draft_add_target (self, g_ptr_array_index (other->targets, i));
}
