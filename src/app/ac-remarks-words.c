/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"

char *
ac_words_note (const char *note)
{
  g_return_val_if_fail (note != NULL, NULL);

  /* Translators: %s is what somebody wrote */
  return g_strdup_printf (_("Content note: %s"), note);
}

char *
ac_words_link_card (AcLinkCard *card)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (AC_IS_LINK_CARD (card), NULL);

  host = ac_link_card_dup_host (card);
  /* Translators: the title of a page, and its site */
  return g_strdup_printf (_("Link card: %s – %s"), ac_link_card_get_title (card), host);
}
