/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-network.h"
#include "ac-outbox.h"
#include "ac-sleep.h"
#include "ac-step.h"
#include "ac-store-attempts.h"
#include "ac-test-server.h"
#include "ac-test-store.h"

/* The outbox of a computer that has a network at times, as the system's monitor tells it: the test
 * plays the monitor. */

#define MONITOR "ac-double"
#define LOOK_MS 1000

/* ---- the monitor */

typedef struct
{
  GObject parent_instance;
  gboolean there;
} Monitor;

typedef struct
{
  GObjectClass parent_class;
} MonitorClass;

enum
{
  PROP_0,
  PROP_AVAILABLE,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static void monitor_iface_init (GNetworkMonitorInterface *iface);
static void monitor_initable_iface_init (GInitableIface *iface);
static GType monitor_get_type (void);

G_DEFINE_TYPE_WITH_CODE (Monitor,
                         monitor,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, monitor_initable_iface_init)
                             G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, monitor_iface_init))

static gboolean
monitor_initable_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
monitor_initable_iface_init (GInitableIface *iface)
{
  iface->init = monitor_initable_init;
}

static void
monitor_iface_init (GNetworkMonitorInterface *iface)
{
}

static void
monitor_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  Monitor *self = (Monitor *) object;

  if (prop_id == PROP_AVAILABLE)
    g_value_set_boolean (value, self->there);
  else if (prop_id == PROP_METERED)
    g_value_set_boolean (value, FALSE);
  else
    g_value_set_enum (value,
                      self->there ? G_NETWORK_CONNECTIVITY_FULL : G_NETWORK_CONNECTIVITY_LOCAL);
}

static void
monitor_class_init (MonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = monitor_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
monitor_init (Monitor *self)
{
}

static void
set_network (gboolean there)
{
  Monitor *monitor = (Monitor *) g_network_monitor_get_default ();

  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (monitor, monitor_get_type ()));
  monitor->there = there;
  g_signal_emit_by_name (monitor, "network-changed", there);
}

/* ---- the outbox */

typedef struct
{
  Fixture f;
  AcTestServer server;
  AcVault *vault;
  AcAccessCache *accesses;
  AcGate *gate;
  AcPictureShelf *shelf;
  AcNetwork *network;
  AcOutbox *outbox;
} World;

static AcVault *
make_vault (AcStore *store)
{
  g_autoptr(SecretValue) key = secret_value_new ("0123456789abcdef0123456789abcdef",
                                                 AC_VAULT_KEY_SIZE, "text/plain");
  g_autoptr(AcVaultKeys) keys = ac_vault_keys_new_given (key, NULL);
  g_autofree char *ids = ac_vault_keys_list_ids (keys);

  ac_store_set_vault_keys (store, ids);
  return ac_vault_new_with_keys (store, keys);
}

static void
add_account (World *world)
{
  g_autoptr(AcAccess) access = ac_test_server_make_access (&world->server, "mastodon", "1");
  g_autoptr(AcFruit) fruit = NULL;
  g_autoptr(GError) error = NULL;

  ac_account_set_handle (ac_access_get_account (access), "@ada@mastodon.example");
  fruit = ac_test_wait_object (
      ac_access_cache_put (world->accesses, world->f.person, access, NULL, AC_PUT_SHARED_GRANT, 0),
      &error);
  g_assert_no_error (error);
  g_free (world->f.account);
  world->f.account = g_strdup (ac_account_get_id (ac_fruit_get_account (fruit)));
}

static void
world_set_up (World *world, gconstpointer data)
{
  const AcGateSource source = { POLICY_FILE, NULL };
  Fixture *f = &world->f;
  g_autoptr(GError) error = NULL;

  set_network (FALSE);
  ac_test_server_set_up (&world->server, NULL);
  world->server.body = "{\"id\":\"1\",\"uri\":\"https://mastodon.example/1\"}";
  f->dir = g_dir_make_tmp ("ac-network-XXXXXX", &error);
  f->store = ac_store_open (f->dir, &error);
  g_assert_no_error (error);
  f->person = ac_store_get_embedded_person (f->store, &error);
  f->status = ac_id_new ();
  f->delivery = ac_id_new ();

  world->vault = make_vault (f->store);
  world->accesses = ac_access_cache_new (f->store, world->vault, 0);
  world->gate = ac_gate_new (f->store, world->server.connectors, &source);
  ac_test_wait_true (ac_gate_check (world->gate), &error);
  g_assert_no_error (error);
  world->shelf = ac_picture_shelf_new (f->store, NULL, NULL);
  world->network = ac_network_new ();
  world->outbox = ac_outbox_new (f->store, world->accesses, world->server.connectors, world->gate,
                                 world->shelf, 0);
  ac_outbox_follow_network (world->outbox, world->network);
  add_account (world);
  ac_test_wait_true (ac_outbox_start (world->outbox), &error);
  g_assert_no_error (error);
}

static void
pass (guint ms)
{
  const gint64 end = g_get_monotonic_time () + ms * G_GINT64_CONSTANT (1000);

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

static void
world_tear_down (World *world, gconstpointer data)
{
  ac_outbox_close (world->outbox);
  while (ac_outbox_is_busy (world->outbox))
    pass (1);
  pass (50);
  g_assert_finalize_object (world->outbox);
  g_assert_finalize_object (world->network);
  g_clear_object (&world->shelf);
  g_clear_object (&world->gate);
  g_clear_object (&world->accesses);
  g_clear_object (&world->vault);
  ac_test_server_tear_down (&world->server, NULL);
  tear_down (&world->f, NULL);
}

static void
share (World *world)
{
  on_store (&world->f, add_status);
  ac_outbox_wake (world->outbox);
}

static void
assert_untried (Fixture *f, AcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListStore) attempts = ac_store_list_attempts (store, f->person, f->delivery, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (attempts)), ==, 0);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
}

