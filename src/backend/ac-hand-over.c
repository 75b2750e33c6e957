/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ac-hand-over.h"

AcParcel *
ac_hand_over_render (const AcSharePage *page,
                     const char *delivery_id,
                     AcStatus *status,
                     const char *text,
                     GError **error)
{
  g_auto(AcWording) wording = { 0 };
  g_autoptr(GBytes) payload = NULL;
  AcParcel *parcel = NULL;

  ac_wording_init (&wording, ac_remarks_get_note (ac_status_get_remarks (status)), text, FALSE,
                   &page->limits);
  if (!ac_text_fits (wording.text, &page->limits))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_TOO_LONG,
                           "The text is too long for this service");
      return NULL;
    }

  payload = g_bytes_new (wording.text, strlen (wording.text));
  parcel = ac_parcel_new (delivery_id, payload, page->audience);
  parcel->hand_over = ac_share_page_make_link (page, wording.text);
  return parcel;
}
