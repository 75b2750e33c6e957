/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-cli-remarks.h"
#include "ac-words.h"

/* (nullable): the link that a card is made of. The first targets are those of accounts. */
static char *
find_link (AcCli *cli, const char *text, GPtrArray *accounts, GArray *targets)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();
  const char *chosen = NULL;

  if (cli->no_card || cli->pictures != NULL)
    return NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      const char *own = g_array_index (targets, AcTarget, i).text;

      if (ac_cli_takes_cards (cli, ac_account_get_service (g_ptr_array_index (accounts, i))))
        g_ptr_array_add (texts, (char *) (own != NULL ? own : text));
    }
  chosen = ac_link_card_choose_text (NULL, texts);

  return chosen != NULL ? ac_link_card_find_link (chosen) : NULL;
}

static AcLinkCard *
make_card (AcCli *cli, const char *url)
{
  g_autoptr(GError) error = NULL;
  AcLinkCard *card = dex_await_object (ac_client_make_card (cli->client, url, NULL), &error);

  if (card == NULL && error->domain == AC_ERROR)
    g_printerr (_ ("acctl: It goes out without a link card. %s\n"),
                  ac_words_for_error (error->code));
  return card;
}

static void
print_card (AcCli *cli, AcLinkCard *card)
{
  g_autofree char *host = ac_link_card_dup_host (card);

  if (!cli->json)
    /* Translators: the title of a page, and its site */
    g_print (_ ("Link card: %s – %s\n"), ac_link_card_get_title (card), host);
}

AcRemarks *
ac_cli_read_remarks (
    AcCli *cli, const char *text, GPtrArray *accounts, GArray *targets, AcExit *exit)
{
  g_autofree char *url = find_link (cli, text, accounts, targets);
  g_autoptr(AcLinkCard) card = NULL;

  if (cli->note != NULL && (!g_utf8_validate (cli->note, -1, NULL) ||
                            g_utf8_strlen (cli->note, -1) > AC_REMARKS_MAX_NOTE))
    return *exit = ac_cli_usage (_ ("A content note is one line of at most 200 characters.")), NULL;
  if (cli->language != NULL && !ac_language_is_valid (cli->language))
    return *exit = ac_cli_usage (_ ("The language is a tag such as de or pt-BR.")), NULL;

  if (url != NULL && (card = make_card (cli, url)))
    print_card (cli, card);
  return ac_remarks_new (cli->note, cli->language, card);
}
