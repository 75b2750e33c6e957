/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-http.h"
#include "ac-link-card.h"

G_BEGIN_DECLS

/* scope: (nullable): cancelling it gives the page up.
 *
 * Asks a page, once, what it says of itself: by https, where the link says http, too, through five
 * redirects at most, each of which is held to what http reaches. Resolves to an AcLinkCard of url
 * as it was given. AC_ERROR_INVALID, _ADDRESS_REFUSED, _UNREACHABLE, _TLS, _TIMED_OUT (ten seconds
 * for all), _NOT_FOUND (it isn't given out, or has no title in its first 512 KiB), _BAD_REPLY (it
 * is no page, or leads on and on), … */
DexFuture *
ac_card_page_load (AcHttp *http, const char *url, GCancellable *scope) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
