/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-link-attempt.h"

G_BEGIN_DECLS

/* Asks whether whom the service let in is the right account or, where one sign-in opens several,
 * which of them it is. Signal: "answered" (const char *choice): the id at the service, or NULL when
 * it is none of them. */
#define AC_TYPE_FOUND_PAGE (ac_found_page_get_type ())
G_DECLARE_FINAL_TYPE (AcFoundPage, ac_found_page, AC, FOUND_PAGE, AdwNavigationPage)

/* attempt is at AC_LINK_ATTEMPT_CONFIRM. */
void ac_found_page_show (AcFoundPage *self, AcLinkAttempt *attempt);

G_END_DECLS
