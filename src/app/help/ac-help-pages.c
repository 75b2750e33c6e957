/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-help-pages.h"

const AcHelpBlock ac_help_why[] = {
  { AC_HELP_TEXT, N_ ("People have accounts at several services, and each of them has settings of "
                      "its own. Here they stand side by side: you see how each one is doing, and "
                      "what it lets this app do.") },
  { AC_HELP_TEXT, N_ ("Adding an account links it with nothing. Two accounts work together only "
                      "where you say so, for one purpose at a time, and every switch is off until "
                      "you turn it on.") },
  { AC_HELP_HEADING, N_ ("What You Gain") },
  { AC_HELP_POINT, N_ ("You write a status once and choose which accounts get it.") },
  { AC_HELP_POINT, N_ ("You take it back everywhere with one button, and each removal is checked "
                       "by looking.") },
  { AC_HELP_POINT, N_ ("You see at one glance what needs your attention.") },
  { AC_HELP_HEADING, N_ ("What It Costs") },
  { AC_HELP_POINT, N_ ("This computer keeps the key to each account, sealed with a key in your "
                       "keyring.") },
  { AC_HELP_POINT, N_ ("Who sees the same status at two services can guess that both accounts "
                       "are yours.") },
  { AC_HELP_PLACE, N_ ("Open Accounts & Linking"), "accounts" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_shared[] = {
  { AC_HELP_TEXT, N_ ("A status goes to the accounts that you tick while you write it, and to no "
                      "others. Beside each one stands who can see it there, in that service’s own "
                      "words.") },
  { AC_HELP_TEXT, N_ ("If a service shows a status to more people than you were told, it is "
                      "deleted there at once, and you are told.") },
  { AC_HELP_TEXT, N_ ("A content note is one line that people see before they open the status. "
                      "Mastodon keeps the text and the pictures behind it; elsewhere the text "
                      "begins with it.") },
  { AC_HELP_TEXT, N_ ("Bluesky shows no card of a link by itself. If you add one, the page is "
                      "fetched once, and what you see is what is shared.") },
  { AC_HELP_HEADING, N_ ("What Is Never Shared") },
  { AC_HELP_POINT, N_ ("Messages, calls and contacts: this app asks no service for them, and has "
                       "no way to read them.") },
  { AC_HELP_POINT, N_ ("What you do in this window: there is no telemetry, and no server of "
                       "ours.") },
  { AC_HELP_HEADING, N_ ("Taking It Back") },
  { AC_HELP_TEXT, N_ ("Delete Everywhere asks each service to delete its copy, and looks "
                      "afterwards whether it is gone. What others have copied or read stays with "
                      "them.") },
  { AC_HELP_PLACE, N_ ("Open Status Sharing"), "status" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_automatic[] = {
  { AC_HELP_TEXT,
    N_ ("What you post at one account with other apps, such as the one on your phone, "
        "can be shared to another account by itself. That is off until you turn it "
        "on, for one direction between two linked accounts at a time.") },
  { AC_HELP_HEADING, N_ ("To Begin") },
  { AC_HELP_STEP, N_ ("Link the two accounts, and turn on Share Status for the link.") },
  { AC_HELP_STEP, N_ ("Choose Share Automatically in Status Sharing, under Automatic.") },
  { AC_HELP_STEP, N_ ("Choose Try It Out: you see what would become of your last posts, and why. "
                      "Nothing is shared by that.") },
  { AC_HELP_STEP, N_ ("Save it, and turn on its switch.") },
  { AC_HELP_HEADING, N_ ("What Is Not Shared") },
  { AC_HELP_POINT, N_ ("What you posted before you turned it on.") },
  { AC_HELP_POINT, N_ ("A post with the hashtag #noshare. Write it into any post that should stay "
                       "where it is.") },
  { AC_HELP_POINT, N_ ("A post that fewer people may see than would see the copy, and one with a "
                       "warning.") },
  { AC_HELP_POINT, N_ ("What was shared from here, or copied there by another program. So nothing "
                       "goes round in circles, also where you share both ways.") },
  { AC_HELP_POINT, N_ ("What has the same words as something that you shared just before. Try It "
                       "Out shows it as held, and you can share it anyway.") },
  { AC_HELP_HEADING, N_ ("When It Ends") },
  { AC_HELP_POINT, N_ ("After 90 days, unless you renew it. The button is there in the last two "
                       "weeks.") },
  { AC_HELP_POINT, N_ ("When there are more posts in an hour than you allowed, or the same words "
                       "again and again, it turns itself off and you are told.") },
  { AC_HELP_POINT, N_ ("With the link, and at once with its switch. Copies that are there stay, "
                       "and stand among your statuses, where you can delete them.") },
  { AC_HELP_PLACE, N_ ("Go to Automatic Sharing"), "status/automatic" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_uses[] = {
  { AC_HELP_TEXT, N_ ("Services and apps may want to use what an account holds: your phone number, "
                      "your name and picture, what you share and with whom, your device, and what "
                      "you do. They have to say what for. You decide for each of them and each "
                      "purpose, and everything is off until you say yes.") },
  { AC_HELP_HEADING, N_ ("Saying Yes") },
  { AC_HELP_STEP, N_ ("Choose a purpose in Privacy Choices, such as Show You Ads.") },
  { AC_HELP_STEP, N_ ("Turn on the switch of who may use your data for it.") },
  { AC_HELP_STEP, N_ ("Turn on what they may use, and choose Turn On.") },
  { AC_HELP_TEXT, N_ ("A yes ends by itself after one year.") },
  { AC_HELP_HEADING, N_ ("Saying No") },
  { AC_HELP_TEXT, N_ ("Turn off the switch. It works at once, also without a network, and nobody "
                      "asks you again for a year. What they got before stays with them.") },
  { AC_HELP_PLACE, N_ ("Open Privacy Choices"), "privacy" },
  { AC_HELP_HEADING, N_ ("What Needs No Yes") },
  { AC_HELP_POINT, N_ ("Two accounts that you linked see each other’s name, picture and what you "
                       "share, because they can’t work together without it.") },
  { AC_HELP_POINT, N_ ("Linked services see your device and how you use the account, to find "
                       "theft and spam.") },
  { AC_HELP_POINT, N_ ("People may be counted. Nobody gets what is yours for that.") },
  { AC_HELP_TEXT, N_ ("Say no to any of these, and it ends, too.") },
  { AC_HELP_HEADING, N_ ("All Services at Once") },
  { AC_HELP_POINT, N_ ("Keep Services Separate: no service gets anything of another, whatever you "
                       "allowed before. What you allowed waits, and is there again when you turn "
                       "this off.") },
  { AC_HELP_POINT,
    N_ ("Do Not Sell or Share: each request to a service says that you want neither. "
        "The law makes some services heed it. What they do with it, nobody can see "
        "from here.") },
  { AC_HELP_HEADING, N_ ("Seeing Who Did") },
  { AC_HELP_TEXT, N_ ("Each use and each refusal is written down. Each answer of yours has a "
                      "receipt that anybody can check without us.") },
  { AC_HELP_PLACE, N_ ("Go to Who Used My Data"), "privacy/ledger" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_stop[] = {
  { AC_HELP_TEXT, N_ ("The switch Stop All Sharing on the overview holds everything at once: "
                      "nothing is sent to any service while it is on. It works without a network, "
                      "and taking back still works.") },
  { AC_HELP_PLACE, N_ ("Go to Stop All Sharing"), "overview/stop-sharing" },
  { AC_HELP_HEADING, N_ ("To Stop One Account") },
  { AC_HELP_STEP, N_ ("Open the account in Accounts & Linking.") },
  { AC_HELP_STEP, N_ ("Choose Remove. Its key is deleted here at once, and the service is told "
                      "that this app may do nothing any more.") },
  { AC_HELP_HEADING, N_ ("To Leave for Good") },
  { AC_HELP_TEXT, N_ ("Erase Everything removes all accounts, takes every permission back at the "
                      "services and deletes all data of this app. What you shared stays at the "
                      "services unless you say that it should go, too.") },
  { AC_HELP_PLACE, N_ ("Go to Erase Everything"), "privacy/erase" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_data[] = {
  { AC_HELP_TEXT, N_ ("Export writes all that this app knows of you into one zip file: accounts, "
                      "statuses and where their copies are, choices, receipts and the ledger. "
                      "There is no password in it. Other programs can read it.") },
  { AC_HELP_HEADING, N_ ("To Bring It Back") },
  { AC_HELP_TEXT, N_ ("Import takes such a file where nothing is, such as on a new computer. It is "
                      "checked first; then all of it comes back, or nothing.") },
  { AC_HELP_TEXT, N_ ("Nothing is allowed again by that: accounts need to be signed in, what you "
                      "let others do is asked for anew, links are off, and nothing is sent.") },
  { AC_HELP_HEADING, N_ ("To Erase Everything") },
  { AC_HELP_TEXT,
    N_ ("Each service is told first and has a line of its own, which says what became "
        "of your copies and of your permission there. Then everything is deleted "
        "here. A signed receipt is left, which names nobody; you can save it.") },
  { AC_HELP_PLACE, N_ ("Go to Your Data"), "privacy/export" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_keyring[] = {
  { AC_HELP_TEXT, N_ ("Your sign-ins are sealed with a key that your computer’s keyring keeps. "
                      "The keyring opens when you log in with your password. After an automatic "
                      "log-in or with a fingerprint it may stay locked.") },
  { AC_HELP_TEXT, N_ ("While it is locked no account is lost and you stay signed in everywhere. "
                      "What you share waits, and is sent once the keyring is open.") },
  { AC_HELP_HEADING, N_ ("To Open It") },
  { AC_HELP_STEP, N_ ("Choose Unlock in the bar at the top of the window, or in Sign-In & "
                      "Security.") },
  { AC_HELP_STEP, N_ ("Enter the keyring’s password. It is mostly the one you log in with, or the "
                      "one you had before you last changed that.") },
  { AC_HELP_HEADING, N_ ("If There Is No Keyring") },
  { AC_HELP_TEXT, N_ ("Install one, such as GNOME Keyring, KWallet or KeePassXC, and try again. "
                      "Without one this app keeps no sign-in.") },
  { AC_HELP_PLACE, N_ ("Go to the Keyring"), "security/keyring" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_server[] = {
  { AC_HELP_TEXT, N_ ("Accounts can be kept on this computer or at a server that somebody runs "
                      "for you: your school, your firm, your family. Each place has its own "
                      "accounts and statuses, and you choose which one the window shows.") },
  { AC_HELP_STEP, N_ ("Ask who runs the server for its address.") },
  { AC_HELP_STEP, N_ ("Choose Sign In to a Server and enter the address.") },
  { AC_HELP_STEP, N_ ("Your browser opens. Sign in there; this app never sees that password.") },
  { AC_HELP_TEXT, N_ ("Who runs the server can see how many accounts and statuses you have there "
                      "and can close it to you. They hold the key to what you keep there, so "
                      "choose a server whose people you trust.") },
  { AC_HELP_PLACE, N_ ("Go to Sign In to a Server"), "backend/sign-in" },
  { AC_HELP_END },
};

const AcHelpBlock ac_help_practice[] = {
  { AC_HELP_TEXT, N_ ("Practice is the whole app with services that this computer plays. Nobody "
                      "else is reached, and no real account is needed.") },
  { AC_HELP_STEP, N_ ("Choose Practise First on the first page or in Data & Backend.") },
  { AC_HELP_STEP, N_ ("Add an account. The page that opens in your browser is a played one; any "
                      "of the people it offers will do.") },
  { AC_HELP_STEP, N_ ("Share, take back, remove. Under Practice Services you see what others "
                      "would see.") },
  { AC_HELP_STEP, N_ ("Choose End Practice in the bar at the top. All of it is deleted.") },
  { AC_HELP_TEXT, N_ ("While you practise, the window’s title, a bar and each row say so. Your "
                      "real accounts are not touched.") },
  { AC_HELP_END },
};
