/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-clock.h"
#include "ac-words.h"

static const char *const error_words[] = {
  [AC_ERROR_FAILED] = N_ ("Something went wrong that should not; the backend’s log says more."),
  [AC_ERROR_CANCELLED] = N_ ("Cancelled."),
  [AC_ERROR_INVALID] = N_ ("This is not accepted; check what you typed."),
  [AC_ERROR_NOT_FOUND] = N_ ("There is no such thing (any more)."),
  [AC_ERROR_CONFLICT] = N_ ("This does not fit with how things are now."),
  [AC_ERROR_KEY_REUSED] = N_ ("The same request was made before with another content."),
  [AC_ERROR_IN_PROGRESS] = N_ ("This is being done already."),
  [AC_ERROR_TOO_LARGE] = N_ ("This is too large."),
  [AC_ERROR_TOO_LONG] = N_ ("The text is too long for one of the targets."),
  [AC_ERROR_PERMISSION_DENIED] = N_ ("The service does not allow this to the account."),
  [AC_ERROR_SIGN_IN_REQUIRED] = N_ ("Sign in to the account again."),
  [AC_ERROR_SIGN_IN_REFUSED] = N_ ("The sign-in was refused."),
  [AC_ERROR_WRONG_PASSWORD] = N_ ("The name or the app password is wrong."),
  [AC_ERROR_WRONG_ACCOUNT] = N_ ("You signed in to another account than this one."),
  [AC_ERROR_SCOPE_MISSING] = N_ ("A permission is missing; sign in again and allow it."),
  [AC_ERROR_RATE_LIMITED] = N_ ("The service asks to wait a few minutes."),
  [AC_ERROR_UNREACHABLE] =
      N_ ("The service can’t be reached; check the address and your connection."),
  [AC_ERROR_TIMED_OUT] = N_ ("The service did not answer in time; try again later."),
  [AC_ERROR_TLS] = N_ ("The server could not prove that it is the right one; check the address and "
                       "the date of this computer."),
  [AC_ERROR_ADDRESS_REFUSED] = N_ ("This address is not used, for your safety."),
  [AC_ERROR_NOT_A_SERVICE] = N_ ("There is no such service at this address; check it."),
  [AC_ERROR_BAD_REPLY] = N_ ("The service gave an answer that makes no sense; try again later."),
  [AC_ERROR_REJECTED] = N_ ("The service rejected it."),
  [AC_ERROR_UNKNOWN_OUTCOME] =
      N_ ("It could not be found out whether it was posted; look and say so with “acctl resolve”."),
  [AC_ERROR_AUDIENCE_WIDENED] =
      N_ ("More people could have seen it than you chose, so it was taken back."),
  [AC_ERROR_KEYRING_LOCKED] = N_ ("The keyring is locked; unlock it with “acctl unlock”."),
  [AC_ERROR_KEYRING_MISSING] = N_ ("There is no keyring on this computer to keep sign-ins in; "
                                   "install one, such as GNOME Keyring."),
  [AC_ERROR_KEYRING_SILENT] =
      N_ ("The keyring does not answer; no account is lost. Try again in a moment."),
  [AC_ERROR_SECRET_LOST] =
      N_ ("The key to the stored sign-ins is lost; sign in to the accounts again."),
  [AC_ERROR_STORAGE_FULL] = N_ ("The disk is full; nothing is lost. Make room, then try again."),
  [AC_ERROR_STORAGE] = N_ ("The data could not be read or written; check the disk."),
  [AC_ERROR_BACKEND_UNAVAILABLE] = N_ ("The backend does not run and could not be started."),
  [AC_ERROR_SERVICE_FAILED] = N_ ("The service has a problem of its own."),
  [AC_ERROR_SHARING_STOPPED] = N_ ("Sharing is stopped; “acctl resume” lets it go on."),
  [AC_ERROR_SIGNED_OUT] =
      N_ ("You were signed out from another device; “acctl sign-in” signs in again."),
  [AC_ERROR_BLOCKED] = N_ ("The administrator of this server has blocked you."),
  [AC_ERROR_QUOTA_REACHED] = N_ ("The administrator of this server allows no more."),
  [AC_ERROR_NOT_AVAILABLE] =
      N_ ("This is not available to you here; “acctl availability list” says why."),
  [AC_ERROR_PROOF_REQUIRED] = N_ ("Sign in to the account first, to show that it is yours; a "
                                  "sign-in counts for 15 minutes."),
  [AC_ERROR_NOT_LINKED] = N_ ("No link of yours allows this; see “acctl links list”."),
  [AC_ERROR_USE_REFUSED] =
      N_ ("This may not be used for that; “acctl choices list” shows what you allow."),
  [AC_ERROR_WRONG_CODE] = N_ ("This is not the code that was sent."),
  [AC_ERROR_NUMBER_REFUSED] = N_ ("Nothing can be sent to this number."),
  [AC_ERROR_APP_REFUSED] = N_ (
      "The service does not accept the developer app; whoever set it up has to look at its keys."),
  [AC_ERROR_NOT_A_PICTURE] = N_ ("This is no picture that can be shared; choose another "
                                 "picture, or an MP4 video, that isn’t "
                                 "damaged."),
  [AC_ERROR_PICTURE_NEEDED] =
      N_ ("One of the targets shares no text without a picture; add one with --picture."),
  [AC_ERROR_PICTURES_REFUSED] =
      N_ ("One of the targets does not take these pictures; “acctl services” says what it takes."),
  [AC_ERROR_NEEDS_SERVER] =
      N_ ("The service fetches the picture itself, and can’t reach this computer; share it through "
          "a backend on a server."),
  [AC_ERROR_DELETE_THERE] =
      N_ ("The service lets no other program delete this; delete it there, then “acctl retry”."),
  [AC_ERROR_ENDS_BY_ITSELF] = N_ (
      "The service lets no other program delete a story; it ends 24 hours after it was shared."),
  [AC_ERROR_PROFESSIONAL_NEEDED] =
      N_ ("This is a personal account; programs may share only for professional ones there. Change "
          "its type in the settings of the service."),
  [AC_ERROR_APP_KEYS] = N_ ("The service needs the keys of a developer app; they are set once, by "
                            "you or by whoever looks after the server."),
  [AC_ERROR_ACCOUNT_GONE] = N_ ("The account was removed here; what was shared with it stays there "
                                "until you delete it there yourself."),
};
G_STATIC_ASSERT (G_N_ELEMENTS (error_words) == AC_ERROR_LAST + 1);

