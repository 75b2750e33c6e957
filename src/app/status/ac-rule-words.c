/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-clock.h"
#include "ac-rule-words.h"

char *
ac_rule_words_pair (AcAccount *source, AcAccount *target)
{
  /* Translators: two accounts: what is posted at the first one is shared to the second */
  return g_strdup_printf (_("From %s to %s"), ac_account_get_handle (source),
                            ac_account_get_handle (target));
}

char *
ac_rule_words_audience (const char *service, AcAudience audience)
{
  /* Translators: a service, then who can see what is shared there */
  return g_strdup_printf (_("Who can see it at %s: %s"), ac_words_service (service),
                            ac_words_audience (service, audience));
}

char *
ac_rule_words_day (gint64 time_ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (time_ms / 1000);

  return time != NULL ? g_date_time_format (time, C_ ("day", "%-d %B %Y")) : g_strdup ("");
}

static char *
describe_on (const AcShareRuleFacts *facts)
{
  g_autofree char *day = ac_rule_words_day (facts->until);
  g_autofree char *until =
      /* Translators: %s is a day */
      g_strdup_printf (_("On until %s"), day);
  g_autofree char *shared = g_strdup_printf (
      ngettext ("%u post shared", "%u posts shared", facts->shared), facts->shared);

  return facts->shared > 0 ? g_strdup_printf ("%s · %s", until, shared) : g_steal_pointer (&until);
}

char *
ac_rule_words_state (const AcShareRuleFacts *facts)
{
  g_autofree char *day = ac_rule_words_day (facts->until);

  switch (facts->ended)
    {
    case AC_SHARE_RULE_END_NONE:
      return describe_on (facts);
    case AC_SHARE_RULE_END_LIMIT:
      return g_strdup_printf (
          ngettext ("It turned itself off: there was more than %u post in an hour",
                    "It turned itself off: there were more than %u posts in an hour",
                    facts->per_hour),
          facts->per_hour);
    case AC_SHARE_RULE_END_REPEATS:
      return g_strdup (_("It turned itself off: the same words came again and again"));
    case AC_SHARE_RULE_END_TIME:
      if (facts->until > ac_clock_now_ms ()) /* renewed since */
        return g_strdup (_("Off. Nothing is shared by it"));

      /* Translators: %s is a day */
      return g_strdup_printf (_("Ended on %s. Renew it to go on"), day);
    case AC_SHARE_RULE_END_LINK:
      return g_strdup (_("Off, because the link doesn’t share statuses any more"));
    case AC_SHARE_RULE_END_PERSON:
    default:
      return g_strdup (_("Off. Nothing is shared by it"));
    }
}

const char *
ac_rule_words_posts (const char *service, AcAudience audience)
{
  const gboolean mastodon = g_strcmp0 (service, "mastodon") == 0;

  switch (audience)
    {
    case AC_AUDIENCE_FOLLOWERS:
    case AC_AUDIENCE_DIRECT:
      return _("Also those for followers");
    case AC_AUDIENCE_UNLISTED:
      return mastodon ? _("Public and quiet public ones") : _("Public and unlisted ones");
    case AC_AUDIENCE_PUBLIC:
    default:
      return _("Public ones only");
    }
}

static const char *const verdicts[] = {
  [AC_POST_VERDICT_SHARE] = N_ ("Would be shared"),
  [AC_POST_VERDICT_BEFORE] = N_ ("Not shared: it is older than the rule"),
  [AC_POST_VERDICT_COPIED] = N_ ("Not shared: a rule has seen it already"),
  [AC_POST_VERDICT_OURS] = N_ ("Not shared: you shared it from here"),
  [AC_POST_VERDICT_WORDS] = N_ ("Held: you shared the same words before"),
  [AC_POST_VERDICT_BRIDGED] = N_ ("Not shared: another program copied it there"),
  [AC_POST_VERDICT_NO_SHARE] = N_ ("Not shared: it has the hashtag #noshare"),
  [AC_POST_VERDICT_AUDIENCE] = N_ ("Not shared: too few people may see it"),
  [AC_POST_VERDICT_WARNED] = N_ ("Not shared: it has a warning, which the copy would lose"),
  [AC_POST_VERDICT_BOOST] = N_ ("Not shared: somebody else wrote it"),
  [AC_POST_VERDICT_REPLY] = N_ ("Not shared: it is a reply"),
  [AC_POST_VERDICT_MEDIA] = N_ ("Not shared: it has a picture, a video or a quote"),
  [AC_POST_VERDICT_TAG] = N_ ("Not shared: its hashtags don’t fit"),
  [AC_POST_VERDICT_LANGUAGE] = N_ ("Not shared: its language doesn’t fit"),
  [AC_POST_VERDICT_EMPTY] = N_ ("Not shared: it is empty"),
  [AC_POST_VERDICT_LIMIT] = N_ ("Too many in an hour: here the rule would turn itself off"),
  [AC_POST_VERDICT_REPEATED] = N_ ("The same words too often: here the rule would turn itself off"),
  [AC_POST_VERDICT_REFUSED] = N_ ("Not shared: it doesn’t fit there"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (verdicts) == AC_POST_VERDICT_REFUSED + 1);

const char *
ac_rule_words_verdict (AcPostVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), "");

  return _(verdicts[verdict]);
}
