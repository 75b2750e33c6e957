/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-link-card.h"
#include "ac-noun-private.h"

struct _AcLinkCard
{
  GObject parent_instance;
  char *url;
  char *title;
  char *description;
};

G_DEFINE_FINAL_TYPE (AcLinkCard, ac_link_card, G_TYPE_OBJECT)

static const AcJsonField card_fields[] = {
  { "url", AC_JSON_STRING, AC_JSON_REQUIRED, AC_LINK_CARD_MAX_URL },
  { "title", AC_JSON_STRING, AC_JSON_REQUIRED, 4 * AC_LINK_CARD_MAX_TITLE },
  { "description", AC_JSON_STRING, AC_JSON_OPTIONAL, 4 * AC_LINK_CARD_MAX_DESCRIPTION },
  { NULL },
};

static void
ac_link_card_finalize (GObject *object)
{
  AcLinkCard *self = AC_LINK_CARD (object);

  g_free (self->url);
  g_free (self->title);
  g_free (self->description);

  G_OBJECT_CLASS (ac_link_card_parent_class)->finalize (object);
}

static void
ac_link_card_class_init (AcLinkCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_link_card_finalize;
}

static void
ac_link_card_init (AcLinkCard *self)
{
}

static char *
shorten (const char *text, glong most)
{
  g_autofree char *begin = NULL;

  if (g_utf8_strlen (text, -1) <= most)
    return g_strdup (text);

  begin = g_utf8_substring (text, 0, most - 1);
  return g_strconcat (g_strchomp (begin), "…", NULL);
}

AcLinkCard *
ac_link_card_new (const char *url, const char *title, const char *description)
{
  AcLinkCard *self = NULL;

  g_return_val_if_fail (url != NULL && title != NULL && description != NULL, NULL);

  self = g_object_new (AC_TYPE_LINK_CARD, NULL);
  self->url = g_strdup (url);
  self->title = shorten (title, AC_LINK_CARD_MAX_TITLE);
  self->description = shorten (description, AC_LINK_CARD_MAX_DESCRIPTION);
  return self;
}

static gboolean
is_web_address (const char *text)
{
  return (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://")) &&
         g_uri_is_valid (text, G_URI_FLAGS_PARSE_RELAXED, NULL);
}

AcLinkCard *
ac_link_card_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = NULL;
  const char *url = NULL;
  const char *title = NULL;
  const char *description = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if (!(object = ac_noun_open (node, card_fields, error)))
    return NULL;

  url = ac_json_get_string (object, "url");
  title = ac_json_get_string (object, "title");
  description = ac_json_get_string (object, "description");
  if (!is_web_address (url) || *title == '\0')
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_BAD_REPLY,
                                "A link card has no web address, or no title"),
           NULL;
  return ac_link_card_new (url, title, description != NULL ? description : "");
}

JsonNode *
ac_link_card_to_json (AcLinkCard *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (AC_IS_LINK_CARD (self), NULL);

  object = json_object_new ();
  ac_json_set_string (object, "url", self->url);
  ac_json_set_string (object, "title", self->title);
  if (*self->description != '\0')
    ac_json_set_string (object, "description", self->description);
  return ac_noun_close (object);
}

const char *
ac_link_card_get_url (AcLinkCard *self)
{
  g_return_val_if_fail (AC_IS_LINK_CARD (self), NULL);

  return self->url;
}

const char *
ac_link_card_get_title (AcLinkCard *self)
{
  g_return_val_if_fail (AC_IS_LINK_CARD (self), NULL);

  return self->title;
}

const char *
ac_link_card_get_description (AcLinkCard *self)
{
  g_return_val_if_fail (AC_IS_LINK_CARD (self), NULL);

  return self->description;
}

char *
ac_link_card_dup_host (AcLinkCard *self)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (AC_IS_LINK_CARD (self), NULL);

  uri = g_uri_parse (self->url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : self->url);
}

typedef struct
{
  const char *url;
  gboolean found;
} Looking;

static void
compare_link (const char *text, gsize start, gsize end, gpointer user_data)
{
  Looking *looking = user_data;

  looking->found = looking->found || (strlen (looking->url) == end - start &&
                                      strncmp (text + start, looking->url, end - start) == 0);
}

gboolean
ac_link_card_is_in (AcLinkCard *self, const char *text)
{
  Looking looking = { NULL, FALSE };

  g_return_val_if_fail (AC_IS_LINK_CARD (self) && text != NULL, FALSE);

  looking.url = self->url;
  ac_text_foreach_link (text, compare_link, &looking);
  return looking.found;
}

static void
keep_first_link (const char *text, gsize start, gsize end, gpointer user_data)
{
  char **first = user_data;

  if (*first == NULL && end - start <= AC_LINK_CARD_MAX_URL)
    *first = g_strndup (text + start, end - start);
}

char *
ac_link_card_find_link (const char *text)
{
  char *first = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  ac_text_foreach_link (text, keep_first_link, &first);
  return first;
}

static gboolean
has_link (const char *text)
{
  g_autofree char *url = ac_link_card_find_link (text);

  return url != NULL;
}

const char *
ac_link_card_choose_text (AcLinkCard *self, GPtrArray *texts)
{
  g_return_val_if_fail (self == NULL || AC_IS_LINK_CARD (self), NULL);
  g_return_val_if_fail (texts != NULL, NULL);

  for (guint i = 0; self != NULL && i < texts->len; i++)
    if (ac_link_card_is_in (self, g_ptr_array_index (texts, i)))
      return g_ptr_array_index (texts, i);
  for (guint i = 0; i < texts->len; i++)
    if (has_link (g_ptr_array_index (texts, i)))
      return g_ptr_array_index (texts, i);

  return texts->len > 0 ? g_ptr_array_index (texts, 0) : NULL;
}
