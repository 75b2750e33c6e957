/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-rule-pairs.h"

static const AcService *
find_service (AcClient *client, AcAccount *account)
{
  AcServiceItem *item = ac_client_find_service (client, ac_account_get_service (account));

  return item != NULL ? ac_service_item_get_service (item) : NULL;
}

static gboolean
is_source (AcClient *client, AcAccount *account)
{
  const AcService *service = find_service (client, account);

  return service != NULL && service->lists_posts;
}

/* Words alone are shared, and by nobody's hand. */
static gboolean
is_target (AcClient *client, AcAccount *account)
{
  const AcService *service = find_service (client, account);

  return service != NULL && !service->pictures.needed && (service->sign_in & AC_SIGN_IN_CODE) == 0;
}

static gboolean
has_rule (AcClient *client, AcAccount *source, AcAccount *target)
{
  GListModel *rules = ac_client_get_rules (client);

  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr(AcShareRule) rule = g_list_model_get_item (rules, i);
      const AcShareRuleFacts *facts = ac_share_rule_get_facts (rule);

      if (g_str_equal (facts->from, ac_account_get_id (source)) &&
          g_str_equal (facts->to, ac_account_get_id (target)))
        return TRUE;
    }

  return FALSE;
}

static AcAccount *
find_other (AcClient *client, AcLink *link, AcAccount *account)
{
  const char *id = ac_link_get_other_account_id (link, ac_account_get_id (account));

  return id != NULL ? ac_client_find_account (client, id) : NULL;
}

GPtrArray *
ac_rule_pairs_list_targets (AcClient *client, AcAccount *source)
{
  g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *links = NULL;

  g_return_val_if_fail (AC_IS_CLIENT (client) && AC_IS_ACCOUNT (source), NULL);

  links = ac_client_get_links (client);
  for (guint i = 0; is_source (client, source) && i < g_list_model_get_n_items (links); i++)
    {
      g_autoptr(AcLink) link = g_list_model_get_item (links, i);
      AcAccount *target = find_other (client, link, source);

      if (target != NULL && ac_link_is_on (link, AC_PURPOSE_SHARE_STATUS) &&
          is_target (client, target) && !has_rule (client, source, target))
        g_ptr_array_add (targets, g_object_ref (target));
    }

  return g_steal_pointer (&targets);
}

GPtrArray *
ac_rule_pairs_list_sources (AcClient *client)
{
  GListModel *accounts = NULL;
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (AC_IS_CLIENT (client), sources);

  accounts = ac_client_get_accounts (client);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(AcAccount) account = g_list_model_get_item (accounts, i);
      g_autoptr(GPtrArray) targets = ac_rule_pairs_list_targets (client, account);

      if (targets->len > 0)
        g_ptr_array_add (sources, g_steal_pointer (&account));
    }

  return sources;
}

AcLink *
ac_rule_pairs_find_link (AcClient *client, AcAccount *source, AcAccount *target)
{
  GListModel *links = NULL;

  g_return_val_if_fail (AC_IS_CLIENT (client), NULL);
  g_return_val_if_fail (AC_IS_ACCOUNT (source) && AC_IS_ACCOUNT (target), NULL);

  links = ac_client_get_links (client);
  for (guint i = 0; i < g_list_model_get_n_items (links); i++)
    {
      g_autoptr(AcLink) link = g_list_model_get_item (links, i);

      if (find_other (client, link, source) == target)
        return link;
    }

  return NULL;
}

static gboolean
is_readable (AcClient *client, AcLink *link)
{
  for (guint i = 0; i < 2; i++)
    {
      AcAccount *source = ac_client_find_account (client, ac_link_get_account_id (link, i));
      AcAccount *target = source != NULL ? find_other (client, link, source) : NULL;

      if (target != NULL && is_source (client, source) && is_target (client, target))
        return TRUE;
    }

  return FALSE;
}

AcRulePairs
ac_rule_pairs_look (AcClient *client)
{
  g_autoptr(GPtrArray) sources = ac_rule_pairs_list_sources (client);
  GListModel *links = ac_client_get_links (client);
  gboolean readable = FALSE;
  gboolean sharing = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (links); i++)
    {
      g_autoptr(AcLink) link = g_list_model_get_item (links, i);

      readable = readable || is_readable (client, link);
      sharing =
          sharing || (is_readable (client, link) && ac_link_is_on (link, AC_PURPOSE_SHARE_STATUS));
    }

  if (sources->len > 0)
    return AC_RULE_PAIRS_SOME;
  if (g_list_model_get_n_items (links) == 0)
    return AC_RULE_PAIRS_NO_LINK;
  if (!readable)
    return AC_RULE_PAIRS_NOT_READABLE;
  return sharing ? AC_RULE_PAIRS_ALL_MADE : AC_RULE_PAIRS_NOT_SHARING;
}
