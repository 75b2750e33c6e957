/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Where a person proves a phone number: they type it, then the code that comes to the phone. What
 * was begun ends with the page. Signal: "proved" (const char *account_id). */
#define AC_TYPE_NUMBER_PAGE (ac_number_page_get_type ())
G_DECLARE_FINAL_TYPE (AcNumberPage, ac_number_page, AC, NUMBER_PAGE, AdwNavigationPage)

/* account (nullable): to prove this one again. */
AcNumberPage *ac_number_page_new (AcClient *client, const char *service, AcAccount *account);
/* Ends what was begun, and shows no number any more. */
void ac_number_page_give_up (AcNumberPage *self);

G_END_DECLS
