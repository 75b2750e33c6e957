/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-help-pages.h"

/* How to get the keys of a developer app at Meta. The names of its pages are those of 2026. */

#define APPS "https://developers.facebook.com/apps"
#define BEGIN                                                                                      \
  { AC_HELP_STEP,                                                                                  \
    N_ ("Open Meta’s page for developers and sign in with your Facebook account. The "             \
        "first time, Meta asks you to agree to its terms and to prove your phone "                 \
        "number or e-mail.") }
#define PROMISE                                                                                    \
  { AC_HELP_TEXT,                                                                                  \
    N_ ("The keys stay on this computer, sealed with your keyring. They are sent to "              \
        "Meta alone. Whoever has the secret can pose as your app, so give it to "                  \
        "nobody.") }
#define COSTS_NOTHING                                                                              \
  { AC_HELP_TEXT,                                                                                  \
    N_ ("It costs nothing. For yourself and people with a role in your app no review "             \
        "by Meta is needed; for others it is.") }
#define PASTE                                                                                      \
  { AC_HELP_HEADING, N_ ("Why you paste an address") },                                            \
  {                                                                                                \
    AC_HELP_TEXT, N_ ("Meta sends your browser only to an https address that is registered with "  \
                      "the app, never back to a program on your computer. So each sign-in ends "   \
                      "with you copying that address out of the browser. It is good once, for "    \
                      "this sign-in alone.")                                                       \
  }
#define NOWHERE                                                                                    \
  { AC_HELP_TEXT, N_ ("The address that is suggested leads nowhere on purpose: names that end in " \
                      ".invalid belong to nobody, so nobody but you sees what stands in it. If "   \
                      "Meta does not take it, use any https page that is yours, and enter that "   \
                      "one in Accounts Center, too.") }

