/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "ac-app-words.h"
#include "ac-clock.h"

/* Copies are deleted one after the other, and looked for after that: so long is no lateness. */
#define LATE_MS (15 * 60 * G_GINT64_CONSTANT (1000))
#define SOON_MS (30 * 1000)

/* It was tried in vain. why: a sentence */
static char *
name_next_try (AcDelivery *delivery, const char *why)
{
  const guint tries = ac_delivery_get_attempts (delivery);
  g_autofree char *when = ac_words_time (ac_delivery_get_next_at (delivery));

  if (tries < 2)
    /* Translators: first a sentence that says why, then a time */
    return g_strdup_printf (_("%s It is tried again at %s"), why, when);

  /* Translators: first a sentence that says why, then how often, then a time */
  return g_strdup_printf (
      ngettext ("%s Tried %u time, and again at %s", "%s Tried %u times, and again at %s", tries),
      why, tries, when);
}

static char *
describe_waiting (AcDelivery *delivery)
{
  const AcError error = ac_delivery_get_error (delivery);

  if (ac_delivery_get_attempts (delivery) == 0 || ac_delivery_get_next_at (delivery) == 0)
    return g_strdup (_("Waiting to be sent"));
  return name_next_try (delivery, error != AC_ERROR_FAILED ? ac_words_error_title (error)
                                                           : _("Not sent yet."));
}

/* What was never tried and is not due yet is kept back by itself, so that the service needn't. */
static char *
describe_removing (AcDelivery *delivery)
{
  const AcError error = ac_delivery_get_error (delivery);
  const gint64 next_at = ac_delivery_get_next_at (delivery);
  g_autofree char *when = next_at != 0 ? ac_words_time (next_at) : NULL;

  if (error == AC_ERROR_ENDS_BY_ITSELF)
    return ac_words_error (error);
  if (error != AC_ERROR_FAILED && next_at != 0 && ac_delivery_get_attempts (delivery) > 0)
    return name_next_try (delivery, ac_words_error_title (error));
  if (ac_delivery_get_attempts (delivery) == 0 && next_at > ac_clock_now_ms () + SOON_MS)
    /* Translators: %s is a time */
    return g_strdup_printf (_("The service lets few be deleted at a time. This one follows at %s"),
                              when);
  return g_strdup (_("Being deleted there"));
}

/* Limits that the server tells by refusing alone. */
static char *
describe_failed (AcDelivery *delivery)
{
  if (ac_delivery_get_error (delivery) == AC_ERROR_TOO_LARGE)
    return g_strdup (_("The server there takes nothing that large, and nothing was posted"));
  return ac_words_error (ac_delivery_get_error (delivery));
}

static char *
describe_scheduled (AcDelivery *delivery)
{
  g_autofree char *when = NULL;

  if (ac_delivery_get_state (delivery) != AC_DELIVERY_MISSED)
    return ac_words_share_at (ac_delivery_get_next_at (delivery));

  when = ac_words_time (ac_delivery_get_next_at (delivery));
  /* Translators: %s is a time, or a date with a time */
  return g_strdup_printf (_("It was to be shared at %s, and nothing was sent. Share it now?"),
                            when);
}

static char *
describe_live (AcDelivery *delivery)
{
  const char *audience =
      ac_words_audience (ac_delivery_get_service (delivery), ac_delivery_get_audience (delivery));
  g_autofree char *when = NULL;

  if (ac_delivery_get_ends_at (delivery) == 0)
    /* Translators: the status is there now; %s is who can see it */
    return g_strdup_printf (_("Arrived · %s"), audience);

  when = ac_words_time (ac_delivery_get_ends_at (delivery));
  /* Translators: the status is there now; who can see it, and the time when it is deleted */
  return g_strdup_printf (_("Arrived · %s · until %s"), audience, when);
}

static char *
describe_expired (AcDelivery *delivery)
{
  const gint64 at = ac_delivery_get_updated_at (delivery);
  g_autofree char *wanted = ac_words_time (ac_delivery_get_ends_at (delivery));
  g_autofree char *done = ac_words_time (at);

  if (at <= ac_delivery_get_ends_at (delivery) + LATE_MS)
    return g_strdup (_("Its time was over: deleted there, and checked"));

  /* Translators: both are times */
  return g_strdup_printf (
      _("Its time was over at %s. It was deleted there late, at %s, and checked"), wanted, done);
}

