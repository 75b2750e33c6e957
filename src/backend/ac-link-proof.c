/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-clock.h"
#include "ac-link-attempts-private.h"
#include "ac-phone.h"

/* Attempts that are proved by a code which the service sends to a phone. Whoever's number it is has
 * not asked for it: how often one is sent is limited for each person, and for each number whoever
 * asks. */

#define AGAIN_SECONDS 60
#define DAY_SECONDS (24 * 60 * 60)
#define CODES_OF_PERSON 20 /* a day */
#define CODES_TO_NUMBER 6

static gboolean
take (AcLinkAttempts *self, const char *person, const char *number, GError **error)
{
  gint64 now = g_get_monotonic_time ();

  if (self->people == NULL)
    {
      self->people = ac_throttle_new (CODES_OF_PERSON, DAY_SECONDS);
      self->numbers = ac_throttle_new (CODES_TO_NUMBER, DAY_SECONDS);
    }
  if (ac_throttle_take (self->people, person, now) == 0 &&
      ac_throttle_take (self->numbers, number, now) == 0)
    return TRUE;
  g_set_error_literal (error, AC_ERROR, AC_ERROR_RATE_LIMITED,
                       "Too many codes were sent to this number, or for this person");
  return FALSE;
}

/* Gives what will be the person's, with the code that it takes. */
static AcAccess *
send_code (AcConnector *connector, const char *number, AcLinkCode **code, GError **error)
{
  g_autoptr(SecretValue) secret = NULL;
  g_autoptr(AcLinkCode) made = ac_link_code_new (ac_clock_boot_ms (), &secret);
  AcAccess *access = dex_await_object (ac_connector_send_code (connector, number, secret), error);

  if (access != NULL)
    *code = g_steal_pointer (&made);
  return access;
}

/* The code is good from when it was sent. */
static void
wait_for_code (AcLinkEntry *entry, AcLinkCode *code, AcAccess *access)
{
  g_clear_pointer (&entry->code, ac_link_code_free);
  entry->code = code;
  g_set_object (&entry->access, access);
  ac_link_attempt_set_again_at (entry->attempt, ac_clock_now_ms () + AGAIN_SECONDS * 1000);
  ac_link_attempts_let_live (entry, AC_LINK_CODE_SECONDS);
  ac_link_attempts_set_state (entry->owner, entry->person, entry->attempt, AC_LINK_ATTEMPT_CODE,
                              AC_ERROR_FAILED);
}

AcLinkAttempt *
ac_link_attempts_begin_with_code (AcLinkAttempts *self,
                                  const char *person,
                                  const char *service,
                                  const char *typed,
                                  const char *account_id,
                                  gboolean confirm,
                                  GError **error)
{
  AcConnector *connector = ac_link_attempts_choose (self, person, service, error);
  g_autofree char *number = NULL;
  g_autoptr(AcAccess) access = NULL;
  AcLinkCode *code = NULL;
  AcLinkEntry *entry = NULL;

  if (connector == NULL || !(number = ac_phone_normalize (typed, error)) ||
      !take (self, person, number, error) ||
      !(access = send_code (connector, number, &code, error)))
    return NULL;

  entry = ac_link_attempts_add (self, person, connector, NULL, account_id);
  entry->confirm = confirm;
  ac_link_attempt_set_number (entry->attempt, number);
  wait_for_code (entry, code, access);
  return g_object_ref (entry->attempt);
}

static AcLinkEntry *
look_up (AcLinkAttempts *self, const char *person, const char *id, GError **error)
{
  AcLinkEntry *entry = ac_link_attempts_look_up (self, person, id, error);

  if (entry == NULL || ac_link_attempt_get_state (entry->attempt) == AC_LINK_ATTEMPT_CODE)
    return entry;
  g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "This sign-in waits for no code");
  return NULL;
}

AcLinkAttempt *
ac_link_attempts_send_again (AcLinkAttempts *self,
                             const char *person,
                             const char *id,
                             GError **error)
{
  AcLinkEntry *entry = look_up (self, person, id, error);
  g_autofree char *number = NULL;
  g_autoptr(AcConnector) connector = NULL;
  g_autoptr(AcAccess) access = NULL;
  AcLinkCode *code = NULL;

  if (entry == NULL)
    return NULL;
  if (ac_link_attempt_get_again_at (entry->attempt) > ac_clock_now_ms ())
    return g_set_error_literal (error, AC_ERROR, AC_ERROR_RATE_LIMITED, "It is too early"), NULL;

  /* Nobody else sends one meanwhile. */
  ac_link_attempt_set_again_at (entry->attempt, ac_clock_now_ms () + AGAIN_SECONDS * 1000);
  number = g_strdup (ac_link_attempt_get_number (entry->attempt));
  connector = g_object_ref (entry->connector);
  if (!take (self, person, number, error) ||
      !(access = send_code (connector, number, &code, error)))
    return NULL;

  if (!(entry = look_up (self, person, id, error)))
    return ac_link_code_free (code), NULL;
  wait_for_code (entry, code, access);
  return g_object_ref (entry->attempt);
}

static void
end (AcLinkAttempts *self, AcLinkEntry *entry, AcError error)
{
  g_clear_object (&entry->access);
  g_clear_pointer (&entry->code, ac_link_code_free);
  ac_link_attempts_set_state (self, entry->person, entry->attempt, AC_LINK_ATTEMPT_FAILED, error);
}

static gboolean
check_code (AcLinkAttempts *self, AcLinkEntry *entry, const char *typed, GError **error)
{
  AcLinkCodeAnswer answer = ac_link_code_try (entry->code, ac_clock_boot_ms (), typed);

  if (answer == AC_LINK_CODE_RIGHT)
    return TRUE;
  if (answer == AC_LINK_CODE_OVER)
    end (self, entry, AC_ERROR_WRONG_CODE);
  g_set_error_literal (error, AC_ERROR, AC_ERROR_WRONG_CODE, "This is not the code");
  return FALSE;
}

void
ac_link_attempts_fail_message (AcLinkAttempts *self, const char *message_id, AcError reason)
{
  GHashTableIter iter;
  AcLinkEntry *entry = NULL;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    if (ac_link_attempt_get_state (entry->attempt) == AC_LINK_ATTEMPT_CODE &&
        g_strcmp0 (ac_access_get_message_id (entry->access), message_id) == 0)
      {
        end (self, entry, reason);
        return;
      }
}

/* Whoever has told the code has the number. */
AcLinkAttempt *
ac_link_attempts_prove (
    AcLinkAttempts *self, const char *person, const char *id, const char *typed, GError **error)
{
  AcLinkEntry *entry = look_up (self, person, id, error);
  g_autoptr(AcLinkAttempt) attempt = NULL;
  g_autoptr(AcConnector) connector = NULL;
  g_autoptr(AcAccess) access = NULL;
  g_autofree char *expected = NULL;
  AcLinkEnd end = { NULL };

  if (entry == NULL || !check_code (self, entry, typed, error))
    return NULL;

  attempt = g_object_ref (entry->attempt);
  connector = g_object_ref (entry->connector);
  access = g_steal_pointer (&entry->access);
  expected = g_strdup (entry->expected_account);
  end = (AcLinkEnd) { person, attempt, connector, NULL, expected, entry->confirm };
  ac_link_attempts_set_state (self, person, attempt, AC_LINK_ATTEMPT_WORKING, AC_ERROR_FAILED);
  return ac_link_attempts_end (self, &end, access, error) ? g_steal_pointer (&attempt) : NULL;
}
