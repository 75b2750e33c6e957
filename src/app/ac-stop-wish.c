/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-info.h"
#include "ac-stop-wish.h"

#define KEY "ac-stop-wish"

struct _AcStopWish
{
  GObject parent_instance;
  AcClient *client; /* which owns us */
  gboolean wished;
  gboolean stop;
  gboolean asking;
};

G_DEFINE_FINAL_TYPE (AcStopWish, ac_stop_wish, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void send_wish (AcStopWish *self);

static void
changed_cb (AcStopWish *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  send_wish (self);
}

static void
stopped_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcStopWish *self = owner;
  const gboolean stop = GPOINTER_TO_INT (user_data);

  self->asking = FALSE;
  /* A backend that does not answer is told as soon as it does. */
  if (error != NULL && ac_words_code (error) != AC_ERROR_BACKEND_UNAVAILABLE)
    {
      self->wished = FALSE;
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, (int) ac_words_code (error));
    }
  else if (error == NULL && self->stop == stop)
    self->wished = FALSE;

  changed_cb (self);
}

static void
send_wish (AcStopWish *self)
{
  if (!self->wished || self->asking || ac_client_get_state (self->client) != AC_CLIENT_ONLINE)
    return;

  self->asking = TRUE;
  ac_answer_to (ac_client_set_sharing_stopped (self->client, self->stop), self, stopped_cb,
                GINT_TO_POINTER (self->stop), NULL);
}

static void
ac_stop_wish_class_init (AcStopWishClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AC_TYPE_STOP_WISH, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", AC_TYPE_STOP_WISH, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
ac_stop_wish_init (AcStopWish *self)
{
}

AcStopWish *
ac_stop_wish_get (AcClient *client)
{
  AcStopWish *self = NULL;

  g_return_val_if_fail (AC_IS_CLIENT (client), NULL);

  self = g_object_get_data (G_OBJECT (client), KEY);
  if (self != NULL)
    return self;

  self = g_object_new (AC_TYPE_STOP_WISH, NULL);
  self->client = client;
  g_object_set_data_full (G_OBJECT (client), KEY, self, g_object_unref);
  ac_info_watch (client, self, G_CALLBACK (changed_cb));
  return self;
}

void
ac_stop_wish_set (AcStopWish *self, gboolean stop)
{
  g_return_if_fail (AC_IS_STOP_WISH (self));

  self->stop = !!stop;
  self->wished = self->asking || self->stop != ac_info_boolean (self->client, "sharing-stopped");
  changed_cb (self);
}

gboolean
ac_stop_wish_get_pending (AcStopWish *self)
{
  g_return_val_if_fail (AC_IS_STOP_WISH (self), FALSE);

  return self->wished;
}

gboolean
ac_stop_wish_get_stop (AcStopWish *self)
{
  g_return_val_if_fail (AC_IS_STOP_WISH (self), FALSE);

  return self->wished ? self->stop : ac_info_boolean (self->client, "sharing-stopped");
}
