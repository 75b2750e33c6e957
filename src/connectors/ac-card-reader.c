/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <libxml/HTMLparser.h>
#include <string.h>

#include "ac-card-reader.h"

#define CHUNK 4096
#define PROLOGUE 1024 /* where a page names its character set (HTML, "prescan") */
#define MAX_WORDS 4096
/* libxml2 looks through all that is open at each tag, and through all attributes of a tag at each
 * of them. */
#define MAX_DEPTH 256
#define MAX_TAG (16 * 1024)

typedef struct
{
  htmlParserCtxtPtr parser;
  GString *title;
  gboolean in_title;
  gboolean titled; /* the first title of a page is the page's */
  gboolean over;   /* its head is, or nobody wrote it for people */
  guint depth;
  char *og_title;
  char *og_description;
  char *description;
} Reader;

static const char *
find_attribute (const xmlChar **attributes, const char *name)
{
  for (gsize i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    if (g_ascii_strcasecmp ((const char *) attributes[i], name) == 0)
      return (const char *) attributes[i + 1];

  return NULL;
}

static void
keep_first (char **place, const char *text)
{
  if (*place == NULL)
    *place = g_strdup (text);
}

static void
read_meta (Reader *self, const xmlChar **attributes)
{
  const char *name = find_attribute (attributes, "property");
  const char *content = find_attribute (attributes, "content");

  if (name == NULL)
    name = find_attribute (attributes, "name");
  if (name == NULL || content == NULL)
    return;

  if (g_ascii_strcasecmp (name, "og:title") == 0)
    keep_first (&self->og_title, content);
  else if (g_ascii_strcasecmp (name, "og:description") == 0)
    keep_first (&self->og_description, content);
  else if (g_ascii_strcasecmp (name, "description") == 0)
    keep_first (&self->description, content);
}

static gboolean
is_named (Reader *self)
{
  return self->titled || self->og_title != NULL;
}

static void
start_element (void *user_data, const xmlChar *name, const xmlChar **attributes)
{
  Reader *self = user_data;

  self->depth++;
  if (self->depth > MAX_DEPTH || (g_str_equal (name, "body") && is_named (self)))
    self->over = TRUE;
  if (self->over)
    return;

  if (g_str_equal (name, "meta"))
    read_meta (self, attributes);
  else if (g_str_equal (name, "title"))
    self->in_title = !self->titled;
}

static void
end_element (void *user_data, const xmlChar *name)
{
  Reader *self = user_data;

  if (self->depth > 0)
    self->depth--;
  if (g_str_equal (name, "title") && self->in_title)
    {
      self->in_title = FALSE;
      self->titled = TRUE;
    }
  else if (g_str_equal (name, "head"))
    self->over = self->over || is_named (self);
}

static void
take_characters (void *user_data, const xmlChar *text, int length)
{
  Reader *self = user_data;

  if (self->in_title && self->title->len + length <= MAX_WORDS)
    g_string_append_len (self->title, (const char *) text, length);
}

/* What is in one tag is kept until its end is there, and read then. */
static gboolean
is_in_endless_tag (Reader *self, const char *text, gsize given)
{
  const glong read = xmlByteConsumed (self->parser);

  return read >= 0 && (gsize) read + MAX_TAG < given && text[read] == '<' &&
         g_ascii_isalpha (text[read + 1]);
}

static void
give_chunk (Reader *self, const char *text, gsize at, gsize size)
{
  const gsize length = MIN (CHUNK, size - at);

  if (htmlParseChunk (self->parser, text + at, (int) length, 0) == XML_ERR_NO_MEMORY ||
      is_in_endless_tag (self, text, at + length))
    self->over = TRUE;
}

/* No tree is made, nothing is loaded, and it ends with the head of the page. */
static void
parse (Reader *self, const char *text, gsize size)
{
  xmlSAXHandler handler = { .startElement = start_element,
                            .endElement = end_element,
                            .characters = take_characters,
                            .ignorableWhitespace = take_characters };

  self->parser = htmlCreatePushParserCtxt (&handler, self, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (self->parser == NULL)
    return;

  htmlCtxtUseOptions (self->parser, HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_IGNORE_ENC);
  for (gsize at = 0; at < size && !self->over; at += CHUNK)
    give_chunk (self, text, at, size);
  if (!self->over)
    (void) htmlParseChunk (self->parser, NULL, 0, 1);
  htmlFreeParserCtxt (self->parser);
}

/* What isn't ASCII or one of these is taken for UTF-8. Names as in the WHATWG's standard, which
 * reads the first of them as the second. */
static const char *
find_charset (const char *name)
{
  static const char *const known[][2] = {
    { "iso-8859-1", "windows-1252" },
    { "latin1", "windows-1252" },
    { "windows-1252", "windows-1252" },
    { "iso-8859-15", "iso-8859-15" },
    { "iso-8859-2", "iso-8859-2" },
    { "windows-1250", "windows-1250" },
    { "windows-1251", "windows-1251" },
    { "koi8-r", "koi8-r" },
    { "windows-1253", "windows-1253" },
    { "iso-8859-9", "windows-1254" },
    { "windows-1254", "windows-1254" },
    { "windows-1255", "windows-1255" },
    { "windows-1256", "windows-1256" },
    { "shift_jis", "cp932" },
    { "euc-jp", "euc-jp" },
    { "gb2312", "gb18030" },
    { "gbk", "gb18030" },
    { "gb18030", "gb18030" },
    { "big5", "big5-hkscs" },
    { "euc-kr", "cp949" },
  };

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (known[i][0], name) == 0)
      return known[i][1];

  return NULL;
}

static char *
dup_named_charset (const char *html, gsize size)
{
  g_autofree char *prologue = g_strndup (html, MIN (size, PROLOGUE));
  g_autofree char *lower = g_ascii_strdown (prologue, -1);
  const char *found = strstr (lower, "charset=");

  if (found == NULL)
    return NULL;

  found += strlen ("charset=");
  found += strspn (found, "\"' ");
  return g_strndup (found, strcspn (found, "\"' />;"));
}

/* What is nothing in that character set is left out. */
static char *
convert (const char *data, gsize size, const char *from)
{
  const GIConv converter = g_iconv_open ("UTF-8", from);
  g_autoptr(GString) text = g_string_new (NULL);
  char *in = (char *) data;

  if (converter == (GIConv) -1)
    return NULL;

  while (size > 0)
    {
      char buffer[CHUNK];
      char *out = buffer;
      gsize room = sizeof buffer;
      const gboolean failed = g_iconv (converter, &in, &size, &out, &room) == (gsize) -1;
      const int reason = errno;

      g_string_append_len (text, buffer, out - buffer);
      if (failed && reason == EILSEQ)
        in++, size--;
      else if (failed && reason != E2BIG)
        break;
    }

  g_iconv_close (converter);
  return g_utf8_make_valid (text->str, (gssize) text->len);
}

static char *
dup_text (GBytes *html, const char *charset)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (html, &size);
  const char *data = bytes != NULL ? bytes : "";
  g_autofree char *named = charset == NULL ? dup_named_charset (data, size) : NULL;
  const char *from = find_charset (charset != NULL ? charset : named);
  char *text = from != NULL ? convert (data, size, from) : NULL;

  return text != NULL ? text : g_utf8_make_valid (data, (gssize) size);
}