static const char *const delivery_words[] = {
  [AC_DELIVERY_WAITING] = NC_ ("delivery", "waiting"),
  [AC_DELIVERY_SENDING] = NC_ ("delivery", "being sent"),
  [AC_DELIVERY_CHECKING] = NC_ ("delivery", "looking whether it arrived"),
  [AC_DELIVERY_LIVE] = NC_ ("delivery", "live"),
  [AC_DELIVERY_FAILED] = NC_ ("delivery", "failed"),
  [AC_DELIVERY_NEEDS_YOU] = NC_ ("delivery", "needs you"),
  [AC_DELIVERY_SIGN_IN_NEEDED] = NC_ ("delivery", "sign in needed"),
  [AC_DELIVERY_STOPPED] = NC_ ("delivery", "stopped"),
  [AC_DELIVERY_REMOVING] = NC_ ("delivery", "being taken back"),
  [AC_DELIVERY_REMOVED] = NC_ ("delivery", "taken back"),
  [AC_DELIVERY_REMOVE_FAILED] = NC_ ("delivery", "could not be taken back"),
  [AC_DELIVERY_CANCELLED] = NC_ ("delivery", "cancelled before it was sent"),
  [AC_DELIVERY_HANDED_TO_YOU] = NC_ ("delivery", "share it yourself"),
  [AC_DELIVERY_SHARED_BY_YOU] = NC_ ("delivery", "shared by you"),
  [AC_DELIVERY_YOURS_TO_DELETE] = NC_ ("delivery", "only you can delete it there"),
  [AC_DELIVERY_DELETED_BY_YOU] = NC_ ("delivery", "deleted by you"),
  [AC_DELIVERY_SCHEDULED] = NC_ ("delivery", "to be shared later"),
  [AC_DELIVERY_MISSED] = NC_ ("delivery", "its time was missed: share it now?"),
  [AC_DELIVERY_EXPIRED] = NC_ ("delivery", "its time was over: taken back"),
  [AC_DELIVERY_GONE] = NC_ ("delivery", "no longer there: deleted there, not from here"),
};

