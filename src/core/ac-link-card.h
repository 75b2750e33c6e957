/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The most characters. */
#define AC_LINK_CARD_MAX_TITLE 200
#define AC_LINK_CARD_MAX_DESCRIPTION 300
/* Bytes. */
#define AC_LINK_CARD_MAX_URL 2048

/* What a page said of itself when somebody wanted a card of it. It never changes. */
#define AC_TYPE_LINK_CARD (ac_link_card_get_type ())
G_DECLARE_FINAL_TYPE (AcLinkCard, ac_link_card, AC, LINK_CARD, GObject)

/* description: may be empty. What is too long is cut, and says so with an ellipsis. */
AcLinkCard *ac_link_card_new (const char *url,
                              const char *title,
                              const char *description) G_GNUC_WARN_UNUSED_RESULT;
/* AC_ERROR_BAD_REPLY when node isn't exactly the schema LinkCard of the API. */
AcLinkCard *ac_link_card_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ac_link_card_to_json (AcLinkCard *self) G_GNUC_WARN_UNUSED_RESULT;

const char *ac_link_card_get_url (AcLinkCard *self); /* as it stands in the text */
const char *ac_link_card_get_title (AcLinkCard *self);
const char *ac_link_card_get_description (AcLinkCard *self); /* may be empty */
/* Of its url. */
char *ac_link_card_dup_host (AcLinkCard *self) G_GNUC_WARN_UNUSED_RESULT;
/* The first link of text that a card can be of; NULL: there is none. */
char *ac_link_card_find_link (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Whether text has its link. */
gboolean ac_link_card_is_in (AcLinkCard *self, const char *text);
/* That of texts whose link a card is of: the first with the link of self (nullable), else the first
 * with any, else the first. NULL: there are no texts. */
const char *ac_link_card_choose_text (AcLinkCard *self, GPtrArray *texts);

G_END_DECLS
