/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-link-code.h"
#include "ac-phone.h"

#define NOW G_GINT64_CONSTANT (1000000)

static void
test_numbers (void)
{
  static const struct
  {
    const char *typed;
    const char *number; /* NULL: none */
  } cases[] = {
    { "+447700900101", "+447700900101" },
    { "  +44 (7700) 900-101 ", "+447700900101" },
    { "0044 7700/900.101", "+447700900101" },
    { "+49\302\240151\342\200\22123456789", "+4915123456789" },
    { "+\331\244\331\244 7700 900101", "+447700900101" },
    { "+1234567", "+1234567" },
    { "+123456789012345", "+123456789012345" },
    { "+123456", NULL },
    { "+1234567890123456", NULL },
    { "07700 900101", NULL },
    { "447700900101", NULL },
    { "+0123456789", NULL },
    { "0000123456789", NULL },
    { "+44 7700 900101 ext. 5", NULL },
    { "++447700900101", NULL },
    { "+44 7700\n900101\t", "+447700900101" },
    { "+44\3777700900101", NULL },
    { "", NULL },
    { "+", NULL },
  };
  g_autofree char *long_one = g_strnfill (100000, '1');

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *number = ac_phone_normalize (cases[i].typed, &error);

      g_assert_cmpstr (number, ==, cases[i].number);
      if (number == NULL)
        g_assert_error (error, AC_ERROR, AC_ERROR_INVALID);
    }
  g_assert_null (ac_phone_normalize (long_one, NULL));
}

static char *
make_wrong (SecretValue *code)
{
  char *wrong = g_strdup (secret_value_get_text (code));

  wrong[0] = wrong[0] == '9' ? '0' : wrong[0] + 1;
  return wrong;
}

static void
test_tries (void)
{
  g_autoptr(SecretValue) secret = NULL;
  g_autoptr(AcLinkCode) code = ac_link_code_new (NOW, &secret);
  g_autofree char *wrong = make_wrong (secret);

  for (guint i = 1; i < AC_LINK_CODE_TRIES; i++)
    g_assert_cmpint (ac_link_code_try (code, NOW, wrong), ==, AC_LINK_CODE_WRONG);
  g_assert_cmpint (ac_link_code_try (code, NOW, wrong), ==, AC_LINK_CODE_OVER);
  g_assert_cmpint (ac_link_code_try (code, NOW, secret_value_get_text (secret)), ==,
                   AC_LINK_CODE_OVER);
}

static void
test_time (void)
{
  const gint64 end = NOW + AC_LINK_CODE_SECONDS * 1000;
  g_autoptr(SecretValue) secret = NULL;
  g_autoptr(AcLinkCode) code = ac_link_code_new (NOW, &secret);
  const char *right = secret_value_get_text (secret);

  g_assert_cmpint (ac_link_code_try (code, end - 1, right), ==, AC_LINK_CODE_RIGHT);
  g_assert_cmpint (ac_link_code_try (code, end, right), ==, AC_LINK_CODE_OVER);
}

static void
test_spelling (void)
{
  static const char *const wrong[] = { "", "12345", "1234567", "abcdef", "      ", NULL };
  g_autoptr(SecretValue) secret = NULL;
  g_autoptr(AcLinkCode) code = ac_link_code_new (NOW, &secret);
  const char *right = secret_value_get_text (secret);
  g_autofree char *grouped = g_strdup_printf ("%.3s-%s ", right, right + 3);
  g_autofree char *longer = g_strconcat (right, "0", NULL);

  g_assert_cmpuint (strlen (right), ==, 6);
  g_assert_cmpint (ac_link_code_try (code, NOW, grouped), ==, AC_LINK_CODE_RIGHT);
  g_assert_cmpint (ac_link_code_try (code, NOW, longer), ==, AC_LINK_CODE_WRONG);
  for (guint i = 0; wrong[i] != NULL; i++)
    {
      g_autoptr(SecretValue) unused = NULL;
      g_autoptr(AcLinkCode) fresh = ac_link_code_new (NOW, &unused);

      if (!g_str_equal (secret_value_get_text (unused), wrong[i]))
        g_assert_cmpint (ac_link_code_try (fresh, NOW, wrong[i]), ==, AC_LINK_CODE_WRONG);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codes/numbers", test_numbers);
  g_test_add_func ("/codes/tries", test_tries);
  g_test_add_func ("/codes/time", test_time);
  g_test_add_func ("/codes/spelling", test_spelling);
  return g_test_run ();
}