static const char *const edit_words[] = {
  [AC_EDIT_NONE] = NULL,
  [AC_EDIT_CHANGING] = NC_ ("edit", "being changed"),
  [AC_EDIT_CHANGED] = NC_ ("edit", "changed"),
  [AC_EDIT_FAILED] = NC_ ("edit", "could not be changed"),
  [AC_EDIT_KEPT] = NC_ ("edit", "has the earlier text"),
  [AC_EDIT_STOPPED] = NC_ ("edit", "not changed yet: all sharing is stopped"),
  [AC_EDIT_BLOCKED] = NC_ ("edit", "not changed yet"),
};

static const char *const phase_words[] = {
  [AC_PHASE_LIVE] = NC_ ("phase", "there, or on its way"),
  [AC_PHASE_SCHEDULED] = NC_ ("phase", "to be shared later"),
  [AC_PHASE_ENDED] = NC_ ("phase", "nowhere any more"),
};

static const char *const account_words[] = {
  [AC_ACCOUNT_ON] = NC_ ("account", "on"),
  [AC_ACCOUNT_ATTENTION] = NC_ ("account", "needs attention"),
  [AC_ACCOUNT_REMOVING] = NC_ ("account", "being removed"),
};

static const char *const audience_words[] = {
  [AC_AUDIENCE_DIRECT] = NC_ ("audience", "only people named in it"),
  [AC_AUDIENCE_FOLLOWERS] = NC_ ("audience", "followers"),
  [AC_AUDIENCE_UNLISTED] = NC_ ("audience", "everyone, not listed"),
  [AC_AUDIENCE_PUBLIC] = NC_ ("audience", "everyone"),
};

typedef struct
{
  const char *slug;
  const char *words;
} SlugWords;

static const SlugWords keyring_words[] = {
  { "unknown", NC_ ("keyring", "not asked yet") },  { "unlocked", NC_ ("keyring", "unlocked") },
  { "locked", NC_ ("keyring", "locked") },          { "missing", NC_ ("keyring", "missing") },
  { "silent", NC_ ("keyring", "does not answer") },
};

static const SlugWords event_words[] = {
  { "backend", NC_ ("event", "backend changed") },
  { "availability", NC_ ("event", "what you can have changed") },
  { "feature", NC_ ("event", "now available to you") },
  { "account", NC_ ("event", "account changed") },
  { "account-removed", NC_ ("event", "account removed") },
  { "choice", NC_ ("event", "a choice changed") },
  { "privacy", NC_ ("event", "a privacy setting changed") },
  { "link-attempt", NC_ ("event", "sign-in goes on") },
  { "link", NC_ ("event", "link changed") },
  { "link-removed", NC_ ("event", "link ended") },
  { "undoing", NC_ ("event", "undoing goes on") },
  { "undoing-removed", NC_ ("event", "undoing seen") },
  { "status", NC_ ("event", "status changed") },
  { "delivery", NC_ ("event", "delivery changed") },
  { "draft", NC_ ("event", "draft changed") },
  { "draft-removed", NC_ ("event", "draft shared or deleted") },
  { "rule", NC_ ("event", "rule of automatic sharing changed") },
  { "rule-removed", NC_ ("event", "rule of automatic sharing deleted") },
  { "session", NC_ ("event", "a device signed in or out") },
  { "reset", NC_ ("event", "some changes were missed") },
};

