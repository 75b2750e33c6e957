/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gtk/gtk.h>

#include "ac-errands.h"
#include "ac-notices.h"

struct _AcErrands
{
  GObject parent_instance;
  GApplication *application; /* not owned: it owns this */
  AcNotices *notices;
  AcClient *client;
};

G_DEFINE_FINAL_TYPE (AcErrands, ac_errands, G_TYPE_OBJECT)

typedef struct
{
  AcErrands *errands;
  AcClient *client; /* the one that it was asked of, whichever is chosen meanwhile */
  char *id;
} Errand;

static Errand *
errand_new (AcErrands *errands, GVariant *parameter)
{
  Errand *self = g_new0 (Errand, 1);

  self->errands = g_object_ref (errands);
  self->client = g_object_ref (errands->client);
  self->id = parameter != NULL ? g_variant_dup_string (parameter, NULL) : NULL;
  g_application_hold (errands->application);
  return self;
}

static void
errand_free (gpointer data)
{
  Errand *self = data;

  g_application_release (self->errands->application);
  g_object_unref (self->errands);
  g_object_unref (self->client);
  g_free (self->id);
  g_free (self);
}

/* A failure shows where it is looked at next: in the notification, which stays, or in the window.
 */
static DexFuture *
end (DexFuture *future, gpointer user_data)
{
  Errand *self = user_data;

  return ac_notices_look (self->errands->notices);
}

/* Takes errand and work. */
static void
run (Errand *errand, DexFuture *work)
{
  dex_future_disown (dex_future_finally (work, end, errand, errand_free));
}

static void
look_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  run (errand_new (user_data, NULL), dex_future_new_true ());
}

static DexFuture *
retry_deliveries (DexFuture *future, gpointer user_data)
{
  Errand *self = user_data;

  return ac_client_retry_status (self->client,
                                 g_value_get_object (dex_future_get_value (future, NULL)));
}

static DexFuture *
load_status (DexFuture *future, gpointer user_data)
{
  Errand *self = user_data;

  return ac_client_load_status (self->client, self->id);
}

static void
retry_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Errand *errand = errand_new (user_data, parameter);
  DexFuture *work = dex_future_then (ac_client_connect (errand->client), load_status, errand, NULL);

  run (errand, dex_future_then (work, retry_deliveries, errand, NULL));
}

static DexFuture *
unlock (DexFuture *future, gpointer user_data)
{
  Errand *self = user_data;

  return ac_client_unlock_keyring (self->client);
}

static void
unlock_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Errand *errand = errand_new (user_data, NULL);

  run (errand, dex_future_then (ac_client_connect (errand->client), unlock, errand, NULL));
}

static DexFuture *
open_sign_in (DexFuture *future, gpointer user_data)
{
  Errand *self = user_data;
  GtkApplication *application = GTK_APPLICATION (self->errands->application);
  GtkWindow *window = gtk_application_get_active_window (application);

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.sign-in", "s", self->id);
  return dex_future_new_true ();
}

static void
sign_in_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Errand *errand = errand_new (user_data, parameter);

  g_action_group_activate_action (G_ACTION_GROUP (errand->errands->application), "open",
                                  g_variant_new_string ("accounts"));
  run (errand, dex_future_then (ac_client_connect (errand->client), open_sign_in, errand, NULL));
}

static const GActionEntry actions[] = {
  { "look", look_action },
  { "retry", retry_action, "s" },
  { "unlock", unlock_action },
  { "sign-in", sign_in_action, "s" },
};

static void
ac_errands_dispose (GObject *object)
{
  AcErrands *self = AC_ERRANDS (object);

  g_clear_object (&self->notices);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ac_errands_parent_class)->dispose (object);
}

static void
ac_errands_class_init (AcErrandsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ac_errands_dispose;
}

static void
ac_errands_init (AcErrands *self)
{
}

AcErrands *
ac_errands_new (GApplication *application)
{
  AcErrands *self = g_object_new (AC_TYPE_ERRANDS, NULL);

  self->application = application;
  self->notices = ac_notices_new (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   self);
  return self;
}

void
ac_errands_follow (AcErrands *self, AcClient *client)
{
  g_return_if_fail (AC_IS_ERRANDS (self));
  g_return_if_fail (AC_IS_CLIENT (client));

  g_set_object (&self->client, client);
  ac_notices_follow (self->notices, client);
}
