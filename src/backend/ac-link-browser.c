/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include "ac-grant.h"
#include "ac-link-attempts-private.h"

/* Attempts that a browser is sent for: from the address that it opens to the one it comes back to.
 */

#define LIFE_SECONDS (10 * 60)

typedef struct
{
  AcLinkAttempts *owner;
  char *person;
  AcLinkAttempt *attempt;
  AcConnector *connector;
  AcSignIn *sign_in;
  char *expected_account;
  char *response;
  gboolean confirm;
} Finish;

static void
finish_free (gpointer data)
{
  Finish *self = data;

  g_clear_object (&self->owner);
  g_clear_object (&self->attempt);
  g_clear_object (&self->connector);
  g_clear_object (&self->sign_in);
  g_free (self->expected_account);
  g_free (self->response);
  g_free (self->person);
  g_free (self);
}

static DexFuture *
finish_fiber (gpointer user_data)
{
  Finish *finish = user_data;
  AcLinkEnd end = { finish->person, finish->attempt,          finish->connector,
                    NULL,           finish->expected_account, finish->confirm };
  g_autoptr(AcAccess) access = NULL;
  g_autoptr(AcAccess) leftover = NULL;
  g_autoptr(GError) error = NULL;

  access = dex_await_object (
      ac_connector_finish_sign_in (finish->connector, finish->sign_in, finish->response), &error);
  if (access != NULL)
    {
      end.choices = ac_sign_in_get_choices (finish->sign_in);
      ac_link_attempts_end (finish->owner, &end, access, NULL);
      return dex_future_new_true ();
    }

  ac_link_attempts_fail (finish->owner, finish->person, finish->attempt, error);
  if ((leftover = ac_sign_in_steal_leftover (finish->sign_in)))
    ac_grant_give_back (finish->owner->store, finish->connector, finish->person, leftover);
  return dex_future_new_true ();
}

static void
start_finish (AcLinkEntry *entry, const char *response)
{
  Finish *finish = g_new0 (Finish, 1);

  finish->owner = g_object_ref (entry->owner);
  finish->person = g_strdup (entry->person);
  finish->attempt = g_object_ref (entry->attempt);
  finish->connector = g_object_ref (entry->connector);
  finish->sign_in = g_object_ref (entry->sign_in);
  finish->expected_account = g_strdup (entry->expected_account);
  finish->response = g_strdup (response);
  finish->confirm = entry->confirm;

  ac_link_attempts_set_state (entry->owner, entry->person, entry->attempt, AC_LINK_ATTEMPT_WORKING,
                              AC_ERROR_FAILED);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, finish_fiber, finish, finish_free));
}

static void
response_cb (AcRedirect *redirect, const char *uri, gpointer user_data)
{
  AcLinkEntry *entry = user_data;

  if (ac_link_attempt_get_state (entry->attempt) == AC_LINK_ATTEMPT_WAITING)
    start_finish (entry, uri);
}

AcLinkAttempt *
ac_link_attempts_begin (AcLinkAttempts *self,
                        const char *person,
                        const char *service,
                        const char *server,
                        const char *account_id,
                        const char *redirect_uri,
                        gboolean confirm,
                        GError **error)
{
  AcConnector *connector = ac_link_attempts_choose (self, person, service, error);
  g_autoptr(AcRedirect) redirect = NULL;
  g_autoptr(AcSignIn) sign_in = NULL;
  AcLinkEntry *entry = NULL;
  const char *ends_at = NULL;

  if (connector == NULL)
    return NULL;

  if (redirect_uri == NULL)
    {
      if (!(redirect = ac_redirect_new (getuid (), error)))
        return NULL;
      redirect_uri = ac_redirect_get_uri (redirect);
    }

  sign_in = dex_await_object (ac_connector_begin_sign_in (connector, server, redirect_uri), error);
  if (sign_in == NULL)
    return NULL;

  entry = ac_link_attempts_add (self, person, connector, server, account_id);
  ends_at = ac_sign_in_get_ends_at (sign_in);
  ac_link_attempt_set_ends_at (entry->attempt, ends_at);
  entry->redirect_uri = g_strdup (ends_at != NULL ? ends_at : redirect_uri);
  entry->confirm = confirm;
  /* Where the browser can't come back to nobody listens. */
  if (ends_at == NULL && (entry->redirect = g_steal_pointer (&redirect)))
    g_signal_connect (entry->redirect, "response", G_CALLBACK (response_cb), entry);
  ac_link_attempt_set_authorization_url (entry->attempt,
                                         ac_sign_in_get_authorization_url (sign_in));
  entry->sign_in = g_steal_pointer (&sign_in);
  ac_link_attempts_let_live (entry, LIFE_SECONDS);
  return g_object_ref (entry->attempt);
}

gboolean
ac_link_attempts_respond (
    AcLinkAttempts *self, const char *person, const char *id, const char *uri, GError **error)
{
  AcLinkEntry *entry = ac_link_attempts_look_up (self, person, id, error);
  g_autofree char *start = NULL;

  if (entry == NULL)
    return FALSE;

  if (ac_link_attempt_get_state (entry->attempt) != AC_LINK_ATTEMPT_WAITING)
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_CONFLICT, "This sign-in waits for nothing");
      return FALSE;
    }

  start = g_strconcat (entry->redirect_uri, "?", NULL);
  if (!g_str_has_prefix (uri, start))
    {
      g_set_error_literal (error, AC_ERROR, AC_ERROR_INVALID,
                           "This is not the address this sign-in ends at");
      return FALSE;
    }

  start_finish (entry, uri);
  return TRUE;
}
