/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "ac-client-rules.h"
#include "ac-notice.h"
#include "ac-notices.h"
#include "ac-paths.h"

#define TOLD "told"
/* What happens at once is told at once. */
#define SETTLE_MS 500

struct _AcNotices
{
  GObject parent_instance;
  GApplication *application; /* not owned: it owns this */
  AcClient *client;          /* (nullable): of nobody */
  GKeyFile *told;            /* id → the parts that were told */
  GHashTable *removing;      /* ids of statuses that are being taken back */
  guint look_id;
};

G_DEFINE_FINAL_TYPE (AcNotices, ac_notices, G_TYPE_OBJECT)

static char *
find_path (void)
{
  g_autofree char *folder = ac_paths_get_state_folder ();

  return g_build_filename (folder, "told.ini", NULL);
}

/* Not being written costs the person one more notification. */
static void
save (AcNotices *self)
{
  g_autofree char *path = find_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0;

  (void) g_mkdir_with_parents (folder, 0700);
  text = g_key_file_to_data (self->told, &length, NULL);
  if (!g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_info ("What was told could not be written: %s", error->message);
}

/* The person looks at the window, where all of it stands. */
static gboolean
is_seen (AcNotices *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self->application));

  return window != NULL && gtk_window_is_active (window);
}

static void
withdraw (AcNotices *self, const char *id)
{
  g_application_withdraw_notification (self->application, id);
  g_key_file_remove_key (self->told, TOLD, id, NULL);
}

static gboolean
was_told (AcNotices *self, const AcNotice *notice)
{
  g_auto(GStrv) parts = g_key_file_get_string_list (self->told, TOLD, notice->id, NULL, NULL);

  for (guint i = 0; i < notice->parts->len; i++)
    {
      if (parts == NULL ||
          !g_strv_contains ((const char *const *) parts, g_ptr_array_index (notice->parts, i)))
        return FALSE;
    }

  return TRUE;
}

static void
tell (AcNotices *self, const AcNotice *notice)
{
  if (was_told (self, notice))
    return;

  if (!is_seen (self))
    g_application_send_notification (self->application, notice->id, notice->notification);
  g_key_file_set_string_list (self->told, TOLD, notice->id,
                              (const char *const *) notice->parts->pdata, notice->parts->len);
}

static gboolean
is_among (GPtrArray *notices, const char *id)
{
  for (guint i = 0; i < notices->len; i++)
    {
      if (g_str_equal (((AcNotice *) g_ptr_array_index (notices, i))->id, id))
        return TRUE;
    }

  return FALSE;
}

static void
withdraw_moot (AcNotices *self, GPtrArray *notices)
{
  g_auto(GStrv) ids = g_key_file_get_keys (self->told, TOLD, NULL, NULL);

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (!is_among (notices, ids[i]))
        withdraw (self, ids[i]);
    }
}

static void
tell_deleted (AcNotices *self, const char *status_id)
{
  g_autofree char *id = g_strconcat ("deleted-", status_id, NULL);
  g_autoptr(GNotification) notification = g_notification_new (_("Deleted everywhere"));

  if (is_seen (self))
    return;

  g_notification_set_body (notification, _("All copies of the status are gone, which was checked"));
  g_notification_set_default_action_and_target (notification, "app.open", "s", "status");
  g_application_send_notification (self->application, id, notification);
}

/* Those that were being taken back, and of which nothing is open any more, are gone. */
static void
follow_removals (AcNotices *self, GListModel *deliveries)
{
  g_autoptr(GHashTable) open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter = { 0 };
  gpointer id = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (deliveries); i++)
    {
      g_autoptr(AcDelivery) delivery = g_list_model_get_item (deliveries, i);
      const char *status_id = ac_delivery_get_status_id (delivery);

      g_hash_table_add (open, g_strdup (status_id));
      if (ac_delivery_get_state (delivery) == AC_DELIVERY_REMOVING)
        g_hash_table_add (self->removing, g_strdup (status_id));
    }

  g_hash_table_iter_init (&iter, self->removing);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      if (g_hash_table_contains (open, id))
        continue;
      tell_deleted (self, id);
      g_hash_table_iter_remove (&iter);
    }
}

