/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ac-client-links.h"

G_BEGIN_DECLS

/* A link with its three switches, what is never shared, and the way out of it. It closes when the
 * link is gone. */
#define AC_TYPE_LINK_DETAILS (ac_link_details_get_type ())
G_DECLARE_FINAL_TYPE (AcLinkDetails, ac_link_details, AC, LINK_DETAILS, AdwDialog)

AdwDialog *ac_link_details_new (AcClient *client, AcLink *link) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
