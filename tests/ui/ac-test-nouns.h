/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ac-choice.h"
#include "ac-share-rule.h"
#include "ac-status.h"

/* Nobody listens there, and nothing is asked before a client connects. */
static inline AcChoice *
make_choice (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "nobody.sock", NULL);

  return ac_choice_new (AC_HTTP_PUBLIC, path);
}

static inline AcAccount *
make_account (AcAccountState state, AcError reason)
{
  AcAccount *account = ac_account_new ("0192f0c4-7e2b-7c11-8a6e-0123456789ab", "mastodon");
  AcTextLimits limits = { .max_graphemes = 500, .url_weight = 23, .local_mentions = TRUE };

  ac_account_set_handle (account, "@alice@mastodon.example");
  ac_account_set_display_name (account, "Alice <b>&amp;");
  ac_account_set_server (account, "https://mastodon.example");
  ac_account_set_scopes (account, "profile write:statuses something:else");
  ac_account_set_limits (account, &limits);
  ac_account_set_audiences (account, 0xf);
  ac_account_set_state (account, state, reason);
  return account;
}

static inline AcShareRule *
make_rule (AcShareRuleEnd ended)
{
  const AcShareRuleFacts facts = {
    .id = (char *) "0192f0c4-7e2b-7c11-8a6e-0123456789b1",
    .link = (char *) "0192f0c4-7e2b-7c11-8a6e-0123456789b2",
    .from = (char *) "0192f0c4-7e2b-7c11-8a6e-0123456789ab",
    .to = (char *) "0192f0c4-7e2b-7c11-8a6e-0123456789b3",
    .audience = AC_AUDIENCE_PUBLIC,
    .posts = AC_AUDIENCE_PUBLIC,
    .ended = ended,
    .per_hour = 2,
    .until = 1764000000000,
    .shared = 1,
  };

  return ac_share_rule_new (&facts);
}

static inline void
spin (void)
{
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

static inline AcStatus *
make_status (AcDeliveryState state)
{
  AcStatus *status =
      ac_status_new ("0192f0c4-7e2b-7c11-8a6e-0123456789ac", "Hello <i>", 1764000000000);
  g_autoptr(AcDelivery) delivery = ac_delivery_new ("0192f0c4-7e2b-7c11-8a6e-0123456789ad",
                                                    "0192f0c4-7e2b-7c11-8a6e-0123456789ac",
                                                    "0192f0c4-7e2b-7c11-8a6e-0123456789ab");

  ac_delivery_set_account_facts (delivery, "mastodon", "@alice@mastodon.example");
  ac_delivery_set_audience (delivery, AC_AUDIENCE_FOLLOWERS);
  ac_delivery_set_state (delivery, state, AC_ERROR_REJECTED);
  ac_delivery_set_url (delivery, "https://mastodon.example/@alice/1");
  ac_status_add_delivery (status, delivery);
  return status;
}

static inline AcDelivery *
add_delivery (AcStatus *status, const char *id, AcDeliveryState state, AcError error)
{
  g_autoptr(AcDelivery) delivery = ac_delivery_new (id, ac_status_get_id (status),
                                                    "0192f0c4-7e2b-7c11-8a6e-0123456789ab");

  ac_delivery_set_account_facts (delivery, "mastodon", "@alice@mastodon.example");
  ac_delivery_set_audience (delivery, AC_AUDIENCE_FOLLOWERS);
  ac_delivery_set_state (delivery, state, error);
  ac_status_add_delivery (status, delivery);
  return delivery;
}
