/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-phone.h"

#define MIN_DIGITS 7
#define MAX_DIGITS 15
#define MAX_TYPED 64

/* People write numbers in groups. */
static gboolean
is_ornament (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION ||
         (c < 0x80 && strchr ("()./", (char) c) != NULL);
}

static gboolean
copy_digits (GString *digits, const char *typed)
{
  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c) && digits->len <= MAX_DIGITS + 2)
        g_string_append_c (digits, '0' + g_unichar_digit_value (c));
      else if (!is_ornament (c))
        return FALSE;
    }
  return TRUE;
}

/* What is dialled before a country code in most countries is "00". */
static const char *
skip_prefix (const char *digits, gboolean plus)
{
  if (plus)
    return digits;
  return g_str_has_prefix (digits, "00") ? digits + 2 : NULL;
}

char *
ac_phone_normalize (const char *typed, GError **error)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  g_autofree char *text = NULL;
  const char *number = NULL;
  gboolean plus = FALSE;

  g_return_val_if_fail (typed != NULL, NULL);

  if (strlen (typed) <= MAX_TYPED && g_utf8_validate (typed, -1, NULL))
    {
      text = g_strstrip (g_strdup (typed));
      plus = *text == '+';
      if (copy_digits (digits, text + plus))
        number = skip_prefix (digits->str, plus);
    }
  if (number == NULL || strlen (number) < MIN_DIGITS || strlen (number) > MAX_DIGITS ||
      *number == '0')
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                                "This is no phone number with a country code"),
           NULL;
  return g_strconcat ("+", number, NULL);
}
