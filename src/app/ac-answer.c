/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-answer.h"

typedef struct
{
  GWeakRef owner;
  AcAnswerFunc reply;
  gpointer user_data;
  GDestroyNotify destroy;
} Reply;

static void
reply_free (gpointer data)
{
  Reply *self = data;

  g_weak_ref_clear (&self->owner);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self);
}

static DexFuture *
deliver_reply (DexFuture *future, gpointer user_data)
{
  Reply *self = user_data;
  g_autoptr(GObject) owner = g_weak_ref_get (&self->owner);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (owner != NULL)
    self->reply (owner, value, error, self->user_data);

  return dex_future_new_true ();
}

/**
 * ac_answer_to:
 * @future: (transfer full): what was asked of the backend
 * @owner: a #GObject, which is not kept alive
 * @reply: called once on the main context, unless @owner is gone by then
 * @user_data: for @reply
 * @destroy: (nullable): frees @user_data, also when @reply is never called
 *
 * What a person asked for is carried out even when the widget they asked in has gone: only the
 * reply is tied to @owner.
 */
void
ac_answer_to (DexFuture *future,
              gpointer owner,
              AcAnswerFunc reply,
              gpointer user_data,
              GDestroyNotify destroy)
{
  Reply *self = g_new0 (Reply, 1);

  g_return_if_fail (DEX_IS_FUTURE (future));
  g_return_if_fail (G_IS_OBJECT (owner));

  g_weak_ref_init (&self->owner, owner);
  self->reply = reply;
  self->user_data = user_data;
  self->destroy = destroy;
  dex_future_disown (dex_future_finally (future, deliver_reply, self, reply_free));
}