static const char *const rule_end_words[] = {
  [AC_SHARE_RULE_END_NONE] = NC_ ("rule", "on"),
  [AC_SHARE_RULE_END_PERSON] = NC_ ("rule", "off"),
  [AC_SHARE_RULE_END_LIMIT] = NC_ ("rule", "off: too many posts in an hour"),
  [AC_SHARE_RULE_END_TIME] = NC_ ("rule", "off: its time is over"),
  [AC_SHARE_RULE_END_LINK] = NC_ ("rule", "off: the link does not share any more"),
  [AC_SHARE_RULE_END_REPEATS] = NC_ ("rule", "off: the same words again and again"),
};

static const char *const post_words[] = {
  [AC_POST_VERDICT_SHARE] = NC_ ("post", "would be shared"),
  [AC_POST_VERDICT_BEFORE] = NC_ ("post", "no: older than the rule"),
  [AC_POST_VERDICT_COPIED] = NC_ ("post", "no: a rule saw it already"),
  [AC_POST_VERDICT_OURS] = NC_ ("post", "no: you shared it from here"),
  [AC_POST_VERDICT_WORDS] = NC_ ("post", "held: the same words were shared before"),
  [AC_POST_VERDICT_BRIDGED] = NC_ ("post", "no: another program copied it there"),
  [AC_POST_VERDICT_NO_SHARE] = NC_ ("post", "no: it says #noshare"),
  [AC_POST_VERDICT_AUDIENCE] = NC_ ("post", "no: fewer people may see it"),
  [AC_POST_VERDICT_WARNED] = NC_ ("post", "no: it has a warning"),
  [AC_POST_VERDICT_BOOST] = NC_ ("post", "no: it is a boost"),
  [AC_POST_VERDICT_REPLY] = NC_ ("post", "no: it is a reply"),
  [AC_POST_VERDICT_MEDIA] = NC_ ("post", "no: it has more than words"),
  [AC_POST_VERDICT_TAG] = NC_ ("post", "no: its hashtags"),
  [AC_POST_VERDICT_LANGUAGE] = NC_ ("post", "no: its language"),
  [AC_POST_VERDICT_EMPTY] = NC_ ("post", "no: it is empty"),
  [AC_POST_VERDICT_LIMIT] = NC_ ("post", "no: too many in an hour; the rule would stop"),
  [AC_POST_VERDICT_REPEATED] = NC_ ("post", "no: the same words again; the rule would stop"),
  [AC_POST_VERDICT_REFUSED] = NC_ ("post", "no: it does not fit there"),
};

