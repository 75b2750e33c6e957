/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-connectors.h"

#include "ac-bluesky.h"
#include "ac-facebook.h"
#include "ac-graph.h"
#include "ac-instagram.h"
#include "ac-mastodon.h"
#include "ac-threads.h"
#include "ac-whatsapp.h"

struct _AcConnectors
{
  GObject parent_instance;
  GPtrArray *connectors; /* (element-type AcConnector) */
  AcGraph *graph;        /* of Meta's services */
};

G_DEFINE_FINAL_TYPE (AcConnectors, ac_connectors, G_TYPE_OBJECT)

static void
ac_connectors_finalize (GObject *object)
{
  AcConnectors *self = AC_CONNECTORS (object);

  g_clear_pointer (&self->connectors, g_ptr_array_unref);
  g_clear_object (&self->graph);
  G_OBJECT_CLASS (ac_connectors_parent_class)->finalize (object);
}

static void
ac_connectors_class_init (AcConnectorsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_connectors_finalize;
}

static void
ac_connectors_init (AcConnectors *self)
{
  self->connectors = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
add_meta (AcConnectors *self, AcHttp *http, const char *practice)
{
  AcGraph *graph = ac_graph_new (http, practice);

  self->graph = graph;
  g_ptr_array_add (self->connectors, ac_facebook_new (graph));
  g_ptr_array_add (self->connectors, ac_instagram_new (graph));
  g_ptr_array_add (self->connectors, ac_threads_new (graph));
  g_ptr_array_add (self->connectors, ac_whatsapp_new (graph));
}

AcConnectors *
ac_connectors_new (AcHttp *http, const char *plc_directory, const char *practice)
{
  AcConnectors *self = NULL;

  g_return_val_if_fail (AC_IS_HTTP (http), NULL);

  self = g_object_new (AC_TYPE_CONNECTORS, NULL);
  g_ptr_array_add (self->connectors, ac_mastodon_new (http));
  g_ptr_array_add (self->connectors, ac_bluesky_new (http, plc_directory));
  add_meta (self, http, practice);
  return self;
}

AcConnectors *
ac_connectors_new_for_practice (AcHttp *http, const char *practice)
{
  AcConnectors *self = NULL;

  g_return_val_if_fail (AC_IS_HTTP (http) && practice != NULL, NULL);

  self = g_object_new (AC_TYPE_CONNECTORS, NULL);
  add_meta (self, http, practice);
  return self;
}

AcGraph *
ac_connectors_get_graph (AcConnectors *self)
{
  g_return_val_if_fail (AC_IS_CONNECTORS (self), NULL);

  return self->graph;
}

AcConnector *
ac_connectors_get (AcConnectors *self, const char *service)
{
  g_return_val_if_fail (AC_IS_CONNECTORS (self) && service != NULL, NULL);

  for (guint i = 0; i < self->connectors->len; i++)
    {
      AcConnector *connector = g_ptr_array_index (self->connectors, i);

      if (g_str_equal (ac_connector_get_service (connector)->id, service))
        return connector;
    }
  return NULL;
}

AcConnector *
ac_connectors_find (AcConnectors *self, const char *service, GError **error)
{
  AcConnector *connector = ac_connectors_get (self, service);

  if (connector == NULL)
    g_set_error (error, AC_ERROR, AC_ERROR_NOT_A_SERVICE, "The service %s can't be had here",
                 service);
  return connector;
}

guint
ac_connectors_get_n (AcConnectors *self)
{
  g_return_val_if_fail (AC_IS_CONNECTORS (self), 0);

  return self->connectors->len;
}

AcConnector *
ac_connectors_get_nth (AcConnectors *self, guint n)
{
  g_return_val_if_fail (AC_IS_CONNECTORS (self) && n < self->connectors->len, NULL);

  return g_ptr_array_index (self->connectors, n);
}
