/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-private.h"

#define UPLOAD_SECONDS 120

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

static JsonObject *
make_image (AcPicture *picture)
{
  const char *alt = ac_picture_get_alt (picture);
  JsonObject *image = json_object_new ();
  JsonObject *ratio = json_object_new ();

  json_object_set_int_member (ratio, "width", ac_picture_get_width (picture));
  json_object_set_int_member (ratio, "height", ac_picture_get_height (picture));
  json_object_set_object_member (image, "image", make_blob (picture));
  json_object_set_string_member (image, "alt", alt != NULL ? alt : "");
  json_object_set_object_member (image, "aspectRatio", ratio);
  return image;
}

void
ac_bluesky_embed_pictures (JsonObject *record, GListModel *pictures)
{
  guint n = pictures != NULL ? g_list_model_get_n_items (pictures) : 0;
  JsonObject *embed = NULL;
  JsonArray *images = NULL;

  if (n == 0)
    return;

  embed = json_object_new ();
  images = json_array_new ();
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AcPicture) picture = g_list_model_get_item (pictures, i);

      json_array_add_object_element (images, make_image (picture));
    }
  json_object_set_string_member (embed, "$type", "app.bsky.embed.images");
  json_object_set_array_member (embed, "images", images);
  json_object_set_object_member (record, "embed", embed);
}

/* A service that names the bytes otherwise would refuse the record. */
static gboolean
is_named_alike (AcPicture *picture, AcHttpResponse *response)
{
  g_autofree char *cid = make_cid (ac_picture_get_bytes (picture));
  g_autoptr(JsonObject) object = ac_http_response_get_object (response, upload_fields, NULL);
  JsonObject *blob = ac_json_get_object (object, "blob");
  JsonObject *ref = NULL;

  if (object == NULL || !ac_json_check (blob, blob_fields, AC_JSON_OPEN, NULL))
    return FALSE;
  ref = ac_json_get_object (blob, "ref");
  return ac_json_check (ref, ref_fields, AC_JSON_OPEN, NULL) &&
         g_str_equal (ac_json_get_string (ref, "$link"), cid);
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
    .deadline = UPLOAD_SECONDS,
  };
  g_autoptr(AcHttpResponse) response = NULL;
  g_autoptr(AcOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;
  gboolean unsent = FALSE;

  if (!(response = ac_bluesky_send (call->http, call->access, &message, &unsent, &error)))
    return ac_outcome_from_error (error, unsent);
  outcome = ac_bluesky_read_outcome (response);
  if (ac_outcome_get_kind (outcome) == AC_OUTCOME_DONE && !is_named_alike (picture, response))
    return ac_outcome_new_failed (AC_OUTCOME_REJECTED, AC_ERROR_BAD_REPLY, 0);
  return g_steal_pointer (&outcome);
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
