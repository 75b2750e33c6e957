/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-help-pages.h"

const AcHelpBlock ac_help_mastodon[] = {
  { AC_HELP_STEP, N_ ("Choose Mastodon in Accounts & Linking and enter the address of your server, "
                      "such as mastodon.social. It stands behind the second @ of your name.") },
  { AC_HELP_STEP, N_ ("Your browser opens at your server. Sign in there, and look at what this app "
                      "may do: see who you are, look whether your posts arrived, post and delete "
                      "for you.") },
  { AC_HELP_STEP, N_ ("Allow it. The window shows the account.") },
  { AC_HELP_TEXT, N_ ("To end it at the server, open its preferences and revoke Accounts Center "
                      "under Account, Authorized apps. Removing the account here does the same.") },
  { AC_HELP_PLACE, N_ ("Go to Mastodon"), "accounts/mastodon" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_bluesky[] = {
  { AC_HELP_STEP, N_ ("Choose Bluesky in Accounts & Linking. Most accounts are at bsky.social; if "
                      "yours is not, enter your handle.") },
  { AC_HELP_STEP, N_ ("Your browser opens. Sign in there and allow what is asked for.") },
  { AC_HELP_TEXT, N_ ("Where the browser can’t be used, an app password will do: make one in "
                      "Bluesky’s settings under Privacy and Security, App Passwords. Never enter "
                      "your main password here.") },
  { AC_HELP_TEXT, N_ ("Everything at Bluesky is public. An audience that is smaller can’t be had "
                      "there.") },
  { AC_HELP_PLACE, N_ ("Go to Bluesky"), "accounts/bluesky" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_whatsapp[] = {
  { AC_HELP_TEXT, N_ ("WhatsApp lets no app post a status for you. What can be had is proof that a "
                      "phone number is yours, and a hand-over: your phone opens with the text, and "
                      "you choose there who gets it.") },
  { AC_HELP_STEP, N_ ("Choose WhatsApp in Accounts & Linking and enter your number.") },
  { AC_HELP_STEP, N_ ("A code arrives in WhatsApp on your phone. Enter it here. Whoever asks you "
                      "for it, give it to nobody.") },
  { AC_HELP_TEXT, N_ ("The code is sent through the WhatsApp Business Platform, with the keys of a "
                      "developer app that is yours or your server’s. No message, call or contact "
                      "can be read that way.") },
  { AC_HELP_PLACE, N_ ("Go to WhatsApp"), "accounts/whatsapp" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_instagram[] = {
  { AC_HELP_TEXT, N_ ("Instagram lets apps post for professional accounts alone. Yours is free to "
                      "become one in Instagram’s own settings, under Account type and tools.") },
  { AC_HELP_STEP, N_ ("Choose Instagram in Accounts & Linking. Your browser opens.") },
  { AC_HELP_STEP, N_ ("Sign in and look at what is asked for: your name, and to publish for "
                      "you.") },
  { AC_HELP_TEXT, N_ ("It needs the keys of a developer app that is yours or your server’s.") },
  { AC_HELP_PLACE, N_ ("Go to Instagram"), "accounts/instagram" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_facebook[] = {
  { AC_HELP_TEXT, N_ ("Facebook lets apps post on Pages, not on a person’s own profile. You need a "
                      "Page that you manage.") },
  { AC_HELP_STEP, N_ ("Choose Facebook in Accounts & Linking. Your browser opens.") },
  { AC_HELP_STEP, N_ ("Sign in and choose the one Page that this app may post on.") },
  { AC_HELP_TEXT, N_ ("It needs the keys of a developer app that is yours or your server’s.") },
  { AC_HELP_PLACE, N_ ("Go to Facebook"), "accounts/facebook" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_threads[] = {
  { AC_HELP_STEP, N_ ("Choose Threads in Accounts & Linking. Your browser opens.") },
  { AC_HELP_STEP, N_ ("Sign in and allow what is asked for: to see who you are and what you "
                      "posted, to post and to delete for you.") },
  { AC_HELP_TEXT, N_ ("It needs the keys of a developer app that is yours or your server’s.") },
  { AC_HELP_PLACE, N_ ("Go to Threads"), "accounts/threads" },
  { AC_HELP_END },
};
