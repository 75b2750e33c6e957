/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ac-app-words.h"
#include "ac-use-words.h"

#define APP_PREFIX "app:"

typedef struct
{
  const char *title;
  const char *term;
  const char *explain;
} PurposeWords;

static const PurposeWords purpose_words[] = {
  [AC_USE_PERSONALISE] = { NC_ ("use", "Fit What You See to You"), NC_ ("use", "Personalisation"),
                           N_ ("They guess what you like, and choose what to show you.") },
  [AC_USE_PROVIDE] = { NC_ ("use", "Do What You Asked For"), NC_ ("use", "Providing the service"),
                       N_ ("Two accounts that you linked can’t work together without it. To end "
                           "it, "
                           "say no here or unlink them.") },
  [AC_USE_IMPROVE] = { NC_ ("use", "Make Their Products Better"),
                       NC_ ("use", "Product improvement"),
                       N_ ("They look at how people use their apps, and change the apps.") },
  [AC_USE_ADS] = { NC_ ("use", "Show You Ads"), NC_ ("use", "Advertising"),
                   N_ ("They choose which ads you see, and what those cost.") },
  [AC_USE_COUNT_PEOPLE] = { NC_ ("use", "Count People"), NC_ ("use", "Statistics"),
                            N_ ("They get numbers about many people at once. What is yours is "
                                "never given to them.") },
  [AC_USE_KEEP_SAFE] = { NC_ ("use", "Keep People Safe"), NC_ ("use", "Security"),
                         N_ ("They look for theft, spam and fake accounts. They get your device "
                             "and how you use the account, and nothing else.") },
  [AC_USE_ACROSS_APPS] = { NC_ ("use", "Features That Span Apps"),
                           NC_ ("use", "Features across services"),
                           N_ ("Something in one app works with what is in another.") },
  [AC_USE_TRAIN_AI] = { NC_ ("use", "Train AI"), NC_ ("use", "Machine learning"),
                        N_ ("What you wrote and showed teaches a computer. Nobody can take that "
                            "back from it later.") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (purpose_words) == AC_N_USES);

static const struct
{
  const char *words;
  const char *listed;
  const char *explain;
} category_words[] = {
  [AC_CATEGORY_PHONE_NUMBER] = { NC_ ("data", "Phone number"),
                                 NC_ ("data in a list", "phone number"),
                                 N_ ("People who have it can call you") },
  [AC_CATEGORY_PROFILE] = { NC_ ("data", "Name and picture"),
                            NC_ ("data in a list", "name and picture"), N_ ("Of your profile") },
  [AC_CATEGORY_STATUS] = { NC_ ("data", "What you share"), NC_ ("data in a list", "what you share"),
                           N_ ("Texts, pictures and videos") },
  [AC_CATEGORY_AUDIENCE_LIST] = { NC_ ("data", "Who you share with"),
                                  NC_ ("data in a list", "who you share with"),
                                  N_ ("The list of people who see what you share") },
  [AC_CATEGORY_DEVICE] = { NC_ ("data", "Your device"), NC_ ("data in a list", "your device"),
                           N_ ("Which phone or computer you use") },
  [AC_CATEGORY_USAGE] = { NC_ ("data", "How you use the account"),
                          NC_ ("data in a list", "how you use the account"),
                          N_ ("What you do there, and when") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (category_words) == AC_N_CATEGORIES);

const char *
ac_use_words_purpose (AcUsePurpose purpose)
{
  return g_dpgettext2 (NULL, "use", purpose_words[purpose].title);
}

const char *
ac_use_words_purpose_term (AcUsePurpose purpose)
{
  return g_dpgettext2 (NULL, "use", purpose_words[purpose].term);
}

const char *
ac_use_words_purpose_explain (AcUsePurpose purpose)
{
  return _(purpose_words[purpose].explain);
}

const char *
ac_use_words_category (AcCategory category)
{
  return g_dpgettext2 (NULL, "data", category_words[category].words);
}

const char *
ac_use_words_category_explain (AcCategory category)
{
  return _(category_words[category].explain);
}

const char *
ac_use_words_category_listed (AcCategory category)
{
  return g_dpgettext2 (NULL, "data in a list", category_words[category].listed);
}

char *
ac_use_words_categories (guint categories)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  for (AcCategory i = 0; i < AC_N_CATEGORIES; i++)
    if (categories & (1u << i))
      g_strv_builder_add (builder, ac_use_words_category_listed (i));

  list = g_strv_builder_end (builder);
  /* Translators: between the names of things in a list */
  return g_strjoinv (C_ ("list", ", "), list);
}

char *
ac_use_words_kept (guint days)
{
  if (days == 0)
    return g_strdup (_("They don’t say for how long they keep it"));

  return g_strdup_printf (ngettext ("They keep it for %u day", "They keep it for %u days", days),
                          days);
}

char *
ac_use_words_wider (const AcTerms *wider)
{
  g_autofree char *what = ac_use_words_categories (wider->categories);
  g_autofree char *kept = ac_use_words_kept (wider->kept_days);

  /* Translators: a sentence on how long something is kept */
  return *what == '\0' ? g_strdup_printf (_("Longer than you allowed. %s"), kept)
                       /* Translators: a list of data, a sentence on how long it is kept */
                       : g_strdup_printf (_("More than you allowed: %s. %s"), what, kept);
}

char *
ac_use_words_who (const char *who)
{
  if (g_strcmp0 (who, "host") == 0)
    return g_strdup (_("Who Runs the Server"));
  if (g_strcmp0 (who, "person") == 0)
    return g_strdup (C_ ("who", "You"));
  if (who != NULL && g_str_has_prefix (who, APP_PREFIX))
    /* Translators: %s is the name of an app */
    return g_strdup_printf (_("The app %s"), who + strlen (APP_PREFIX));

  return g_strdup (ac_words_service (who));
}

const char *
ac_use_words_how (AcProgram how)
{
  switch (how)
    {
    case AC_PROGRAM_WINDOW:
      return _("in this app");
    case AC_PROGRAM_ACCTL:
      return _("in a terminal");
    case AC_PROGRAM_OTHER:
    default:
      return _("in another program");
    }
}
