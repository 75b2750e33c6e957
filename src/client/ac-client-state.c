/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-client-private.h"

gboolean
ac_client_is_connecting (AcClient *self)
{
  return self->connected != NULL && dex_future_is_pending (DEX_FUTURE (self->connected));
}

void
ac_client_set_state (AcClient *self, AcClientState state, AcError code)
{
  const gboolean other_state = self->state != state;
  const gboolean other_code = self->error_code != code;

  self->state = state;
  self->error_code = code;

  g_object_freeze_notify (G_OBJECT (self));
  if (other_code)
    g_object_notify (G_OBJECT (self), "error-code");
  if (other_state)
    g_object_notify (G_OBJECT (self), "state");
  g_object_thaw_notify (G_OBJECT (self));
}

void
ac_client_set_loaded (AcClient *self)
{
  ac_client_set_state (self, AC_CLIENT_ONLINE, AC_ERROR_FAILED);
  if (ac_client_is_connecting (self))
    dex_promise_resolve_boolean (self->connected, TRUE);
}

void
ac_client_set_offline (AcClient *self, AcError code)
{
  ac_client_set_state (self, AC_CLIENT_OFFLINE, code);
  if (ac_client_is_connecting (self))
    dex_promise_reject (self->connected, g_error_new_literal (AC_ERROR, code, "No connection"));
}