static const char *const purpose_words[] = {
  [AC_PURPOSE_LINK] = NC_ ("purpose", "link"),
  [AC_PURPOSE_SIGN_IN] = NC_ ("purpose", "sign in"),
  [AC_PURPOSE_SHARE_STATUS] = NC_ ("purpose", "share status"),
  [AC_PURPOSE_PERSONALISE] = NC_ ("purpose", "personalise"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (purpose_words) == AC_N_PURPOSES);

static const char *const step_words[] = {
  [AC_UNDOING_STEP_QUEUE_CLEARED] = NC_ ("undoing", "what waited to be shared is cancelled"),
  [AC_UNDOING_STEP_CHOICES_RESTORED] = NC_ ("undoing", "your earlier choices are back"),
  [AC_UNDOING_STEP_COPIES] = NC_ ("undoing", "copies are taken back"),
  [AC_UNDOING_STEP_REVOKED] = NC_ ("undoing", "the permission is given back at the service"),
  [AC_UNDOING_STEP_KEY_REMOVED] = NC_ ("undoing", "the key is deleted here"),
  [AC_UNDOING_STEP_RECEIPT] = NC_ ("undoing", "there is a receipt"),
};

static const char *const undoing_words[] = {
  [AC_UNDOING_STATE_WAITING] = NC_ ("undoing", "waiting"),
  [AC_UNDOING_STATE_WORKING] = NC_ ("undoing", "under way"),
  [AC_UNDOING_STATE_DONE] = NC_ ("undoing", "done"),
  [AC_UNDOING_STATE_FAILED] = NC_ ("undoing", "failed"),
  [AC_UNDOING_STATE_YOURS] = NC_ ("undoing", "only you can do it, there"),
};

static const char *const rule_words[] = {
  [AC_RULE_NOTHING_AGAINST] = N_ ("Nothing speaks against it."),
  [AC_RULE_KEPT] = N_ ("You have it already, and keep it."),
  [AC_RULE_ADMINISTRATOR] = N_ ("Your administrator has turned it off."),
  [AC_RULE_NO_POLICY] = N_ ("There is no good policy here that says who may have it."),
  [AC_RULE_NOT_LISTED] = N_ ("The policy here says nothing of it."),
  [AC_RULE_NO_CONNECTOR] = N_ ("This version of Accounts Center can’t do it yet."),
  [AC_RULE_MIN_VERSION] = N_ ("It needs a later version of Accounts Center."),
  [AC_RULE_REGION_UNKNOWN] =
      N_ ("It depends on where you are; say so with “acctl availability region”."),
  [AC_RULE_REGION_CLOSED] = N_ ("It is closed where you are."),
  [AC_RULE_REGION_NOT_OPEN] = N_ ("It has not come to where you are yet."),
  [AC_RULE_ACCOUNT_TYPE] = N_ ("It is for other kinds of accounts."),
  [AC_RULE_AGE_UNKNOWN] =
      N_ ("It depends on how old you are; say so with “acctl availability age”."),
  [AC_RULE_MIN_AGE] = N_ ("It is for people who are older."),
  [AC_RULE_ROLLOUT] = N_ ("It comes to more people step by step, and has not come to you yet."),
};
G_STATIC_ASSERT (G_N_ELEMENTS (rule_words) == AC_RULE_LAST + 1);

static const char *const unavailable_words[] = {
  [AC_UNAVAILABLE_NOT] = NC_ ("availability", "available"),
  [AC_UNAVAILABLE_REGION] = NC_ ("availability", "not where you are"),
  [AC_UNAVAILABLE_ROLLOUT] = NC_ ("availability", "not yet"),
  [AC_UNAVAILABLE_ACCOUNT] = NC_ ("availability", "not for this kind of account"),
  [AC_UNAVAILABLE_CONNECTOR] = NC_ ("availability", "only at the service itself"),
  [AC_UNAVAILABLE_ADMINISTRATOR] = NC_ ("availability", "turned off by your administrator"),
  [AC_UNAVAILABLE_VERSION] = NC_ ("availability", "not in this version"),
  [AC_UNAVAILABLE_REGION_UNKNOWN] = NC_ ("availability", "depends on where you are"),
  [AC_UNAVAILABLE_AGE] = NC_ ("availability", "not at your age"),
  [AC_UNAVAILABLE_AGE_UNKNOWN] = NC_ ("availability", "depends on your age"),
  [AC_UNAVAILABLE_POLICY] = NC_ ("availability", "not known to be available"),
  [AC_UNAVAILABLE_APP_KEYS] = NC_ ("availability", "needs keys of a developer app"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (unavailable_words) == AC_UNAVAILABLE_LAST + 1);

static const char *const fault_words[] = {
  [AC_POLICY_FINE] = NC_ ("policy", "in order"),
  [AC_POLICY_MISSING] = NC_ ("policy", "no policy was found"),
  [AC_POLICY_TOO_LARGE] = NC_ ("policy", "the one that was found is too large"),
  [AC_POLICY_SIGNATURE] = NC_ ("policy", "the one that was found is not signed by anybody trusted"),
  [AC_POLICY_UNREADABLE] = NC_ ("policy", "the one that was found is not understood"),
  [AC_POLICY_OLDER] = NC_ ("policy", "the one that was found is older"),
  [AC_POLICY_EXPIRED] = NC_ ("policy", "it has expired"),
};

static const char *const use_words[] = {
  [AC_USE_PERSONALISE] = NC_ ("use", "fit what you see to you"),
  [AC_USE_PROVIDE] = NC_ ("use", "do what you asked for"),
  [AC_USE_IMPROVE] = NC_ ("use", "make products better"),
  [AC_USE_ADS] = NC_ ("use", "show ads that fit you"),
  [AC_USE_COUNT_PEOPLE] = NC_ ("use", "count people"),
  [AC_USE_KEEP_SAFE] = NC_ ("use", "keep people safe"),
  [AC_USE_ACROSS_APPS] = NC_ ("use", "features across apps"),
  [AC_USE_TRAIN_AI] = NC_ ("use", "train AI"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (use_words) == AC_N_USES);

static const char *const consent_words[] = {
  [AC_CONSENT_UNKNOWN] = NC_ ("consent", "never asked"),
  [AC_CONSENT_REQUESTED] = NC_ ("consent", "asked"),
  [AC_CONSENT_REQUEST_DEFERRED] = NC_ ("consent", "asked, put off"),
  [AC_CONSENT_REFUSED] = NC_ ("consent", "refused"),
  [AC_CONSENT_GIVEN] = NC_ ("consent", "allowed"),
  [AC_CONSENT_RENEWED] = NC_ ("consent", "allowed again"),
  [AC_CONSENT_WITHDRAWN] = NC_ ("consent", "withdrawn"),
  [AC_CONSENT_REVOKED] = NC_ ("consent", "ended by them"),
  [AC_CONSENT_EXPIRED] = NC_ ("consent", "expired"),
  [AC_CONSENT_INVALIDATED] = NC_ ("consent", "not valid any more; say it again"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (consent_words) == AC_N_CONSENTS);

static const char *const setting_words[] = {
  [AC_SETTING_KEEP_SEPARATE] = NC_ ("setting", "keep services separate"),
  [AC_SETTING_DO_NOT_SELL] = NC_ ("setting", "do not sell or share my data"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (setting_words) == AC_N_SETTINGS);

static const SlugWords ledger_words[] = {
  { "changed", N_ ("The line after those was changed, taken out or moved.") },
  { "cut", N_ ("What is kept outside the store tells of other lines: the ledger was cut or written "
               "anew, or the data came back from a backup.") },
  { "head-missing", N_ ("What is kept outside the store is missing, so nobody can tell whether "
                        "lines were cut off at the end.") },
};

static const SlugWords closed_words[] = {
  { "law", NC_ ("closed", "the law there does not allow it") },
  { "service", NC_ ("closed", "the service does not offer it there") },
  { "safety", NC_ ("closed", "it is not safe there at the moment") },
  { "trouble", NC_ ("closed", "there is a fault that is being mended") },
};

static const char *
find_words (const SlugWords *words, gsize n_words, const char *context, const char *slug)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_str_equal (words[i].slug, slug))
      return context != NULL ? g_dpgettext2 (NULL, context, words[i].words) : _ (words[i].words);

  return slug;
}

const char *
ac_words_for_error (AcError code)
{
  g_return_val_if_fail (code <= AC_ERROR_LAST, "");

  return _ (error_words[code]);
}

const char *
ac_words_for_delivery (AcDeliveryState state)
{
  return g_dpgettext2 (NULL, "delivery", delivery_words[state]);
}

const char *
ac_words_for_edit (AcEdit edit, AcError reason, gboolean paused)
{
  if (edit == AC_EDIT_STOPPED && paused)
    return C_ ("edit", "not changed yet: sharing to it is paused");
  if (edit == AC_EDIT_FAILED && reason == AC_ERROR_UNKNOWN_OUTCOME)
    return C_ ("edit", "may have the new text");
  return edit_words[edit] != NULL ? g_dpgettext2 (NULL, "edit", edit_words[edit]) : NULL;
}

const char *
ac_words_for_phase (AcPhase phase)
{
  return g_dpgettext2 (NULL, "phase", phase_words[phase]);
}

const char *
ac_words_for_account (AcAccountState state)
{
  return g_dpgettext2 (NULL, "account", account_words[state]);
}

const char *
ac_words_for_audience (AcAudience audience)
{
  return g_dpgettext2 (NULL, "audience", audience_words[audience]);
}

const char *
ac_words_for_keyring (const char *slug)
{
  return find_words (keyring_words, G_N_ELEMENTS (keyring_words), "keyring", slug);
}

const char *
ac_words_for_event (const char *slug)
{
  return find_words (event_words, G_N_ELEMENTS (event_words), "event", slug);
}

const char *
ac_words_for_share_rule (const AcShareRuleFacts *facts)
{
  const gboolean renewed =
      facts->ended == AC_SHARE_RULE_END_TIME && facts->until > ac_clock_now_ms ();

  return g_dpgettext2 (NULL, "rule",
                       rule_end_words[renewed ? AC_SHARE_RULE_END_PERSON : facts->ended]);
}

const char *
ac_words_for_post (AcPostVerdict verdict)
{
  return g_dpgettext2 (NULL, "post", post_words[verdict]);
}

const char *
ac_words_for_purpose (AcPurpose purpose)
{
  return g_dpgettext2 (NULL, "purpose", purpose_words[purpose]);
}

const char *
ac_words_for_undoing_step (const AcUndoingLine *line)
{
  return line->step == AC_UNDOING_STEP_COPIES && line->copies == AC_COPIES_KEPT
      ? C_ ("undoing", "copies stay") : g_dpgettext2 (NULL, "undoing", step_words[line->step]);
}

const char *
ac_words_for_undoing_state (AcUndoingState state)
{
  return g_dpgettext2 (NULL, "undoing", undoing_words[state]);
}

const char *
ac_words_for_use (AcUsePurpose purpose)
{
  return g_dpgettext2 (NULL, "use", use_words[purpose]);
}

const char *
ac_words_for_consent (AcConsent consent)
{
  return g_dpgettext2 (NULL, "consent", consent_words[consent]);
}

const char *
ac_words_for_ledger_fault (const char *slug)
{
  return find_words (ledger_words, G_N_ELEMENTS (ledger_words), NULL, slug);
}

const char *
ac_words_for_rule (AcRule rule)
{
  return _ (rule_words[rule]);
}

const char *
ac_words_for_unavailable (AcUnavailable why)
{
  return g_dpgettext2 (NULL, "availability", unavailable_words[why]);
}

const char *
ac_words_for_policy (AcPolicyFault fault)
{
  return g_dpgettext2 (NULL, "policy", fault_words[fault]);
}

const char *
ac_words_for_closed (const char *slug)
{
  return find_words (closed_words, G_N_ELEMENTS (closed_words), "closed", slug);
}

const char *
ac_words_for_sign_in (AcSignInMethods methods)
{
  if ((methods & AC_SIGN_IN_CODE) != 0)
    return C_ ("sign-in", "with a code on your phone");
  if ((methods & AC_SIGN_IN_APP_PASSWORD) == 0)
    return C_ ("sign-in", "in the browser");
  if ((methods & AC_SIGN_IN_BROWSER) == 0)
    return C_ ("sign-in", "with an app password");

  return C_ ("sign-in", "in the browser or with an app password");
}

const char *
ac_words_for_setting (AcSetting setting)
{
  return g_dpgettext2 (NULL, "setting", setting_words[setting]);
}
