/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-private.h"

static const AcJsonField upload_fields[] = { { "blob", AC_JSON_OBJECT }, { NULL } };
static const AcJsonField blob_fields[] = { { "ref", AC_JSON_OBJECT }, { NULL } };
static const AcJsonField ref_fields[] = { { "$link", AC_JSON_STRING, AC_JSON_REQUIRED, 128 },
                                          { NULL } };

/* The name that these bytes have everywhere (atproto.com/specs/data-model, "link and CID formats"):
 * CID of version 1, raw, SHA-256, in base32. So it stands in the record before it is uploaded. */
static char *
make_cid (GBytes *bytes)
{
  static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  guint8 cid[36] = { 0x01, 0x55, 0x12, 0x20 };
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GString) text = g_string_new ("b");
  gsize size = 32;
  guint bits = 0;
  guint value = 0;

  g_checksum_update (checksum, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_checksum_get_digest (checksum, cid + 4, &size);
  for (guint i = 0; i < sizeof cid; i++)
    {
      value = value << 8 | cid[i];
      for (bits += 8; bits >= 5; bits -= 5)
        g_string_append_c (text, alphabet[value >> (bits - 5) & 31]);
    }
  if (bits > 0)
    g_string_append_c (text, alphabet[value << (5 - bits) & 31]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static JsonObject *
make_blob (AcPicture *picture)
{
  g_autofree char *cid = make_cid (ac_picture_get_bytes (picture));
  JsonObject *blob = json_object_new ();
  JsonObject *ref = json_object_new ();

  json_object_set_string_member (ref, "$link", cid);
  json_object_set_string_member (blob, "$type", "blob");
  json_object_set_object_member (blob, "ref", ref);
  json_object_set_string_member (blob, "mimeType",
                                 ac_picture_type_to_mime (ac_picture_get_type_of_file (picture)));
  json_object_set_int_member (blob, "size", ac_picture_get_size (picture));
  return blob;
}

/* The file as member, how wide and high it is, and what it shows. */
static JsonObject *
make_medium (const char *member, AcPicture *picture)
{
  const char *alt = ac_picture_get_alt (picture);
  JsonObject *medium = json_object_new ();
  JsonObject *ratio = json_object_new ();

  json_object_set_int_member (ratio, "width", ac_picture_get_width (picture));
  json_object_set_int_member (ratio, "height", ac_picture_get_height (picture));
  json_object_set_object_member (medium, member, make_blob (picture));
  json_object_set_string_member (medium, "alt", alt != NULL ? alt : "");
  json_object_set_object_member (medium, "aspectRatio", ratio);
  return medium;
}

static JsonObject *
make_images (GListModel *pictures)
{
  JsonObject *embed = json_object_new ();
  JsonArray *images = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);

      json_array_add_object_element (images, make_medium ("image", picture));
    }
  json_object_set_string_member (embed, "$type", "app.bsky.embed.images");
  json_object_set_array_member (embed, "images", images);
  return embed;
}

static JsonObject *
make_video (AcPicture *video)
{
  JsonObject *embed = make_medium ("video", video);

  json_object_set_string_member (embed, "$type", "app.bsky.embed.video");
  return embed;
}

void
ac_bluesky_embed_pictures (JsonObject *record, GListModel *pictures)
{
  g_autoptr(AcPicture) video = ac_pictures_get_video (pictures);

  if (pictures != NULL && g_list_model_get_n_items (pictures) > 0)
    json_object_set_object_member (record, "embed",
                                   video != NULL ? make_video (video) : make_images (pictures));
}

/* (nullable): of what was uploaded, when the answer can't be read. */
static char *
read_name (AcHttpResponse *response)
{
  g_autoptr(JsonObject) object = ac_http_response_get_object (response, upload_fields, NULL);
  JsonObject *blob = object != NULL ? ac_json_get_object (object, "blob") : NULL;
  JsonObject *ref = NULL;

  if (blob == NULL || !ac_json_check (blob, blob_fields, AC_JSON_OPEN, NULL))
    return NULL;
  ref = ac_json_get_object (blob, "ref");
  return ac_json_check (ref, ref_fields, AC_JSON_OPEN, NULL)
             ? g_strdup (ac_json_get_string (ref, "$link"))
             : NULL;
}

/* A service that names the bytes otherwise would refuse the record. */
static AcOutcome *
read_uploaded (AcPicture *picture, AcHttpResponse *response)
{
  g_autofree char *cid = make_cid (ac_picture_get_bytes (picture));
  g_autofree char *name = read_name (response);

  if (name == NULL)
    return ac_outcome_new_failed (AC_OUTCOME_NOT_SENT, AC_ERROR_BAD_REPLY, 0);
  return g_str_equal (name, cid)
             ? ac_outcome_new (AC_OUTCOME_DONE)
             : ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_BAD_REPLY, 0);
}

static AcOutcome *
upload (AcCall *call, AcPicture *picture)
{
  g_autofree char *uri = ac_bluesky_method_uri (call->access, "com.atproto.repo.uploadBlob");
  AcBlueskyMessage message = {
    .method = "POST",
    .uri = uri,
    .content_type = ac_picture_type_to_mime (ac_picture_get_type_of_file (picture)),
    .body = ac_picture_get_bytes (picture),
    .begin_before = call->parcel->begin_before,
    .deadline = ac_call_get_upload_seconds (picture),
    .tally = call->parcel->tally,
  };
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;
  gboolean unsent = FALSE;

  if (!(response = ac_bluesky_send (call->http, call->access, &message, &unsent, &error)))
    return ac_outcome_from_error (error, unsent);
  outcome = ac_bluesky_read_outcome (response);
  return ac_outcome_get_kind (outcome) == AC_OUTCOME_DONE ? read_uploaded (picture, response)
                                                          : g_steal_pointer (&outcome);
}

AcOutcome *
ac_bluesky_upload_pictures (AcCall *call)
{
  GListModel *pictures = call->parcel->pictures;
  guint n = pictures != NULL ? g_list_model_get_n_items (pictures) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);
      g_autoptr(AcOutcome) outcome = upload (call, picture);

      if (outcome == NULL || ac_outcome_get_kind (outcome) != AC_OUTCOME_DONE)
        return ac_call_nothing_shown (g_steal_pointer (&outcome));
    }
  return ac_outcome_new (AC_OUTCOME_DONE);
}
