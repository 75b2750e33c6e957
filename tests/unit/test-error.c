/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"

static void
test_every_code_has_names (void)
{
  g_autoptr(GHashTable) slugs = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint code = 0; code <= AC_ERROR_LAST; code++)
    {
      const char *slug = ac_error_get_slug (code);
      g_autoptr(GError) error = g_error_new_literal (AC_ERROR, code, "x");
      g_autofree char *dbus_name = g_dbus_error_encode_gerror (error);
      AcError back = AC_ERROR_LAST;

      g_assert_true (g_hash_table_add (slugs, (gpointer) slug));
      g_assert_true (ac_error_from_slug (slug, &back));
      g_assert_cmpint (back, ==, code);
      g_assert_cmpuint (ac_error_get_http_status (code), >=, 400);
      g_assert_true (g_str_has_prefix (dbus_name, "org.accountscenter.AccountsCenter.Error."));
    }
}

static void
test_stranger_slug (void)
{
  AcError code = AC_ERROR_FAILED;

  g_assert_false (ac_error_from_slug ("no-such-problem", &code));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error/every-code-has-names", test_every_code_has_names);
  g_test_add_func ("/error/stranger-slug", test_stranger_slug);

  return g_test_run ();
}
