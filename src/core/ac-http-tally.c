/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-http-tally.h"

AcHttpTally *
ac_http_tally_new (void)
{
  return g_atomic_rc_box_new0 (AcHttpTally);
}

AcHttpTally *
ac_http_tally_ref (AcHttpTally *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
ac_http_tally_unref (AcHttpTally *self)
{
  g_atomic_rc_box_release (self);
}
