/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-throttle.h"

#define NOW G_GINT64_CONSTANT (1000000000)
#define SECOND G_USEC_PER_SEC

static guint
take_all (AcThrottle *throttle, const char *name, gint64 now)
{
  guint n_taken = 0;

  while (ac_throttle_take (throttle, name, now) == 0)
    n_taken++;
  return n_taken;
}

static void
test_limit (void)
{
  g_autoptr(AcThrottle) throttle = ac_throttle_new (5, 10);

  g_assert_cmpuint (take_all (throttle, "ada", NOW), ==, 5);
  g_assert_cmpint (ac_throttle_take (throttle, "ada", NOW), ==, 2 * SECOND);
  g_assert_cmpint (ac_throttle_take (throttle, "ada", NOW + SECOND), ==, SECOND);
  g_assert_cmpint (ac_throttle_take (throttle, "ada", NOW + 2 * SECOND), ==, 0);
  g_assert_cmpint (ac_throttle_take (throttle, "ada", NOW + 2 * SECOND), ==, 2 * SECOND);
}

static void
test_rest (void)
{
  g_autoptr(AcThrottle) throttle = ac_throttle_new (5, 10);

  g_assert_cmpuint (take_all (throttle, "ada", NOW), ==, 5);
  g_assert_cmpuint (take_all (throttle, "ada", NOW + 1000 * SECOND), ==, 5);
}

/* Two of them may share a cell by chance, ten of ten can't. */
static void
test_names (void)
{
  g_autoptr(AcThrottle) throttle = ac_throttle_new (1, 10);
  guint n_taken = 0;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("person-%u", i);

      n_taken += take_all (throttle, name, NOW);
    }
  g_assert_cmpuint (n_taken, >=, 9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/throttle/limit", test_limit);
  g_test_add_func ("/throttle/rest", test_rest);
  g_test_add_func ("/throttle/names", test_names);

  return g_test_run ();
}