static char *
describe_sign_in (AcError reason)
{
  if (reason == AC_ERROR_KEYRING_LOCKED)
    return g_strdup (_("Not sent yet: the keyring is locked. It is sent once it is unlocked"));
  if (reason == AC_ERROR_KEYRING_MISSING)
    return g_strdup (
        _("Not sent yet: there is no keyring on this computer. Install one, then try again"));

  return g_strdup (_("Sign in again and it will be sent"));
}

static char *
describe_stopped (AcDelivery *delivery)
{
  const gint64 until = ac_delivery_get_paused_until (delivery);
  g_autofree char *when = ac_words_time (until);

  if (ac_delivery_get_error (delivery) == AC_ERROR_NOT_AVAILABLE)
    return ac_words_error (AC_ERROR_NOT_AVAILABLE);
  if (ac_delivery_get_paused (delivery))
    return ac_words_pause (until);
  /* Translators: %s is a time, or a date with a time */
  return until != 0 ? g_strdup_printf (_("All sharing is stopped until %s"), when)
                    : g_strdup (_("All sharing is stopped"));
}

/* What to do there. */
static char *
describe_yours (const char *service)
{
  if (g_strcmp0 (service, "whatsapp") == 0)
    return g_strdup (
        _("Only you can delete it: in WhatsApp open Updates, then My Status, and delete "
                       "it there"));
  return g_strdup_printf (_("Only you can delete it: open your profile at %s, and delete it there"),
                            ac_words_service (service));
}

/**
 * ac_words_delivery:
 *
 * Returns: (transfer full): how this one copy is doing
 */
char *
ac_words_delivery (AcDelivery *delivery)
{
  switch (ac_delivery_get_state (delivery))
    {
    case AC_DELIVERY_WAITING:
      return describe_waiting (delivery);
    case AC_DELIVERY_SENDING:
      return g_strdup (_("Being sent"));
    case AC_DELIVERY_CHECKING:
      return g_strdup (_("The answer was lost. Checking whether it arrived"));
    case AC_DELIVERY_LIVE:
      return describe_live (delivery);
    case AC_DELIVERY_SCHEDULED:
    case AC_DELIVERY_MISSED:
      return describe_scheduled (delivery);
    case AC_DELIVERY_EXPIRED:
      return describe_expired (delivery);
    case AC_DELIVERY_GONE:
      return g_strdup (_("No longer there: it was deleted there, not from here"));
    case AC_DELIVERY_FAILED:
      return describe_failed (delivery);
    case AC_DELIVERY_NEEDS_YOU:
      return g_strdup (
          _("It could not be found out whether this was posted. Look there and answer"));
    case AC_DELIVERY_SIGN_IN_NEEDED:
      return describe_sign_in (ac_delivery_get_error (delivery));
    case AC_DELIVERY_STOPPED:
      return describe_stopped (delivery);
    case AC_DELIVERY_REMOVING:
      return describe_removing (delivery);
    case AC_DELIVERY_REMOVED:
      return g_strdup (ac_delivery_get_form (delivery) == AC_FORM_POST
                       ? _("Deleted there, and checked")
                       : _("It has ended there, and this was checked"));
    case AC_DELIVERY_REMOVE_FAILED:
      if (ac_delivery_get_error (delivery) == AC_ERROR_DELETE_THERE ||
          ac_delivery_get_error (delivery) == AC_ERROR_ACCOUNT_GONE)
        return ac_words_error (ac_delivery_get_error (delivery));
      return g_strdup (_("Still there: it could not be deleted. Try again or delete it there"));
    case AC_DELIVERY_HANDED_TO_YOU:
      return g_strdup (_("Nothing was sent. Share it yourself, with the link"));
    case AC_DELIVERY_SHARED_BY_YOU:
      return g_strdup (_("You said that you shared it"));
    case AC_DELIVERY_YOURS_TO_DELETE:
      return describe_yours (ac_delivery_get_service (delivery));
    case AC_DELIVERY_DELETED_BY_YOU:
      return g_strdup (_("You said that you deleted it there"));
    case AC_DELIVERY_CANCELLED:
    default:
      return g_strdup (_("Taken back before it was sent"));
    }
}
