/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client.h"

G_BEGIN_DECLS

/* Puts what was handed over from outside into the composer that is open in window, or into one that
 * is opened. uris: of files and web pages, see ac_share_service_check(). */
void ac_composer_take (AdwApplicationWindow *window,
                       AcClient *client,
                       const char *text,
                       const char *const *uris);

G_END_DECLS
