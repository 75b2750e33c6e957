/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-card-page.h"
#include "ac-handlers.h"

/* Each may be half a megabyte of somebody else's server. */
#define MAX_UNDER_WAY 8
#define MAX_OF_PERSON 2

static gboolean
take_place (AcRequest *request, GError **error)
{
  GPtrArray *places = request->context->cards_under_way;
  const char *person = request->person;
  guint n_of_person = 0;

  for (guint i = 0; i < places->len; i++)
    n_of_person += g_str_equal (g_ptr_array_index (places, i), person);
  if (places->len >= MAX_UNDER_WAY || n_of_person >= MAX_OF_PERSON)
    {
      ac_request_refuse_for_now (request, AC_RETRY_SECONDS, "Too many pages are being fetched",
                                 error);
      return FALSE;
    }

  g_ptr_array_add (places, g_strdup (person));
  return TRUE;
}

static void
leave_place (GPtrArray *places, const char *person)
{
  guint place = 0;

  if (g_ptr_array_find_with_equal_func (places, person, g_str_equal, &place))
    g_ptr_array_remove_index_fast (places, place);
}

static AcLinkCard *
load_card (AcRequest *request, GError **error)
{
  AcContext *context = request->context;
  const char *url = ac_json_get_string (request->body, "url");
  AcLinkCard *card = NULL;

  if (!take_place (request, error))
    return NULL;

  card = dex_await_object (ac_card_page_load (context->http, url, request->scope), error);
  leave_place (context->cards_under_way, request->person);
  return card;
}

AcReply *
ac_handle_make_card (AcRequest *request, GError **error)
{
  g_autoptr(AcLinkCard) card = NULL;

  if (request->context->practice_base != NULL)
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_NOT_AVAILABLE,
                                "Nothing leaves this computer while somebody practises"),
           NULL;

  card = load_card (request, error);
  return card != NULL ? ac_reply_new_json (200, ac_link_card_to_json (card)) : NULL;
}
