/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-error.h"
#include "ac-framing.h"

#define MAX_FIELDS 100
#define MAX_METHOD 16
#define MAX_DIGITS 18 /* of a length that fits 64 bits */

typedef struct
{
  const char *const *hosts;
  guint n_fields;
  guint n_hosts;
  guint n_lengths;
  guint n_codings;
  gboolean chunked;
  gboolean expects;
  guint64 length;
} Head;

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID, why);
  return FALSE;
}

gsize
ac_framing_find_end (const char *data, gsize size, gsize *scanned, GError **error)
{
  gsize end = MIN (size, AC_FRAMING_MAX_HEAD);

  for (gsize i = *scanned; i < end; i++)
    {
      guchar c = data[i];
      gboolean after_cr = i > 0 && data[i - 1] == '\r';

      if (after_cr != (c == '\n') || (c < ' ' && !strchr ("\t\r\n", c)) || c == '\0' || c >= 0x7f)
        return refuse (error, "A line doesn't end as it must, or a character is not allowed");

      if (c == '\n' && i >= 3 && data[i - 2] == '\n')
        return i + 1;
    }

  *scanned = end;
  if (size > AC_FRAMING_MAX_HEAD)
    return refuse (error, "The head of the request is too large");
  return 0;
}

static gboolean
is_token (const char *text)
{
  if (*text == '\0')
    return FALSE;

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && !strchr ("!#$%&'*+-.^_`|~", *c))
      return FALSE;

  return TRUE;
}

static gboolean
check_request_line (const char *line, GError **error)
{
  g_auto(GStrv) parts = g_strsplit (line, " ", 4);

  if (g_strv_length (parts) != 3 || !g_str_equal (parts[2], "HTTP/1.1"))
    return refuse (error, "The first line is not one of HTTP/1.1");

  if (strlen (parts[0]) > MAX_METHOD || strspn (parts[0], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 0 ||
      parts[0][strspn (parts[0], "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] != '\0')
    return refuse (error, "The method is not understood");

  if (parts[1][0] != '/' || strpbrk (parts[1], "#\\\t"))
    return refuse (error, "The target must be a path");

  return TRUE;
}

static gboolean
check_host (Head *head, const char *value, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (value, -1);

  if (head->n_hosts++ > 0)
    return refuse (error, "There is more than one Host");
  if (!g_strv_contains (head->hosts, lower))
    return refuse (error, "This is not the host");

  return TRUE;
}

static gboolean
check_length (Head *head, const char *value, GError **error)
{
  gsize n_digits = strspn (value, "0123456789");

  if (head->n_lengths++ > 0)
    return refuse (error, "There is more than one Content-Length");
  if (n_digits == 0 || n_digits > MAX_DIGITS || value[n_digits] != '\0')
    return refuse (error, "The Content-Length is not a number");

  head->length = g_ascii_strtoull (value, NULL, 10);
  return TRUE;
}

static gboolean
check_field (Head *head, char *line, GError **error)
{
  char *colon = strchr (line, ':');
  char *value = NULL;

  if (colon == NULL || ++head->n_fields > MAX_FIELDS)
    return refuse (error, "A header field is not understood, or there are too many");

  /* A name that begins or ends with a space is a folded line or a trick. */
  *colon = '\0';
  value = g_strstrip (colon + 1);
  if (!is_token (line))
    return refuse (error, "The name of a header field is not allowed");

  if (g_ascii_strcasecmp (line, "Host") == 0)
    return check_host (head, value, error);
  if (g_ascii_strcasecmp (line, "Content-Length") == 0)
    return check_length (head, value, error);
  if (g_ascii_strcasecmp (line, "Transfer-Encoding") == 0)
    {
      head->n_codings++;
      head->chunked = g_ascii_strcasecmp (value, "chunked") == 0;
    }
  if (g_ascii_strcasecmp (line, "Expect") == 0)
    head->expects = TRUE;

  return TRUE;
}

static gboolean
check_whole (Head *head, guint64 max_body, guint *status, GError **error)
{
  if (head->n_hosts == 0)
    return refuse (error, "There is no Host");

  if (head->n_codings > 0)
    {
      if (head->n_codings == 1 && head->chunked && head->n_lengths == 0)
        *status = 411;
      return refuse (error, "The length of the body must be said, in Content-Length alone");
    }

  if (head->length > max_body)
    {
      *status = 413;
      g_set_error_literal (error, AC_ERROR, AC_ERROR_TOO_LARGE, "The body is too large");
      return FALSE;
    }

  return TRUE;
}

gboolean
ac_framing_check (const char *head,
                  gsize size,
                  const char *const *hosts,
                  guint64 max_body,
                  AcFraming *found,
                  GError **error)
{
  g_autofree char *text = g_strndup (head, size);
  g_auto(GStrv) lines = g_strsplit (text, "\r\n", -1);
  Head read = { .hosts = hosts };

  found->status = 400;
  if (!check_request_line (lines[0], error))
    return FALSE;

  /* The last two are what stands after the empty line and the empty line itself. */
  for (guint i = 1; i + 2 < g_strv_length (lines); i++)
    if (!check_field (&read, lines[i], error))
      return FALSE;

  if (!check_whole (&read, max_body, &found->status, error))
    return FALSE;

  found->body_size = read.length;
  found->expects = read.expects;
  return TRUE;
}
