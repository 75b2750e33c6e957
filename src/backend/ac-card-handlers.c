/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-card-page.h"
#include "ac-handlers.h"

/* Each may be half a megabyte of somebody else's server. */
#define MAX_UNDER_WAY 8

static AcLinkCard *
load_card (AcContext *context, const char *url, GError **error)
{
  AcLinkCard *card = NULL;

  if (context->cards_under_way >= MAX_UNDER_WAY)
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_RATE_LIMITED,
                                "Too many pages are being fetched"),
           NULL;

  context->cards_under_way++;
  card = dex_await_object (ac_card_page_load (context->http, url), error);
  context->cards_under_way--;
  return card;
}

AcReply *
ac_handle_make_card (AcRequest *request, GError **error)
{
  AcContext *context = request->context;
  g_autoptr(AcLinkCard) card = NULL;

  if (context->practice_base != NULL)
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_AVAILABLE,
                                "Nothing leaves this computer while somebody practises"),
           NULL;

  card = load_card (context, ac_json_get_string (request->body, "url"), error);
  return card != NULL ? ac_reply_new_json (200, ac_link_card_to_json (card)) : NULL;
}
