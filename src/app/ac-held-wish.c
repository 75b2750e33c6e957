/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-answer.h"
#include "ac-app-words.h"
#include "ac-client-choices.h"
#include "ac-client-links.h"
#include "ac-info.h"
#include "ac-held-wish.h"

struct _AcHeldWish
{
  GObject parent_instance;
  AcClient *client; /* which owns us */
  AcHeldWishKind kind;
  gboolean wished;
  gboolean on;
  gboolean asking;
};

G_DEFINE_FINAL_TYPE (AcHeldWish, ac_held_wish, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const keys[] = { "ac-wish-stop", "ac-wish-separate", "ac-wish-not-sold" };
G_STATIC_ASSERT (G_N_ELEMENTS (keys) == AC_N_HELD_WISHES);

static void send_wish (AcHeldWish *self);

static AcSetting
get_setting (AcHeldWish *self)
{
  return self->kind == AC_WISH_KEEP_SEPARATE ? AC_SETTING_KEEP_SEPARATE : AC_SETTING_DO_NOT_SELL;
}

static void
changed_cb (AcHeldWish *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  send_wish (self);
}

static void
answered_cb (gpointer owner, const GValue *value, const GError *error, gpointer user_data)
{
  AcHeldWish *self = owner;
  const gboolean on = GPOINTER_TO_INT (user_data);

  self->asking = FALSE;
  /* A backend that does not answer is told as soon as it does. */
  if (error != NULL && ac_words_code (error) != AC_ERROR_BACKEND_UNAVAILABLE)
    {
      self->wished = FALSE;
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, (int) ac_words_code (error));
    }
  else if (error == NULL && self->on == on)
    self->wished = FALSE;

  changed_cb (self);
}

static DexFuture *
ask (AcHeldWish *self)
{
  if (self->kind == AC_WISH_STOP)
    return ac_client_set_sharing_stopped (self->client, self->on);

  return ac_client_set_privacy (self->client, get_setting (self), self->on, AC_WORDS_VERSION);
}

static void
send_wish (AcHeldWish *self)
{
  if (!self->wished || self->asking || ac_client_get_state (self->client) != AC_CLIENT_ONLINE)
    return;

  self->asking = TRUE;
  ac_answer_to (ask (self), self, answered_cb, GINT_TO_POINTER (self->on), NULL);
}

static void
ac_held_wish_class_init (AcHeldWishClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AC_TYPE_HELD_WISH, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", AC_TYPE_HELD_WISH, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
ac_held_wish_init (AcHeldWish *self)
{
}

AcHeldWish *
ac_held_wish_get (AcClient *client, AcHeldWishKind kind)
{
  AcHeldWish *self = NULL;

  g_return_val_if_fail (AC_IS_CLIENT (client), NULL);
  g_return_val_if_fail (kind < AC_N_HELD_WISHES, NULL);

  self = g_object_get_data (G_OBJECT (client), keys[kind]);
  if (self != NULL)
    return self;

  self = g_object_new (AC_TYPE_HELD_WISH, NULL);
  self->client = client;
  self->kind = kind;
  g_object_set_data_full (G_OBJECT (client), keys[kind], self, g_object_unref);
  ac_info_watch (client, self, G_CALLBACK (changed_cb));
  if (kind != AC_WISH_STOP)
    g_signal_connect_object (client, "notify::privacy", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  return self;
}

void
ac_held_wish_set (AcHeldWish *self, gboolean on)
{
  g_return_if_fail (AC_IS_HELD_WISH (self));

  self->on = !!on;
  self->wished = self->asking || self->on != ac_held_wish_is_granted (self);
  changed_cb (self);
}

gboolean
ac_held_wish_get_pending (AcHeldWish *self)
{
  g_return_val_if_fail (AC_IS_HELD_WISH (self), FALSE);

  return self->wished;
}

gboolean
ac_held_wish_get_on (AcHeldWish *self)
{
  g_return_val_if_fail (AC_IS_HELD_WISH (self), FALSE);

  return self->wished ? self->on : ac_held_wish_is_granted (self);
}

gboolean
ac_held_wish_is_granted (AcHeldWish *self)
{
  AcPrivacy *privacy = NULL;

  g_return_val_if_fail (AC_IS_HELD_WISH (self), FALSE);

  if (self->kind == AC_WISH_STOP)
    return ac_info_boolean (self->client, "sharing-stopped");

  privacy = ac_client_get_privacy (self->client);
  return privacy != NULL && ac_privacy_get_switch (privacy, get_setting (self))->on;
}

gboolean
ac_held_wish_is_known (AcHeldWish *self)
{
  g_return_val_if_fail (AC_IS_HELD_WISH (self), FALSE);

  return self->kind == AC_WISH_STOP ? ac_client_get_info (self->client) != NULL
                                    : ac_client_get_privacy (self->client) != NULL;
}