static DexFuture *
look_fiber (gpointer user_data)
{
  AcNotices *self = user_data;
  g_autoptr(AcClient) client = NULL;
  g_autoptr(GListModel) deliveries = NULL;
  g_autoptr(GListModel) rules = NULL;
  g_autoptr(GPtrArray) notices = NULL;

  /* It may have been dropped before this began. */
  if (self->client == NULL)
    return dex_future_new_true ();

  client = g_object_ref (self->client);
  deliveries = dex_await_object (ac_client_list_deliveries (client), NULL);
  rules = deliveries != NULL ? dex_await_object (ac_client_list_rules (client), NULL) : NULL;
  /* When it fails the client is offline, and what was told stays. */
  if (rules == NULL || self->client != client)
    return dex_future_new_true ();

  notices = ac_notice_list (ac_client_get_accounts (client), deliveries, rules);
  for (guint i = 0; i < notices->len; i++)
    tell (self, g_ptr_array_index (notices, i));
  withdraw_moot (self, notices);
  follow_removals (self, deliveries);
  save (self);
  return dex_future_new_true ();
}

static DexFuture *
look (AcNotices *self)
{
  return dex_scheduler_spawn (NULL, 0, look_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
connected (DexFuture *future, gpointer user_data)
{
  AcNotices *self = user_data;

  return self->client != NULL ? look (self) : dex_future_new_true ();
}

static void
look_later (gpointer user_data)
{
  AcNotices *self = user_data;

  self->look_id = 0;
  if (self->client != NULL && ac_client_get_state (self->client) == AC_CLIENT_ONLINE)
    dex_future_disown (look (self));
}

static void
changed_cb (AcNotices *self)
{
  if (self->look_id == 0)
    self->look_id = g_timeout_add_once (SETTLE_MS, look_later, self);
}

static void
drop_client (AcNotices *self)
{
  if (self->client == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->client, self);
  g_signal_handlers_disconnect_by_data (ac_client_get_accounts (self->client), self);
  g_hash_table_remove_all (self->removing);
  g_clear_object (&self->client);
}

static void
ac_notices_dispose (GObject *object)
{
  AcNotices *self = AC_NOTICES (object);

  drop_client (self);
  g_clear_handle_id (&self->look_id, g_source_remove);

  G_OBJECT_CLASS (ac_notices_parent_class)->dispose (object);
}

static void
ac_notices_finalize (GObject *object)
{
  AcNotices *self = AC_NOTICES (object);

  g_key_file_unref (self->told);
  g_hash_table_unref (self->removing);

  G_OBJECT_CLASS (ac_notices_parent_class)->finalize (object);
}

static void
ac_notices_class_init (AcNoticesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ac_notices_dispose;
  object_class->finalize = ac_notices_finalize;
}

static void
ac_notices_init (AcNotices *self)
{
  g_autofree char *path = find_path ();

  self->told = g_key_file_new ();
  self->removing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* Nothing was told yet where there is none. */
  (void) g_key_file_load_from_file (self->told, path, G_KEY_FILE_NONE, NULL);
}

AcNotices *
ac_notices_new (GApplication *application)
{
  AcNotices *self = g_object_new (AC_TYPE_NOTICES, NULL);

  self->application = application;
  return self;
}

void
ac_notices_follow (AcNotices *self, AcClient *client)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  g_return_if_fail (AC_IS_NOTICES (self));
  g_return_if_fail (AC_IS_CLIENT (client));

  /* What was told of another backend leads nowhere in this window. */
  if (self->client != NULL)
    withdraw_moot (self, none);
  drop_client (self);
  if (ac_client_get_practice (client))
    return;

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "event", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ac_client_get_accounts (client), "items-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

DexFuture *
ac_notices_look (AcNotices *self)
{
  dex_return_error_if_fail (AC_IS_NOTICES (self));

  if (self->client == NULL)
    return dex_future_new_true ();

  return dex_future_finally (ac_client_connect (self->client), connected, g_object_ref (self),
                             g_object_unref);
}
