/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include "ac-admin.h"
#include "ac-listener.h"
#include "ac-router.h"
#include "ac-routes.h"

struct _AcAdmin
{
  GObject parent_instance;
  SoupServer *server;
  AcRouter *router;
  AcListener *listener;
};

G_DEFINE_FINAL_TYPE (AcAdmin, ac_admin, G_TYPE_OBJECT)

static void
ac_admin_finalize (GObject *object)
{
  AcAdmin *self = AC_ADMIN (object);

  g_clear_object (&self->listener);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->router);

  G_OBJECT_CLASS (ac_admin_parent_class)->finalize (object);
}

static void
ac_admin_class_init (AcAdminClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ac_admin_finalize;
}

static void
ac_admin_init (AcAdmin *self)
{
  self->server = soup_server_new ("server-header", "", NULL);
}

AcAdmin *
ac_admin_new (AcContext *context, const char *socket_path, GError **error)
{
  g_autoptr(AcAdmin) self = g_object_new (AC_TYPE_ADMIN, NULL);
  g_autoptr(AcDoorman) doorman = ac_doorman_new_for_one (NULL);
  gsize n_routes = 0;
  const AcRoute *routes = ac_routes_get_of_admin (&n_routes);

  self->listener = ac_listener_new (self->server, socket_path, getuid (), error);
  if (self->listener == NULL)
    return NULL;

  ac_listener_let_root_in (self->listener);
  self->router = ac_router_new (context, doorman, routes, n_routes);
  ac_router_attach (self->router, NULL, self->server);
  return g_steal_pointer (&self);
}

void
ac_admin_close (AcAdmin *self)
{
  ac_listener_close (self->listener);
}