static void
assert_waits (World *world)
{
  pass (LOOK_MS);
  g_assert_cmpuint (world->server.n_requests, ==, 0);
  on_store (&world->f, assert_untried);
  g_assert_false (ac_outbox_is_busy (world->outbox));
  g_assert_false (ac_outbox_is_idle (world->outbox));
}

static void
assert_shared_soon (World *world)
{
  const gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC;

  while (world->server.n_requests == 0 && g_get_monotonic_time () < end)
    pass (1);
  g_assert_cmpuint (world->server.n_requests, >, 0);
}

static void
test_waits (World *world, gconstpointer data)
{
  share (world);
  assert_waits (world);
  set_network (TRUE);
  assert_shared_soon (world);
}

static void
test_goes_and_comes (World *world, gconstpointer data)
{
  set_network (TRUE);
  pass (10);
  set_network (FALSE);
  share (world);
  assert_waits (world);
  set_network (TRUE);
  assert_shared_soon (world);
}

static void
assert_unreachable (Fixture *f, AcStore *store)
{
  g_autoptr(AcDelivery) delivery = ac_store_get_delivery (store, f->person, f->delivery, NULL);

  g_assert_cmpint (ac_delivery_get_error (delivery), ==, AC_ERROR_UNREACHABLE);
  g_assert_cmpint (get_state (f, store), ==, AC_DELIVERY_WAITING);
}

static void
listen_at (AcTestServer *server, guint port)
{
  g_autoptr(GError) error = NULL;

  soup_server_listen_local (server->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
}

/* What failed before isn't left to its back-off. */
static void
test_tries_again (World *world, gconstpointer data)
{
  g_autoptr(GUri) base = g_uri_parse (world->server.base, G_URI_FLAGS_NONE, NULL);

  set_network (TRUE);
  soup_server_disconnect (world->server.server);
  share (world);
  pass (LOOK_MS);
  on_store (&world->f, assert_unreachable);
  set_network (FALSE);
  listen_at (&world->server, g_uri_get_port (base));
  pass (LOOK_MS);
  g_assert_cmpuint (world->server.n_requests, ==, 0);
  set_network (TRUE);
  assert_shared_soon (world);
}

/* There is nothing to wait for. */
static void
test_idle (World *world, gconstpointer data)
{
  pass (50);
  g_assert_true (ac_outbox_is_idle (world->outbox));
}

/* ---- sleep */

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
say_sleep (GDBusConnection *bus, gboolean begins)
{
  g_autoptr(GError) error = NULL;

  g_dbus_connection_emit_signal (bus, NULL, "/org/freedesktop/login1",
                                 "org.freedesktop.login1.Manager", "PrepareForSleep",
                                 g_variant_new ("(b)", begins), &error);
  g_assert_no_error (error);
  g_assert_true (g_dbus_connection_flush_sync (bus, NULL, NULL));
}

/* Where there is a bus, by a logind that the test plays; and it is not heard any more in the end.
 */
static void
test_sleep (void)
{
  g_autoptr(GTestDBus) daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr(GDBusConnection) bus = NULL;
  g_autoptr(GError) error = NULL;
  AcSleep *sleep = NULL;
  guint n_over = 0;
  guint name = 0;

  g_test_dbus_up (daemon);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (daemon), TRUE);
  bus = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (daemon),
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                    G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &error);
  g_assert_no_error (error);
  name = g_bus_own_name_on_connection (bus, "org.freedesktop.login1", G_BUS_NAME_OWNER_FLAGS_NONE,
                                       NULL, NULL, NULL, NULL);
  sleep = ac_sleep_new ();
  g_signal_connect_swapped (sleep, "over", G_CALLBACK (count_cb), &n_over);
  pass (200);
  say_sleep (bus, TRUE);
  pass (200);
  g_assert_cmpuint (n_over, ==, 0);
  say_sleep (bus, FALSE);
  pass (200);
  g_assert_cmpuint (n_over, ==, 1);
  g_assert_finalize_object (sleep);
  say_sleep (bus, FALSE);
  pass (50);

  g_bus_unown_name (name);
  g_dbus_connection_close_sync (bus, NULL, NULL);
  g_test_dbus_stop (daemon);
}

int
main (int argc, char *argv[])
{
  g_setenv ("GIO_USE_NETWORK_MONITOR", MONITOR, TRUE);
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, monitor_get_type (),
                                  MONITOR, 0);

  g_test_add ("/network/waits", World, NULL, world_set_up, test_waits, world_tear_down);
  g_test_add ("/network/goes-and-comes", World, NULL, world_set_up, test_goes_and_comes,
              world_tear_down);
  g_test_add ("/network/tries-again", World, NULL, world_set_up, test_tries_again, world_tear_down);
  g_test_add ("/network/idle", World, NULL, world_set_up, test_idle, world_tear_down);
  g_test_add_func ("/sleep/over", test_sleep);
  return g_test_run ();
}
