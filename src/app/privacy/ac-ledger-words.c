/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-ledger-words.h"
#include "ac-use-words.h"
#include "accounts/ac-link-words.h"

typedef struct
{
  const char *slug;
  const char *words;
} SlugWords;

/* Changes that are about nobody in particular. */
static const SlugWords changes[] = {
  { "sharing-stopped", N_ ("You stopped all sharing") },
  { "account-paused", N_ ("You paused sharing to an account") },
  { "account-resumed", N_ ("Sharing to an account went on") },
  { "sharing-resumed", N_ ("You let sharing go on") },
  { "account-went-on", N_ ("Sharing to an account went on by itself") },
  { "sharing-went-on", N_ ("Sharing went on by itself") },
  { "account-removed", N_ ("You removed an account") },
  { "erased", N_ ("You deleted everything") },
  { "rule-on", N_ ("You turned on automatic sharing") },
  { "rule-off", N_ ("You turned off automatic sharing") },
  { "rule-deleted", N_ ("You deleted a rule of automatic sharing") },
  { "rule-held", N_ ("Automatic sharing held a post back: you shared the same words before") },
  { "rule-limit", N_ ("Automatic sharing stopped: too many posts in an hour") },
  { "rule-repeats", N_ ("Automatic sharing stopped: the same words again and again") },
  { "rule-over", N_ ("Automatic sharing came to its end") },
  { "rule-not-linked", N_ ("Automatic sharing stopped with the link") },
};

/* Why something was given, or not. */
static const SlugWords reasons[] = {
  { "given", N_ ("you allowed it") },
  { "needed", N_ ("needed for what you linked") },
  { "safety", N_ ("to keep people safe") },
  { "not-understood", N_ ("the question made no sense") },
  { "sharing-stopped", N_ ("all sharing was stopped") },
  { "kept-separate", N_ ("you keep services separate") },
  { "counts-only", N_ ("only numbers about many people are given") },
  { "not-linked", N_ ("the accounts are not linked") },
  { "not-asked", N_ ("you were never asked") },
  { "refused", N_ ("you said no") },
  { "withdrawn", N_ ("you took it back") },
  { "revoked", N_ ("it was taken back") },
  { "expired", N_ ("what you allowed had ended") },
  { "invalidated", N_ ("nobody knows what you said after a backup came back") },
  { "wider-terms", N_ ("you allowed less than that") },
  { "added", N_ ("the account was added") },
  { "again", N_ ("the account was there before") },
  { "rejected", N_ ("the service rejected it") },
  { "unknown", N_ ("nobody knows whether it arrived") },
  { "change-rejected", N_ ("the service rejected it") },
  { "change-unknown", N_ ("nobody knows whether it arrived") },
};

static const char *
find_words (const SlugWords *words, gsize n_words, const char *slug)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].slug, slug) == 0)
      return _(words[i].words);

  return NULL;
}

static const char *
describe_setting (AcSetting setting, gboolean on)
{
  if (setting == AC_SETTING_KEEP_SEPARATE)
    return on ? _("You began to keep services separate")
              : _("You stopped keeping services separate");

  return on ? _("You told services not to sell or share your data")
            : _("You stopped telling services not to sell or share your data");
}

/* A purpose of uses, or one of links. */
static const char *
find_purpose (const char *slug, gboolean about_link)
{
  AcPurpose purpose = AC_PURPOSE_LINK;
  AcUsePurpose use = AC_USE_PROVIDE;

  if (slug == NULL)
    return NULL;
  if (about_link && ac_purpose_from_slug (slug, &purpose))
    return ac_link_words_purpose (purpose);

  return ac_use_purpose_from_slug (slug, &use) ? ac_use_words_purpose (use) : NULL;
}

static gboolean
is_about_link (const AcLedgerLine *line)
{
  return line->deed == AC_DEED_CHANGE &&
         (g_strcmp0 (line->reason, "agreed") == 0 || g_strcmp0 (line->reason, "ended") == 0);
}

