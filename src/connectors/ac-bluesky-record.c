/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-bluesky-private.h"
#include "ac-clock.h"

#define BURST (G_GUINT64_CONSTANT (1000000)) /* µs */

/* What is made in one moment, as a thread is, stays in its order. */
static guint64
follow (guint64 micros)
{
  static GMutex mutex;
  static guint64 last = 0;

  g_mutex_lock (&mutex);
  if (micros <= last && last - micros < BURST)
    micros = last + 1;
  last = micros;
  g_mutex_unlock (&mutex);
  return micros;
}

/* 53 bits of microseconds and 10 of chance, in an alphabet that sorts (atproto.com/specs/tid). */
char *
ac_bluesky_record_key_new (gint64 now_ms)
{
  static const char alphabet[] = "234567abcdefghijklmnopqrstuvwxyz";
  guint64 micros = follow ((guint64) now_ms * 1000 + (guint64) g_random_int_range (0, 1000));
  guint64 value = (micros & ((G_GUINT64_CONSTANT (1) << 53) - 1)) << 10 |
                  (guint64) g_random_int_range (0, 1024);
  char *key = g_malloc0 (14);

  for (int i = 12; i >= 0; i--, value >>= 5)
    key[i] = alphabet[value & 31];
  return key;
}

static void
add_link (const char *text, gsize start, gsize end, gpointer user_data)
{
  JsonArray *facets = user_data;
  g_autofree char *uri = g_strndup (text + start, end - start);
  JsonObject *facet = json_object_new ();
  JsonObject *index = json_object_new ();
  JsonObject *feature = json_object_new ();
  JsonArray *features = json_array_new ();

  json_object_set_int_member (index, "byteStart", start);
  json_object_set_int_member (index, "byteEnd", end);
  json_object_set_string_member (feature, "$type", "app.bsky.richtext.facet#link");
  json_object_set_string_member (feature, "uri", uri);
  json_array_add_object_element (features, feature);
  json_object_set_object_member (facet, "index", index);
  json_object_set_array_member (facet, "features", features);
  json_array_add_object_element (facets, facet);
}

static void
embed_card (JsonObject *record, AcLinkCard *card)
{
  JsonObject *embed = json_object_new ();
  JsonObject *external = json_object_new ();

  json_object_set_string_member (external, "uri", ac_link_card_get_url (card));
  json_object_set_string_member (external, "title", ac_link_card_get_title (card));
  json_object_set_string_member (external, "description", ac_link_card_get_description (card));
  json_object_set_string_member (embed, "$type", "app.bsky.embed.external");
  json_object_set_object_member (embed, "external", external);
  json_object_set_object_member (record, "embed", embed);
}

static void
set_language (JsonObject *record, const char *language)
{
  const char *const languages[] = { language, NULL };

  if (language != NULL)
    ac_json_set_strings (record, "langs", languages);
}

static gboolean
has_pictures (const AcContents *contents)
{
  return contents->pictures != NULL && g_list_model_get_n_items (contents->pictures) > 0;
}

static JsonObject *
make_record (const AcContents *contents, gint64 now_ms)
{
  JsonObject *record = json_object_new ();
  JsonArray *facets = json_array_new ();

  json_object_set_string_member (record, "$type", AC_BLUESKY_COLLECTION);
  json_object_set_string_member (record, "text", contents->text);
  ac_json_set_time (record, "createdAt", now_ms);
  json_object_set_boolean_member (record, AC_BLUESKY_MARK, TRUE);
  ac_text_foreach_link (contents->text, add_link, facets);
  if (json_array_get_length (facets) > 0)
    json_object_set_array_member (record, "facets", facets);
  else
    json_array_unref (facets);
  set_language (record, contents->language);
  ac_bluesky_embed_pictures (record, contents->pictures);
  if (contents->card != NULL && !has_pictures (contents) &&
      ac_link_card_is_in (contents->card, contents->text))
    embed_card (record, contents->card);
  return record;
}

/* swapRecord null says that no other record may stand there; the same bytes again change nothing.
 */
GBytes *
ac_bluesky_render_record (const char *did,
                          const char *key,
                          const AcContents *contents,
                          gint64 now_ms)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "repo", did);
  json_object_set_string_member (body, "collection", AC_BLUESKY_COLLECTION);
  json_object_set_string_member (body, "rkey", key);
  json_object_set_null_member (body, "swapRecord");
  json_object_set_object_member (body, "record", make_record (contents, now_ms));
  return ac_bluesky_json (body);
}

static JsonObject *
name_record (const AcParent *parent)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "uri", parent->remote_uri);
  json_object_set_string_member (object, "cid", parent->revision);
  return object;
}

GBytes *
ac_bluesky_complete_record (const AcParcel *parcel)
{
  static const AcJsonField any[] = { { NULL } };
  JsonObject *body = NULL;
  JsonObject *reply = NULL;

  if (parcel->parent == NULL)
    return g_bytes_ref (parcel->payload);

  body = ac_json_parse_object (parcel->payload, any, AC_JSON_OPEN, NULL);
  reply = json_object_new ();
  json_object_set_object_member (reply, "root", name_record (parcel->first));
  json_object_set_object_member (reply, "parent", name_record (parcel->parent));
  json_object_set_object_member (json_object_get_object_member (body, "record"), "reply", reply);
  return ac_bluesky_json (body);
}
