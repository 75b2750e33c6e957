/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-share-page.h"

/* WhatsApp: "Click to chat", which offers chats and the status. Threads: "Web intents". Bluesky:
 * "Action intent links". Facebook's sharer takes an address and no text, and a Mastodon server's
 * /share is at a server that only an account names. */
static const AcSharePage pages[] = {
  { "whatsapp",
    "WhatsApp",
    AC_AUDIENCE_FOLLOWERS,
    { .max_graphemes = 700, .max_bytes = 2000 },
    "https://wa.me/?text=" },
  { "threads",
    "Threads",
    AC_AUDIENCE_PUBLIC,
    { .max_graphemes = 500, .max_bytes = 2000 },
    "https://www.threads.com/intent/post?text=" },
  { "bluesky",
    "Bluesky",
    AC_AUDIENCE_PUBLIC,
    { .max_graphemes = 300, .max_bytes = 2000 },
    "https://bsky.app/intent/compose?text=" },
};

const AcSharePage *
ac_share_page_find (const char *service)
{
  g_return_val_if_fail (service != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].service, service))
      return &pages[i];
  return NULL;
}

char *
ac_share_page_make_link (const AcSharePage *self, const char *text)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  escaped = g_uri_escape_string (text, NULL, FALSE);
  return g_strconcat (self->page, escaped, NULL);
}
