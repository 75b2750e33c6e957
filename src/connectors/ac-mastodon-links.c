/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-mastodon-private.h"
#include "ac-verified-links.h"

#define MAX_FIELDS 16
#define MAX_ADDRESS 2048

static const AcJsonField field_fields[] = {
  { "value", AC_JSON_STRING, AC_JSON_REQUIRED, 8192 },
  { "verified_at", AC_JSON_STRING, AC_JSON_OPTIONAL | AC_JSON_NULLABLE, 64 },
  { NULL },
};

/* What stands between a mark and the next quotation mark, without the escapes of HTML. */
static char *
cut_address (const char *value)
{
  static const char mark[] = "href=\"";
  const char *start = strstr (value, mark);
  g_autofree char *raw =
      start != NULL ? g_strndup (start + strlen (mark), strcspn (start + strlen (mark), "\""))
                    : g_strdup (value);
  g_auto(GStrv) parts = g_strsplit (raw, "&amp;", -1);

  return g_strjoinv ("&", parts);
}

static gboolean
is_address (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return scheme != NULL && strlen (text) <= MAX_ADDRESS && g_uri_get_host (uri) != NULL &&
         (g_str_equal (scheme, "https") || g_str_equal (scheme, "http"));
}

/* The server has looked for rel="me" at the address, and says when it found it. */
GPtrArray *
ac_mastodon_read_links (JsonArray *fields)
{
  GPtrArray *links = ac_verified_links_new ();

  for (guint i = 0; fields != NULL && i < MIN (json_array_get_length (fields), MAX_FIELDS); i++)
    {
      JsonNode *node = json_array_get_element (fields, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *address = NULL;

      if (object == NULL || !ac_json_check (object, field_fields, AC_JSON_OPEN, NULL))
        continue;
      address = cut_address (ac_json_get_string (object, "value"));
      if (is_address (address))
        ac_verified_links_add (links, address, ac_json_get_string (object, "verified_at") != NULL);
    }

  return links;
}
