/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-help.h"

G_BEGIN_DECLS

/* The page as people read it; its tag is the page's id. */
AdwNavigationPage *ac_help_page_new (const AcHelpPage *page) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
