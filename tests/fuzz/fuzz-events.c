/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-event-parser.h"
#include "ac-fuzz.h"

static void
count_cb (const char *type, const char *data, const char *last_id, gpointer user_data)
{
  gsize *sum = user_data;

  *sum = *sum * 31 + strlen (type) + 7 * strlen (data) + (last_id != NULL ? strlen (last_id) : 0);
}

/* It makes no difference in which pieces the bytes come. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *text = (const char *) data;
  gsize whole = 0;
  gsize pieces = 0;
  g_autoptr(AcEventParser) at_once = ac_event_parser_new (count_cb, &whole);
  g_autoptr(AcEventParser) bytewise = ac_event_parser_new (count_cb, &pieces);
  gboolean good = ac_event_parser_feed (at_once, text, size, NULL);

  for (gsize i = 0; good && i < size; i++)
    good = ac_event_parser_feed (bytewise, text + i, 1, NULL);
  g_assert_true (!good || whole == pieces);
  return 0;
}
