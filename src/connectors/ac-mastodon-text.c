/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-mastodon-private.h"

#include <string.h>

static gboolean
append_entity (GString *plain, const char *name, gsize length)
{
  static const struct
  {
    const char *name;
    const char *text;
  } known[] = { { "amp", "&" },   { "lt", "<" },   { "gt", ">" },
                { "quot", "\"" }, { "apos", "'" }, { "nbsp", " " } };
  guint64 number = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i].name) == length && strncmp (name, known[i].name, length) == 0)
      return g_string_append (plain, known[i].text), TRUE;

  if (*name != '#')
    return FALSE;
  number = name[1] == 'x' || name[1] == 'X' ? g_ascii_strtoull (name + 2, NULL, 16)
                                            : g_ascii_strtoull (name + 1, NULL, 10);
  if (number == 0 || number > 0x10ffff || !g_unichar_validate (number))
    return FALSE;
  g_string_append_unichar (plain, number);
  return TRUE;
}

char *
ac_mastodon_plain_text (const char *html)
{
  GString *plain = g_string_new (NULL);
  const char *end = NULL;

  for (const char *at = html; *at != '\0'; at++)
    {
      if (*at == '<' && (end = strchr (at, '>')) != NULL)
        at = end;
      else if (*at == '&' && (end = memchr (at, ';', strnlen (at, 12))) != NULL &&
               append_entity (plain, at + 1, end - at - 1))
        at = end;
      else
        g_string_append_c (plain, *at);
    }
  return g_string_free_and_steal (plain);
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-' || c == '.';
}

/* From an at sign: how long the user's name after it is, and after that the server's. */
static gsize
span_name (const char *at)
{
  gsize length = 0;

  while (is_name_char (at[1 + length]))
    length++;
  return length;
}

static char *
squeeze (const char *text)
{
  GString *squeezed = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize user = *at == '@' ? span_name (at) : 0;
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c))
        continue;
      if (user > 0)
        {
          g_string_append_len (squeezed, at, 1 + user);
          at += user;
          at += at[1] == '@' ? 1 + span_name (at + 1) : 0;
          continue;
        }
      g_string_append_unichar (squeezed, c);
    }
  return g_string_free_and_steal (squeezed);
}

gboolean
ac_mastodon_same_text (const char *one, const char *other)
{
  g_autofree char *first = squeeze (one);
  g_autofree char *second = squeeze (other);

  return g_str_equal (first, second);
}
