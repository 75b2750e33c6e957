/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "ac-decoder-process.h"
#include "ac-decoder.h"

/* A decoder that hangs, dies, prints rubbish or too much. It is built with ac-decoder.c, whose
 * program is tests/unit/decoder-double.sh here. */

static const AcPictureBounds bounds = { AC_PICTURE_JPEG | AC_PICTURE_PNG, 2000000, 1000, 0 };

static void
test_answers (void)
{
  static const char *const deeds[] = { "rubbish", "nothing", "code", "dies", "large", "video" };

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autofree char *input = g_strconcat (deeds[i], "\n", NULL);
      g_autoptr(GBytes) file = g_bytes_new (input, strlen (input));
      g_autoptr(GError) error = NULL;
      AcPictureFacts facts = { 0 };

      g_test_message ("%s", deeds[i]);
      g_assert_null (ac_decoder_fit (file, &bounds, &facts, NULL, &error));
      g_assert_error (error, AC_ERROR, AC_ERROR_NOT_A_PICTURE);
    }
}

static void
test_pixels (void)
{
  static const char *const deeds[] = { "pixels\n", "rubbish\n", "nothing\n" };

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autoptr(GBytes) file = g_bytes_new (deeds[i], strlen (deeds[i]));
      g_autoptr(GError) error = NULL;
      guint width = 0;
      guint height = 0;

      g_assert_null (ac_decoder_shrink (file, 100, &width, &height, NULL, &error));
      g_assert_error (error, AC_ERROR, AC_ERROR_NOT_A_PICTURE);
    }
}

typedef struct
{
  const char *name;
  const char *script;
  gsize max_output;
  const char *refusal; /* NULL: all is well */
} Case;

static const Case cases[] = {
  { "hangs", "exec /bin/sleep 60", 100, "takes too long" },
  { "hangs-after-its-end", "echo x; exec >/dev/null; exec /bin/sleep 60", 100, "takes too long" },
  { "hangs-and-takes-no-input", "exec </dev/null; exec /bin/sleep 60", 100, "takes too long" },
  { "much", "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxx; done", 100000, "writes too much" },
  { "one-too-many", "printf 12345", 4, "writes too much" },
  { "as-many-as-may-be", "printf 1234", 4, NULL },
  { "reads-nothing", "printf 12", 4, NULL },
  { "breaks-down", "kill -11 $$", 4, "broke down" },
};

static void
test_process (gconstpointer data)
{
  const Case *one = data;
  const char *const argv[] = { "/bin/sh", "-c", one->script, NULL };
  g_autoptr(GBytes) input = g_bytes_new_take (g_malloc0 (1 << 20), 1 << 20);
  const AcDecoderProcess process = { argv, input, one->max_output, 500 };
  g_autoptr(GError) error = NULL;
  int ended = -1;
  gint64 began = g_get_monotonic_time ();
  g_autoptr(GBytes) output = ac_decoder_process_run (&process, &ended, NULL, &error);

  g_assert_cmpint (g_get_monotonic_time () - began, <, 20 * G_USEC_PER_SEC);
  if (one->refusal == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpint (ended, ==, 0);
      return;
    }
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_A_PICTURE);
  g_assert_nonnull (strstr (error->message, one->refusal));
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancelled (void)
{
  const char *const argv[] = { "/bin/sleep", "60", NULL };
  g_autoptr(GBytes) input = g_bytes_new_static ("x", 1);
  const AcDecoderProcess process = { argv, input, 10, 60 * 1000 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new (NULL, cancel_soon, cancellable);
  g_autoptr(GError) error = NULL;
  int ended = -1;

  g_assert_null (ac_decoder_process_run (&process, &ended, cancellable, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CANCELLED);
  g_thread_join (thread);
}

static gpointer
decode_slowly (gpointer cancellable)
{
  g_autoptr(GBytes) file = g_bytes_new_static ("slow\n", 5);
  g_autoptr(GError) error = NULL;
  AcPictureFacts facts = { 0 };

  g_assert_null (ac_decoder_fit (file, &bounds, &facts, cancellable, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_CANCELLED);
  return NULL;
}

static void
test_cancelled_in_turn (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GCancellable) third = g_cancellable_new ();
  GThread *threads[] = { g_thread_new (NULL, decode_slowly, cancellable),
                         g_thread_new (NULL, decode_slowly, cancellable) };
  gint64 began = 0;

  g_usleep (G_USEC_PER_SEC);
  g_cancellable_cancel (third);
  began = g_get_monotonic_time ();
  decode_slowly (third);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 10 * G_USEC_PER_SEC);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* Nothing of ours comes along: no variable, nothing open. */
static void
test_bare (void)
{
  const char *const argv[] = { "/bin/sh", "-c",
                               "echo $SECRET; [ ! -e /proc/self/fd/9 ] || echo open", NULL };
  g_autoptr(GBytes) input = g_bytes_new_static ("x", 1);
  const AcDecoderProcess process = { argv, input, 1000, 20 * 1000 };
  g_autoptr(GBytes) output = NULL;
  g_autoptr(GError) error = NULL;
  int ended = -1;

  g_setenv ("SECRET", "token", TRUE);
  dup2 (0, 9);
  output = ac_decoder_process_run (&process, &ended, NULL, &error);
  close (9);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (output, NULL), g_bytes_get_size (output), "\n", 1);
}

static void
test_missing (void)
{
  const char *const argv[] = { "/nowhere/decoder", NULL };
  g_autoptr(GBytes) input = g_bytes_new_static ("x", 1);
  const AcDecoderProcess process = { argv, input, 10, 1000 };
  g_autoptr(GError) error = NULL;
  int ended = -1;

  g_assert_null (ac_decoder_process_run (&process, &ended, NULL, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decoder-doubles/answers", test_answers);
  g_test_add_func ("/decoder-doubles/pixels", test_pixels);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/decoder-doubles/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_process);
    }
  g_test_add_func ("/decoder-doubles/cancelled", test_cancelled);
  g_test_add_func ("/decoder-doubles/cancelled-in-turn", test_cancelled_in_turn);
  g_test_add_func ("/decoder-doubles/bare", test_bare);
  g_test_add_func ("/decoder-doubles/missing", test_missing);
  return g_test_run ();
}
