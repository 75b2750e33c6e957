/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-error.h"
#include "ac-session-index.h"
#include "ac-session-list.h"
#include "ac-session-private.h"

struct _AcSessionList
{
  GObject parent_instance;
  AcHttp *http;
  GPtrArray *sessions;
  GFileMonitor *monitor;
  GNetworkMonitor *network; /* (nullable): asked only when something waits for it */
  gboolean settling;
  gboolean failed;
};

typedef struct
{
  AcSessionList *list;
  AcSession *session;
} Errand;

enum
{
  PROP_0,
  PROP_FAILED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return AC_TYPE_SESSION;
}

static guint
get_n_items (GListModel *model)
{
  return AC_SESSION_LIST (model)->sessions->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *sessions = AC_SESSION_LIST (model)->sessions;

  return position < sessions->len ? g_object_ref (g_ptr_array_index (sessions, position)) : NULL;
}

static void
init_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AcSessionList,
                               ac_session_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_model))

static Errand *
errand_new (AcSessionList *list, AcSession *session)
{
  Errand *self = g_new0 (Errand, 1);

  self->list = g_object_ref (list);
  self->session = g_object_ref (session);
  return self;
}

static void
errand_free (gpointer data)
{
  Errand *self = data;

  g_object_unref (self->list);
  g_object_unref (self->session);
  g_free (self);
}

static DexFuture *
sign_out_fiber (gpointer user_data)
{
  Errand *errand = user_data;
  g_autofree char *end_address = NULL;
  g_autoptr(GError) error = NULL;
  const gboolean done = ac_session_sign_out (errand->session, &end_address, &error);

  ac_session_list_reload (errand->list);
  if (!done)
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_string (end_address != NULL ? g_steal_pointer (&end_address)
                                                         : g_strdup (""));
}

static DexFuture *
forget_fiber (gpointer user_data)
{
  Errand *errand = user_data;
  g_autoptr(GError) error = NULL;
  const gboolean done = ac_session_forget (errand->session, &error);

  ac_session_list_reload (errand->list);
  return done ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
settled_cb (DexFuture *future, gpointer user_data)
{
  AcSessionList *self = user_data;

  self->settling = FALSE;
  ac_session_list_reload (self);
  return dex_future_new_true ();
}

static DexFuture *
settle_fiber (gpointer user_data)
{
  ac_session_settle (user_data);
  return dex_future_new_true ();
}

static gboolean
is_unsettled (AcSessionList *self)
{
  for (guint i = 0; i < self->sessions->len; i++)
    if (ac_session_get_signing_out (g_ptr_array_index (self->sessions, i)))
      return TRUE;

  return FALSE;
}

static void network_changed_cb (AcSessionList *self, gboolean available);

static void
watch_network (AcSessionList *self)
{
  if (self->network != NULL)
    return;

  self->network = g_network_monitor_get_default ();
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
settle (AcSessionList *self)
{
  DexFuture *work = NULL;

  if (self->settling || !is_unsettled (self))
    return;

  watch_network (self);
  self->settling = TRUE;
  work = dex_scheduler_spawn (NULL, 0, settle_fiber, g_object_ref (self->http), g_object_unref);
  dex_future_disown (dex_future_finally (work, settled_cb, g_object_ref (self), g_object_unref));
}

static void
network_changed_cb (AcSessionList *self, gboolean available)
{
  if (available)
    settle (self);
}

static void
index_changed_cb (AcSessionList *self,
                  GFile *file,
                  GFile *other_file,
                  GFileMonitorEvent event,
                  GFileMonitor *monitor)
{
  if (event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
    ac_session_list_reload (self);
}

/* What the index says of a session that is known by its object already. */
static gboolean
take_over (GPtrArray *known, GPtrArray *read, guint place)
{
  AcSession *fresh = g_ptr_array_index (read, place);

  for (guint i = 0; i < known->len; i++)
    {
      AcSession *session = g_ptr_array_index (known, i);

      if (!g_str_equal (session->id, fresh->id) || session->since != fresh->since)
        continue;
      ac_session_set_signing_out (session, fresh->signing_out);
      g_set_object ((AcSession **) &g_ptr_array_index (read, place), session);
      return i == place;
    }

  return FALSE;
}

static void
set_failed (AcSessionList *self, gboolean failed)
{
  if (self->failed == failed)
    return;

  self->failed = failed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILED]);
}

void
ac_session_list_reload (AcSessionList *self)
{
  g_autoptr(GPtrArray) known = self->sessions;
  g_autoptr(GPtrArray) read = ac_session_index_read (self->http, NULL);
  guint same = 0;

  set_failed (self, read == NULL);
  if (read == NULL)
    {
      g_steal_pointer (&known);
      return;
    }

  for (guint i = 0; i < read->len; i++)
    same += take_over (known, read, i) && same == i;
  self->sessions = g_steal_pointer (&read);
  if (same < known->len || same < self->sessions->len)
    g_list_model_items_changed (G_LIST_MODEL (self), same, known->len - same,
                                self->sessions->len - same);
}

static void
ac_session_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FAILED:
      g_value_set_boolean (value, AC_SESSION_LIST (object)->failed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ac_session_list_finalize (GObject *object)
{
  AcSessionList *self = AC_SESSION_LIST (object);

  g_clear_object (&self->monitor);
  g_clear_object (&self->http);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);

  G_OBJECT_CLASS (ac_session_list_parent_class)->finalize (object);
}

static void
ac_session_list_class_init (AcSessionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ac_session_list_finalize;
  object_class->get_property = ac_session_list_get_property;

  properties[PROP_FAILED] =
      g_param_spec_boolean ("failed", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ac_session_list_init (AcSessionList *self)
{
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
}

AcSessionList *
ac_session_list_new (AcHttp *http)
{
  AcSessionList *self = g_object_new (AC_TYPE_SESSION_LIST, NULL);
  g_autofree char *path = ac_session_index_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  /* GIO looks every four seconds whether a folder that isn't there has come. */
  (void) g_mkdir_with_parents (folder, 0700);
  self->http = g_object_ref (http);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (index_changed_cb), self,
                             G_CONNECT_SWAPPED);
  ac_session_list_reload (self);
  settle (self);
  return self;
}

AcHttp *
ac_session_list_get_http (AcSessionList *self)
{
  g_return_val_if_fail (AC_IS_SESSION_LIST (self), NULL);

  return self->http;
}

AcSession *
ac_session_list_find (AcSessionList *self, const char *id)
{
  g_return_val_if_fail (AC_IS_SESSION_LIST (self), NULL);

  for (guint i = 0; i < self->sessions->len; i++)
    {
      AcSession *session = g_ptr_array_index (self->sessions, i);

      if (g_strcmp0 (session->id, id) == 0)
        return session;
    }

  return NULL;
}

DexFuture *
ac_session_list_sign_out (AcSessionList *self, AcSession *session)
{
  dex_return_error_if_fail (AC_IS_SESSION_LIST (self));

  return dex_scheduler_spawn (NULL, 0, sign_out_fiber, errand_new (self, session), errand_free);
}

DexFuture *
ac_session_list_forget (AcSessionList *self, AcSession *session)
{
  dex_return_error_if_fail (AC_IS_SESSION_LIST (self));

  return dex_scheduler_spawn (NULL, 0, forget_fiber, errand_new (self, session), errand_free);
}
