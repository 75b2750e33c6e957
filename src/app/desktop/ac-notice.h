/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One thing that a person should be told while they don't look at the window. */
typedef struct
{
  char *id;
  GPtrArray
      *parts; /* what it tells, one text each; a notice with a part that was not told is new */
  GNotification *notification;
} AcNotice;

/* What is amiss with these accounts (AcAccount), open deliveries (AcDelivery) and rules
 * (AcShareRule), grouped: one notice for each account that needs its person, for each status, and
 * for each rule that turned itself off, or one for all of a kind where they are many. */
GPtrArray *ac_notice_list (GListModel *accounts,
                           GListModel *deliveries,
                           GListModel *rules) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
