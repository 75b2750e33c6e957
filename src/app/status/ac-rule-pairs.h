/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-client-links.h"
#include "ac-client-rules.h"

G_BEGIN_DECLS

/* Between which accounts a rule may be made, by what the client knows. */

/* Why there are none. */
typedef enum
{
  AC_RULE_PAIRS_SOME, /* there are */
  AC_RULE_PAIRS_NO_LINK,
  AC_RULE_PAIRS_NOT_SHARING,  /* no link shares statuses */
  AC_RULE_PAIRS_NOT_READABLE, /* what is posted at these services can't be read */
  AC_RULE_PAIRS_ALL_MADE,     /* each of them has its rule */
} AcRulePairs;

AcRulePairs ac_rule_pairs_look (AcClient *client);
/* Of AcAccount: whose posts may be shared, and then to which. */
GPtrArray *ac_rule_pairs_list_sources (AcClient *client) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *ac_rule_pairs_list_targets (AcClient *client,
                                       AcAccount *source) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none) (nullable): of the two */
AcLink *ac_rule_pairs_find_link (AcClient *client, AcAccount *source, AcAccount *target);

G_END_DECLS
