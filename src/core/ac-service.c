/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-core-enums.h"
#include "ac-noun-private.h"
#include "ac-service.h"

static const AcJsonField service_fields[] = {
  { "id", AC_JSON_STRING, AC_JSON_REQUIRED, 64 },
  { "name", AC_JSON_STRING, AC_JSON_REQUIRED, 256 },
  { "sign_in", AC_JSON_ARRAY, AC_JSON_REQUIRED, 8 },
  { "needs_server", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
  { "default_server", AC_JSON_STRING, AC_JSON_OPTIONAL, 2048 },
  { "audiences", AC_JSON_ARRAY, AC_JSON_REQUIRED, 8 },
  { "limits", AC_JSON_OBJECT, AC_JSON_REQUIRED, 0 },
  { "forms", AC_JSON_ARRAY, AC_JSON_OPTIONAL, 8 },
  { "pictures", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { "video", AC_JSON_OBJECT, AC_JSON_OPTIONAL, 0 },
  { "threads", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL, 0 },
  { "notes", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL, 0 },
  { "link_cards", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL, 0 },
  { "lists_posts", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL, 0 },
  { "edits", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL, 0 },
  { "by_hand", AC_JSON_BOOLEAN, AC_JSON_OPTIONAL, 0 },
  { "app_keys", AC_JSON_STRING, AC_JSON_OPTIONAL, 16 },
  { "unavailable", AC_JSON_STRING, AC_JSON_OPTIONAL, 64 },
  { NULL },
};

static void
write_sign_in (JsonObject *object, AcSignInMethods sign_in)
{
  GFlagsClass *klass = g_type_class_get (AC_TYPE_SIGN_IN_METHODS);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < klass->n_values; i++)
    {
      if ((sign_in & klass->values[i].value) != 0)
        json_array_add_string_element (array, klass->values[i].value_nick);
    }

  json_object_set_array_member (object, "sign_in", array);
}

static gboolean
read_sign_in (JsonObject *object, AcSignInMethods *sign_in, GError **error)
{
  GFlagsClass *klass = g_type_class_get (AC_TYPE_SIGN_IN_METHODS);
  JsonArray *array = ac_json_get_array (object, "sign_in");

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      GFlagsValue *method = NULL;

      if (json_node_get_value_type (element) == G_TYPE_STRING)
        method = g_flags_get_value_by_nick (klass, json_node_get_string (element));

      if (method == NULL || (*sign_in & method->value) != 0)
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "No such way to sign in");
          return FALSE;
        }

      *sign_in |= method->value;
    }

  return TRUE;
}

static const AcPictureType picture_types[] = { AC_PICTURE_JPEG, AC_PICTURE_PNG };

static void
write_pictures (JsonObject *object, const AcPictureRules *rules)
{
  JsonObject *pictures = NULL;
  JsonArray *types = NULL;

  if (rules->max == 0)
    return;

  pictures = json_object_new ();
  types = json_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (picture_types); i++)
    if (rules->types & picture_types[i])
      json_array_add_string_element (types, ac_picture_type_to_mime (picture_types[i]));
  json_object_set_int_member (pictures, "max", rules->max);
  json_object_set_boolean_member (pictures, "needed", rules->needed);
  json_object_set_array_member (pictures, "types", types);
  json_object_set_int_member (pictures, "max_size", rules->max_size);
  if (rules->max_width > 0)
    json_object_set_int_member (pictures, "max_width", rules->max_width);
  if (rules->max_pixels > 0)
    json_object_set_int_member (pictures, "max_pixels", rules->max_pixels);
  json_object_set_boolean_member (pictures, "needs_server", rules->needs_server);
  json_object_set_object_member (object, "pictures", pictures);
}

static gboolean
read_types (JsonArray *array, AcPictureRules *rules, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      AcPictureType type = AC_PICTURE_JPEG;

      if (json_node_get_value_type (element) != G_TYPE_STRING ||
          !ac_picture_type_from_mime (json_node_get_string (element), &type))
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "No such type of picture");
          return FALSE;
        }
      rules->types |= type;
    }

  return TRUE;
}