static char *
describe_read (const AcLedgerLine *line, const char *who)
{
  AcCategory category = AC_CATEGORY_PROFILE;
  const char *what = line->category != NULL && ac_category_from_slug (line->category, &category)
                         ? ac_use_words_category_listed (category)
                         : C_ ("data in a list", "something");

  return line->allowed
      /* Translators: a service, and what it got, such as “phone number” */
      ? g_strdup_printf (_("%s got: %s"), who, what)
      /* Translators: a service, and what it asked for, such as “phone number” */
      : g_strdup_printf (_("%s was refused: %s"), who, what);
}

static char *
describe_consent (AcConsent consent, const char *who)
{
  switch (consent)
    {
    case AC_CONSENT_GIVEN:
    case AC_CONSENT_RENEWED:
      /* Translators: %s is a service or an app */
      return g_strdup_printf (_("You said yes to %s"), who);
    case AC_CONSENT_REFUSED:
    case AC_CONSENT_WITHDRAWN:
      /* Translators: %s is a service or an app */
      return g_strdup_printf (_("You said no to %s"), who);
    case AC_CONSENT_EXPIRED:
      /* Translators: %s is a service or an app */
      return g_strdup_printf (_("Your yes to %s ended"), who);
    case AC_CONSENT_UNKNOWN:
    case AC_CONSENT_REQUESTED:
    case AC_CONSENT_REQUEST_DEFERRED:
    case AC_CONSENT_REVOKED:
    case AC_CONSENT_INVALIDATED:
    default:
      /* Translators: %s is a service or an app */
      return g_strdup_printf (_("Your answer to %s changed"), who);
    }
}

static char *
describe_link_change (const AcLedgerLine *line, const char *who)
{
  const gboolean agreed = g_strcmp0 (line->reason, "agreed") == 0;

  if (g_strcmp0 (line->purpose, ac_purpose_to_slug (AC_PURPOSE_LINK)) == 0)
    return agreed
        /* Translators: %s is a service with an account that is linked */
        ? g_strdup_printf (_("You linked an account with %s"), who)
        /* Translators: %s is a service with an account that was linked */
        : g_strdup_printf (_("You unlinked an account from %s"), who);

  return agreed
      /* Translators: %s is a service with an account that is linked */
      ? g_strdup_printf (_("You turned something on with %s"), who)
      /* Translators: %s is a service with an account that was linked */
      : g_strdup_printf (_("You turned something off with %s"), who);
}

static char *
describe_change (const AcLedgerLine *line, const char *who)
{
  const char *words = find_words (changes, G_N_ELEMENTS (changes), line->reason);
  AcConsent consent = AC_CONSENT_UNKNOWN;
  AcSetting setting = AC_SETTING_KEEP_SEPARATE;

  if (words != NULL)
    return g_strdup (words);
  if (is_about_link (line))
    return describe_link_change (line, who);
  if (ac_setting_from_slug (line->purpose, &setting))
    return g_strdup (describe_setting (setting, g_strcmp0 (line->reason, "turned-on") == 0));
  if (!line->allowed && g_strcmp0 (line->reason, "wider-terms") == 0)
    /* Translators: %s is a service or an app */
    return g_strdup_printf (_("%s wants more now, so your yes ended"), who);
  if (line->reason != NULL && ac_consent_from_slug (line->reason, &consent))
    return describe_consent (consent, who);

  return g_strdup (_("Something was changed"));
}

static char *
describe_delivery (const AcLedgerLine *line, const char *who)
{
  if (g_strcmp0 (line->reason, "removed") == 0)
    /* Translators: %s is a service */
    return g_strdup_printf (_("You took something back from %s"), who);
  if (g_strcmp0 (line->reason, "changed") == 0)
    /* Translators: %s is a service */
    return g_strdup_printf (_("You changed what you shared to %s"), who);
  if (g_strcmp0 (line->reason, "change-rejected") == 0 ||
      g_strcmp0 (line->reason, "change-unknown") == 0)
    /* Translators: %s is a service */
    return g_strdup_printf (_("You wanted to change what you shared to %s"), who);
  if (g_strcmp0 (line->reason, "rule-looked") == 0)
    /* Translators: %s is a service */
    return g_strdup_printf (_("A rule looked at what you posted at %s"), who);
  if (g_strcmp0 (line->reason, "rule-shared") == 0)
    /* Translators: %s is a service */
    return g_strdup_printf (_("A rule had something shared to %s"), who);
  /* Translators: %s is a service */
  return g_strdup_printf (_("You shared something to %s"), who);
}

