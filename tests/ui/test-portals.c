/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>

#include "../unit/ac-test.h"
#include "ac-error.h"
#include "ac-portals.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

static const char interface_xml[] =
    "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>"
    "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='o' direction='out'/></method></interface></node>";

/* A portal that gives the answers of a case. */
typedef struct
{
  const char *name;
  guint32 code;
  gboolean background;
  gboolean autostart;
  gboolean on; /* what is asked */
  AcPortalAnswer answer;
} Case;

static const Case cases[] = {
  { "allowed", 0, TRUE, TRUE, TRUE, AC_PORTAL_ALLOWED },
  { "turned-off", 0, TRUE, FALSE, FALSE, AC_PORTAL_ALLOWED },
  { "not-at-the-sign-in", 0, TRUE, FALSE, TRUE, AC_PORTAL_REFUSED },
  { "refused", 0, FALSE, FALSE, TRUE, AC_PORTAL_REFUSED },
  { "dismissed", 1, FALSE, FALSE, TRUE, AC_PORTAL_REFUSED },
};

static void
called_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  const Case *answer = user_data;
  g_autoptr(GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree char *place = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *request = NULL;
  g_autofree const char **command = NULL;
  const char *token = NULL;
  gboolean autostart = FALSE;
  GVariantDict results;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (options, "autostart", "b", &autostart));
  g_assert_true (g_variant_lookup (options, "commandline", "^a&s", &command));
  g_assert_cmpint (autostart, ==, answer->on);
  g_assert_true (g_str_has_suffix (command[0], "/accounts-center-backend"));

  request = g_strconcat (PORTAL_PATH "/request/", place, "/", token, NULL);
  g_variant_dict_init (&results, NULL);
  g_variant_dict_insert (&results, "background", "b", answer->background);
  g_variant_dict_insert (&results, "autostart", "b", answer->autostart);
  /* As early as a portal may: before the call has returned. */
  g_dbus_connection_emit_signal (
      bus, sender, request, "org.freedesktop.portal.Request", "Response",
      g_variant_new ("(u@a{sv})", answer->code, g_variant_dict_end (&results)), NULL);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
}

static AcPortalAnswer
ask (gboolean on)
{
  g_autoptr(DexFuture) asked = ac_test_wait (ac_portals_set_background (on));
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (asked, &error);

  g_assert_no_error (error);
  return (AcPortalAnswer) g_value_get_int (value);
}

static void
test_answer (gconstpointer data)
{
  const Case *expected = data;
  const GDBusInterfaceVTable table = { .method_call = called_cb };
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  const guint object = g_dbus_connection_register_object (bus, PORTAL_PATH, node->interfaces[0],
                                                          &table, (gpointer) expected, NULL, NULL);
  const guint name = g_bus_own_name_on_connection (bus, PORTAL_NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                                   NULL, NULL, NULL, NULL);

  g_assert_cmpint (ask (expected->on), ==, expected->answer);
  g_bus_unown_name (name);
  g_dbus_connection_unregister_object (bus, object);
}

static void
test_nobody (void)
{
  g_autoptr(DexFuture) asked = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (ac_portals_are_needed ());
  g_assert_cmpint (ask (TRUE), ==, AC_PORTAL_MISSING);
  asked = ac_test_wait (ac_portals_take_screenshot ());
  g_assert_null (dex_future_get_value (asked, &error));
  g_assert_error (error, AC_ERROR, AC_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_autoptr(GTestDBus) bus = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  g_test_add_func ("/portals/nobody", test_nobody);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/portals/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_answer);
    }

  status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
