/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-availability-words.h"
#include "ac-countries.h"

const char *
ac_words_feature (const char *id)
{
  if (g_strcmp0 (id, "status-sharing") == 0)
    return _("Status Sharing");

  return ac_words_service (id);
}

/* A policy of tomorrow may have reasons that this program has no words for. */
static const char *
find_closed_words (const char *slug)
{
  if (g_strcmp0 (slug, "law") == 0)
    return _("The law there does not allow it.");
  if (g_strcmp0 (slug, "service") == 0)
    return _("The service does not offer it there.");
  if (g_strcmp0 (slug, "safety") == 0)
    return _("It is not safe there at the moment.");
  if (g_strcmp0 (slug, "trouble") == 0)
    return _("There is a fault that is being mended.");

  return NULL;
}

static void
add_closed (GString *text, const AcFeatureFacts *facts, const char *region)
{
  g_autoptr(GDateTime) since = g_date_time_new_from_unix_local (facts->closed_since / 1000);
  g_autofree char *day = since != NULL ? g_date_time_format (since, "%x") : NULL;
  const char *why = find_closed_words (facts->closed_reason);

  /* Translators: a country and a date */
  g_string_append_printf (text, _("Closed in %s since %s."), ac_countries_name (region), day);
  if (why != NULL)
    g_string_append_printf (text, " %s", why);
}

char *
ac_words_feature_detail (AcFeature *feature, const char *region)
{
  const AcFeatureFacts *facts = ac_feature_get_facts (feature);
  g_autoptr(GString) text = g_string_new (NULL);

  if (facts->rule == AC_RULE_REGION_CLOSED && region != NULL)
    add_closed (text, facts, region);
  else if (facts->rule == AC_RULE_REGION_NOT_OPEN && region != NULL)
    /* Translators: %s is a country */
    g_string_append_printf (text, _("It has not come to %s yet."), ac_countries_name (region));
  else
    g_string_append (text, ac_words_unavailable_detail (ac_feature_get_unavailable (feature)));

  if (facts->on)
    g_string_append_printf (
        text, "\n\n%s",
        _("You have it: everything is kept, and goes on as soon as it can be had again."));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

const char *
ac_words_policy (AcPolicyFault fault)
{
  switch (fault)
    {
    case AC_POLICY_FINE:
      return _("The rules are in order");
    case AC_POLICY_MISSING:
      return _("No rules were found. What was known before still holds");
    case AC_POLICY_TOO_LARGE:
      return _("The rules that were found are too large. What was known before still holds");
    case AC_POLICY_UNREADABLE:
      return _("The rules that were found are not understood. What was known before still holds");
    case AC_POLICY_OLDER:
      return _("The rules that were found are older. What was known before still holds");
    case AC_POLICY_EXPIRED:
      return _("The rules have expired. They still hold until there are new ones");
    case AC_POLICY_SIGNATURE:
    default:
      return _("The rules that were found are not signed by anybody trusted. What was known before "
               "still holds");
    }
}
