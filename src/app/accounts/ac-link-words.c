/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-link-words.h"

const char *
ac_link_words_purpose (AcPurpose purpose)
{
  switch (purpose)
    {
    case AC_PURPOSE_SIGN_IN:
      return _("Sign-In");
    case AC_PURPOSE_SHARE_STATUS:
      return _("Share Status");
    case AC_PURPOSE_PERSONALISE:
      return _("Personalise");
    case AC_PURPOSE_LINK:
    default:
      return _("Link");
    }
}

const char *
ac_link_words_purpose_on (AcPurpose purpose)
{
  switch (purpose)
    {
    case AC_PURPOSE_SIGN_IN:
      return _("Signing in at one of them proves here that the other is yours, too");
    case AC_PURPOSE_SHARE_STATUS:
      return _("A status for one of them is offered to the other as well. You see it each time, and "
               "can leave it out");
    case AC_PURPOSE_PERSONALISE:
      return _("Hashtags that you used at one of them are suggested at the other");
    case AC_PURPOSE_LINK:
    default:
      return _("They are shown as belonging together. Nothing flows between them");
    }
}

const char *
ac_link_words_purpose_limits (AcPurpose purpose)
{
  switch (purpose)
    {
    case AC_PURPOSE_SIGN_IN:
      return _("Neither service is told, and none gets a key to the other. Turn it off at any time: "
               "you then sign in at each of them.");
    case AC_PURPOSE_SHARE_STATUS:
      return _("Nothing is shared by itself, and nothing that you shared before. Turn it off at any "
               "time: what waits is not sent.");
    case AC_PURPOSE_PERSONALISE:
      return _("The hashtags stay in Accounts Center; no service gets them. Turn it off at any time: "
               "the suggestions are gone at once.");
    case AC_PURPOSE_LINK:
    default:
      return "";
    }
}

static char *
join (const char *handle, const char *service)
{
  /* Translators: an account and the service it is at */
  return g_strdup_printf (C_ ("account", "%s (%s)"), handle, ac_words_service (service));
}

char *
ac_link_words_account (AcAccount *account)
{
  return join (ac_account_get_handle (account), ac_account_get_service (account));
}

char *
ac_link_words_named (const AcNamedAccount *account)
{
  return join (account->handle, account->service);
}

char *
ac_link_words_switches (AcLink *link)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  for (AcPurpose purpose = AC_FIRST_SWITCH; purpose <= AC_LAST_SWITCH; purpose++)
    if (ac_link_is_on (link, purpose))
      g_strv_builder_add (words, ac_link_words_purpose (purpose));

  list = g_strv_builder_end (words);
  if (list[0] == NULL)
    return g_strdup (_("Linked; nothing is turned on"));
  /* Translators: between the names of switches that are on */
  return g_strjoinv (_(", "), list);
}

char *
ac_link_words_since (const AcSwitch *state)
{
  g_autofree char *since = state->since != 0 ? ac_words_time (state->since) : NULL;

  if (since == NULL)
    return g_strdup (_("Off: you never turned it on"));
  /* Translators: %s is a time */
  return state->on ? g_strdup_printf (_("On since %s, until you turn it off"), since)
                   /* Translators: %s is a time */
                   : g_strdup_printf (_("Off since %s"), since);
}

const char *
ac_link_words_step (const AcUndoingLine *line)
{
  switch (line->step)
    {
    case AC_UNDOING_STEP_QUEUE_CLEARED:
      return _("What Was Waiting");
    case AC_UNDOING_STEP_CHOICES_RESTORED:
      return _("Earlier Choices");
    case AC_UNDOING_STEP_COPIES:
      return _("What Was Shared");
    case AC_UNDOING_STEP_REVOKED:
      return _("Permission at the Service");
    case AC_UNDOING_STEP_KEY_REMOVED:
      return _("Sign-In Kept Here");
    case AC_UNDOING_STEP_RECEIPT:
    default:
      return _("Receipt");
    }
}

static char *
cleared_words (int n)
{
  return n == 0 ? g_strdup (_("Nothing was waiting"))
                : g_strdup_printf (
                      ngettext ("%d delivery is cancelled", "%d deliveries are cancelled", n), n);
}

static char *
restored_words (int n)
{
  return n == 0
      ? g_strdup (_("Nothing had changed"))
      : g_strdup_printf (
            ngettext ("%d choice is as it was before", "%d choices are as they were before", n), n);
}

static char *
copies_words (int n, AcCopies copies)
{
  if (n == 0)
    return g_strdup (_("There are no copies"));

  return copies == AC_COPIES_DELETED
             ? g_strdup_printf (ngettext ("%d copy is deleted", "%d copies are deleted", n), n)
             : g_strdup_printf (
                   ngettext ("%d copy stays, as you chose", "%d copies stay, as you chose", n), n);
}

static char *
done_words (const AcUndoingLine *line)
{
  const int n = MAX (line->count, 0);

  switch (line->step)
    {
    case AC_UNDOING_STEP_QUEUE_CLEARED:
      return cleared_words (n);
    case AC_UNDOING_STEP_CHOICES_RESTORED:
      return restored_words (n);
    case AC_UNDOING_STEP_COPIES:
      return copies_words (n, line->copies);
    case AC_UNDOING_STEP_REVOKED:
      return g_strdup (line->count == 0
                       ? _("The service gave none")
                       : _("Given back: the service lets Accounts Center in no more"));
    case AC_UNDOING_STEP_KEY_REMOVED:
      return g_strdup (_("Deleted"));
    case AC_UNDOING_STEP_RECEIPT:
    default:
      return g_strdup (_("Written"));
    }
}

static char *
tried_words (AcError reason)
{
  /* Translators: %s is a reason, such as “The service could not be reached.” */
  return g_strdup_printf (_("%s It is tried again by itself."), ac_words_error_title (reason));
}

char *
ac_link_words_outcome (const AcUndoingLine *line)
{
  switch (line->state)
    {
    case AC_UNDOING_STATE_DONE:
      return done_words (line);
    case AC_UNDOING_STATE_FAILED:
      return ac_words_error (line->reasoned ? line->reason : AC_ERROR_FAILED);
    case AC_UNDOING_STATE_YOURS:
      return g_strdup (_("Only you can do this, at the service"));
    case AC_UNDOING_STATE_WORKING:
      return line->reasoned ? tried_words (line->reason) : g_strdup (_("Under way"));
    case AC_UNDOING_STATE_WAITING:
    default:
      return line->reasoned ? tried_words (line->reason) : g_strdup (_("Waiting"));
    }
}