const AcHelpBlock ac_help_instagram_keys[] = {
  { AC_HELP_TEXT, N_ ("Instagram lets a program post only with the keys of a developer app. You "
                      "make one yourself, once.") },
  COSTS_NOTHING,
  { AC_HELP_HEADING, N_ ("Make the app") },
  BEGIN,
  { AC_HELP_STEP, N_ ("Press Create app, give it any name, and choose the use case “Manage "
                      "messaging & content on Instagram”. No business needs to be linked.") },
  { AC_HELP_STEP, N_ ("In the use case open “API setup with Instagram login”. Add the permissions "
                      "instagram_business_basic and instagram_business_content_publish.") },
  { AC_HELP_STEP, N_ ("Under “Set up Instagram business login” enter the redirect address exactly "
                      "as Accounts Center shows it, and save.") },
  { AC_HELP_STEP, N_ ("Under App roles, Roles add your Instagram account as an Instagram tester. "
                      "Accept that in Instagram’s settings, under Website permissions, Apps and "
                      "websites, Tester invites.") },
  { AC_HELP_STEP, N_ ("Copy the Instagram app ID and the Instagram app secret of “API setup with "
                      "Instagram login” into Accounts Center. The ID on top of the dashboard is "
                      "another one.") },
  { AC_HELP_WEB, N_ ("Open Meta’s Page for Developers"), APPS },
  PASTE,
  NOWHERE,
  { AC_HELP_HEADING, N_ ("What can’t be done") },
  { AC_HELP_POINT, N_ ("Personal accounts can’t be added, only professional ones. Yours can become "
                       "one for free.") },
  { AC_HELP_POINT, N_ ("There is no post without a picture, and pictures need a server that Meta "
                       "can reach.") },
  { AC_HELP_POINT, N_ ("What was posted can’t be deleted from here.") },
  PROMISE,
  { AC_HELP_PLACE, N_ ("Go to Instagram"), "accounts/instagram" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_facebook_keys[] = {
  { AC_HELP_TEXT, N_ ("Facebook lets a program post on your Pages only with the keys of a "
                      "developer app. You make one yourself, once.") },
  COSTS_NOTHING,
  { AC_HELP_HEADING, N_ ("Make the app") },
  BEGIN,
  { AC_HELP_STEP, N_ ("Press Create app, give it any name, and choose the use case “Manage "
                      "everything on your Page”.") },
  { AC_HELP_STEP, N_ ("Customize the use case and add the permissions pages_show_list, "
                      "pages_read_engagement and pages_manage_posts.") },
  { AC_HELP_STEP, N_ ("In the settings of Facebook Login turn on Client OAuth login, Web OAuth "
                      "login and Embedded browser OAuth login, and enter the redirect address "
                      "exactly as Accounts Center shows it under Valid OAuth Redirect URIs.") },
  { AC_HELP_STEP, N_ ("Open App settings, Basic. Copy the App ID and, after Show, the App secret "
                      "into Accounts Center.") },
  { AC_HELP_STEP, N_ ("Press Test These Keys, then Save.") },
  { AC_HELP_WEB, N_ ("Open Meta’s Page for Developers"), APPS },
  PASTE,
  { AC_HELP_TEXT, N_ ("The address that is suggested is a page of Facebook’s own, made for "
                      "programs on a computer. Copy the address while “Success” is shown.") },
  { AC_HELP_HEADING, N_ ("What can’t be done") },
  { AC_HELP_POINT, N_ ("Nothing can be posted on your own profile, only on Pages that you "
                       "manage.") },
  { AC_HELP_POINT, N_ ("While the app is in development, people without a role in it may not see "
                       "what it posts. Publish the app in its dashboard to change that.") },
  PROMISE,
  { AC_HELP_PLACE, N_ ("Go to Facebook"), "accounts/facebook" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_threads_keys[] = {
  { AC_HELP_TEXT, N_ ("Threads lets a program post only with the keys of a developer app. You make "
                      "one yourself, once. Any Threads account will do.") },
  COSTS_NOTHING,
  { AC_HELP_HEADING, N_ ("Make the app") },
  BEGIN,
  { AC_HELP_STEP, N_ ("Press Create app, give it any name, and choose the use case “Access the "
                      "Threads API”. No business needs to be linked.") },
  { AC_HELP_STEP, N_ ("Customize the use case and add the permissions threads_content_publish, "
                      "threads_delete and threads_read_replies. threads_basic is there already.") },
  { AC_HELP_STEP, N_ ("In its Settings enter the redirect address exactly as Accounts Center shows "
                      "it. Meta also wants addresses to be told when you leave; the same one will "
                      "do.") },
  { AC_HELP_STEP, N_ ("Under App roles, Roles add your Threads account as a Threads tester. Accept "
                      "that at threads.com, in Settings, Account, Website permissions, "
                      "Invites.") },
  { AC_HELP_STEP, N_ ("Open App settings, Basic. Copy the Threads app ID and the Threads app "
                      "secret into Accounts Center. The App ID above them is another one.") },
  { AC_HELP_WEB, N_ ("Open Meta’s Page for Developers"), APPS },
  PASTE,
  NOWHERE,
  { AC_HELP_HEADING, N_ ("What can’t be done") },
  { AC_HELP_POINT, N_ ("Pictures need a server that Meta can reach; text goes without.") },
  { AC_HELP_POINT,
    N_ ("More than 250 posts in a day are not taken, and more than 100 not deleted.") },
  { AC_HELP_POINT, N_ ("The keys can’t be tested beforehand: the first sign-in shows whether they "
                       "are right.") },
  PROMISE,
  { AC_HELP_PLACE, N_ ("Go to Threads"), "accounts/threads" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_whatsapp_keys[] = {
  { AC_HELP_TEXT, N_ ("To prove that a number is yours, WhatsApp sends it a code. It does so for a "
                      "business with a developer app of its own, so this is for people who have "
                      "one or want to make one.") },
  { AC_HELP_TEXT, N_ ("The app costs nothing. Each code that is sent may cost a little, which Meta "
                      "bills to your business. Meta also gives you a test number, for up to five "
                      "numbers that you name.") },
  { AC_HELP_HEADING, N_ ("Make the app") },
  BEGIN,
  { AC_HELP_STEP, N_ ("Press Create app, give it any name, and choose the use case “Connect with "
                      "customers through WhatsApp”. Link a business; Meta makes one if you have "
                      "none.") },
  { AC_HELP_STEP, N_ ("In WhatsApp, API Setup you find the number that sends. Copy the Phone "
                      "number ID below it into Accounts Center. Add your own number to those that "
                      "may get messages.") },
  { AC_HELP_STEP, N_ ("In WhatsApp Manager, Message templates make a template of the category "
                      "Authentication with a button that copies the code. Wait until Meta has "
                      "approved it. Copy its name and language.") },
  { AC_HELP_STEP,
    N_ ("In the settings of the business open Users, System users and add one. Assign "
        "the app and the WhatsApp account to it, and generate a token that never "
        "ends, with whatsapp_business_messaging and whatsapp_business_management.") },
  { AC_HELP_STEP, N_ ("Open App settings, Basic of the app. Copy the App ID and, after Show, the "
                      "App secret.") },
  { AC_HELP_STEP, N_ ("Press Test These Keys, then Save.") },
  { AC_HELP_WEB, N_ ("Open Meta’s Page for Developers"), APPS },
  { AC_HELP_HEADING, N_ ("What can’t be done") },
  { AC_HELP_POINT, N_ ("No program can share a WhatsApp status for you, and none can read your "
                       "messages this way.") },
  { AC_HELP_POINT, N_ ("To send codes to other people’s numbers, Meta has to verify your "
                       "business.") },
  { AC_HELP_POINT, N_ ("The number that sends can’t be one that you use WhatsApp with "
                       "yourself.") },
  PROMISE,
  { AC_HELP_PLACE, N_ ("Go to WhatsApp"), "accounts/whatsapp" },
  { AC_HELP_END },
};
