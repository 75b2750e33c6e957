/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-merge.h"

void
ac_merge_audiences (AcAccount *const accounts[2], AcAudience merged[2])
{
  AcAudience narrower = AC_AUDIENCE_PUBLIC;

  for (guint i = 0; i < 2; i++)
    {
      merged[i] = ac_account_get_audience (accounts[i]);
      if (ac_account_get_audiences (accounts[i]) != 0)
        narrower = MIN (narrower, merged[i]);
    }

  for (guint i = 0; i < 2; i++)
    {
      int fitting = ac_audiences_fit (ac_account_get_audiences (accounts[i]), narrower);

      if (fitting >= 0)
        merged[i] = fitting;
    }
}
