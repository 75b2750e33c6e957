/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client-links.h"

G_BEGIN_DECLS

/* Hashtags to put into a status: those that were used at an account and, where a link lets them be
 * suggested, at the one it is linked with. Hidden while there are none. Signal: "picked" (const
 * char *tag), without its sign. */
#define AC_TYPE_TAG_BOX (ac_tag_box_get_type ())
G_DECLARE_FINAL_TYPE (AcTagBox, ac_tag_box, AC, TAG_BOX, AdwBin)

/* Adds what is suggested at this account, as soon as it is known. */
void ac_tag_box_add (AcTagBox *self, AcClient *client, AcAccount *account);
void ac_tag_box_clear (AcTagBox *self);

G_END_DECLS
