/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* What the desktop said. */
typedef enum
{
  AC_PORTAL_ALLOWED,
  AC_PORTAL_REFUSED,
  AC_PORTAL_MISSING, /* nobody is there to ask */
} AcPortalAnswer;

/* Whether this is a sandbox, where what goes beyond it is asked of the desktop's portals. GTK asks
 * those for files, for the browser and for notifications by itself. */
gboolean ac_portals_are_needed (void);
/* Asks that the backend may work with no window, and be started when the person signs in to the
 * desktop; or no longer. Resolves to an AcPortalAnswer as an int. */
DexFuture *ac_portals_set_background (gboolean on) G_GNUC_WARN_UNUSED_RESULT;
/* Has the person take a picture of what is on the screen, all or a part of it. Resolves to the
 * file's URI, a string; or to NULL when they changed their mind. AC_ERROR_NOT_FOUND when nobody is
 * there to ask, or answers; AC_ERROR_FAILED when it is not let. */
DexFuture *ac_portals_take_screenshot (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
