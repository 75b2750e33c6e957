/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"

typedef struct
{
  const char *title;
  const char *advice;
} ErrorWords;

static const ErrorWords error_words[] = {
  [AC_ERROR_FAILED] = { N_ ("Something went wrong."),
                        N_ ("Try again. If it stays so, copy the diagnostics in Data & Backend and "
                            "report it.") },
  [AC_ERROR_CANCELLED] = { N_ ("It was cancelled."),
                           N_ ("Nothing was changed. Try again when you like.") },
  [AC_ERROR_INVALID] = { N_ ("This could not be understood."), N_ ("Check what you typed.") },
  [AC_ERROR_NOT_FOUND] = { N_ ("It is not there any more."),
                           N_ ("It may have been deleted elsewhere.") },
  [AC_ERROR_CONFLICT] = { N_ ("It was changed in the meantime."), N_ ("Look again, then decide.") },
  [AC_ERROR_KEY_REUSED] = { N_ ("This was already asked for in another form."), N_ ("Try again.") },
  [AC_ERROR_IN_PROGRESS] = { N_ ("This is under way already."), N_ ("Wait a moment.") },
  [AC_ERROR_TOO_LARGE] = { N_ ("There is too much data."), N_ ("Make it smaller.") },
  [AC_ERROR_TOO_LONG] = { N_ ("The text is too long for this service."), N_ ("Shorten it.") },
  [AC_ERROR_PERMISSION_DENIED] = { N_ ("The service does not allow this."),
                                   N_ ("Look at your account there, or sign in again.") },
  [AC_ERROR_SIGN_IN_REQUIRED] = { N_ ("The service asks who you are."), N_ ("Sign in again.") },
  [AC_ERROR_SIGN_IN_REFUSED] = { N_ ("Signing in was refused."),
                                 N_ ("Nothing was added. Try again when you like.") },
  [AC_ERROR_WRONG_PASSWORD] = { N_ ("The name or the app password is wrong."), N_ ("Check both.") },
  [AC_ERROR_WRONG_ACCOUNT] = { N_ ("You signed in to another account."),
                               N_ ("Choose the same account in the browser, or add the other "
                                   "one.") },
  [AC_ERROR_SCOPE_MISSING] = { N_ ("A permission is missing."),
                               N_ ("Sign in again and allow all that is asked for.") },
  [AC_ERROR_RATE_LIMITED] = { N_ ("The service asks to slow down."),
                              N_ ("Wait a few minutes. What is to be sent goes out by itself.") },
  [AC_ERROR_UNREACHABLE] = { N_ ("The service could not be reached."),
                             N_ ("Check the address and your connection.") },
  [AC_ERROR_TIMED_OUT] = { N_ ("The service took too long to answer."), N_ ("Try again later.") },
  [AC_ERROR_TLS] = { N_ ("The server could not prove that it is the right one."),
                     N_ ("Nothing was sent. Check the address and the date of this computer, or "
                         "try again later.") },
  [AC_ERROR_ADDRESS_REFUSED] = { N_ ("This address is not on the public internet."),
                                 N_ ("Check the address.") },
  [AC_ERROR_NOT_A_SERVICE] = { N_ ("There is no such service at this address."),
                               N_ ("Check the address.") },
  [AC_ERROR_BAD_REPLY] = { N_ ("The service gave an answer that makes no sense."),
                           N_ ("Try again later.") },
  [AC_ERROR_REJECTED] = { N_ ("The service refused this."),
                          N_ ("Change the text and share it again.") },
  [AC_ERROR_UNKNOWN_OUTCOME] = { N_ ("It is not known whether this arrived."),
                                 N_ ("Look there before you share again.") },
  [AC_ERROR_AUDIENCE_WIDENED] = { N_ ("The service showed it to more people than you chose, so it "
                                      "was deleted there."),
                                  N_ ("Look at the settings of your account there.") },
  [AC_ERROR_KEYRING_LOCKED] = { N_ ("The keyring is locked."),
                                N_ ("Unlock it. No account is lost.") },
  [AC_ERROR_KEYRING_MISSING] = { N_ ("There is no keyring on this computer."),
                                 N_ ("Install one, such as GNOME Keyring, then try again. No "
                                     "account is lost.") },
  [AC_ERROR_KEYRING_SILENT] = { N_ ("The keyring does not answer."),
                                N_ ("Try again in a moment. If it stays silent, sign out of your "
                                    "desktop and in again. No account is lost.") },
  [AC_ERROR_SECRET_LOST] = { N_ ("The key of this sign-in is not in this keyring."),
                             N_ ("Sign in again, once. Keys do not move with the data to another "
                                 "computer, or between the Flatpak and another installation.") },
  [AC_ERROR_STORAGE_FULL] = { N_ ("The disk is full."),
                              N_ ("Nothing is lost. Make room, then try again.") },
  [AC_ERROR_STORAGE] = { N_ ("The data could not be read or written."),
                         N_ ("Check the disk, then try again.") },
  [AC_ERROR_BACKEND_UNAVAILABLE] = { N_ ("The background service does not answer."),
                                     N_ ("It is tried again by itself.") },
  [AC_ERROR_SERVICE_FAILED] = { N_ ("The service has a problem."), N_ ("Try again later.") },
  [AC_ERROR_SHARING_STOPPED] = { N_ ("All sharing is stopped."),
                                 N_ ("Allow sharing in Overview first.") },
  [AC_ERROR_SIGNED_OUT] = { N_ ("You were signed out from another device."),
                            N_ ("Sign in again.") },
  [AC_ERROR_BLOCKED] = { N_ ("The administrator of this server has blocked you."),
                         N_ ("Ask whoever runs the server.") },
  [AC_ERROR_QUOTA_REACHED] = { N_ ("The administrator of this server allows no more."),
                               N_ ("Ask whoever runs the server.") },
  [AC_ERROR_NOT_AVAILABLE] = { N_ ("This is not available to you here."),
                               N_ ("“Region and Availability” in Data & Backend says why.") },
  [AC_ERROR_PROOF_REQUIRED] = { N_ ("Sign in to the account first, to show that it is yours."),
                                N_ ("A sign-in counts for 15 minutes.") },
  [AC_ERROR_NOT_LINKED] = { N_ ("No link of yours allows this."),
                            N_ ("Turn on sharing for the link, then try again.") },
  [AC_ERROR_USE_REFUSED] = { N_ ("This may not be used for that."),
                             N_ ("“Privacy Choices” shows what you allow.") },
  [AC_ERROR_WRONG_CODE] = { N_ ("This is not the code that was sent."),
                            N_ ("Look at the newest message.") },
  [AC_ERROR_NUMBER_REFUSED] = { N_ ("Nothing can be sent to this number."),
                                N_ ("Check the number, and that it has the app.") },
  [AC_ERROR_APP_REFUSED] = { N_ ("The service does not accept the developer app."),
                             N_ ("Whoever set it up has to look at its keys.") },
  [AC_ERROR_NOT_A_PICTURE] = { N_ ("This is no picture that can be shared."),
                               N_ ("Choose another picture, or an MP4 video, that isn’t "
                                   "damaged.") },
  [AC_ERROR_PICTURE_NEEDED] = { N_ ("One of the accounts shares no text without a picture."),
                                N_ ("Add a picture, or leave that account out.") },
  [AC_ERROR_PICTURES_REFUSED] = { N_ ("One of the accounts does not take these pictures."),
                                  N_ ("Below its name stands what it takes. Change the pictures, "
                                      "or "
                                      "leave that account out.") },
  [AC_ERROR_NEEDS_SERVER] = { N_ ("The service fetches the picture itself, and can’t reach this "
                                  "computer."),
                              N_ ("Share it through a backend on a server, or without a "
                                  "picture.") },
  [AC_ERROR_DELETE_THERE] = { N_ ("The service lets no other program delete this."),
                              N_ ("Open it there and delete it yourself, then try again: it is "
                                  "looked for.") },
  [AC_ERROR_ENDS_BY_ITSELF] = { N_ ("The service lets no other program delete a story."),
                                N_ ("It ends by itself 24 hours after it was shared. To end it "
                                    "sooner, open it and delete it there.") },
  [AC_ERROR_PROFESSIONAL_NEEDED] = { N_ ("This is a personal account. Programs may share only for "
                                         "professional ones there."),
                                     N_ ("Change its type in the settings of the service, which "
                                         "costs nothing, or choose another account.") },
  [AC_ERROR_APP_KEYS] = { N_ ("The service needs the keys of a developer app."),
                          N_ ("They are set once, by you or by whoever looks after the server.") },
  [AC_ERROR_ACCOUNT_GONE] = { N_ ("The account was removed here."),
                              N_ ("What was shared with it stays there until you delete it there "
                                  "yourself.") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (error_words) == AC_ERROR_LAST + 1);

/**
 * ac_words_error_title:
 *
 * Returns: (transfer none): what happened, a sentence
 */
const char *
ac_words_error_title (AcError code)
{
  g_return_val_if_fail (code <= AC_ERROR_LAST, "");

  return _(error_words[code].title);
}

/**
 * ac_words_error_advice:
 *
 * Returns: (transfer none): what a person can do now, a sentence
 */
const char *
ac_words_error_advice (AcError code)
{
  g_return_val_if_fail (code <= AC_ERROR_LAST, "");

  return _(error_words[code].advice);
}