static gboolean
read_pictures (JsonObject *object, AcPictureRules *rules, GError **error)
{
  static const AcJsonField fields[] = {
    { "max", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
    { "needed", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
    { "types", AC_JSON_ARRAY, AC_JSON_REQUIRED, 8 },
    { "max_size", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
    { "max_width", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
    { "max_pixels", AC_JSON_INTEGER, AC_JSON_OPTIONAL, 0 },
    { "needs_server", AC_JSON_BOOLEAN, AC_JSON_REQUIRED, 0 },
    { NULL },
  };
  JsonObject *pictures = ac_json_get_object (object, "pictures");
  guint max_size = 0;

  if (pictures == NULL)
    return TRUE;
  if (!ac_json_check (pictures, fields, AC_JSON_CLOSED, error) ||
      !ac_noun_read_uint (pictures, "max", &rules->max, error) ||
      !ac_noun_read_uint (pictures, "max_size", &max_size, error) ||
      !ac_noun_read_uint (pictures, "max_width", &rules->max_width, error) ||
      !ac_noun_read_uint (pictures, "max_pixels", &rules->max_pixels, error) ||
      !read_types (ac_json_get_array (pictures, "types"), rules, error))
    return FALSE;

  rules->max_size = max_size;
  rules->needed = ac_json_get_boolean (pictures, "needed");
  rules->needs_server = ac_json_get_boolean (pictures, "needs_server");
  return TRUE;
}

static void
write_video (JsonObject *object, const AcVideoRules *rules)
{
  JsonObject *video = NULL;

  if (rules->max_size == 0)
    return;

  video = json_object_new ();
  json_object_set_int_member (video, "max_size", rules->max_size);
  json_object_set_int_member (video, "min_seconds", rules->min_seconds);
  json_object_set_int_member (video, "max_seconds", rules->max_seconds);
  json_object_set_int_member (video, "story_min_seconds", rules->story_min_seconds);
  json_object_set_int_member (video, "story_max_seconds", rules->story_max_seconds);
  json_object_set_object_member (object, "video", video);
}

static gboolean
read_video (JsonObject *object, AcVideoRules *rules, GError **error)
{
  static const AcJsonField fields[] = {
    { "max_size", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
    { "min_seconds", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
    { "max_seconds", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
    { "story_min_seconds", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
    { "story_max_seconds", AC_JSON_INTEGER, AC_JSON_REQUIRED, 0 },
    { NULL },
  };
  JsonObject *video = ac_json_get_object (object, "video");
  guint max_size = 0;

  if (video == NULL)
    return TRUE;
  if (!ac_json_check (video, fields, AC_JSON_CLOSED, error) ||
      !ac_noun_read_uint (video, "max_size", &max_size, error) ||
      !ac_noun_read_uint (video, "min_seconds", &rules->min_seconds, error) ||
      !ac_noun_read_uint (video, "max_seconds", &rules->max_seconds, error) ||
      !ac_noun_read_uint (video, "story_min_seconds", &rules->story_min_seconds, error) ||
      !ac_noun_read_uint (video, "story_max_seconds", &rules->story_max_seconds, error))
    return FALSE;

  rules->max_size = max_size;
  return TRUE;
}

static void
write_forms (JsonObject *object, guint forms)
{
  JsonArray *array = NULL;

  if (forms == 0)
    return;

  array = json_array_new ();
  for (AcForm form = AC_FORM_POST; form <= AC_FORM_LAST; form++)
    if (forms & (1u << form))
      json_array_add_string_element (array, ac_form_to_slug (form));
  json_object_set_array_member (object, "forms", array);
}

static gboolean
read_forms (JsonObject *object, guint *forms, GError **error)
{
  JsonArray *array = ac_json_get_array (object, "forms");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      AcForm form = AC_FORM_POST;

      if (json_node_get_value_type (element) != G_TYPE_STRING ||
          !ac_form_from_slug (json_node_get_string (element), &form))
        {
          g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY, "No such form");
          return FALSE;
        }
      *forms |= 1u << form;
    }

  return TRUE;
}

/**
 * ac_service_to_json:
 *
 * Returns: (transfer full): the schema Service of the API
 */
JsonNode *
ac_service_to_json (const AcService *service)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (service != NULL, NULL);

  object = json_object_new ();
  ac_json_set_string (object, "id", service->id);
  ac_json_set_string (object, "name", service->name);
  write_sign_in (object, service->sign_in);
  json_object_set_boolean_member (object, "needs_server", service->needs_server);
  ac_json_set_string (object, "default_server", service->default_server);
  ac_noun_write_audiences (object, service->audiences);
  ac_noun_write_limits (object, &service->limits);
  write_forms (object, service->forms);
  write_pictures (object, &service->pictures);
  write_video (object, &service->video);
  if (service->edits)
    json_object_set_boolean_member (object, "edits", TRUE);
  if (service->threads)
    json_object_set_boolean_member (object, "threads", TRUE);
  if (service->notes)
    json_object_set_boolean_member (object, "notes", TRUE);
  if (service->link_cards)
    json_object_set_boolean_member (object, "link_cards", TRUE);
  if (service->lists_posts)
    json_object_set_boolean_member (object, "lists_posts", TRUE);
  if (service->by_hand)
    json_object_set_boolean_member (object, "by_hand", TRUE);
  if (service->keys_of != AC_APP_KEYS_NONE)
    ac_noun_write_enum (object, "app_keys", AC_TYPE_APP_KEYS, service->keys_of);
  if (service->unavailable != AC_UNAVAILABLE_NOT)
    ac_noun_write_enum (object, "unavailable", AC_TYPE_UNAVAILABLE, service->unavailable);
  return ac_noun_close (object);
}

/**
 * ac_service_from_json:
 *
 * Returns: (transfer full) (nullable): free with ac_service_free(); %AC_ERROR_BAD_REPLY when @node
 *   isn't exactly the schema Service of the API
 */
AcService *
ac_service_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  AcService read = { 0 };
  int unavailable = AC_UNAVAILABLE_NOT;
  int keys_of = AC_APP_KEYS_NONE;

  g_return_val_if_fail (node != NULL, NULL);

  if ((object = ac_noun_open (node, service_fields, error)) == NULL ||
      !read_sign_in (object, &read.sign_in, error) ||
      !ac_noun_read_audiences (object, &read.audiences, error) ||
      !ac_noun_read_limits (object, &read.limits, error) ||
      !read_forms (object, &read.forms, error) || !read_pictures (object, &read.pictures, error) ||
      !read_video (object, &read.video, error) ||
      !ac_noun_read_enum (object, "app_keys", AC_TYPE_APP_KEYS, &keys_of, error) ||
      !ac_noun_read_enum (object, "unavailable", AC_TYPE_UNAVAILABLE, &unavailable, error))
    return NULL;

  read.id = g_strdup (ac_json_get_string (object, "id"));
  read.name = g_strdup (ac_json_get_string (object, "name"));
  read.needs_server = ac_json_get_boolean (object, "needs_server");
  read.default_server = g_strdup (ac_json_get_string (object, "default_server"));
  read.threads = ac_json_get_boolean (object, "threads");
  read.notes = ac_json_get_boolean (object, "notes");
  read.link_cards = ac_json_get_boolean (object, "link_cards");
  read.lists_posts = ac_json_get_boolean (object, "lists_posts");
  read.edits = ac_json_get_boolean (object, "edits");
  read.by_hand = ac_json_get_boolean (object, "by_hand");
  read.keys_of = keys_of;
  read.unavailable = unavailable;
  return g_memdup2 (&read, sizeof read);
}

/**
 * ac_service_free:
 * @service: (nullable) (transfer full): made by ac_service_from_json(), never a connector's own
 */
void
ac_service_free (AcService *service)
{
  if (service == NULL)
    return;

  g_free ((char *) service->id);
  g_free ((char *) service->name);
  g_free ((char *) service->default_server);
  g_free (service);
}

gboolean
ac_service_has_form (const AcService *service, AcForm form)
{
  g_return_val_if_fail (service != NULL, FALSE);

  return service->forms == 0 ? form == AC_FORM_POST : (service->forms & (1u << form)) != 0;
}

static guint
get_lower (guint one, guint other)
{
  return one == 0 || (other != 0 && other < one) ? other : one;
}

AcPictureBounds
ac_picture_rules_get_bounds (const AcPictureRules *rules, const AcPictureLimits *limits)
{
  g_return_val_if_fail (rules != NULL && limits != NULL, (AcPictureBounds) { 0 });

  return (AcPictureBounds) {
    .types = rules->types,
    .max_size = limits->max_size != 0 ? MIN (limits->max_size, rules->max_size) : rules->max_size,
    .max_width = rules->max_width,
    .max_pixels = get_lower (rules->max_pixels, limits->max_pixels),
  };
}

guint
ac_video_rules_get_min (const AcVideoRules *rules, AcForm form)
{
  return form == AC_FORM_STORY ? rules->story_min_seconds : rules->min_seconds;
}

guint
ac_video_rules_get_max (const AcVideoRules *rules, AcForm form)
{
  return form == AC_FORM_STORY ? rules->story_max_seconds : rules->max_seconds;
}

static gboolean
takes_video (const AcVideoRules *rules, AcForm form, AcPicture *video)
{
  guint ms = ac_picture_get_ms (video);
  guint max = ac_video_rules_get_max (rules, form);

  return ac_picture_get_size (video) <= rules->max_size &&
         ms >= ac_video_rules_get_min (rules, form) * 1000 && (max == 0 || ms <= max * 1000);
}

/* The most pictures of this form. */
static guint
get_max (const AcPictureRules *rules, AcForm form)
{
  return form == AC_FORM_STORY ? MIN (rules->max, 1) : form == AC_FORM_GHOST ? 0 : rules->max;
}

gboolean
ac_service_check_pictures (const AcService *service,
                           AcForm form,
                           GListModel *pictures,
                           GError **error)
{
  const AcPictureRules *rules = &service->pictures;
  guint n = pictures != NULL ? g_list_model_get_n_items (pictures) : 0;
  g_autoptr(AcPicture) video = ac_pictures_get_video (pictures);
  guint max = video != NULL ? MIN (get_max (rules, form), 1) : get_max (rules, form);
  gboolean needed = form == AC_FORM_STORY || rules->needed;
  AcError code = AC_ERROR_PICTURES_REFUSED;
  gboolean good = n <= max;

  if (!ac_service_has_form (service, form))
    code = AC_ERROR_INVALID;
  else if (n == 0 && needed)
    code = AC_ERROR_PICTURE_NEEDED;
  else if (n > 0 && rules->needs_server)
    code = AC_ERROR_NEEDS_SERVER;
  else
    {
      for (guint i = 0; i < n && good; i++)
        {
          g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);

          good = video == NULL || takes_video (&service->video, form, picture);
        }
      if (good)
        return TRUE;
    }

  g_set_error (error, AC_ERROR, code, "%s does not share this", service->name);
  return FALSE;
}

const char *
ac_form_to_slug (AcForm form)
{
  return ac_noun_enum_to_slug (AC_TYPE_FORM, form);
}

gboolean
ac_form_from_slug (const char *slug, AcForm *form)
{
  int value = 0;

  if (!ac_noun_enum_from_slug (AC_TYPE_FORM, slug, &value))
    return FALSE;

  *form = value;
  return TRUE;
}

const char *
ac_long_text_to_slug (AcLongText long_text)
{
  return ac_noun_enum_to_slug (AC_TYPE_LONG_TEXT, long_text);
}

gboolean
ac_long_text_from_slug (const char *slug, AcLongText *long_text)
{
  int value = 0;

  if (!ac_noun_enum_from_slug (AC_TYPE_LONG_TEXT, slug, &value))
    return FALSE;

  *long_text = value;
  return TRUE;
}

/**
 * ac_audience_to_slug:
 *
 * Returns: (transfer none): the name of @audience in the API, such as `followers`
 */
const char *
ac_audience_to_slug (AcAudience audience)
{
  g_return_val_if_fail (audience <= AC_AUDIENCE_PUBLIC, "direct");

  return ac_noun_enum_to_slug (AC_TYPE_AUDIENCE, audience);
}

/**
 * ac_audience_from_slug:
 * @audience: (out): left alone when @slug is no audience
 *
 * Returns: whether @slug is an audience
 */
gboolean
ac_audience_from_slug (const char *slug, AcAudience *audience)
{
  int value = 0;

  g_return_val_if_fail (slug != NULL, FALSE);

  if (!ac_noun_enum_from_slug (AC_TYPE_AUDIENCE, slug, &value))
    return FALSE;

  *audience = value;
  return TRUE;
}

AcAudience
ac_audiences_get_usual (guint audiences)
{
  AcAudience first = AC_AUDIENCE_DIRECT;

  if ((audiences & ~(1u << AC_AUDIENCE_DIRECT)) == 0)
    return AC_AUDIENCE_DIRECT;

  first = AC_AUDIENCE_FOLLOWERS;
  while ((audiences & (1u << first)) == 0)
    first++;
  return first;
}

int
ac_audiences_fit (guint audiences, AcAudience wish)
{
  guint not_wider = audiences & ((2u << wish) - 1);

  if ((audiences & (1u << wish)) != 0)
    return wish;
  return not_wider != 0 ? g_bit_nth_lsf (not_wider, -1) : -1;
}

char *
ac_service_dup_access_page (const AcService *service, const char *server)
{
  g_return_val_if_fail (service != NULL, NULL);

  if (service->access_page == NULL || service->access_page[0] != '/')
    return g_strdup (service->access_page);
  return server != NULL ? g_strconcat (server, service->access_page, NULL) : NULL;
}
