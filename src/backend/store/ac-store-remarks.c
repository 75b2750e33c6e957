/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-store-private.h"

static char *
write_card (AcLinkCard *card)
{
  g_autoptr(JsonNode) node = card != NULL ? ac_link_card_to_json (card) : NULL;

  return node != NULL ? json_to_string (node, FALSE) : NULL;
}

gboolean
ac_store_keep_remarks (AcStore *self, const char *person, AcStatus *status, GError **error)
{
  AcRemarks *remarks = ac_status_get_remarks (status);
  g_autofree char *card = write_card (ac_remarks_get_card (remarks));

  return ac_database_execute (ac_store_get_database (self), NULL, error,
                              "UPDATE status SET note = $1, language = $2, card = $3"
                              " WHERE person_id = $4 AND id = $5",
                              "sssss", ac_remarks_get_note (remarks),
                              ac_remarks_get_language (remarks), card, person,
                              ac_status_get_id (status));
}

static AcLinkCard *
read_card (const char *text)
{
  g_autoptr(GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr(JsonNode) node = bytes != NULL ? ac_json_parse (bytes, AC_JSON_MAX_SIZE, NULL) : NULL;

  return node != NULL ? ac_link_card_from_json (node, NULL) : NULL;
}

AcRemarks *
ac_store_read_remarks (AcRows *rows, guint column)
{
  g_autoptr(AcLinkCard) card = read_card (ac_rows_text (rows, column + 2));

  return ac_remarks_new (ac_rows_text (rows, column), ac_rows_text (rows, column + 1), card);
}
