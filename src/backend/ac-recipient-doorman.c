/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-error.h"
#include "ac-recipient-doorman.h"
#include "ac-throttle.h"

#define SCHEME "Bearer "
#define MAX_TOKEN 512
#define REQUESTS_PER_MINUTE 600

#define AC_TYPE_RECIPIENT_DOORMAN (ac_recipient_doorman_get_type ())
G_DECLARE_FINAL_TYPE (AcRecipientDoorman, ac_recipient_doorman, AC, RECIPIENT_DOORMAN, GObject)

struct _AcRecipientDoorman
{
  GObject parent_instance;
  AcRecipients *recipients;
  AcThrottle *throttle;
};

static void ac_recipient_doorman_init_doorman (AcDoormanInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AcRecipientDoorman,
                               ac_recipient_doorman,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AC_TYPE_DOORMAN,
                                                      ac_recipient_doorman_init_doorman))

static void
set_header (SoupServerMessage *message, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
}

/* RFC 6750 §3: without a token nothing is said of what was wrong with it. */
static DexFuture *
challenge (SoupServerMessage *message, gboolean tried)
{
  set_header (message, "WWW-Authenticate", tried ? "Bearer error=\"invalid_token\"" : "Bearer");
  return dex_future_new_reject (AC_ERROR, AC_ERROR_SIGN_IN_REQUIRED, "The token is not good here");
}

static DexFuture *
put_off (SoupServerMessage *message, gint64 wait)
{
  g_autofree char *seconds =
      g_strdup_printf ("%" G_GINT64_FORMAT, (wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);

  set_header (message, "Retry-After", seconds);
  return dex_future_new_reject (AC_ERROR, AC_ERROR_RATE_LIMITED, "Too many requests");
}

static DexFuture *
ac_recipient_doorman_identify (AcDoorman *doorman, SoupServerMessage *message)
{
  AcRecipientDoorman *self = AC_RECIPIENT_DOORMAN (doorman);
  const char *header = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "Authorization");
  const AcPartyFacts *party = NULL;
  gint64 wait = 0;

  if (header == NULL || !g_str_has_prefix (header, SCHEME) || strlen (header) > MAX_TOKEN)
    return challenge (message, FALSE);

  party =
      ac_recipients_open (self->recipients, header + strlen (SCHEME), ac_clock_now_ms () / 1000);
  if (party == NULL)
    return challenge (message, TRUE);
  if ((wait = ac_throttle_take (self->throttle, party->who, g_get_monotonic_time ())) > 0)
    return put_off (message, wait);

  return dex_future_new_take_object (ac_caller_new_recipient (party->who));
}

static void
ac_recipient_doorman_finalize (GObject *object)
{
  AcRecipientDoorman *self = AC_RECIPIENT_DOORMAN (object);

  g_clear_object (&self->recipients);
  g_clear_object (&self->throttle);

  G_OBJECT_CLASS (ac_recipient_doorman_parent_class)->finalize (object);
}

static void
ac_recipient_doorman_class_init (AcRecipientDoormanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_recipient_doorman_finalize;
}

static void
ac_recipient_doorman_init_doorman (AcDoormanInterface *iface)
{
  iface->identify = ac_recipient_doorman_identify;
}

static void
ac_recipient_doorman_init (AcRecipientDoorman *self)
{
  self->throttle = ac_throttle_new (REQUESTS_PER_MINUTE, 60);
}

AcDoorman *
ac_recipient_doorman_new (AcRecipients *recipients)
{
  AcRecipientDoorman *self = g_object_new (AC_TYPE_RECIPIENT_DOORMAN, NULL);

  self->recipients = g_object_ref (recipients);
  return AC_DOORMAN (self);
}