char *
ac_ledger_words_title (AcUse *use)
{
  const AcLedgerLine *line = ac_use_get_line (use);
  g_autofree char *who = ac_use_words_who (line->who);

  switch (line->deed)
    {
    case AC_DEED_READ:
      return describe_read (line, who);
    case AC_DEED_SIGN_IN:
      if (g_strcmp0 (line->who, "host") == 0)
        return g_strdup (_("A device signed in"));
      /* Translators: %s is a service */
      return g_strdup_printf (_("You signed in at %s"), who);
    case AC_DEED_DELIVERY:
      return describe_delivery (line, who);
    case AC_DEED_EXPORT:
      return g_strdup (_("A copy of your data was made"));
    case AC_DEED_CHANGE:
    default:
      return describe_change (line, who);
    }
}

/* Parts that are there, with a dot between them. */
static char *
join (const char *const *parts, gsize n_parts)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) there = NULL;

  for (gsize i = 0; i < n_parts; i++)
    if (parts[i] != NULL)
      g_strv_builder_add (builder, parts[i]);

  there = g_strv_builder_end (builder);
  return g_strjoinv (" · ", there);
}

char *
ac_ledger_words_detail (AcUse *use)
{
  const AcLedgerLine *line = ac_use_get_line (use);
  const AcNamedAccount *account = ac_use_get_account (use);
  g_autofree char *time = ac_words_time (line->at);
  g_autofree char *named = account->id != NULL ? ac_link_words_named (account) : NULL;
  const char *reason = line->deed == AC_DEED_CHANGE
                           ? NULL
                           : find_words (reasons, G_N_ELEMENTS (reasons), line->reason);
  const char *parts[] = { time, find_purpose (line->purpose, is_about_link (line)), named, reason };

  return join (parts, G_N_ELEMENTS (parts));
}

static char *
describe_link (const AcReceiptFacts *facts)
{
  const char *purpose = ac_link_words_purpose (facts->purpose);

  if (facts->purpose == AC_PURPOSE_LINK)
    return g_strdup (facts->value ? _("You linked two accounts") : _("You unlinked two accounts"));

  /* Translators: %s is one of the switches of a link, such as “Share Status” */
  return facts->value ? g_strdup_printf (_("You turned on “%s”"), purpose)
                      /* Translators: %s is one of the switches of a link, such as “Share Status” */
                      : g_strdup_printf (_("You turned off “%s”"), purpose);
}

char *
ac_receipt_words_title (AcReceipt *receipt)
{
  const AcReceiptFacts *facts = ac_receipt_get_facts (receipt);
  g_autofree char *who = NULL;

  if (facts->kind == AC_RECEIPT_OF_SETTING)
    return g_strdup (describe_setting (facts->setting, facts->value));
  if (facts->kind == AC_RECEIPT_OF_LINK)
    return describe_link (facts);

  who = ac_use_words_who (facts->recipient);
  return describe_consent (facts->consent, who);
}

char *
ac_receipt_words_detail (AcReceipt *receipt)
{
  const AcReceiptFacts *facts = ac_receipt_get_facts (receipt);
  const gboolean about_use = facts->kind == AC_RECEIPT_OF_USE;
  g_autofree char *time = ac_words_time (facts->created_at);
  g_autofree char *one =
      facts->accounts[0].id != NULL ? ac_link_words_named (&facts->accounts[0]) : NULL;
  g_autofree char *other =
      facts->accounts[1].id != NULL ? ac_link_words_named (&facts->accounts[1]) : NULL;
  g_autofree char *what =
      about_use && facts->value ? ac_use_words_categories (facts->agreed) : NULL;
  const char *parts[] = { time,  about_use ? ac_use_words_purpose (facts->use) : NULL,
                          what,  one,
                          other, ac_use_words_how (facts->how) };

  return join (parts, G_N_ELEMENTS (parts));
}
