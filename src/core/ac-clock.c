/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sodium.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>

#include "ac-base64url.h"
#include "ac-clock.h"

#define SLACK_MS (60 * 1000) /* by which the two clocks may part without anybody setting one */

static gint64 steady_ms = AC_CLOCK_STEADY_MS;
static gint64 test_now_ms;
static gint64 test_jump_ms;
static gint64 test_boot_ms; /* what the clock that nobody sets showed at a day's time of 0 */
static guint test_n_boots;

gint64
ac_clock_now_ms (void)
{
  return test_now_ms != 0 ? test_now_ms : g_get_real_time () / 1000;
}

static gint64
read_boot_ms (void)
{
  struct timespec now = { 0, 0 };

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000) + now.tv_nsec / 1000000;
}

void
ac_clock_set_for_tests (gint64 now_ms)
{
  if (test_boot_ms == 0 || now_ms == 0)
    {
      test_boot_ms = read_boot_ms () - g_get_real_time () / 1000;
      test_jump_ms = 0;
      test_n_boots = 0;
    }
  test_now_ms = now_ms;
}

void
ac_clock_jump_for_tests (gint64 ms)
{
  test_now_ms += ms;
  test_jump_ms += ms;
}

void
ac_clock_start_for_tests (void)
{
  test_boot_ms = test_jump_ms - test_now_ms;
  test_n_boots++;
}

void
ac_clock_set_steady_ms (gint64 ms)
{
  steady_ms = ms;
}

gint64
ac_clock_boot_ms (void)
{
  return test_now_ms != 0 ? test_now_ms - test_jump_ms + test_boot_ms : read_boot_ms ();
}

char *
ac_clock_dup_boot_id (void)
{
  g_autofree char *id = NULL;

  if (test_n_boots > 0)
    return g_strdup_printf ("%u", test_n_boots);
  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &id, NULL, NULL))
    return g_strdup ("");
  g_strstrip (id);
  return g_steal_pointer (&id);
}

static gboolean
follows_others (void)
{
  struct timex state = { 0 };
  int answer = adjtimex (&state);

  return test_now_ms == 0 && answer >= 0 && answer != TIME_ERROR;
}

gint64
ac_clock_get_doubt_ms (void)
{
  static GMutex mutex;
  static gboolean known;
  static gint64 ahead; /* of the clock that nobody sets */
  static gint64 set_at;
  const gint64 now = ac_clock_boot_ms ();
  const gint64 found = ac_clock_now_ms () - now;
  gint64 doubt = 0;

  g_mutex_lock (&mutex);
  if (known && ABS (found - ahead) > SLACK_MS)
    set_at = now;
  known = TRUE;
  ahead = found;
  doubt = set_at + steady_ms - now;
  g_mutex_unlock (&mutex);
  return follows_others () ? 0 : MAX (doubt, 0);
}

char *
ac_clock_format (gint64 time_ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc_usec (time_ms * 1000);
  g_autofree char *seconds = NULL;

  if (time == NULL)
    return g_strdup ("1970-01-01T00:00:00.000Z");

  seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf ("%s.%03dZ", seconds, (int) (((time_ms % 1000) + 1000) % 1000));
}

gboolean
ac_clock_parse (const char *text, gint64 *time_ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  if (time == NULL)
    return FALSE;

  *time_ms = g_date_time_to_unix_usec (time) / 1000;
  return TRUE;
}

/* Not in an assertion: those can be compiled out. */
static void
draw (void *bytes, gsize size)
{
  if (sodium_init () < 0)
    g_error ("There is no randomness on this computer");

  randombytes_buf (bytes, size);
}

static char *
write_id (guint8 b[16], gint64 time_ms)
{
  for (guint i = 0; i < 6; i++)
    b[i] = time_ms >> (40 - 8 * i);
  b[6] = 0x70 | (b[6] & 0x0f);
  b[8] = 0x80 | (b[8] & 0x3f);

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

/* The time with twelve bits behind it that grow from one id to the next of the same millisecond
 * (RFC 9562, 6.2, method 1), so that what one process makes is sorted as it was made. */
static guint64
take_stamp (guint random)
{
  static GMutex mutex;
  static guint64 last;
  guint64 stamp = (guint64) (g_get_real_time () / 1000) << 12 | (random & 0x7ff);

  g_mutex_lock (&mutex);
  stamp = MAX (stamp, last + 1);
  last = stamp;
  g_mutex_unlock (&mutex);
  return stamp;
}

char *
ac_id_new (void)
{
  guint8 b[16];
  guint64 stamp = 0;

  draw (b, sizeof b);
  stamp = take_stamp (b[6] << 8 | b[7]);
  b[6] = stamp >> 8 & 0xf;
  b[7] = stamp & 0xff;
  return write_id (b, stamp >> 12);
}

char *
ac_id_first_at (gint64 time_ms)
{
  guint8 b[16] = { 0 };

  return write_id (b, time_ms);
}

gboolean
ac_id_is_valid (const char *id)
{
  if (id == NULL || strlen (id) != 36)
    return FALSE;

  for (guint i = 0; i < 36; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? id[i] != '-' : !g_ascii_isdigit (id[i]) && !(id[i] >= 'a' && id[i] <= 'f'))
        return FALSE;
    }

  return TRUE;
}

char *
ac_random_token (gsize n_bytes)
{
  g_autofree guint8 *bytes = g_malloc (n_bytes);

  draw (bytes, n_bytes);
  return ac_base64url_encode (bytes, n_bytes);
}