/* Marks that turn the direction of what follows would reach beyond the card. */
static gboolean
is_hidden (gunichar c)
{
  return g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0xfeff || c == 0xfffd;
}

static char *
tidy (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, MIN (strlen (text), MAX_WORDS));
  g_autoptr(GString) line = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        space = line->len > 0;
      else if (!is_hidden (c))
        {
          if (space)
            g_string_append_c (line, ' ');
          space = FALSE;
          g_string_append_unichar (line, c);
        }
    }

  return line->len > 0 ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}

static char *
choose (const char *first, const char *second)
{
  char *line = first != NULL ? tidy (first) : NULL;

  return line != NULL || second == NULL ? line : tidy (second);
}

void
ac_card_words_read (AcCardWords *self, GBytes *html, const char *charset)
{
  Reader reader = { NULL };
  g_autofree char *text = NULL;

  g_return_if_fail (self != NULL && html != NULL);

  text = dup_text (html, charset);
  reader.title = g_string_new (NULL);
  parse (&reader, text, strlen (text));
  self->title = choose (reader.og_title, reader.title->str);
  self->description = choose (reader.og_description, reader.description);

  g_string_free (reader.title, TRUE);
  g_free (reader.og_title);
  g_free (reader.og_description);
  g_free (reader.description);
}

void
ac_card_words_clear (AcCardWords *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->description, g_free);
}
