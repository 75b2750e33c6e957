/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-composer-private.h"

/* Nobody is stopped: what can't be kept can still be shared. */
static void
kept_cb (AcComposer *self, const GError *error)
{
  const gboolean full = g_error_matches (error, AC_ERROR, AC_ERROR_STORAGE_FULL);

  if (error != NULL)
    adw_banner_set_title (
        self->keep_banner,
        full ? _ ("The disk is full, so what you write isn’t kept. It stays here until you close it")
             : _ ("What you write can’t be kept. It stays here until you close it"));
  adw_banner_set_revealed (self->keep_banner, error != NULL);
}

void
ac_composer_follow_keeper (AcComposer *self)
{
  g_signal_connect_object (self->keeper, "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
}
